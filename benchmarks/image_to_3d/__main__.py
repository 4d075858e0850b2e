"""Entry point; see cli.py."""

from benchmarks.image_to_3d.cli import main

if __name__ == "__main__":
    main()
