"""The phrases of the crosswalk table. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    SUBTITLE = "Crosswalk table"
    AS_OF = "As recorded by {day}"
    ABOUT = "About this crosswalk"
    BENCHMARK = "Benchmark: {text}"
    COMPARED_TEXT = "Compared text: {text}"
    METHOD = "How the rating is done: {method}"
    STATE_IS = "State: {state}"
    SCOPE = "Scope: {text}"
    NOTE = (
        "The comparison serves joint work on the texts. It does not rank the parties or their rules, "
        "and its numbers must not be compared with those of other countries."
    )
    COUNTS = "Mappings: {all}. Confirmed by both sides: {confirmed}; objected: {objected}; waiting for an answer: {waiting}."
    MAPPINGS = "Mappings"
    MAPPINGS_OF = "Mappings, in the order of the benchmark"
    PROVISION = "Benchmark provisions"
    RELATION = "Relation"
    COMPARED = "Compared provisions"
    LAW = "Law"
    PRACTICE = "Practice"
    STATE = "State"
    REASONING = "Reasoning"
