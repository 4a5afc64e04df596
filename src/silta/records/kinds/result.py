"""A result: the value of an indicator in one year, with the evidence. Where it stands is computed from baseline and target."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final

from silta.records.fields import Decimals, Fields, Id, Prose, Title, To, Year, about
from silta.records.kind import Kind, Situation
from silta.records.kinds.indicator import TRACK
from silta.records.lifecycle import Lifecycle

EVIDENCE: Final = (
    "document", "activity", "event", "action", "consultation", "advice", "applicability-review", "application-check", "gap",
    "mapping",
)  # fmt: skip
"""The kinds that can show a result; among them all that an indicator's rule counts."""


class Result(Fields):
    title: Title = about("Title")
    indicator: Annotated[Id, To(("indicator",))] = about("Indicator")
    year: Year = about("Year")
    actual: Decimals = about("Actual value", "In the unit of the indicator.")
    evidence: Prose = about("Evidence", "What shows it, and how it was counted.")
    records: list[Annotated[Id, To(EVIDENCE)]] = about("Evidence on record", default=[])


def track(indicator: Mapping[str, Any], year: int, actual: str) -> str:
    """Where `actual` in `year` stands between the indicator's baseline and target: a code of `TRACK`.

    The way from baseline to target is taken as straight, year by year; before the baseline's year nothing is expected yet, and
    without a baseline the target alone counts. What was reached counts as achieved whenever it was.
    """
    value, target = _decimal(actual), _decimal(indicator.get("target"))
    if value is None or target is None:
        return "not-measured"
    start = _decimal(indicator.get("baseline"))
    falling = start is not None and target < start
    if value <= target if falling else value >= target:
        return "achieved"
    first, last = indicator.get("baseline_year"), indicator.get("target_year")
    if start is None or not isinstance(first, int) or not isinstance(last, int) or last <= first:
        return "on-track" if isinstance(last, int) and year < last else "off-track"
    part = Decimal(min(max(year - first, 0), last - first)) / (last - first)
    expected = start + (target - start) * part
    on_track = value <= expected if falling else value >= expected
    return "on-track" if on_track else "off-track"


def _decimal(text: Any) -> Decimal | None:
    try:
        return Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None


def _stands(about_it: Situation) -> str:
    named = [near for near in about_it.pointed if near.field == "indicator"]
    year, actual = about_it.fields.get("year"), about_it.fields.get("actual")
    if not named or not isinstance(year, int) or not isinstance(actual, str):
        return "not-measured"
    return track(named[0].fields, year, actual)


KIND = Kind(
    code="result",
    group="results",
    label="Result",
    plural="Results",
    fields=Result,
    title="title",
    columns=("year", "actual"),
    year=("year",),
    stands=_stands,
    hangs_on=("indicator",),
    lifecycle=Lifecycle(typed={}, computed=TRACK),
)
