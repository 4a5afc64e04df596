"""The request for expert advice: the question, what the answer takes, what the experts get, and on which terms. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from silta.records.computed import computed_state
from silta.records.views import Record, Snapshot
from silta.reports import framing, labels, provisions
from silta.reports.catalogue.expert_request.say import Say
from silta.reports.content import (
    Block,
    Column,
    Content,
    Heading,
    Inline,
    Items,
    Joined,
    Paragraph,
    Period,
    Table,
)
from silta.reports.reading import NOTHING, Fields, line, record_title, text
from silta.reports.saying import say
from silta.words.codes import (
    AREA,
    COMPETENCE,
    COMPETENCE_LEVEL,
    CONSULTATION_METHOD,
    MARKING,
    TEXT_LANGUAGE,
    URGENCY,
)

CODE = "expert-request"


def build(snapshot: Snapshot, record: str) -> Content:
    """The request with the id `record`, which the snapshot holds, as its owner last released it."""
    request = snapshot.records[record]
    fields, day = request.fields, request.latest.time[:10]
    codes = framing.party_codes(snapshot)
    state = computed_state(request, codes, date.fromisoformat(day), among=snapshot.records)
    contacts = _contacts(snapshot, request.party)
    about = (request, *contacts)
    party = labels.party(snapshot, request.party)
    content = Content(
        report=CODE,
        options={"record": record},
        title=record_title(request),
        subtitle=say(Say.SUBTITLE, number=line(fields, "number"), party=party),
        meta=framing.about_records(framing.ordered(snapshot), about, [say(Say.AS_OF, day=Period(day))], day),
        blocks=(
            Heading(say(Say.QUESTION)),
            *_words(fields, "question", "background"),
            Heading(say(Say.NEEDED)),
            Items(tuple(_needed(snapshot, fields, state))),
            *_tables(fields),
            Heading(say(Say.TERMS)),
            *(tuple(_words(fields, "terms")) or (Paragraph(say(Say.NO_TERMS)),)),
            *_closing(fields, contacts),
        ),
    )
    return replace(content, back=framing.verification(content))


def _contacts(snapshot: Snapshot, party: str) -> list[Record]:
    found = (r for r in snapshot.of_kind("contact-point") if line(r.fields, "party") == party)
    return [r for r in found if line(r.fields, "state") == "active" and line(r.fields, "mailbox")]


def _words(fields: Fields, *names: str) -> Iterator[Block]:
    for name in names:
        words = text(fields, name)
        if words:
            yield Paragraph(words)


def _needed(snapshot: Snapshot, fields: Fields, state: str) -> Iterator[Inline]:
    yield say(Say.STATE, state=labels.state("consultation", state))
    yield say(Say.AREA, area=labels.of_list(AREA, line(fields, "area")))
    due = Period(line(fields, "due")) if line(fields, "due") else NOTHING
    yield say(Say.DUE, due=due, urgency=labels.of_list(URGENCY, line(fields, "urgency")))
    yield say(Say.METHOD, method=labels.of_list(CONSULTATION_METHOD, line(fields, "method")))
    named = tuple(labels.of_list(TEXT_LANGUAGE, tag) for tag in fields.get("languages", ()))
    yield say(Say.LANGUAGES, languages=Joined(named, ", "))
    deliverable = text(fields, "deliverable")
    if deliverable:
        yield say(Say.DELIVERABLE, text=deliverable)
    if fields.get("provisions"):
        yield say(Say.PROVISIONS, addresses=provisions.cited(snapshot, fields["provisions"]))


def _tables(fields: Fields) -> Iterator[Block]:
    needs = tuple(
        (
            labels.of_list(COMPETENCE, line(one, "competence")),
            labels.of_list(COMPETENCE_LEVEL, line(one, "level")),
        )
        for one in fields.get("needs", ())
    )
    if needs:
        yield Table(say(Say.COMPETENCES), (Column(say(Say.COMPETENCE)), Column(say(Say.LEVEL))), needs)
    inputs = tuple(
        (text(one, "title") or NOTHING, labels.of_list(MARKING, line(one, "marking")))
        for one in fields.get("inputs", ())
    )
    if inputs:
        yield Table(say(Say.INPUTS), (Column(say(Say.INPUT)), Column(say(Say.MARKING))), inputs)


def _closing(fields: Fields, contacts: list[Record]) -> Iterator[Block]:
    conflict = text(fields, "conflict")
    if conflict:
        yield Heading(say(Say.CONFLICT))
        yield Paragraph(conflict)
    if contacts:
        yield Heading(say(Say.CONTACTS))
        yield Items(
            tuple(
                say(Say.CONTACT, name=record_title(one), mailbox=line(one.fields, "mailbox"))
                for one in contacts
            )
        )
