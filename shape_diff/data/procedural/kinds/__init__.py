"""The kinds of the catalogue, one module for each theme; every module here is found by `registry.catalogue`."""
