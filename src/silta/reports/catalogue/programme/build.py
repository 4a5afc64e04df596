"""The annual programme: the frozen activities and priorities of its edition, for signature. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from silta.records.computed import agreement
from silta.records.views import Record, Revision, Snapshot
from silta.reports import framing, labels, listing
from silta.reports.catalogue.annual_review.facts import fields_at, programme_of
from silta.reports.catalogue.programme.say import Say
from silta.reports.content import Block, Column, Content, Heading, Inline, Joined, Paragraph, Table
from silta.reports.reading import NOTHING, Fields, line, record_title, text, title
from silta.reports.saying import say
from silta.words.codes import AREA

CODE = "programme"


def build(snapshot: Snapshot, year: int) -> Content:
    """The programme of `year`: the edition in force, else the last one proposed, else what is recorded for that year.

    Activities and priorities are told as the edition froze them, so that the document says what was agreed and nothing else.
    """
    codes = framing.party_codes(snapshot)
    programme, edition = programme_of(snapshot, year, codes)
    fields = (edition.fields or {}) if edition else {}
    activities = list(_activities(snapshot, year, fields, edition))
    priorities = list(_frozen(snapshot, fields, "priorities"))
    if not edition:
        priorities = [r for r in snapshot.of_kind("priority") if year in r.fields.get("years", ())]
    used = (*activities, *priorities, *((programme,) if programme else ()))
    given = agreement(programme, edition, codes) if programme and edition else None
    said = [say(Say.EDITION_NO, edition=edition.number)] if edition else []
    content = Content(
        report=CODE,
        options={"year": year},
        title=say(Say.TITLE, year=str(year)),
        subtitle=None,
        meta=framing.about_joint_text(framing.ordered(snapshot), used, said, given),
        blocks=(
            *_preamble(fields, year, known=edition is not None),
            *_priorities(priorities, year),
            *_schedule(activities, year),
            *_results(activities),
            *_carried(snapshot, fields, year),
        ),
    )
    return replace(
        content,
        title=text(fields, "title") or content.title,
        back=(
            *framing.signatures(snapshot, programme, edition),
            *framing.verification(content, text=framing.text_hash(edition)),
        ),
    )


def _activities(snapshot: Snapshot, year: int, fields: Fields, edition: Revision | None) -> Iterator[Record]:
    if edition:
        yield from listing.by_number(_frozen(snapshot, fields, "activities"))
        return
    found = (r for r in snapshot.of_kind("activity") if line(r.fields, "start").startswith(str(year)))
    yield from listing.by_number(found)


def _frozen(snapshot: Snapshot, fields: Fields, name: str) -> Iterator[Record]:
    """The records that an edition names, each at the revision that it froze; those that the logs do not hold are left out."""
    for entry in fields.get(name, ()):
        record = snapshot.records.get(entry["record"])
        if record and fields_at(record, entry["leaf"]) is not None:
            upto = [place for place, one in enumerate(record.revisions, 1) if one.leaf == entry["leaf"]]
            yield replace(record, revisions=record.revisions[: upto[0]])


def _preamble(fields: Fields, year: int, *, known: bool) -> Iterator[Block]:
    words = text(fields, "preamble")
    if words:
        yield Heading(say(Say.PREAMBLE))
        yield Paragraph(words)
    elif not known:
        yield Heading(say(Say.PREAMBLE))
        yield Paragraph(say(Say.NONE_YET, year=str(year)))


def _priorities(records: list[Record], year: int) -> Iterator[Block]:
    if not records:
        return
    columns = (Column(say(Say.PRIORITY)), Column(say(Say.AREA)), Column(say(Say.WHY)))
    rows = tuple(
        (record_title(r), labels.of_list(AREA, line(r.fields, "area")), text(r.fields, "why") or NOTHING)
        for r in records
    )
    yield Heading(say(Say.PRIORITIES))
    yield Table(say(Say.PRIORITIES_OF, year=str(year)), columns, rows)


def _schedule(records: list[Record], year: int) -> Iterator[Block]:
    yield Heading(say(Say.ACTIVITIES))
    yield from listing.activities(
        say(Say.ACTIVITIES_OF, year=str(year)), records, lambda r: line(r.fields, "state")
    )


def _results(records: list[Record]) -> Iterator[Block]:
    told = [r for r in records if r.fields.get("expected") or r.fields.get("indicator") or _leads(r.fields)]
    if not told:
        return
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.EXPECTED)),
        Column(say(Say.INDICATOR)),
        Column(say(Say.LEADS)),
    )
    rows = tuple(
        (
            labels.plain(line(r.fields, "number")),
            text(r.fields, "expected") or NOTHING,
            text(r.fields, "indicator") or NOTHING,
            Joined(_leads(r.fields), "; ") if _leads(r.fields) else NOTHING,
        )
        for r in told
    )
    yield Heading(say(Say.RESULTS))
    yield Table(say(Say.RESULTS_OF), columns, rows)


def _leads(fields: Fields) -> tuple[Inline, ...]:
    return tuple(
        Joined((labels.party_code(side["party"]), labels.plain(side["lead"])), " ")
        for side in fields.get("sides", ())
        if side.get("lead")
    )


def _carried(snapshot: Snapshot, fields: Fields, year: int) -> Iterator[Block]:
    records = [snapshot.records[uid] for uid in fields.get("carried_over", ()) if uid in snapshot.records]
    if records:
        titles = tuple(title("activity", record.fields) for record in records)
        yield Paragraph(say(Say.CARRIED, year=str(year - 1), titles=Joined(titles, "; ")))
