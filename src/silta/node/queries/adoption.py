"""What was adopted from whom and what it changed: practices that were taken up, advice that was followed, what events brought."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from silta.node.models import Record
from silta.node.queries.links import Link, headings
from silta.node.queries.rows import Row, local_today, row, shown

MOST: Final = 200
"""Of each sort, the newest."""
_FIELDS: Final = (
    "practice", "verdict", "reasons", "planned", "observed", "follows", "advice", "actions", "event", "learned", "effect", "area",
    "provisions", "consultation",
)  # fmt: skip


@dataclass(frozen=True)
class Adopted:
    """One thing that `row.party` took over from another: `row` says what became of it, `source` is what was offered.

    `provisions` are those that it rests on.
    """

    row: Row
    source: Row | None
    provisions: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Adoption:
    """All that was adopted under an arrangement, the newest first; `more` names the kinds of which there is more."""

    practices: list[Adopted]
    advice: list[Adopted]
    events: list[Adopted]
    more: frozenset[str]


def adopted(arrangement_id: str, language: str, party: str = "", area: str = "") -> Adoption:
    """What was taken up by `party` (empty: by any) in `area` (empty: in all); a constant number of queries."""
    here = Record.objects.filter(arrangement=arrangement_id, withdrawn=False, erased=False)
    if party:
        here = here.filter(party=party)
    taken = here.filter(kind="applicability-review", standing__in=("in-action", "verified"))
    followed = here.filter(kind="advice-response", fields__verdict__in=("adopted", "in-part"))
    brought = here.filter(kind="application-check")
    more: set[str] = set()
    practices = _found(taken, "practice", language, more)
    advice = _found(followed, "advice", language, more)
    events = _found(brought, "event", language, more)
    if area:
        practices = [one for one in practices if one.source and one.source.columns.get("area") == area]
        advice, events = _about(advice, area, "consultation"), _about(events, area, "activity")
    return Adoption(practices, advice, events, frozenset(more))


def _found(records: QuerySet[Record], field: str, language: str, more: set[str]) -> list[Adopted]:
    """The newest of `records`, each beside the record that its `field` names; three queries."""
    day = local_today()
    held = list(shown(records.order_by("-first_at", "-id"))[: MOST + 1])
    if len(held) > MOST:
        more.add(held[0].kind)
    rows = [row(one, language, day, fields=_FIELDS) for one in held[:MOST]]
    named = {str(one.columns.get(field)) for one in rows} - {"None"}
    sources = {
        str(one.uid): row(one, language, day, fields=(*_FIELDS, "activity"))
        for one in shown(Record.objects.filter(uid__in=named, withdrawn=False))
    }
    addresses = {address for one in sources.values() for address in one.columns.get("provisions") or ()}
    words = headings(addresses, language)
    return [_beside(one, sources.get(str(one.columns.get(field))), words) for one in rows]


def _beside(one: Row, source: Row | None, words: dict[str, tuple[str, str, str]]) -> Adopted:
    named = source.columns.get("provisions") or () if source else ()
    links = []
    for address in named:
        number, heading, tongue = words.get(address, ("", "", ""))
        links.append(Link("provisions", provision=address, number=number, heading=heading, language=tongue))
    return Adopted(one, source, tuple(links))


def _about(found: Collection[Adopted], area: str, field: str) -> list[Adopted]:
    """Those whose source belongs to a consultation or an activity in `area`; one query."""
    uids = [one.source.columns.get(field) for one in found if one.source]
    there = Record.objects.filter(uid__in=[uid for uid in uids if uid], fields__area=area)
    within = {str(uid) for uid in there.values_list("uid", flat=True)}
    return [one for one in found if one.source and one.source.columns.get(field) in within]
