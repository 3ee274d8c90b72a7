"""Benchmarks: counts and ratios on 10,000 invented cases. `make bench` writes bench/results.json."""
