"""The one table of reports. A new report is one folder beside this file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from silta.reports.catalogue.annual_review import build as annual_review
from silta.reports.catalogue.annual_review.say import Say as AnnualReviewSay
from silta.reports.content import Content


@dataclass(frozen=True)
class Option:
    """What a report has to be told: `name` is the argument of its `build`, `label` an English msgid (context ``report``)."""

    name: str
    label: str


@dataclass(frozen=True)
class Report:
    """One report. `build(snapshot, **options)` gives its content; `label` is an English msgid (context ``report``).

    `joint` names the kind of record that carries the text to be signed; a record of it may be given as ``review``.
    """

    code: str
    label: str
    build: Callable[..., Content]
    options: tuple[Option, ...] = ()
    joint: str = ""
    phrases: tuple[str, ...] = ()


_ALL = (
    Report(
        annual_review.CODE,
        "Annual review",
        annual_review.build,
        options=(Option("year", "Year"),),
        joint="annual-review",
        phrases=tuple(AnnualReviewSay),
    ),
)

REPORTS: Final[Mapping[str, Report]] = MappingProxyType({report.code: report for report in _ALL})
