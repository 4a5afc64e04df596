"""The annual programme: what the parties agreed to do in a year."""
