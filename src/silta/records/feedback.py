"""The marks that participants gave an event, added up over the sides. Pure; counts and means of the event, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from silta.words.codes import EVALUATION_SCALE

MARKS: Final = {"ones": 1, "twos": 2, "threes": 3, "fours": 4, "fives": 5}
"""The field of `silta.records.kinds.evaluation.Marks` that counts a mark → the mark."""
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Scale:
    """How many gave each mark from 1 to 5 on one scale; `mean` is written with one decimal, empty if nobody gave any."""

    code: str
    counts: tuple[int, ...]

    @property
    def given(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> str:
        total = sum(mark * n for mark, n in enumerate(self.counts, 1))
        return str((Decimal(total) / self.given).quantize(_TENTH, ROUND_HALF_UP)) if self.given else ""


def scales_of(rows: Iterable[Mapping[str, Any]]) -> list[Scale]:
    """The rows `marks` of one evaluation or of several, added up, in the order of the code list."""
    counted: dict[str, Counter[int]] = {}
    for row in rows:
        of_scale = counted.setdefault(str(row.get("scale")), Counter())
        for name, mark in MARKS.items():
            of_scale[mark] += int(row.get(name) or 0)
    return [
        Scale(code, tuple(counted[code][mark] for mark in MARKS.values()))
        for code in EVALUATION_SCALE
        if code in counted
    ]


def rows_of(answers: Iterable[Mapping[str, int]]) -> list[dict[str, Any]]:
    """The rows `marks` that the answers of persons (scale → mark) make; a scale that nobody marked has none."""
    counted: dict[str, Counter[int]] = {}
    for answer in answers:
        for code, mark in answer.items():
            counted.setdefault(code, Counter())[mark] += 1
    return [
        {"scale": code, **{name: counted[code][mark] for name, mark in MARKS.items()}}
        for code in EVALUATION_SCALE
        if code in counted
    ]
