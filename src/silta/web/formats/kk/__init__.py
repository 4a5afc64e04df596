"""Django's formats for this language."""
