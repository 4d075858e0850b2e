"""Measures of clouds, sets of clouds and meshes."""
