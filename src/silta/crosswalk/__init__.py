"""Suggestions, relations and coverage between releases of rules. Pure."""
