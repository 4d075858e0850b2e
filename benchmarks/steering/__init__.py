"""How well work with shapes does what it says: `python -m benchmarks.steering --help`."""
