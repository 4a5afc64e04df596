"""Words for what the node itself writes: documents and letters, each in the language of whoever reads it."""

from __future__ import annotations

from django.utils import translation


def translate(context: str, msgid: str, language: str) -> str:
    """A word in `language`, from the catalogues of the pages."""
    with translation.override(language):
        return translation.pgettext(context, msgid)
