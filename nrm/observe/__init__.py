"""What can be seen of a running system from outside, and never whom it concerns: log lines and numbers."""
