"""Handling markings, their order against an arrangement's ceiling, and the classes that Silta refuses.

TLP is a rule of sharing, not a classification; national markings are not equal to each other. They are ordered here for one
purpose: whether a record may be released under an arrangement whose ceiling is given. National security classes are refused
at the door, whatever the ceiling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from silta.words.codes import MARKING
from silta.words.errors import SiltaError

_RANK: Final = {
    "public": 0,
    "tlp-clear": 0,
    "tlp-green": 1,
    "tlp-amber": 2,
    "proprietary": 3,
    "tlp-amber-strict": 3,
    "kz-dsp": 4,
    "fi-secret-by-law": 4,
    "tlp-red": 5,
}
_BESIDE: Final = frozenset({"kz-dsp", "fi-secret-by-law", "proprietary"})
"""Markings that no sharing rule replaces: a document made from records with one of these carries it too."""
UNGUARDED: Final = ("public", "tlp-clear", "tlp-green")
"""Markings whose titles may go by mail and into calendar programs; of all others they get a neutral line."""
_CLASSIFIED: Final = re.compile(
    r"\bTL\s?(I{1,3}|IV)\b|\b(ERITTÄIN )?SALAINEN\b|\bLUOTTAMUKSELLINEN\b|\bKÄYTTÖ RAJOITETTU\b"
    r"|\bОСОБОЙ ВАЖНОСТИ\b|\b(СОВЕРШЕННО )?СЕКРЕТНО\b|\bАСА МАҢЫЗДЫ\b|\b(ӨТЕ )?ҚҰПИЯ\b"
)


class MarkingRefused(SiltaError):
    """A marking that is unknown, above the ceiling, or of a national security class."""


def check_marking(marking: str, ceiling: str) -> None:
    """Pass silently if a record marked `marking` may be released under `ceiling`.

    Raises `MarkingRefused`: `marking.unknown`, `marking.above-ceiling`.
    """
    if marking not in MARKING:
        raise MarkingRefused("marking.unknown", marking=marking)
    if exceeds(marking, ceiling):
        raise MarkingRefused("marking.above-ceiling", marking=marking, ceiling=ceiling)


def exceeds(marking: str, ceiling: str) -> bool:
    """Whether readers up to `ceiling` may not see what is marked `marking`; one that is unknown here is for nobody."""
    return _RANK.get(marking, 99) > _RANK.get(ceiling, 0)


def is_public(marking: str) -> bool:
    """Whether everybody may read what is so marked."""
    return not exceeds(marking, "public")


def combined_marking(markings: Iterable[str]) -> tuple[str, ...]:
    """What a document made from records so marked carries: the strictest sharing rule, and every marking that stands beside it.

    Markings that are unknown here (a newer partner may send them) come first, all of them. No records: ``("public",)``.
    """
    given = set(markings) or {"public"}
    unknown = given - _RANK.keys()
    sharing = sorted(given - unknown - _BESIDE, key=lambda marking: (_RANK[marking], marking))
    return (*sorted(unknown), *sharing[-1:], *sorted(given & _BESIDE))


def check_not_classified(text: str, where: str) -> None:
    """Raise `MarkingRefused` (`marking.classified`) if `text` carries the stamp of a national security class.

    Only stamps in capitals, as they are printed on documents, are recognised: a text that speaks about secrecy passes.
    """
    found = stamp_in(text)
    if found:
        raise MarkingRefused("marking.classified", where, stamp=found.group(0))


def stamp_in(text: str) -> re.Match[str] | None:
    """The first stamp of a national security class in `text`, in capitals as they are printed."""
    return _CLASSIFIED.search(text)
