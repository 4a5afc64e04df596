"""What stands around any report: the parties and the instrument, marking and standing, signatures, and how to verify it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum, unique
from typing import Final

from silta.records.computed import Agreement, agreement
from silta.records.views import PartyView, Record, Response, Revision, Snapshot, Source
from silta.reports import labels
from silta.reports.content import (
    Block,
    Content,
    Heading,
    Inline,
    Joined,
    Literal,
    Meta,
    PartyName,
    Period,
    Signature,
    Signatures,
    Verification,
    content_digest,
)
from silta.reports.reading import line, record_title, text
from silta.reports.saying import say
from silta.words.codes import ROLE
from silta.words.markings import combined_marking

CODE_FORMAT: Final = "silta-document/v1"
"""The first line of what the square code of a document holds."""


@unique
class Frame(StrEnum):
    """English msgids; context ``report``."""

    AGREEMENT = "Agreement"
    AGREED_TO_TEXT = "Agreed to this text"
    OBJECTED_TO_TEXT = "Objected to this text"
    NOT_YET = "Has not answered yet"
    VERIFICATION = "Verification"
    TEXT = "Text"
    TEXT_NONE = "not released yet: no party can agree to it"
    CONTENT = "Computed content"
    CONTENT_SAME = "{digest}, as the agreed text says"
    CONTENT_OTHER = (
        "{digest}. The agreed text says {claimed}: bodies were erased since, "
        "or the content was computed in another way."
    )
    MADE_FROM = "Made from"
    SOURCE = "{origin}, {size} entries, root {root}"
    TO_CHECK = "To check"
    HOW = (
        "Verify the published logs with {command} or any tool for C2SP transparency logs. "
        "The same log sizes give the same content."
    )


def ordered(snapshot: Snapshot) -> Snapshot:
    """The same snapshot with its logs in the order of the parties, so that both nodes digest the same bytes."""
    order = {party.code: place for place, party in enumerate(snapshot.parties)}

    def place(source: Source) -> tuple[int, str]:
        return order.get(source.origin.rpartition("/")[2], len(order)), source.origin

    return replace(snapshot, sources=tuple(sorted(snapshot.sources, key=place)))


def party_codes(snapshot: Snapshot) -> tuple[str, ...]:
    """The codes of the parties in the order of the arrangement."""
    return tuple(party.code for party in snapshot.parties)


def instruments(snapshot: Snapshot) -> tuple[Inline, ...]:
    """The arrangement by its title, with where and when it was signed."""
    return tuple(_instrument(record) for record in snapshot.of_kind("arrangement"))


def _instrument(record: Record) -> Inline:
    signed, place = line(record.fields, "signed"), text(record.fields, "place")
    if not signed:
        return record_title(record)
    where = (place, Period(signed)) if place else (Period(signed),)
    return Joined((record_title(record), *where), ", ")


def about_joint_text(
    snapshot: Snapshot, used: Iterable[Record], facts: Iterable[Inline], given: Agreement | None
) -> Meta:
    """What stands around a text that all parties have to agree to; it is a draft until they have."""
    complete = given is not None and given.complete
    return replace(
        _around(snapshot, used, facts),
        day=given.since[:10] if given else "",
        draft=not complete,
        agreed=given.parties if given and complete else (),
    )


def about_records(snapshot: Snapshot, used: Iterable[Record], facts: Iterable[Inline], day: str) -> Meta:
    """What stands around an account of released records, which nobody has to agree to. `day` is the ISO date it speaks of."""
    return replace(_around(snapshot, used, facts), day=day, draft=False)


def _around(snapshot: Snapshot, used: Iterable[Record], facts: Iterable[Inline]) -> Meta:
    return Meta(
        parties=tuple(PartyName(party.code, labels.party_name(party)) for party in snapshot.parties),
        sources=snapshot.sources,
        marking=combined_marking([record.latest.marking for record in used]),
        facts=(*instruments(snapshot), *facts),
    )


def signatures(
    snapshot: Snapshot, record: Record | None, revision: Revision | None = None
) -> tuple[Block, ...]:
    """Who agreed to this very text (the last revision unless another is named), when, in which role and where it is logged."""
    codes = party_codes(snapshot)
    answers = agreement(record, revision or record.latest, codes).answers if record else {}
    signed = (_signature(party, answers.get(party.code)) for party in snapshot.parties)
    return Heading(say(Frame.AGREEMENT)), Signatures(tuple(signed))


def _signature(party: PartyView, answer: Response | None) -> Signature:
    name = labels.party_name(party)
    if answer is None:
        return Signature(party.code, name, say(Frame.NOT_YET), "wait")
    agreed = answer.verdict == "agree"
    return Signature(
        party.code,
        name,
        say(Frame.AGREED_TO_TEXT if agreed else Frame.OBJECTED_TO_TEXT),
        "good" if agreed else "wait",
        answer.time,
        labels.of_list(ROLE, answer.role),
        answer.index,
        answer.origin,
        party.key_id,
    )


def verification(content: Content, *, text: tuple[Inline, ...] = (), claimed: str = "") -> tuple[Block, ...]:
    """The digest of the computed content and the logs it was computed from, for people and as a code for machines.

    `text` names the text that parties agree to, if there is to be one; `claimed` is the digest that it holds.
    """
    digest, sources = content_digest(content), content.meta.sources
    rows = (
        *((say(Frame.TEXT), one) for one in text),
        (say(Frame.CONTENT), _content(digest, claimed)),
        *(((say(Frame.MADE_FROM), Joined(tuple(map(_source, sources)), "\n")),) if sources else ()),
        (say(Frame.TO_CHECK), say(Frame.HOW, command=Literal("silta verify", "code"))),
    )
    options = " ".join(f"{name}={value}" for name, value in sorted(content.options.items()))
    logs = (f"{s.origin} {s.size} {s.root}" for s in sources)
    code = "\n".join((CODE_FORMAT, f"{content.report} {options}".strip(), f"content {digest}", *logs))
    return Heading(say(Frame.VERIFICATION)), Verification(rows, code)


def text_hash(revision: Revision | None) -> tuple[Inline, ...]:
    """How a text that parties agree to is named: by the hash of its leaf, if it is released."""
    return (Literal(revision.leaf, "code") if revision else say(Frame.TEXT_NONE),)


def _source(source: Source) -> Inline:
    root = Literal(source.root, "code")
    return say(Frame.SOURCE, origin=source.origin, size=source.size, root=root)


def _content(digest: str, claimed: str) -> Inline:
    shown = Literal(digest, "code")
    if not claimed:
        return shown
    if claimed == digest:
        return say(Frame.CONTENT_SAME, digest=shown)
    return say(Frame.CONTENT_OTHER, digest=shown, claimed=Literal(claimed, "code"))
