"""Entry point; see cli.py."""

from benchmarks.families.cli import main

if __name__ == "__main__":
    main()
