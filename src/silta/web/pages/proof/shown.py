"""Findings as a page shows them: in words, with the place to go to, and what people said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from silta.node.actions.permissions import RELEASERS, WRITERS
from silta.node.actions.proofreading import leave_findings, take_up_finding
from silta.node.errors import Denied
from silta.node.proofing import Looked, Proofed
from silta.node.queries.proofing import Left, Quoted
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.reports.proof.finding import SEVERITIES, Finding, Severity
from silta.web import wording
from silta.web.asking import actor_of, may
from silta.web.errors import sentence
from silta.words import codes
from silta.words.errors import Problem, Scalar, SiltaError
from silta.words.formatting import format_day, format_period
from silta.words.text import best_tag

HEADINGS: Final[Mapping[Severity, str]] = {
    "critical": gettext_noop("Critical"),
    "warning": gettext_noop("To look at"),
    "note": gettext_noop("Could be nicer"),
}
"""Severity → the heading of its findings."""
TONES: Final[Mapping[Severity, tuple[str, str]]] = {
    "critical": ("stop", "alarm"),
    "warning": ("warn", "wait"),
    "note": ("info", ""),
}
_DAYS: Final = frozenset({"day", "began", "when"})
_TAGS: Final = frozenset({"other", "sounds"})

Anchor = Callable[[str, str], tuple[str, str]]
"""(path of a field, language) → what the place is called, and where it is to be found; either may be empty."""


@dataclass(frozen=True)
class Shown:
    """A finding in words. `before`, `part` and `after` are the quotation, in `language`; `record` is whose words they are."""

    key: str
    words: str
    place: str
    url: str
    language: str
    before: str
    part: str
    after: str
    record: Quoted | None = None
    left: Left | None = None


@dataclass(frozen=True)
class Section:
    """The findings of one severity."""

    severity: Severity
    heading: str
    icon: str
    tone: str
    rows: list[Shown]


def sections_of(read: Proofed, anchor: Anchor, quoted: Mapping[str, Quoted]) -> list[Section]:
    """The findings that wait, by severity; severities without any are left out."""
    return [
        Section(severity, gettext(HEADINGS[severity]), *TONES[severity], rows)
        for severity in SEVERITIES
        if (rows := [shown(one, anchor, quoted) for one in read.waiting(severity)])
    ]


def left_of(read: Proofed, anchor: Anchor, quoted: Mapping[str, Quoted]) -> list[Shown]:
    """The findings that somebody left as they are."""
    return [shown(one, anchor, quoted) for one in read.looked if one.left]


def shown(one: Looked, anchor: Anchor, quoted: Mapping[str, Quoted]) -> Shown:
    """A finding in the reader's words. `quoted` are the records whose words may be meant."""
    finding = one.finding
    record = quoted.get(finding.place.record)
    place, url = (
        _of_record(finding, record) if record else anchor(finding.place.where, finding.place.language)
    )
    before, part, after = _parts(finding)
    return Shown(
        finding.key, words_of(finding, record), place, url, finding.place.language, before, part, after, record, one.left
    )  # fmt: skip


def words_of(finding: Finding, record: Quoted | None = None) -> str:
    """What was found and what to do, in the reader's language. `record` is the one whose words are meant."""
    data = {name: _worded(name, value) for name, value in finding.data.items()}
    if record and finding.code == "proof.marked-higher":
        tag = best_tag(record.titles, wording.reader_language())
        data["record"] = " ".join(filter(None, (record.number, record.titles.get(tag or "", ""))))
    return sentence(Problem(finding.code, "", data))


def _worded(name: str, value: Scalar) -> Scalar:
    """Dates, languages and scripts among the data of a finding, as people write them."""
    language, said = wording.reader_language(), str(value)
    if name in _TAGS:
        return wording.language_name(said)
    if name == "script":
        return wording.code_label(codes.TEXT_SCRIPT, said)
    if name in _DAYS:
        start, _, until = said.partition("/")
        return format_period(start, until, language) if until else format_day(said, language)
    return value


def _of_record(finding: Finding, record: Quoted) -> tuple[str, str]:
    kind = KINDS.get(record.kind)
    place = path_label(kind, finding.place.where) if kind else ""
    return place, reverse("record", args=[record.uid])


def path_label(kind: Kind, where: str) -> str:
    """What people call a field: ``items[3].title`` → "Items 3, Title"."""
    described, words = kind.described, []
    for part in where.split("."):
        name, _, number = part.rstrip("]").partition("[")
        field = next((one for one in described if one.name == name), None)
        if field is None:
            break
        label = wording.label("field", field.label)
        words.append(f"{label} {number}" if number else label)
        described = field.rows
    return ", ".join(words)


def _parts(finding: Finding) -> tuple[str, str, str]:
    """The quotation, parted at what is meant."""
    part = " ".join(finding.part.split())
    before, found, after = finding.quote.partition(part) if part else (finding.quote, "", "")
    return before, found, after


def answered(request: HttpRequest, subject: str) -> None:
    """Do what the form of a proof page asks for: leave what is ticked, or take one finding up again. Raises `Denied`."""
    actor = actor_of(request)
    if key := request.POST.get("take_up", ""):
        take_up_finding(actor, subject, key)
        messages.success(request, gettext("The finding waits again."))
        return
    try:
        count = leave_findings(
            actor,
            subject,
            request.POST.getlist("key"),
            request.POST.get("reason", ""),
            wording.reader_language(),
        )
    except Denied:
        raise
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return
    said = ngettext(
        "{count} finding stays as it is. The reason is kept on this node.",
        "{count} findings stay as they are. The reason is kept on this node.",
        count,
    )
    messages.success(request, said.format(count=count))


def proof_context(
    request: HttpRequest, read: Proofed, anchor: Anchor, quoted: Iterable[Quoted] = ()
) -> dict[str, Any]:
    """What the list of findings shows."""
    records = {one.uid: one for one in quoted}
    return {
        "read": read,
        "counts": read.counts,
        "sections": sections_of(read, anchor, records),
        "left": left_of(read, anchor, records),
        "may_leave": bool(read.subject) and may(request, *WRITERS),
        "may_leave_critical": bool(read.subject) and may(request, *RELEASERS),
    }
