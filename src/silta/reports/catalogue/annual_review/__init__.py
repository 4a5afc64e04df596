"""The annual review of one year's cooperation."""
