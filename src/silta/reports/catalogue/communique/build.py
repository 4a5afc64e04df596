"""The communiqué of a year in three lengths. It is a draft until people have agreed to it, and says so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from silta.records.computed import agreement, revision_in_force
from silta.records.views import Record, Snapshot
from silta.reports import framing, labels, listing
from silta.reports.catalogue.annual_review.facts import HELD, Facts, Item, gather, programme_of
from silta.reports.catalogue.communique.say import Say
from silta.reports.content import Block, Content, Heading, Inline, Items, Joined, Paragraph, Period
from silta.reports.reading import line, record_title, text, title
from silta.reports.saying import say
from silta.words.codes import FORM_OF_ACTIVITY

CODE = "communique"
_EVENTS: Final = {"short": 0, "medium": 5, "press": 12}
"""How many events a communiqué of each length tells."""


def build(snapshot: Snapshot, year: int, length: str = "short") -> Content:
    """What the parties tell the public about `year`; `length` is short, medium or press.

    No internal figures: neither gaps nor overdue work nor costs, and nothing that compares the parties.
    """
    facts = gather(snapshot, year)
    blocks: list[Block] = [Heading(say(Say.RESULTS, year=str(year))), Paragraph(_opening(facts))]
    blocks += [*_basis(facts, length), Paragraph(_counts(facts)), *_events(facts, length)]
    if length != "short":
        blocks += _comparison(facts)
    blocks += [Heading(say(Say.NEXT, year=str(year + 1))), *_next(facts, length)]
    if length == "press":
        blocks += [Heading(say(Say.EDITORS)), Items(tuple(_editors(facts)))]
    content = Content(
        report=CODE,
        options={"year": year, "length": length},
        title=say(Say.TITLE, year=str(year)),
        subtitle=say(Say.RELEASE),
        meta=framing.about_joint_text(facts.snapshot, _quoted(facts, length), (), None),
        blocks=tuple(blocks),
    )
    return replace(content, back=framing.verification(content))


def _quoted(facts: Facts, length: str) -> Iterator[Record]:
    """The records whose words stand in the text; it is marked as the strictest of them."""
    yield from (item.record for item in _told(facts, length) if item.record)
    yield from facts.priorities
    yield from facts.snapshot.of_kind("arrangement")


def _opening(facts: Facts) -> Inline:
    names = tuple(labels.party(facts.snapshot, code) for code in facts.codes)
    years = {"year": str(facts.year), "next": str(facts.year + 1)}
    if len(names) == 2:
        return say(Say.OPENING, first=names[0], second=names[1], **years)
    return say(Say.OPENING_MANY, names=Joined(names, ", "), **years)


def _basis(facts: Facts, length: str) -> Iterator[Block]:
    found = framing.instruments(facts.snapshot)
    if found and length != "short":
        yield Paragraph(say(Say.BASIS, title=Joined(found, "; ")))


def _held(facts: Facts) -> list[Item]:
    return [item for item in facts.items if item.state in HELD]


def _told(facts: Facts, length: str) -> list[Item]:
    """The events that a communiqué of this length names."""
    return sorted(_held(facts), key=lambda item: line(item.now, "start"))[: _EVENTS[length]]


def _counts(facts: Facts) -> Inline:
    held = _held(facts)
    planned = [item for item in facts.items if item.in_programme]
    if not planned:
        return say(Say.COUNTS_NO_PROGRAMME, year=str(facts.year), held=len(held))
    kept = sum(item.in_programme for item in held)
    if facts.provisional:
        day = Period(facts.last_day.isoformat())
        return say(Say.COUNTS_SO_FAR, year=str(facts.year), planned=len(planned), day=day, held=kept)
    return say(Say.COUNTS, year=str(facts.year), planned=len(planned), held=kept)


def _events(facts: Facts, length: str) -> Iterator[Block]:
    held = _told(facts, length)
    if held:
        yield Paragraph(say(Say.EVENTS))
        yield Items(tuple(_event(item) for item in held))
    told = [(item, text(item.now, "outcome")) for item in held if length == "press"]
    outcomes = tuple(
        say(Say.OUTCOME, title=title("activity", item.now), outcome=words) for item, words in told if words
    )
    if outcomes:
        yield Paragraph(say(Say.OUTCOMES))
        yield Items(outcomes)


def _event(item: Item) -> Inline:
    form = labels.of_list(FORM_OF_ACTIVITY, line(item.now, "form"))
    name, when, where = title("activity", item.now), listing.period(item.now), text(item.now, "place")
    if where:
        return say(Say.EVENT_AT, title=name, form=form, when=when, place=where)
    return say(Say.EVENT, title=name, form=form, when=when)


def _comparison(facts: Facts) -> Iterator[Block]:
    confirmed = sum(facts.state(record) == "panel-confirmed" for record in facts.mappings)
    if confirmed:
        yield Paragraph(say(Say.COMPARISON, count=confirmed))


def _next(facts: Facts, length: str) -> Iterator[Block]:
    year = str(facts.year + 1)
    titles = tuple(record_title(record) for record in facts.priorities)
    if not titles:
        yield Paragraph(say(Say.NO_PRIORITIES, year=year))
    elif length == "short":
        yield Paragraph(say(Say.PRIORITIES_SHORT, year=year, titles=Joined(titles, "; ")))
    else:
        yield Paragraph(say(Say.PRIORITIES, year=year))
        yield Items(titles)
    programme, _ = programme_of(facts.snapshot, facts.year + 1, facts.codes)
    edition = revision_in_force(programme, facts.codes) if programme else None
    if programme and edition:
        since = agreement(programme, edition, facts.codes).since
        yield Paragraph(say(Say.PROGRAMME, year=year, day=Period(since[:10])))


def _editors(facts: Facts) -> Iterator[Inline]:
    for code in facts.codes:
        yield say(Say.ABOUT_PARTY, name=labels.party(facts.snapshot, code), code=labels.party_code(code))
    yield from framing.instruments(facts.snapshot)
