"""Translations as outside translators take them and bring them back: units, their files, and what comes back judged."""
