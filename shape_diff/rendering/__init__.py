"""Still pictures of point clouds and meshes by ray casting on the CPU: no display, no GPU, no system library."""
