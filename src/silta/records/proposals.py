"""Two proposals for one programme, activity by activity: what one adds, drops, moves, rewords or costs otherwise.

Each party writes its own text and freezes the activities that it means, its own or the other side's. An activity is the same in
both when its record is; where each side has written a record of its own, its number, else its title, tells what answers what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from silta.words.folding import fold

SAME: Final = "same"
ADDED: Final = "added"
DROPPED: Final = "dropped"
_ASPECTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "moved": ("start", "until"),
        "reworded": ("title", "expected", "indicator"),
        "other-host": ("host", "place", "mode"),
        "other-costs": ("costs",),
        "other-people": ("sides",),
        "other-form": ("area", "form"),
        "other-links": ("priority", "roadmap_item"),
    }
)
"""Code of `PROPOSAL_CHANGE` → the fields that it covers."""


@dataclass(frozen=True)
class Put:
    """An activity as a text holds it: the record, the frozen revision with its leaf, and its fields then (empty: erased)."""

    record: str
    revision: int
    leaf: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def frozen(self) -> dict[str, Any]:
        """The reference in wire form."""
        return {"record": self.record, "revision": self.revision, "leaf": self.leaf}


@dataclass(frozen=True)
class Pair:
    """One activity in both texts. `changes` are codes of `PROPOSAL_CHANGE`, as the other side's text differs from ours."""

    ours: Put | None
    theirs: Put | None
    changes: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a form calls the pair: the record in their text, else in ours."""
        chosen = self.theirs or self.ours
        return chosen.record if chosen else ""

    @property
    def differs(self) -> bool:
        return self.changes != (SAME,)


def pairs(ours: Sequence[Put], theirs: Sequence[Put], language: str = "en") -> list[Pair]:
    """Every activity of either text once, in the order of theirs, then those that only ours holds."""
    left = list(ours)
    found: list[Pair] = []
    matched: dict[int, Put] = {}
    for alike in (_record, _number, lambda put: _title(put, language)):
        for place, put in enumerate(theirs):
            if place not in matched and (mine := _take(left, put, alike)):
                matched[place] = mine
    for place, put in enumerate(theirs):
        mine = matched.get(place)
        found.append(Pair(mine, put, changes(mine, put) if mine else (ADDED,)))
    return [*found, *(Pair(put, None, (DROPPED,)) for put in left)]


def _record(put: Put) -> str:
    return put.record


def _number(put: Put) -> str:
    return str(put.fields.get("number") or "")


def _title(put: Put, language: str) -> str:
    title = put.fields.get("title")
    words = title.get(language, {}).get("text", "") if isinstance(title, Mapping) else ""
    return fold(words)


def _take(left: list[Put], put: Put, alike: Callable[[Put], str]) -> Put | None:
    """Take the first of `left` that is alike; nothing is alike without a word to tell it by."""
    wanted = alike(put)
    found = next((one for one in left if wanted and alike(one) == wanted), None)
    if found:
        left.remove(found)
    return found


def changes(ours: Put, theirs: Put) -> tuple[str, ...]:
    """In what their version of an activity differs from ours; ``same`` if in nothing that a programme is about."""
    if ours.leaf == theirs.leaf:
        return (SAME,)
    return tuple(_aspects(ours.fields, theirs.fields)) or (SAME,)


def _aspects(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for code, names in _ASPECTS.items():
        if any((ours.get(name) or None) != (theirs.get(name) or None) for name in names):
            yield code


def taken_over(ours: Sequence[Put], theirs: Sequence[Put], chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Our list of frozen activities after taking over the pairs with the keys `chosen`: theirs in the place of ours, added at the
    end, and dropped where they drop it.
    """
    met = {pair.key: pair for pair in pairs(ours, theirs) if pair.key in set(chosen)}
    by_ours = {pair.ours.record: pair for pair in met.values() if pair.ours}
    kept: list[dict[str, Any]] = []
    for put in ours:
        pair = by_ours.get(put.record)
        if pair is None:
            kept.append(put.frozen)
        elif pair.theirs:
            kept.append(pair.theirs.frozen)
    return [*kept, *(pair.theirs.frozen for pair in met.values() if pair.theirs and pair.ours is None)]


@dataclass(frozen=True)
class Sum:
    """What one party's part costs in one currency, by who pays it; sums of different currencies are never put together."""

    party: str
    payer: str
    currency: str
    amount: int
    activities: int


def cost_sums(activities: Sequence[Mapping[str, Any]]) -> list[Sum]:
    """The costs of activities (fields in wire form) by party, payer and currency, in that order."""
    totals: dict[tuple[str, str, str], list[int]] = {}
    for activity in activities:
        for cost in activity.get("costs") or ():
            if isinstance(cost, Mapping) and isinstance(cost.get("amount"), int):
                key = (str(cost.get("party")), str(cost.get("payer")), str(cost.get("currency")))
                total = totals.setdefault(key, [0, 0])
                total[0] += cost["amount"]
                total[1] += 1
    return [Sum(*key, *total) for key, total in sorted(totals.items())]
