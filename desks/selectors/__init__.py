"""Reads of the pages where people work: several rooms at once, always from what the actor may see."""
