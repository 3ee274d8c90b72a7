"""Pages of intake, one module for each part of the journey."""
