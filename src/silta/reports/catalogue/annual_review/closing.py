"""What people add to a review: summary and comments. Not part of the digest."""

from __future__ import annotations

from collections.abc import Iterator

from silta.records.views import Record, Response
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import (
    Block,
    Heading,
    Inline,
    Items,
    Joined,
    Paragraph,
)
from silta.reports.reading import record_title, text
from silta.reports.saying import say


def summary(review: Record) -> tuple[Block, ...]:
    """The parties' own words on the year, if they wrote any."""
    words = text(review.fields, "summary")
    return (Heading(say(Say.SUMMARY)), Paragraph(words)) if words else ()


def comments(facts: Facts, review: Record) -> tuple[Block, ...]:
    """What each side says in the review and in answer to it, in the order of the arrangement."""
    said = tuple(
        say(Say.COMMENT, party=labels.party(facts.snapshot, code), text=words)
        for code in facts.codes
        for words in _words_of(review, code)
    )
    proposed = _proposed(facts, review)
    if not said and not proposed:
        return ()
    return (
        Heading(say(Say.COMMENTS)),
        *((Items(said),) if said else ()),
        *((Paragraph(proposed),) if proposed else ()),
    )


def _words_of(review: Record, party: str) -> Iterator[Inline]:
    for row in review.fields.get("comments", ()):
        words = text(row, "text") if row.get("party") == party else None
        if words:
            yield words
    for response in review.responses_to(review.latest.leaf):
        if response.party == party and response.reasons and response.verdict in ("comment", "object"):
            yield from _reasons(response)


def _reasons(response: Response) -> Iterator[Inline]:
    words = text({"reasons": response.reasons}, "reasons")
    if words:
        yield words


def _proposed(facts: Facts, review: Record) -> Inline | None:
    records = [facts.snapshot.records.get(uid) for uid in review.fields.get("proposals", ())]
    titles = tuple(record_title(record) for record in records if record)
    return say(Say.PROPOSED, titles=Joined(titles, "; ")) if titles else None
