"""The communiqué: what the parties tell the public about a year, short, medium or for the press."""
