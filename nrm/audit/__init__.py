"""What was done and what was read; append-only."""
