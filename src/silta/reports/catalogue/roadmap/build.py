"""The roadmap: from the records of an arrangement to the content of the document. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from silta.records.computed import agreement
from silta.records.editions import Edition, edition, proposal
from silta.records.views import Record, Snapshot
from silta.reports import framing
from silta.reports.catalogue.roadmap import areas, history
from silta.reports.catalogue.roadmap.say import Say
from silta.reports.content import Block, Content, Heading, Inline, Items, Meta, Paragraph
from silta.reports.reading import text
from silta.reports.saying import say

CODE = "roadmap"


def build(snapshot: Snapshot, year: int, *, review: Record | None = None) -> Content:
    """The roadmap of `year` as its edition `review` froze it, with what became of each gap of the edition before.

    Without `review` it is a draft: what an edition of that year would hold if it held all that there is to hold. `snapshot`
    needs no other kinds than gaps, roadmap items, roadmap editions and the arrangement.
    """
    held = framing.ordered(snapshot)
    fields = review.fields if review else proposal(held, year)
    found = edition(held, fields, review.latest.time if review else "")
    computed = Content(
        report=CODE,
        options={"year": year},
        title=say(Say.TITLE, year=str(year)),
        subtitle=None,
        meta=_meta(held, found, review),
        blocks=(*areas.sections(held, found), *history.sections(found)),
    )
    released = review.latest if review and review.latest.leaf else None
    return replace(
        computed,
        title=text(fields, "title") or computed.title,
        front=_introduction(fields),
        back=(
            *framing.signatures(held, review),
            *framing.verification(computed, text=framing.text_hash(released)),
        ),
    )


def _meta(snapshot: Snapshot, found: Edition, review: Record | None) -> Meta:
    given = agreement(review, review.latest, framing.party_codes(snapshot)) if review else None
    held = (*found.gaps.values(), *found.items.values(), *(fate.gap for fate in found.fates))
    used = [*(one.record for one in held if one.record), *((review,) if review else ())]
    before = say(Say.FOLLOWS, year=str(found.previous.year)) if found.previous else say(Say.FIRST)
    return framing.about_joint_text(snapshot, used, (before, say(Say.NOTE)), given)


def _introduction(fields: Mapping[str, Any]) -> tuple[Block, ...]:
    """The parties' own words before the gaps, and who else is concerned."""
    words = text(fields, "introduction")
    named: list[Inline] = [
        say(phrase, text=told)
        for phrase, name in ((Say.STAKEHOLDERS, "stakeholders"), (Say.PARTNERS, "partners"))
        if (told := text(fields, name))
    ]
    if not words and not named:
        return ()
    return (
        Heading(say(Say.INTRODUCTION)),
        *((Paragraph(words),) if words else ()),
        *((Items(tuple(named)),) if named else ()),
    )
