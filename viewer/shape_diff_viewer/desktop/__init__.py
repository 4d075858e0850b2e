"""The Open3D window of `shape-diff view`: it draws what the viewer's state says and forwards what the user does."""
