"""Whether a provision is in force, has been repealed or is an empty number, from the words that stand in its place."""

from __future__ import annotations

import re
from typing import Final

from silta.standards.provisions import Status

_SAYS_REPEALED: Final = re.compile(
    r"\W*(?:исключен[аоы]?|утратил[аои]?\s+силу|алып\s+таста(?:лды|лған)|күші\s+жойылды|күшін\s+жойды"
    r"|kumottu|upphävd|repealed|deleted|\[repealed\])\b",
    re.IGNORECASE,
)
_SECTION_REPEALED: Final = re.compile(r"§\s+(?:on\s+kumottu|har\s+upphävts|är\s+upphävd)", re.IGNORECASE)
_SHORT: Final = 200


def says_repealed(words: str) -> bool:
    """Whether `words` begin by saying that what they stand for is repealed ("Исключена в соответствии с …")."""
    return _SAYS_REPEALED.match(words) is not None


def status_of(heading: str, text: str) -> Status:
    """``repealed`` if heading or text only say so, ``empty`` if there is neither, else ``in-force`` (a title alone counts)."""
    if not heading and not text:
        return "empty"
    if not text:
        return "repealed" if says_repealed(heading) else "in-force"
    short = text if len(text) <= _SHORT else ""
    return "repealed" if short and (says_repealed(short) or _SECTION_REPEALED.search(short)) else "in-force"
