"""The commands of `shape-diff`, one module each. Heavy packages are imported inside them, so that --help is quick."""
