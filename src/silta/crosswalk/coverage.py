"""How far the provisions of a benchmark are covered, from what experts have confirmed, and where gaps may be.

Set logic: a text that equals, is equivalent to, or contains the benchmark covers it; a part or an overlap covers it partly.
Several parts cover it only if an expert says that they do so together, in a mapping that names them all and is released and
confirmed like any other; the machine never adds parts up, and what merely follows through a hub (`silta.crosswalk.derived`)
covers nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from silta.crosswalk.relations import Relation

State = Literal["not-assessed", "not-applicable", "none", "partial", "covered", "to-review"]
Rating = Literal["a", "b", "c", "not-assessed", "not-applicable"]
Cause = Literal["no-provision", "partial-provision", "different-approach", "provision-not-applied"]

STATES: Final[tuple[State, ...]] = (
    "not-assessed",
    "not-applicable",
    "none",
    "partial",
    "covered",
    "to-review",
)
"""From the least to the most known; of several confirmed mappings the one that stands last here decides. A stale one reopens."""

_STATE_OF: Final[dict[Relation, State]] = {
    "equal": "covered",
    "equivalent": "covered",
    "equivalent-alternative": "covered",
    "superset-of": "covered",
    "subset-of": "partial",
    "intersects": "partial",
    "no-relationship": "none",
    "not-applicable": "not-applicable",
}
_WORST_LAST: Final[tuple[Rating, ...]] = ("not-assessed", "not-applicable", "a", "b", "c")


@dataclass(frozen=True)
class Decision:
    """A mapping as coverage needs it: addresses of benchmark provisions (`sources`) and of compared ones (`targets`).

    `relation` says what the targets are to the sources; `together` that several targets, each a part, cover the sources as one.
    `legal` rates the law, `implementation` the practice. Only decisions that are `confirmed` count; a `stale`
    one speaks of a text that has changed since, and its sources are to be reviewed whatever else is known of them.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation
    together: bool = False
    legal: Rating = "not-assessed"
    implementation: Rating = "not-assessed"
    confirmed: bool = True
    stale: bool = False


@dataclass(frozen=True)
class Coverage:
    """How far one benchmark provision is covered, the worst rating of law and of practice, and the decisions that say so."""

    state: State = "not-assessed"
    legal: Rating = "not-assessed"
    implementation: Rating = "not-assessed"
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapCandidate:
    """A benchmark provision where a gap may be, with its likely cause; an expert makes it a gap, or does not."""

    unit: str
    cause: Cause
    decisions: tuple[str, ...]


def state_of_relation(relation: Relation) -> State:
    """What a single relation says about the benchmark."""
    return _STATE_OF[relation]


def state_of(decision: Decision) -> State:
    """What one decision says about each of its sources, were it alone."""
    if decision.stale:
        return "to-review"
    state = _STATE_OF[decision.relation]
    return "covered" if state == "partial" and decision.together and len(decision.targets) > 1 else state


def coverage(units: Sequence[str], decisions: Iterable[Decision]) -> dict[str, Coverage]:
    """Coverage of each of `units` (addresses), in order. Sources outside of `units` are ignored."""
    about: dict[str, list[Decision]] = {unit: [] for unit in units}
    for decision in decisions:
        if decision.confirmed or decision.stale:
            for source in dict.fromkeys(decision.sources):
                about.get(source, []).append(decision)
    return {unit: _of(found) for unit, found in about.items()}


def tally(covered: Mapping[str, Coverage]) -> dict[State, int]:
    """How many provisions are in each state, every state named."""
    counts = Counter(one.state for one in covered.values())
    return {state: counts[state] for state in STATES}


def gap_candidates(covered: Mapping[str, Coverage]) -> list[GapCandidate]:
    """Provisions covered in part or not at all, unless experts justified that, and those that a rating wants addressed."""
    found = []
    for unit, one in covered.items():
        cause = _cause(one)
        if cause is not None:
            found.append(GapCandidate(unit, cause, one.decisions))
    return found


def _of(decisions: Sequence[Decision]) -> Coverage:
    if not decisions:
        return Coverage()
    return Coverage(
        max((state_of(decision) for decision in decisions), key=STATES.index),
        _worst(decision.legal for decision in decisions if not decision.stale),
        _worst(decision.implementation for decision in decisions if not decision.stale),
        tuple(decision.name for decision in decisions),
    )


def _worst(ratings: Iterable[Rating]) -> Rating:
    return max(ratings, key=_WORST_LAST.index, default="not-assessed")


def _cause(one: Coverage) -> Cause | None:
    if one.state == "to-review":
        return None
    if one.state in ("none", "partial") and one.legal != "b":
        return "no-provision" if one.state == "none" else "partial-provision"
    if one.legal == "c":
        return "different-approach"
    return "provision-not-applied" if one.implementation == "c" else None
