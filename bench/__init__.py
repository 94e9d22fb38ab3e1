"""Benchmarks against the physical floor and against peers: `make bench`, or `python -m bench [names]`."""
