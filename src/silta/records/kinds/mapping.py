"""A mapping: how one or more provisions of the compared text relate to one or more of the benchmark."""

from collections.abc import Iterator, Sized
from collections.abc import Mapping as Wire
from typing import Annotated, Any

from silta.records.fields import Codes, Fields, Id, Line, Prose, ProvisionAddress, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import LONE, RATING, RATIONALE, RELATION
from silta.words.errors import Problem


class Mapping(Fields):
    name: Line = about("Name", "Which provisions meet: R31 – art. 7, 7-2.")
    crosswalk: Annotated[Id, To(("crosswalk",))] = about("Crosswalk")
    sources: list[ProvisionAddress] = about("Benchmark provisions", least=1)
    targets: list[ProvisionAddress] = about("Compared provisions", default=[])
    relation: Annotated[str, Codes(RELATION)] = about(
        "Relation", "The compared text is … the benchmark: subset of means that it covers only a part of it."
    )
    rationale: Annotated[str, Codes(RATIONALE)] = about("Rationale", default="semantic")
    together: bool = about(
        "They cover it together", "Only if several provisions meet the benchmark as one.", default=False
    )
    legal_rating: Annotated[str, Codes(RATING)] = about("Rating of the law", default="not-assessed")
    implementation_rating: Annotated[str, Codes(RATING)] = about(
        "Rating of the practice", default="not-assessed"
    )
    reasoning: Prose | None = about("Reasoning", default=None)
    author: Line | None = about("Rated by", default=None)
    reviewer: Line | None = about("Reviewer", default=None)


def _check(mapping: Mapping) -> Iterator[Problem]:
    if mapping.together and len(mapping.targets) < 2:
        yield Problem("record.together-needs-two", "together")
    ratings = (mapping.legal_rating, mapping.implementation_rating)
    yield from _lacking(mapping.relation, mapping.targets, ratings, reasoned=mapping.reasoning is not None)


def lacks(held: Wire[str, Any]) -> list[Problem]:
    """What still keeps the wire form of a mapping's fields, begun by a person, from being a decision that can be released."""
    if not held.get("relation"):
        return [Problem("crosswalk.no-relation", "relation")]
    ratings = (held.get("legal_rating"), held.get("implementation_rating"))
    return list(
        _lacking(held["relation"], held.get("targets") or (), ratings, reasoned=bool(held.get("reasoning")))
    )


def _lacking(
    relation: str, targets: Sized, ratings: tuple[str | None, ...], *, reasoned: bool
) -> Iterator[Problem]:
    if relation not in LONE and not targets:
        yield Problem("record.targets-missing", "targets")
    if "c" in ratings and not reasoned:
        yield Problem("record.reasoning-missing", "reasoning")


KIND = Kind(
    code="mapping",
    group="standards",
    label="Mapping",
    plural="Mappings",
    fields=Mapping,
    title="name",
    columns=("relation", "legal_rating", "implementation_rating"),
    check=_check,
    lifecycle=Lifecycle(
        typed={},
        computed={
            "self-rated": State("Self-rated", icon="half"),
            "panel-confirmed": State("Confirmed by both", "good", "double"),
            "objected": State("Objected", "wait", "undo"),
            "changed": State("Changed since the answer", "wait", "stale"),
            "stale": State("Stale", "wait", "stale"),
        },
    ),
)
