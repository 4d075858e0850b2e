"""How well, how fast and in how much memory point clouds become meshes, by every method; see __main__.py."""
