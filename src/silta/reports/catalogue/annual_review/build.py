"""The annual review: from the records of an arrangement to the content of the document. Pure."""

from __future__ import annotations

from dataclasses import replace

from silta.records.computed import agreement
from silta.records.views import Record, Snapshot
from silta.reports import labels
from silta.reports.catalogue.annual_review import (
    actions,
    agreements,
    closing,
    comparison,
    costs,
    execution,
    gaps,
    next_year,
)
from silta.reports.catalogue.annual_review.facts import Facts, gather
from silta.reports.catalogue.annual_review.say import Say, say
from silta.reports.content import Content, Inline, Joined, Meta, PartyName, Period, content_digest
from silta.reports.reading import line, record_title, text
from silta.words.markings import combined_marking

CODE = "annual-review"
_SECTIONS = (execution, actions, comparison, gaps, agreements, costs, next_year)


def build(snapshot: Snapshot, year: int, *, review: Record | None = None) -> Content:
    """The review of `year`, from the logs that `snapshot` was made from; a year without records gives a short document.

    Without `review` the document is a draft, and `content_digest` of it is what an annual review record has to hold in
    ``content``, beside the log sizes in ``sources``. To show a released review, give the snapshot of those same sizes and
    the record as `review`: its title, summary, comments and agreements are added around the same computed blocks.
    """
    facts = gather(snapshot, year)
    computed = Content(
        report=CODE,
        options={"year": year},
        title=say(Say.TITLE, year=str(year)),
        subtitle=None,
        meta=_meta(facts, review),
        blocks=tuple(block for section in _SECTIONS for block in section.section(facts)),
    )
    digest = content_digest(computed)
    return replace(
        computed,
        title=(text(review.fields, "title") if review else None) or computed.title,
        front=closing.summary(review) if review else (),
        back=(
            *(closing.comments(facts, review) if review else ()),
            *closing.signatures(facts, review),
            *closing.verification(facts, review, digest),
        ),
    )


def _meta(facts: Facts, review: Record | None) -> Meta:
    given = agreement(review, review.latest, facts.codes) if review else None
    markings = [record.latest.marking for record in facts.used()]
    return Meta(
        parties=tuple(PartyName(p.code, labels.party_name(p)) for p in facts.snapshot.parties),
        sources=facts.snapshot.sources,
        marking=combined_marking([*markings, *([review.latest.marking] if review else [])]),
        facts=tuple(_facts(facts)),
        day=given.since[:10] if given else "",
        draft=given is None or not given.complete,
    )


def _facts(facts: Facts) -> list[Inline]:
    """The lines under the title: the instrument, and up to when the logs were read."""
    said: list[Inline] = [_instrument(record) for record in facts.snapshot.of_kind("arrangement")]
    said.append(say(Say.AS_OF, day=Period(facts.last_day.isoformat())))
    if facts.provisional:
        said.append(say(Say.PROVISIONAL))
    return said


def _instrument(record: Record) -> Inline:
    signed, place = line(record.fields, "signed"), line(record.fields, "place")
    if not signed:
        return record_title(record)
    where = (labels.plain(place), Period(signed)) if place else (Period(signed),)
    return Joined((record_title(record), *where), ", ")
