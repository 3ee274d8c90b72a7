"""Invented cases in bulk, for the demonstration and for measuring. Nothing of the product depends on it."""
