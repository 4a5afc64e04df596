"""A text of the library as people read it: in one language or two side by side, with what has been said about each provision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from silta.node.models import Provision, Record, Reference
from silta.node.queries.library import ProvisionRow, provision_rows
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.standards.provisions import POINT_LEVELS

PAGE: Final = 600
"""Units and headings of one page of a text; most acts fit on one."""
_ALL: Final = 100_000


@dataclass(frozen=True)
class Passage:
    """A unit or a heading above units: in the first language and in the second, or in the one of them that has it.

    `points` are the fragments inside it, `said` the records (mappings, gaps) that name it or one of its points.
    """

    first: ProvisionRow | None
    second: ProvisionRow | None
    points: tuple[str, ...]
    said: tuple[Row, ...]

    @property
    def head(self) -> ProvisionRow:
        """The wording that there is in any case."""
        found = self.first or self.second
        assert found is not None  # noqa: S101 - a passage is made of one of them
        return found


@dataclass(frozen=True)
class Reading:
    """A page of a text. `after` is the place to go on from, None at the end."""

    passages: tuple[Passage, ...]
    after: int | None


def read_release(address: str, language: str, beside: str, reader: str, *, after: int = -1) -> Reading:
    """The passages of a release after place `after`, in `language` and `beside` ("": alone), in the same few queries."""
    rows = provision_rows(address, language, after=after, limit=PAGE + 1)
    page = rows[:PAGE]
    others = {one.fragment: one for one in provision_rows(address, beside, limit=_ALL)} if beside else {}
    alone = _alone(address, language, others)
    points = _points(address, language)
    said = said_about(address, reader)
    passages: list[Passage] = []
    for one in [None, *page]:
        if one is not None:
            beside_it = others.get(one.fragment)
            passages.append(Passage(one, beside_it, points.get(one.fragment, ()), _said(one, points, said)))
        if one is not None or after < 0:
            lone = alone.get(one.fragment if one else "", ())
            passages += [Passage(None, two, (), _said(two, points, said)) for two in lone]
    return Reading(tuple(passages), page[-1].order if len(rows) > PAGE else None)


def _alone(
    address: str, language: str, others: Mapping[str, ProvisionRow]
) -> Mapping[str, Sequence[ProvisionRow]]:
    """What only the second language has: the fragment before it that both have ("": none) → those rows. One query."""
    if not others:
        return {}
    rows = Provision.objects.filter(release__address=address, language=language, fragment__in=list(others))
    shared = set(rows.values_list("fragment", flat=True))
    found: dict[str, list[ProvisionRow]] = defaultdict(list)
    last = ""
    for fragment, one in others.items():
        if fragment in shared:
            last = fragment
        else:
            found[last].append(one)
    return found


def said_about(address: str, reader: str) -> dict[str, list[Row]]:
    """What mappings and gaps say about the provisions of a release: fragment → the records that name it; three queries."""
    found = Reference.objects.filter(provision__startswith=f"{address}#", record__withdrawn=False)
    pairs = list(found.values_list("provision", "record").distinct())
    today, stale = local_today(), stale_mappings() if pairs else frozenset()
    records = shown(
        Record.objects.filter(pk__in={pointing for _, pointing in pairs}).order_by("kind", "number", "id")
    )
    named: dict[int, list[str]] = defaultdict(list)
    for provision, pointing in pairs:
        named[pointing].append(provision.partition("#")[2])
    said: dict[str, list[Row]] = defaultdict(list)
    for record in records:
        for fragment in named[record.pk]:
            said[fragment].append(row(record, reader, today, stale=stale))
    return said


def _points(address: str, language: str) -> dict[str, tuple[str, ...]]:
    """Unit → the fragments inside it, in order; one query."""
    rows = Provision.objects.filter(release__address=address, language=language, level__in=POINT_LEVELS)
    found: dict[str, list[str]] = defaultdict(list)
    for unit, fragment in rows.order_by("order").values_list("unit", "fragment"):
        found[unit].append(fragment)
    return {unit: tuple(fragments) for unit, fragments in found.items()}


def _said(
    passage: ProvisionRow, points: Mapping[str, Sequence[str]], said: Mapping[str, Sequence[Row]]
) -> tuple[Row, ...]:
    names = (passage.fragment, *points.get(passage.fragment, ()))
    return tuple({one.uid: one for name in names for one in said.get(name, ())}.values())
