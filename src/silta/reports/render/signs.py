"""Signs that a format cannot hold, and stretches that run from right to left: what XML files of Word and Excel have to know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT: Final = ("R", "AL", "AN")


def printable(text: str) -> str:
    """`text` with each sign that XML 1.0 forbids written as its number, as the PDF does: ``[U+0007]``."""
    return _NOT_XML.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The words of `text` in stretches of one direction; True: from right to left."""
    if text.isascii():
        yield text, False
        return
    words = re.findall(r"\S+\s*|\s+", text)
    for backwards, same in groupby(words, _runs_backwards):
        yield "".join(same), backwards


def _runs_backwards(word: str) -> bool:
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in word)
