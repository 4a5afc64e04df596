"""The hand-over package: all that a successor needs."""
