"""Documents as lines: what is left of a page, a Word or PDF file or plain text once its container is taken off.

Recognisers of numbering (`kz_law_text`, `numbered`) work on lines alone, so that one law reads the same from each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_SPACES: Final = re.compile(r"[ \t\xa0\u2007\u2009\u202f]+")


@dataclass(frozen=True)
class Line:
    """A paragraph of a document, or a line of plain text; empty ones separate.

    `where` names it for people (``line 12``, ``paragraph 3``, ``page 2``). `outline` is its level as a heading, as the document
    itself marks it: 1 for the highest, 0 for none. `is_note` says that the publisher marks it as a remark, not as its words.
    """

    where: str
    text: str
    outline: int = 0
    is_note: bool = False


@dataclass(frozen=True)
class Document:
    """All lines, and the title that the document has by itself, if it names one."""

    lines: tuple[Line, ...]
    title: str = ""


def plain_document(text: str) -> Document:
    """The lines of a plain text, counted from 1."""
    return Document(tuple(Line(f"line {n}", squeezed(line)) for n, line in enumerate(text.split("\n"), 1)))


def squeezed(words: str) -> str:
    """`words` with single spaces inside and none around."""
    return _SPACES.sub(" ", words).strip()


def words_of(lines: Sequence[Line]) -> str:
    """The words of `lines`, one a line, without empty ones."""
    return "\n".join(line.text for line in lines if line.text)
