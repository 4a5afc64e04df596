"""The `silta` command: a thin door to the node's actions and queries, for operators, scripts and outsiders who verify."""

from silta.cli.main import main

__all__ = ["main"]
