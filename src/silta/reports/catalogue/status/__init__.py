"""The status on one page, for a director or an ambassador."""
