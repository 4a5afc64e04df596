"""A consultation: a question to the experts of another party, with its terms of reference.

The asking party types draft, sent and closed. That the request was accepted or declined follows from the other side's answer to
this very text, and that somebody works on it, has answered, or that the advice was decided on from the advice that names it.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import (
    Codes,
    Day,
    Fields,
    Id,
    Line,
    Prose,
    ProvisionAddress,
    StateCode,
    Title,
    To,
    about,
)
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import (
    AREA,
    COMPETENCE,
    COMPETENCE_LEVEL,
    CONSULTATION_METHOD,
    LANGUAGE,
    MARKING,
    URGENCY,
)
from silta.words.errors import Problem


class Need(Fields):
    """A competence that the answer takes, and from which level on."""

    competence: Annotated[str, Codes(COMPETENCE)] = about("Competence")
    level: Annotated[str, Codes(COMPETENCE_LEVEL)] = about("At least", default="medium")


class Input(Fields):
    """Something that the experts get to read, and how it is marked."""

    title: Title = about("Document")
    marking: Annotated[str, Codes(MARKING)] = about("Marking")


class Consultation(Fields):
    number: Line = about("Number", "Year and running number: 2026-C02.")
    title: Title = about("Title")
    question: Prose = about("Question", "What you want to know, so that it can be answered.")
    background: Prose | None = about("Background", default=None)
    area: Annotated[str, Codes(AREA)] = about("Area")
    needs: list[Need] = about("Competence needed", "Experts are matched by this.", default=[])
    languages: list[Annotated[str, Codes(LANGUAGE)]] = about(
        "Languages of the answer", "One of them is enough.", least=1
    )
    urgency: Annotated[str, Codes(URGENCY)] = about("Urgency", default="routine")
    due: Day = about("Needed by")
    provisions: list[ProvisionAddress] = about("Standards and provisions", default=[])
    inputs: list[Input] = about("Inputs", "What the experts get, each with its marking.", default=[])
    deliverable: Title | None = about("Deliverable", "Opinion, review, calculation, training …", default=None)
    method: Annotated[str, Codes(CONSULTATION_METHOD)] = about("Method", default="in-writing")
    conflict: Prose | None = about(
        "Conflict of interest",
        "What the expert must declare; ties to the designer or operator.",
        default=None,
    )
    terms: Prose | None = about(
        "Terms of reference", "Scope, time, cost, use of the answer. Needed before it is sent.", default=None
    )
    source: Annotated[Id, To(("activity", "gap", "roadmap-item"))] | None = about("Comes from", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was closed.", default=None)


def _check(consultation: Consultation) -> Iterator[Problem]:
    if consultation.state == "sent":
        if consultation.terms is None:
            yield Problem("record.terms-missing", "terms")
        if not consultation.needs:
            yield Problem("record.needs-missing", "needs")


_BY_ADVICE = (("decided", ("adopted", "in-part", "not-adopted")),
              ("answered", ("issued", "deferred", "superseded")),
              ("assigned", ("in-preparation",)))  # fmt: skip


def _stands(about_it: Situation) -> str:
    if about_it.typed != "sent":
        return about_it.typed
    advice = {near.standing for near in about_it.pointing if near.party != about_it.party}
    for state, standings in _BY_ADVICE:
        if advice.intersection(standings):
            return state
    if about_it.objected:
        return "declined"
    return "accepted" if about_it.agreed else "sent"


KIND = Kind(
    code="consultation",
    schema=2,  # the inputs are named in each language
    group="expertise",
    label="Consultation",
    plural="Consultations",
    fields=Consultation,
    title="title",
    columns=("number", "area", "urgency", "due"),
    number="number",
    series="{year}-C",
    year=("due",),
    due=("due",),
    due_while=("sent", "accepted", "assigned"),
    check=_check,
    stands=_stands,
    hangs_on=("advice",),
    lifecycle=Lifecycle(
        typed={
            "draft": State("Draft"),
            "sent": State("Sent", "wait", "clock"),
            "closed": State("Closed", "off", "double", reason=True),
        },
        moves={"draft": ("sent", "closed"), "sent": ("draft", "closed"), "closed": ("sent",)},
        computed={
            "accepted": State("Accepted", "", "check"),
            "declined": State("Declined", "off", "undo"),
            "assigned": State("Assigned", "", "half"),
            "answered": State("Answered", "wait", "talk"),
            "decided": State("Decided", "good", "double"),
            "overdue": State("Overdue", "alarm", "warn"),
        },
    ),
)
