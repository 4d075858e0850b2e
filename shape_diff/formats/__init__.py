"""Files of clouds and meshes: a reader and a writer of each format."""
