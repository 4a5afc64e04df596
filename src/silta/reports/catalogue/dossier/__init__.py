"""The audit dossier of a result: its whole thread with the entries that prove it."""
