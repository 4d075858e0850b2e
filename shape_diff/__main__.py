"""`python -m shape_diff` is the command line, as `shape-diff` is."""

from shape_diff.app.starting import main

if __name__ == "__main__":
    main()
