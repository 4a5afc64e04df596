"""The minutes of a meeting, for signature."""
