"""Why a candidate is suggested, in words, and the terms that both texts name, marked in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy

from silta.crosswalk.reasons import Reason
from silta.node.queries.crosswalk import CandidateView, Wording

KINDS: Final = {
    "meaning": pgettext_lazy("evidence", "Meaning"),
    "terms": pgettext_lazy("evidence", "Terms"),
    "wording": pgettext_lazy("evidence", "Wording"),
    "heading": pgettext_lazy("evidence", "Heading"),
    "citation": pgettext_lazy("evidence", "Citation"),
    "path": pgettext_lazy("evidence", "Third text"),
    "neighbour": pgettext_lazy("evidence", "Decisions"),
}
"""Kinds of evidence."""

VERDICTS: Final = {
    "very-close": pgettext_lazy("evidence", "very close"),
    "close": pgettext_lazy("evidence", "close"),
    "some": pgettext_lazy("evidence", "some resemblance"),
    "none": pgettext_lazy("evidence", "little in common"),
}
"""Coarse words for how strong evidence is; raw scores are never shown."""

_SHOWN_TERMS: Final = 4
Mark = tuple[int, int, int]
"""A stretch of a text and the number that it carries: start, end, number."""


@dataclass(frozen=True)
class Shown:
    """A wording with its matched terms marked."""

    wording: Wording
    heading: SafeString
    text: SafeString


def reasons(why: Iterable[Reason]) -> list[tuple[str, float, str]]:
    """Rows for the evidence component: what was compared, strength, verdict in words with what it rests on."""
    return [(str(KINDS[one.kind]), one.strength, _verdict(one)) for one in why]


def overall(candidate: CandidateView) -> str:
    """One verdict for the head of a candidate: that of its strongest evidence."""
    best = max(candidate.why, key=lambda one: list(VERDICTS).index(one.verdict) * -1, default=None)
    return str(VERDICTS[best.verdict]) if best else gettext("chosen by hand")


def _verdict(reason: Reason) -> str:
    words = str(VERDICTS[reason.verdict])
    if reason.terms:
        pairs = ", ".join(f"{term.source} – {term.target}" for term in reason.terms[:_SHOWN_TERMS])
        count = ngettext("{n} term in both", "{n} terms in both", len(reason.terms)).format(
            n=len(reason.terms)
        )
        return f"{count}: {pairs}"
    if reason.kind == "neighbour" and len(reason.via) == 2:
        return gettext("like the confirmed pair {one} – {other}").format(
            one=reason.via[0], other=reason.via[1]
        )
    if reason.kind == "path":
        return gettext("both are confirmed with {provision}").format(provision=reason.via[0])
    if reason.kind == "citation":
        return gettext("one text names the other")
    return words


def _spans(why: Iterable[Reason], kind: str, *, target: bool) -> list[Mark]:
    found: list[Mark] = []
    for reason in why:
        if reason.kind == kind:
            for number, term in enumerate(reason.terms, 1):
                spans = term.target_spans if target else term.source_spans
                found += [(start, end, number) for start, end in spans]
    return sorted(found)


def marked(text: str, marks: Sequence[Mark]) -> SafeString:
    """`text` escaped, with the given stretches in ``mark`` elements; those that overlap an earlier one are passed over."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, marks)))


def _parts(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    at = 0
    for start, end, number in marks:
        if start < at or end > len(text):
            continue
        yield text[at:start]
        yield format_html("<mark>{}<sup>{}</sup></mark>", text[start:end], number)
        at = end
    yield text[at:]


def shown(wording: Wording, why: Iterable[Reason], *, matched: str, target: bool) -> Shown:
    """A wording for the page; terms are marked in the language that was matched, since only its places are known."""
    known = tuple(why) if wording.language == matched else ()
    return Shown(
        wording,
        marked(wording.heading, _spans(known, "heading", target=target)),
        marked(wording.text, _spans(known, "terms", target=target)),
    )
