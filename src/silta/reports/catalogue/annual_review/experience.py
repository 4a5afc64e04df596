"""Practices and lessons: what one side learned and told, and what the other side made of it."""

from __future__ import annotations

from collections.abc import Iterator

from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts, known_by
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Joined, Literal, Paragraph, Table
from silta.reports.listing import by_number
from silta.reports.reading import NOTHING, line, record_title
from silta.reports.saying import say
from silta.words.codes import APPLICABILITY, PRACTICE_KIND

_TAKEN_UP = ("in-action", "verified")


def section(facts: Facts) -> tuple[Block, ...]:
    """Nothing for a year in which no practice was published or reviewed."""
    reviews = list(_reviews(facts))
    told = by_number(_practices(facts, reviews))
    if not told:
        return ()
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.PRACTICE)),
        Column(say(Say.PRACTICE_KIND)),
        Column(say(Say.LEARNED_BY)),
        Column(say(Say.MADE_OF_IT)),
    )
    rows = tuple(_row(facts, one, reviews) for one in told)
    taken_up = {line(r.fields, "practice") for r in reviews if facts.state(r) in _TAKEN_UP}
    counts = say(
        Say.PRACTICE_COUNTS,
        year=str(facts.year),
        published=sum(one.revisions[0].time.startswith(str(facts.year)) for one in told),
        taken_up=sum(one.id in taken_up for one in told),
    )
    return Heading(say(Say.EXPERIENCE)), Paragraph(counts), Table(say(Say.PRACTICE_LIST), columns, rows)


def records(facts: Facts) -> Iterator[Record]:
    """What is quoted."""
    yield from _practices(facts, list(_reviews(facts)))


def _reviews(facts: Facts) -> Iterator[Record]:
    return known_by(facts.snapshot.of_kind("applicability-review"), f"{facts.year + 1}-01-01")


def _practices(facts: Facts, reviews: list[Record]) -> Iterator[Record]:
    """Those published in the year, and those of which a review was released in it."""
    year = str(facts.year)
    touched = {
        line(review.fields, "practice")
        for review in reviews
        if any(one.time.startswith(year) for one in review.revisions)
    }
    for one in known_by(facts.snapshot.of_kind("practice"), f"{facts.year + 1}-01-01"):
        if one.revisions[0].time.startswith(year) or one.id in touched:
            yield one


def _row(facts: Facts, practice: Record, reviews: list[Record]) -> tuple[Inline, ...]:
    made = tuple(
        say(
            Say.REVIEWED_BY,
            party=labels.party_code(review.party),
            verdict=labels.of_list(APPLICABILITY, line(review.fields, "verdict")),
            state=labels.state("applicability-review", facts.state(review)),
        )
        for review in reviews
        if line(review.fields, "practice") == practice.id
    )
    return (
        labels.plain(line(practice.fields, "number")),
        record_title(practice),
        labels.of_list(PRACTICE_KIND, line(practice.fields, "kind")),
        Literal(practice.party.upper()),
        Joined(made, "; ") if made else NOTHING,
    )
