"""Silta: a workbench on which regulators turn differences between their rules into signed joint work."""

__version__ = "0.1.0"
