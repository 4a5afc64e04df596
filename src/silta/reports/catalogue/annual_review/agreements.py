"""Commitments and agreements: the arrangement, and who agreed to which edition of which text."""

from __future__ import annotations

from silta.records.computed import Agreement, agreement
from silta.records.views import Record, Revision
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts
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
    if not arrangements and not rows:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    return (
        heading,
        *((Items(arrangements),) if arrangements else ()),
        *((_table(facts, rows),) if rows else ()),
    )


def _table(facts: Facts, rows: tuple[tuple[Inline, ...], ...]) -> Table:
    columns = (
        Column(say(Say.JOINT_TEXT), 6),
        *(Column(labels.party_code(code), 4) for code in facts.codes),
        Column(say(Say.TEXT_HASH), 7),
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
