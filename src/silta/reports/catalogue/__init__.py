"""The one table of reports. A new report is one folder beside this file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from silta.reports.catalogue.annual_review import build as annual_review
from silta.reports.catalogue.annual_review.say import Say as AnnualReviewSay
from silta.reports.catalogue.roadmap import build as roadmap
from silta.reports.catalogue.roadmap.say import Say as RoadmapSay
from silta.reports.content import Content
from silta.reports.options import Option


@dataclass(frozen=True)
class Report:
    """One report. `build(snapshot, **options)` gives its content; `label` and `about` are English msgids (context ``report``).

    `joint` names the kind of record that carries the text to be signed, one a year; a record of it is given as ``review``.
    `tables`: it holds tables, so that it can be had as a workbook. `phrases` are all msgids that it can say.
    """

    code: str
    label: str
    about: str
    build: Callable[..., Content]
    options: tuple[Option, ...] = ()
    joint: str = ""
    tables: bool = True
    phrases: tuple[str, ...] = ()


_ALL = (
    Report(
        annual_review.CODE,
        "Annual review",
        "What became of the programme of a year, and what is proposed for the next one.",
        annual_review.build,
        options=(Option("year", "Year"),),
        joint="annual-review",
        phrases=tuple(AnnualReviewSay),
    ),
    Report(
        roadmap.CODE,
        "Roadmap",
        "The gaps of a year with the steps that answer them, and what became of each gap of the edition before.",
        roadmap.build,
        options=(Option("year", "Year"),),
        joint="roadmap-edition",
        phrases=tuple(RoadmapSay),
    ),
)

REPORTS: Final[Mapping[str, Report]] = MappingProxyType({report.code: report for report in _ALL})
