"""The judge that `shape-diff evaluate` scores by: what kind of thing a cloud is, and which caption it fits."""
