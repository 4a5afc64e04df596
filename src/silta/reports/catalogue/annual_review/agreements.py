"""Commitments and agreements: the arrangement, and who agreed to which edition of which text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from silta.records.computed import Agreement, agreement
from silta.records.registry import KINDS
from silta.records.views import Record, Revision
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts, known_by
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Items, Literal, Paragraph, Period, Table
from silta.reports.reading import line, record_title
from silta.reports.saying import say


def section(facts: Facts) -> tuple[Block, ...]:
    heading = Heading(say(Say.AGREEMENTS))
    arrangements = tuple(
        say(
            Say.ARRANGEMENT_STATE,
            title=record_title(record),
            state=labels.state("arrangement", line(record.fields, "state")),
        )
        for record in facts.snapshot.of_kind("arrangement")
    )
    rows = tuple(_row(facts, record, revision) for record in facts.joint for revision in record.revisions)
    fell_due = sorted(_fell_due(facts), key=lambda one: (one.day, one.duty.id))
    if not arrangements and not rows and not fell_due:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    return (
        heading,
        *((Items(arrangements),) if arrangements else ()),
        *(_duties(facts, fell_due) if fell_due else ()),
        *((_table(facts, rows),) if rows else ()),
    )


def _table(facts: Facts, rows: tuple[tuple[Inline, ...], ...]) -> Table:
    columns = (
        Column(say(Say.JOINT_TEXT)),
        *(Column(labels.party_code(code)) for code in facts.codes),
        Column(say(Say.TEXT_HASH)),
    )
    return Table(say(Say.JOINT_TEXTS), columns, rows)


def _row(facts: Facts, record: Record, revision: Revision) -> tuple[Inline, ...]:
    given = agreement(record, revision, facts.codes)
    return (
        say(Say.EDITION, title=record_title(record), edition=revision.number),
        *(_answer(given, code) for code in facts.codes),
        Literal(revision.leaf, "code"),
    )


def _answer(given: Agreement, party: str) -> Inline:
    answer = given.answers.get(party)
    if answer is None:
        return say(Say.NO_ANSWER)
    day = Period(answer.time[:10])
    return say(Say.AGREED_ON if answer.verdict == "agree" else Say.OBJECTED_ON, day=day)


@dataclass(frozen=True)
class _Due:
    """One date of a duty: `met` is when it was met, empty while it was not."""

    duty: Record
    day: str
    met: str


def duties(facts: Facts) -> Iterator[Record]:
    """The duties of which a date lies in the year."""
    yield from {one.duty.id: one.duty for one in _fell_due(facts)}.values()


def _fell_due(facts: Facts) -> Iterator[_Due]:
    year, kind = str(facts.year), KINDS["obligation"]
    for duty in known_by(facts.snapshot.of_kind("obligation"), f"{facts.year + 1}-01-01"):
        for row in duty.fields.get("met", ()):
            if line(row, "due").startswith(year):
                yield _Due(duty, line(row, "due"), line(row, "on") or line(row, "due"))
        if facts.state(duty) in ("open", "overdue") and kind.due_on(duty.fields).startswith(year):
            yield _Due(duty, kind.due_on(duty.fields), "")


def _duties(facts: Facts, fell_due: list[_Due]) -> tuple[Block, ...]:
    open_now = [facts.state(one.duty) for one in fell_due if not one.met]
    counts = say(
        Say.DUTY_COUNTS,
        year=str(facts.year),
        all=len(fell_due),
        met=len(fell_due) - len(open_now),
        open=open_now.count("open"),
        overdue=open_now.count("overdue"),
    )
    columns = (
        Column(say(Say.DUTY)), Column(say(Say.CLAUSE)), Column(say(Say.OWNER)), Column(say(Say.DUE)), Column(say(Say.STATE)),
    )  # fmt: skip
    rows = tuple(
        (
            record_title(one.duty),
            labels.plain(line(one.duty.fields, "clause")),
            labels.party_code(line(one.duty.fields, "owner"))
            if line(one.duty.fields, "owner")
            else say(Say.EVERYONE),
            Period(one.day),
            say(Say.MET_ON, day=Period(one.met))
            if one.met
            else labels.state("obligation", facts.state(one.duty)),
        )
        for one in fell_due
    )
    return Paragraph(counts), Table(say(Say.DUTY_LIST), columns, rows)
