"""Entry point; see cli.py."""

from benchmarks.adaptation.cli import main

if __name__ == "__main__":
    main()
