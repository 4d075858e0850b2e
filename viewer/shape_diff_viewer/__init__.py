"""Look at clouds, meshes and denoising runs: in an Open3D window, in a browser, and as pictures."""
