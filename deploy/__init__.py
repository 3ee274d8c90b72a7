"""Running the system: the local starter for a newcomer's machine, and what a real server needs."""
