"""The one table of reports. A new report is one folder beside this file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from silta.reports.catalogue.annual_review import build as annual_review
from silta.reports.catalogue.annual_review.say import Say as AnnualReviewSay
from silta.reports.catalogue.briefing import build as briefing
from silta.reports.catalogue.briefing.say import Say as BriefingSay
from silta.reports.catalogue.certificate import build as certificate
from silta.reports.catalogue.certificate.say import Say as CertificateSay
from silta.reports.catalogue.communique import build as communique
from silta.reports.catalogue.communique.say import LENGTH
from silta.reports.catalogue.communique.say import Say as CommuniqueSay
from silta.reports.catalogue.crosswalk_table import build as crosswalk_table
from silta.reports.catalogue.crosswalk_table.say import Say as CrosswalkTableSay
from silta.reports.catalogue.dossier import build as dossier
from silta.reports.catalogue.dossier.say import Say as DossierSay
from silta.reports.catalogue.expert_request import build as expert_request
from silta.reports.catalogue.expert_request.say import Say as ExpertRequestSay
from silta.reports.catalogue.hand_over import build as hand_over
from silta.reports.catalogue.hand_over.say import Say as HandOverSay
from silta.reports.catalogue.minutes import build as minutes
from silta.reports.catalogue.minutes.say import Say as MinutesSay
from silta.reports.catalogue.programme import build as programme
from silta.reports.catalogue.programme.say import Say as ProgrammeSay
from silta.reports.catalogue.roadmap import build as roadmap
from silta.reports.catalogue.roadmap.say import Say as RoadmapSay
from silta.reports.catalogue.status import build as status
from silta.reports.catalogue.status.say import Say as StatusSay
from silta.reports.content import Content
from silta.reports.options import Option


@dataclass(frozen=True)
class Report:
    """One report. `build(snapshot, **options)` gives its content; `label` and `about` are English msgids (context ``report``).

    `joint` names the kind of record that carries the text to be signed, one a year; a record of it is given as ``review``.
    `signed` names the kind of the text that the report itself finds in the snapshot. A text that all have signed is told from the
    logs as they were then.
    `form` numbers the ways in which its content has been computed so far: only digests of one form can be compared.
    `archive`: it can be had as an archive with what belongs to it. `tables`: it holds tables, so that it can be had as a
    workbook. `audience` is the marking of what its readers may see, if it is made for others than the parties. `phrases` are all
    msgids that it can say.
    """

    code: str
    label: str
    about: str
    build: Callable[..., Content]
    options: tuple[Option, ...] = ()
    joint: str = ""
    signed: str = ""
    form: int = 1
    tables: bool = True
    archive: bool = False
    audience: str = ""
    phrases: tuple[str, ...] = ()


_ALL = (
    Report(
        annual_review.CODE,
        "Annual review",
        "What became of the programme of a year, and what is proposed for the next one.",
        annual_review.build,
        options=(Option("year", "Year"),),
        joint="annual-review",
        form=annual_review.FORM,
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
    Report(
        programme.CODE,
        "Annual programme",
        "What the parties agreed to do in a year, for signature.",
        programme.build,
        options=(Option("year", "Year"),),
        signed="programme",
        phrases=tuple(ProgrammeSay),
    ),
    Report(
        status.CODE,
        "Status on one page",
        "How the cooperation stands: what is agreed, what comes next, what is late, what waits for whom.",
        status.build,
        options=(Option("day", "Day", "day"),),
        phrases=tuple(StatusSay),
    ),
    Report(
        communique.CODE,
        "Communiqué",
        "What the parties tell the public about a year. A draft until people have agreed to it.",
        communique.build,
        options=(Option("year", "Year"), Option("length", "Length", "choice", choices=LENGTH)),
        tables=False,
        audience="public",
        phrases=tuple(CommuniqueSay),
    ),
    Report(
        briefing.CODE,
        "Briefing pack",
        "What a delegation has to know before a meeting: execution, open actions, main events, open texts and gaps.",
        briefing.build,
        options=(Option("day", "Day", "day"),),
        phrases=tuple(BriefingSay),
    ),
    Report(
        hand_over.CODE,
        "Hand-over package",
        "All that a successor needs: who is who, what is owed and awaited, where things stand by area, every open thread.",
        hand_over.build,
        options=(Option("day", "Day", "day"),),
        archive=True,
        phrases=tuple(HandOverSay),
    ),
    Report(
        minutes.CODE,
        "Minutes",
        "What a meeting discussed, decided and gave people to do, for signature.",
        minutes.build,
        options=(Option("record", "Minutes", "record", kinds=("minutes",)),),
        signed="minutes",
        phrases=tuple(MinutesSay),
    ),
    Report(
        expert_request.CODE,
        "Expert request",
        "A request for expert advice with its terms of reference.",
        expert_request.build,
        options=(Option("record", "Consultation", "record", kinds=("consultation",)),),
        phrases=tuple(ExpertRequestSay),
    ),
    Report(
        dossier.CODE,
        "Audit dossier",
        "One result with its whole thread: every revision, the agreements, the digests of the evidence, and how to verify it.",
        dossier.build,
        options=(Option("record", "Result", "record", kinds=("result",)),),
        archive=True,
        phrases=tuple(DossierSay),
    ),
    Report(
        certificate.CODE,
        "Certificates of attendance",
        "A page to sign for each person who attended an event, by name as the side entered it; or for one of them.",
        certificate.build,
        options=(
            Option("record", "List of participants", "record", kinds=("participation",)),
            Option("person", "Place on the list", "place"),
        ),
        phrases=tuple(CertificateSay),
    ),
    Report(
        crosswalk_table.CODE,
        "Crosswalk table",
        "Every mapping of a crosswalk with its ratings, state and reasoning.",
        crosswalk_table.build,
        options=(Option("record", "Crosswalk", "record", kinds=("crosswalk",)),),
        phrases=tuple(CrosswalkTableSay),
    ),
)

REPORTS: Final[Mapping[str, Report]] = MappingProxyType({report.code: report for report in _ALL})
