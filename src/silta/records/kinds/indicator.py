"""An indicator: how the parties will see that the work brings something, from a baseline to a target.

Whether it is on track follows from its latest result. Where a rule is named, the actual value can be counted from records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from silta.records.fields import (
    Codes,
    Decimals,
    Fields,
    Id,
    Line,
    Prose,
    Title,
    To,
    Year,
    about,
)
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA, INDICATOR_RULE, RESULT_LEVEL
from silta.words.errors import Problem


@dataclass(frozen=True)
class Rule:
    """What is counted: records of `kind` that stand in one of `states`; year by year, or all that there are.

    `only` narrows them to those whose field holds one of some codes. With `days` it is not their number that counts but the
    median of the days that each took (`silta.records.matching.turnaround`).
    """

    kind: str
    states: tuple[str, ...]
    yearly: bool = False
    only: tuple[str, tuple[str, ...]] | None = None
    days: bool = False


_HELD: Final = ("held", "reported", "closed")


RULES: Final[Mapping[str, Rule]] = {
    "activities-held": Rule("activity", _HELD, yearly=True),
    "seminars-held": Rule("activity", _HELD, yearly=True, only=("form", ("seminar", "workshop"))),
    "checks-answered": Rule("application-check", ("answered",), yearly=True),
    "consultation-days": Rule("consultation", ("answered", "decided"), yearly=True, days=True),
    "actions-accepted": Rule("action", ("accepted",), yearly=True),
    "consultations-decided": Rule("consultation", ("decided",), yearly=True),
    "gaps-resolved": Rule("gap", ("resolved",)),
    "mappings-confirmed": Rule("mapping", ("panel-confirmed",)),
    "practices-in-action": Rule("applicability-review", ("in-action", "verified")),
    "practices-verified": Rule("applicability-review", ("verified",)),
}
"""Code of `INDICATOR_RULE` → what it counts."""


class Indicator(Fields):
    number: Line = about("Number", "Year and running number: 2026-I01.")
    title: Title = about("Title")
    level: Annotated[str, Codes(RESULT_LEVEL)] = about(
        "Level of result",
        "Output: what was done. Outcome: what changed in work. Impact: what changed in safety.",
    )
    area: Annotated[str, Codes(AREA)] | None = about("Area", default=None)
    unit: Title = about("Unit", "What is counted or measured: experts, days, per cent.")
    baseline: Decimals | None = about("Baseline", "The value at the beginning.", default=None)
    baseline_year: Year | None = about("Year of the baseline", default=None)
    target: Decimals = about("Target")
    target_year: Year = about("Year of the target")
    rule: Annotated[str, Codes(INDICATOR_RULE)] | None = about(
        "Counted from records",
        "Choose what is counted; empty if the value is measured elsewhere.",
        default=None,
    )
    method: Prose | None = about("How it is measured", default=None)
    serves: list[Annotated[Id, To(("priority", "gap", "roadmap-item", "activity"))]] = about(
        "Shows the result of", default=[]
    )


def _check(indicator: Indicator) -> Iterator[Problem]:
    if indicator.baseline is not None and indicator.baseline_year is None:
        yield Problem("record.baseline-without-year", "baseline_year")
    if indicator.baseline_year is not None and indicator.baseline_year >= indicator.target_year:
        yield Problem("record.target-before-baseline", "target_year")


def _stands(about_it: Situation) -> str:
    """As its latest result stands; what was achieved stays so unless a later result says otherwise."""
    told = [near for near in about_it.pointing if near.kind == "result" and near.fields.get("year")]
    return max(told, key=lambda near: int(near.fields["year"])).standing if told else "not-measured"


TRACK: Final = {
    "not-measured": State("Not measured yet", "", "ring"),
    "on-track": State("On track", "good", "check"),
    "off-track": State("Off track", "wait", "warn"),
    "achieved": State("Achieved", "good", "double"),
}
"""The states of indicators and results: all of them follow from figures."""

KIND = Kind(
    code="indicator",
    group="results",
    label="Indicator",
    plural="Indicators",
    fields=Indicator,
    title="title",
    columns=("number", "level", "baseline", "target", "target_year"),
    number="number",
    series="{year}-I",
    year=("target_year",),
    check=_check,
    stands=_stands,
    hangs_on=("result",),
    lifecycle=Lifecycle(typed={}, computed=TRACK),
)
