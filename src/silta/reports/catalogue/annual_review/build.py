"""The annual review: from the records of an arrangement to the content of the document. Pure."""

from __future__ import annotations

from dataclasses import replace

from silta.records.computed import agreement
from silta.records.views import Record, Snapshot
from silta.reports import framing
from silta.reports.catalogue.annual_review import (
    actions,
    agreements,
    closing,
    comparison,
    consultations,
    costs,
    execution,
    experience,
    gaps,
    indicators,
    next_year,
)
from silta.reports.catalogue.annual_review.facts import Facts, gather
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Content, Meta, Period
from silta.reports.reading import line, text
from silta.reports.saying import say

CODE = "annual-review"
FORM = 2
"""Grows when the same logs give another content digest than before, so that nobody takes an older review for a false one."""
_SECTIONS = (
    execution, indicators, actions, consultations, comparison, gaps, experience, agreements, costs, next_year,
)  # fmt: skip


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
    return replace(
        computed,
        title=(text(review.fields, "title") if review else None) or computed.title,
        front=closing.summary(review) if review else (),
        back=(
            *(closing.comments(facts, review) if review else ()),
            *framing.signatures(facts.snapshot, review),
            *framing.verification(
                computed,
                text=framing.text_hash(review.latest if review else None),
                claimed=line(review.fields, "content") if review else "",
            ),
        ),
    )


def _meta(facts: Facts, review: Record | None) -> Meta:
    given = agreement(review, review.latest, facts.codes) if review else None
    quoted = (
        *facts.used(),
        *indicators.records(facts),
        *experience.records(facts),
        *agreements.duties(facts),
    )
    used = (*quoted, *((review,) if review else ()))
    said = [say(Say.AS_OF, day=Period(facts.last_day.isoformat()))]
    if facts.provisional:
        said.append(say(Say.PROVISIONAL))
    return framing.about_joint_text(facts.snapshot, used, said, given)
