"""Entry point; see cli.py."""

from benchmarks.reconstruction.cli import main

if __name__ == "__main__":
    main()
