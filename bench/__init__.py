"""Benchmarks: counts and ratios on 100,000 invented cases. `make bench` writes bench/results.json."""
