"""The story cut into turns: what one party says until the other begins to speak, and when it has to listen before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from silta.cli.demo.story import Step, names_in


@dataclass(frozen=True)
class Turn:
    """Steps of one party. `first` is the number of the first in the story; `listens`: it takes over the partner's log before."""

    party: str
    first: int
    steps: tuple[Step, ...]
    listens: bool


def turns(story: Sequence[Step]) -> Iterator[Turn]:
    """The turns of a story. A party listens once a month, and whenever it builds on what it has not heard yet."""
    said: dict[str, dict[str, int]] = {}
    heard: dict[str, tuple[int, tuple[int, int]]] = {}
    first = 0
    for party, group in groupby(story, key=lambda step: step.party):
        steps = tuple(group)
        upto, month = heard.get(party, (-1, (0, 0)))
        news = {name: n for other, names in said.items() if other != party for name, n in names.items()}
        listens = _month(steps[0]) != month or any(news.get(name, -1) >= upto for name in _named(steps))
        if listens:
            heard[party] = (first, _month(steps[0]))
        yield Turn(party, first, steps, listens)
        own = said.setdefault(party, {})
        own |= {step.record: first + n for n, step in enumerate(steps) if step.deed == "release"}
        first += len(steps)


def _named(steps: Sequence[Step]) -> Iterator[str]:
    """The records that steps refer to or answer."""
    for step in steps:
        yield from names_in(step.fields)
        if step.deed == "response":
            yield step.record


def _month(step: Step) -> tuple[int, int]:
    return step.at.year, step.at.month
