"""The minutes of a meeting: what was discussed, decided and taken up, in the words that the parties sign. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from silta.records.computed import agreement, revision_in_force
from silta.records.views import Record, Snapshot
from silta.reports import framing, gathering, labels
from silta.reports.catalogue.minutes.say import Say
from silta.reports.content import Block, Column, Content, Heading, Inline, Paragraph, Period, Table
from silta.reports.reading import NOTHING, Fields, line, text, title
from silta.reports.saying import say
from silta.words.codes import MINUTES_ITEM

CODE = "minutes"


def build(snapshot: Snapshot, record: str) -> Content:
    """The minutes with the id `record`, which the snapshot holds: the text that both have signed, else the last one proposed."""
    minutes = snapshot.records[record]
    codes = framing.party_codes(snapshot)
    edition = revision_in_force(minutes, codes) or minutes.latest
    fields = edition.fields or {}
    meeting = snapshot.records.get(line(fields, "meeting"))
    used = (minutes, *((meeting,) if meeting else ()))
    said = [say(Say.EDITION_NO, edition=edition.number)]
    content = Content(
        report=CODE,
        options={"record": record},
        title=title("minutes", fields),
        subtitle=None,
        meta=framing.about_joint_text(
            framing.ordered(snapshot), used, said, agreement(minutes, edition, codes)
        ),
        blocks=(*_meeting(snapshot, meeting), *_present(fields), *_items(fields), *_actions(fields)),
    )
    return replace(
        content,
        back=(
            *framing.signatures(snapshot, minutes, edition),
            *framing.verification(content, text=framing.text_hash(edition)),
        ),
    )


def _meeting(snapshot: Snapshot, meeting: Record | None) -> Iterator[Block]:
    if meeting:
        yield Heading(say(Say.MEETING))
        yield gathering.about_meeting(snapshot, meeting)


def _present(fields: Fields) -> Iterator[Block]:
    words = text(fields, "present")
    if words:
        yield Heading(say(Say.PRESENT))
        yield Paragraph(words)


def _items(fields: Fields) -> Iterator[Block]:
    """Each item in its order, numbered as the decisions and actions that come of it will quote it."""
    yield Heading(say(Say.ITEMS))
    for number, item in enumerate(fields.get("items", ()), 1):
        kind = labels.of_list(MINUTES_ITEM, line(item, "type"))
        yield Heading(say(Say.ITEM, number=str(number), title=text(item, "title") or NOTHING, type=kind), 2)
        words = text(item, "text")
        if words:
            yield Paragraph(words)
        if line(item, "type") == "action":
            yield Paragraph(say(Say.DUE, owner=labels.party_code(line(item, "owner")), due=_due(item)))


def _actions(fields: Fields) -> Iterator[Block]:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.ACTION)),
        Column(say(Say.OWNER)),
        Column(say(Say.PERSON)),
        Column(say(Say.BY)),
    )
    rows = tuple(
        (
            labels.plain(str(number)),
            text(item, "title") or NOTHING,
            labels.party_code(line(item, "owner")),
            labels.plain(line(item, "person")),
            _due(item),
        )
        for number, item in enumerate(fields.get("items", ()), 1)
        if line(item, "type") == "action"
    )
    if rows:
        yield Table(say(Say.ACTIONS), columns, rows)


def _due(item: Fields) -> Inline:
    return Period(line(item, "due")) if line(item, "due") else NOTHING
