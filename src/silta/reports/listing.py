"""Lists that several reports hold: activities, actions, texts that wait for an agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum, unique

from silta.records.computed import agreement
from silta.records.views import Record, Revision
from silta.reports import labels
from silta.reports.content import Block, Column, Inline, Joined, Paragraph, Period, Table
from silta.reports.reading import NOTHING, Fields, line, natural, record_title, text, title
from silta.reports.saying import say
from silta.words.codes import FORM_OF_ACTIVITY

StateOf = Callable[[Record], str]


@unique
class Listing(StrEnum):
    """English msgids; context ``report``."""

    NOT_RECORDED = "Nothing is recorded."
    MORE = "Not shown here: {count} more."
    NUMBER = "No."
    ACTIVITY = "Activity"
    FORM = "Form"
    WHEN = "When"
    PLACE = "Place"
    STATE = "State"
    ACTION = "Action"
    OWNER = "Owner"
    DUE = "Due"
    JOINT_TEXT = "Text and edition"
    EDITION = "{title}, edition {edition}"
    AGREED_ON = "agreed, {day}"
    OBJECTED_ON = "objected, {day}"
    NO_ANSWER = "no answer yet"


def by_number(records: Iterable[Record]) -> list[Record]:
    """In the order of their numbers, ``2026-2`` before ``2026-10``."""
    return sorted(records, key=lambda record: (natural(line(record.fields, "number")), record.id))


def by_day(records: Iterable[Record], field: str = "start") -> list[Record]:
    """In the order of a date."""
    return sorted(records, key=lambda record: (line(record.fields, field), record.id))


def period(fields: Fields) -> Inline:
    """From when until when an activity takes place."""
    start, until = line(fields, "start"), line(fields, "until")
    return Period(start, "" if until == start else until) if start else NOTHING


def place(fields: Fields) -> Inline:
    """Where it takes place, and with whom."""
    where = text(fields, "place")
    said: list[Inline] = [where] if where else []
    if line(fields, "host"):
        said.append(labels.party_code(line(fields, "host")))
    return Joined(tuple(said), ", ") if said else NOTHING


def activities(
    caption: Inline, records: Sequence[Record], state: StateOf, most: int = 10_000
) -> tuple[Block, ...]:
    """A table of activities in the order given; what is beyond `most` is counted."""
    columns = (
        Column(say(Listing.NUMBER)),
        Column(say(Listing.ACTIVITY)),
        Column(say(Listing.FORM)),
        Column(say(Listing.WHEN)),
        Column(say(Listing.PLACE)),
        Column(say(Listing.STATE)),
    )
    rows = tuple(
        (
            labels.plain(line(record.fields, "number")),
            title("activity", record.fields),
            labels.of_list(FORM_OF_ACTIVITY, line(record.fields, "form")),
            period(record.fields),
            place(record.fields),
            labels.state("activity", state(record)),
        )
        for record in records[:most]
    )
    return listed(Table(caption, columns, rows), len(records))


def actions(
    caption: Inline, records: Sequence[Record], state: StateOf, most: int = 10_000
) -> tuple[Block, ...]:
    """A table of actions in the order given; what is beyond `most` is counted."""
    columns = (
        Column(say(Listing.NUMBER)),
        Column(say(Listing.ACTION)),
        Column(say(Listing.OWNER)),
        Column(say(Listing.DUE)),
        Column(say(Listing.STATE)),
    )
    rows = tuple(
        (
            labels.plain(line(record.fields, "number")),
            record_title(record),
            labels.party_code(line(record.fields, "owner")),
            Period(line(record.fields, "due")) if line(record.fields, "due") else NOTHING,
            labels.state("action", state(record)),
        )
        for record in records[:most]
    )
    return listed(Table(caption, columns, rows), len(records))


def joint_texts(
    caption: Inline, records: Sequence[Record], codes: Sequence[str], most: int = 10_000
) -> tuple[Block, ...]:
    """A table of the last editions of joint texts, with what each party has answered."""
    columns = (Column(say(Listing.JOINT_TEXT)), *(Column(labels.party_code(code)) for code in codes))
    rows = tuple(_answers(record, record.latest, codes) for record in records[:most])
    return listed(Table(caption, columns, rows), len(records))


def _answers(record: Record, revision: Revision, codes: Sequence[str]) -> tuple[Inline, ...]:
    answers = agreement(record, revision, codes).answers
    said: list[Inline] = []
    for code in codes:
        answer = answers.get(code)
        if answer is None:
            said.append(say(Listing.NO_ANSWER))
        else:
            phrase = Listing.AGREED_ON if answer.verdict == "agree" else Listing.OBJECTED_ON
            said.append(say(phrase, day=Period(answer.time[:10])))
    return say(Listing.EDITION, title=record_title(record), edition=revision.number), *said


def listed(table: Table, count: int) -> tuple[Block, ...]:
    """A table that may hold fewer rows than there are entries, with what that leaves out; without rows it says so."""
    if not count:
        return (Paragraph(say(Listing.NOT_RECORDED)),)
    left = count - len(table.rows)
    return (table, Paragraph(say(Listing.MORE, count=left))) if left > 0 else (table,)
