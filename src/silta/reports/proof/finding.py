"""What a check found, and where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from silta.words.errors import Problem, Scalar

Severity = Literal["critical", "warning", "note"]
"""``critical``: wrong in all likelihood, and embarrassing in public; ``warning``: look at it; ``note``: could be nicer."""
SEVERITIES: Final[tuple[Severity, ...]] = ("critical", "warning", "note")

_AROUND: Final = 40
"""Characters on each side of a finding that its quotation shows."""


@dataclass(frozen=True)
class Place:
    """Where in a text: the path of the field (``items[3].text``) or block, the language (empty: none in particular), and the
    characters from `start` to `end`. `record` is the id of the record whose words these are; empty: the text under proof.
    """

    where: str
    language: str = ""
    start: int = 0
    end: int = 0
    record: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `data` is what its sentence needs; `quote` the words around it, of which `part` are meant."""

    code: str
    severity: Severity
    place: Place
    data: Mapping[str, Scalar] = field(default_factory=dict)
    quote: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        """What tells this finding from others as long as the words that it is about stay the same, wherever they move to.

        It begins with the severity, so that an answer to a note never counts for what has become critical.
        """
        said = [
            self.code,
            self.place.record,
            self.place.where,
            self.place.language,
            self.part,
            dict(self.data),
        ]
        digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
        return f"{self.severity}-{digest[:40]}"

    @property
    def problem(self) -> Problem:
        """The same as those who word errors take it."""
        return Problem(self.code, "", self.data, "warning")

    def wire(self) -> dict[str, Any]:
        """As JSON values, for jobs and other tools."""
        place = self.place
        return {
            "code": self.code, "severity": self.severity, "data": dict(self.data), "quote": self.quote, "part": self.part,
            "place": {
                "where": place.where, "language": place.language, "start": place.start, "end": place.end,
                "record": place.record,
            },
        }  # fmt: skip


def of_wire(value: Mapping[str, Any]) -> Finding:
    """A finding from what `Finding.wire` made of it."""
    return Finding(**{**value, "place": Place(**value["place"])})


def quoted(text: str, start: int, end: int) -> str:
    """The characters from `start` to `end` and what stands around them, on one line."""
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{' '.join(text[first:last].split())}{after}"
