"""Entry point; see cli.py."""

from benchmarks.recognition.cli import main

if __name__ == "__main__":
    main()
