"""What people add to a review, and how to check it: summary, comments, signatures, verification. Not part of the digest."""

from __future__ import annotations

from collections.abc import Iterator

from silta.records.computed import agreement
from silta.records.views import Record, Response
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts
from silta.reports.catalogue.annual_review.say import Say, say
from silta.reports.content import (
    Block,
    Heading,
    Inline,
    Items,
    Joined,
    Literal,
    Paragraph,
    Signature,
    Signatures,
    Verification,
)
from silta.reports.reading import line, record_title, text
from silta.words.codes import ROLE


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


def signatures(facts: Facts, review: Record | None) -> tuple[Block, ...]:
    """Who agreed to this very text, when, in which role and where it is logged."""
    answers = agreement(review, review.latest, facts.codes).answers if review else {}
    return (
        Heading(say(Say.AGREEMENT)),
        Signatures(
            tuple(
                _signature(code, labels.party(facts.snapshot, code), answers.get(code))
                for code in facts.codes
            )
        ),
    )


def _signature(code: str, name: Inline, answer: Response | None) -> Signature:
    if answer is None:
        return Signature(code, name, say(Say.NOT_YET), "wait")
    agreed = answer.verdict == "agree"
    return Signature(
        code,
        name,
        say(Say.AGREED_TO_TEXT if agreed else Say.OBJECTED_TO_TEXT),
        "good" if agreed else "wait",
        answer.time,
        labels.of_list(ROLE, answer.role),
        answer.index,
    )


def verification(facts: Facts, review: Record | None, digest: str) -> tuple[Block, ...]:
    """The text's leaf hash, the digest of the computed content, and the logs that it was computed from."""
    sources = tuple(
        (say(Say.MADE_FROM), say(Say.SOURCE, origin=s.origin, size=s.size, root=Literal(s.root, "code")))
        for s in facts.snapshot.sources
    )
    leaf: Inline = Literal(review.latest.leaf, "code") if review else say(Say.TEXT_NONE)
    how = say(Say.HOW, command=Literal("silta verify", "code"))
    return (
        Heading(say(Say.VERIFICATION)),
        Verification(
            (
                (say(Say.TEXT), leaf),
                (say(Say.CONTENT), _content(review, digest)),
                *sources,
                (say(Say.TO_CHECK), how),
            )
        ),
    )


def _content(review: Record | None, digest: str) -> Inline:
    shown = Literal(digest, "code")
    claimed = line(review.fields, "content") if review else ""
    if not claimed:
        return shown
    if claimed == digest:
        return say(Say.CONTENT_SAME, digest=shown)
    return say(Say.CONTENT_OTHER, digest=shown, claimed=Literal(claimed, "code"))
