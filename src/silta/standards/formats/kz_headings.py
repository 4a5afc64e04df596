"""Headings in texts of Kazakh law, in Russian and Kazakh, and the table of contents that repeats them at the top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from silta.standards.provisions import Level

_NUMBER: Final = r"\d{1,4}(?:-\d{1,3})*"
_ROMAN_OR_NUMBER: Final = rf"(?:{_NUMBER}|[IVXLСХІ]{{1,7}})"
_REST: Final = r"(?:\s*\.\s*(?P<rest>.*)|(?P<none>))"
_GROUP_REST: Final = r"(?:\s*\.\s*(?P<rest>.*)|\s+(?P<loud>(?-i:[А-ЯЁӘҒҚҢӨҰҮҺІ]{2}).*)|(?P<none>))"

_HEADINGS: Final[tuple[tuple[Level, re.Pattern[str]], ...]] = (
    ("article", re.compile(rf"(?P<label>(?:Статья|СТАТЬЯ)\s+{_NUMBER}){_REST}")),
    ("article", re.compile(rf"(?P<label>{_NUMBER}-бап){_REST}", re.IGNORECASE)),
    ("chapter", re.compile(rf"Глава\s+(?P<label>{_ROMAN_OR_NUMBER}){_GROUP_REST}", re.IGNORECASE)),
    ("chapter", re.compile(rf"(?P<label>{_ROMAN_OR_NUMBER})-тарау{_GROUP_REST}", re.IGNORECASE)),
    ("chapter", re.compile(rf"(?P<label>Параграф\s+{_NUMBER}){_GROUP_REST}", re.IGNORECASE)),
    ("chapter", re.compile(rf"(?P<label>{_NUMBER}-параграф){_GROUP_REST}", re.IGNORECASE)),
    ("part", re.compile(rf"Раздел\s+(?P<label>{_ROMAN_OR_NUMBER}){_GROUP_REST}", re.IGNORECASE)),
    ("part", re.compile(rf"(?P<label>{_ROMAN_OR_NUMBER})-бөлім{_GROUP_REST}", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Heading:
    """A heading: its level, number as the law cites it (``Статья 7-1``; of a chapter ``4-1``) and words."""

    level: Level
    number: str
    words: str

    @property
    def key(self) -> tuple[Level, str]:
        return self.level, self.number

    @property
    def is_inner_group(self) -> bool:
        """Whether it divides a chapter ("Параграф 2"), instead of being one."""
        return "параграф" in self.number.lower()


def heading_of(line: str) -> Heading | None:
    """The heading that `line` is, if it is one: its number must end in a full stop or end the line."""
    for level, pattern in _HEADINGS:
        found = pattern.fullmatch(line)
        if found is not None:
            parts = found.groupdict()
            words = parts.get("rest") or parts.get("loud") or ""
            return Heading(level, " ".join(found["label"].split()), " ".join(words.split()))
    return None


def contents_end(lines: Sequence[str], headings: Sequence[Heading | None]) -> int:
    """The index of the line with which the law itself begins after its table of contents; 0 if it has none.

    `headings` has an entry for each of `lines`. A table of contents is there if the first heading comes once more after a
    stretch of several headings, and either all of the stretch come again or nothing but headings stands between them: the
    text may be cut off before its end, and then too it must not be taken for a law that says everything twice.
    """
    places = [index for index, heading in enumerate(headings) if heading is not None]
    first = headings[places[0]] if places else None
    if first is None:
        return 0
    again = next((index for index in places[1:] if _same(headings[index], first)), 0)
    stretch = [index for index in places if index < again]
    later = {heading.key for heading in headings[again:] if heading is not None}
    listed = {heading.key for heading in headings[:again] if heading is not None}
    bare = bool(stretch) and all(
        headings[index] is not None or not lines[index] for index in range(stretch[0], stretch[-1])
    )
    return again if len(listed) > 1 and (bare or listed <= later) else 0


def _same(heading: Heading | None, other: Heading) -> bool:
    return heading is not None and heading.key == other.key
