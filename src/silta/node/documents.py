"""Documents made from the records: which snapshot, language and format. The content itself is made by `silta.reports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from silta.node import clock
from silta.node.actions.actor import Actor
from silta.node.actions.joint import draft_joint
from silta.node.archives import archive, evidence_of
from silta.node.contents import content_of, edition_content
from silta.node.proofing import proof_document
from silta.node.queries.joint import years
from silta.node.queries.snapshots import snapshot, state_of_logs
from silta.node.translating import translate
from silta.records.views import Record
from silta.reports.catalogue import REPORTS, Report
from silta.reports.content import content_digest
from silta.reports.layout import LaidDocument, lay_out
from silta.reports.options import Values, read_options
from silta.reports.render.formats import FORMATS, Format
from silta.words.errors import SiltaError

_KEPT: Final = 16
"""Documents that a process remembers; one of a year of cooperation takes about a megabyte at most."""

AT_ONCE: Final = 400
"""Entries of the logs up to which any document takes less than about a second: a crosswalk of 300 mappings in two languages."""


ZIP: Final = Format("zip", "ZIP", "application/zip", lambda _laid: b"")
"""An archive of a report with what belongs to it; it is made here, since it holds more than one layout."""
_SIGNED: Final = {"programme": "programme", "roadmap": "roadmap-edition", "annual-review": "annual-review"}
"""Reports of joint texts, one a year."""


class DocumentRefused(SiltaError):
    """A document that cannot be made as it was asked for."""


@dataclass(frozen=True)
class Document:
    """A finished document: its bytes, media type, file name, and the digest of its computed content."""

    data: bytes
    media_type: str
    file_name: str
    content_digest: str


@dataclass(frozen=True)
class Text:
    """A document laid out, for a page or a format; its content digest, and the record that carries the text, if there is one.

    `same` says whether that record holds the digest that was computed here; None when there is no released text yet, so that
    nothing is claimed, and when it was computed in another form (`other_form`), so that nothing can be compared.
    """

    laid: LaidDocument
    digest: str
    record: Record | None
    same: bool | None
    other_form: bool = False


def document_text(name: str, arrangement: str, options: Values, languages: Sequence[str]) -> Text:
    """A report as the logs tell it now; if a released joint text carries it, made again from the logs that this one names.

    `options` are those of `silta.reports.options.read_options`. Raises `LayoutRefused`, `OptionRefused` (`report.no-record`), and
    `NotFound` `snapshot.not-held` when a log has not arrived as far as a joint text needs it.
    """
    given = tuple(sorted(options.items()))
    return _document_text(name, arrangement, given, tuple(languages), state_of_logs(arrangement))


@lru_cache(maxsize=_KEPT)
def _document_text(
    name: str,
    arrangement: str,
    options: tuple[tuple[str, int | str], ...],
    languages: tuple[str, ...],
    state: object,
) -> Text:
    """`document_text`, once for each state of the logs: readers ask for the same document again and again."""
    del state  # It only tells one document from the next.
    built = content_of(name, arrangement, dict(options))
    record, digest = built.record, content_digest(built.content)
    laid = lay_out(built.content, languages, translate)
    other_form = record is not None and record.fields.get("form", 1) != REPORTS[name].form
    same = None if record is None or other_form else digest == record.fields.get("content")
    return Text(laid, digest, record, same, other_form)


def takes_long(arrangement: str, lighter: int = 1) -> bool:
    """Whether documents of an arrangement are better made by a job than while a reader waits.

    `lighter` says how many times less work it is than making a document.
    """
    return sum(size for _log, size, _edge in state_of_logs(arrangement)) > AT_ONCE * lighter


def formats_of(report: Report) -> tuple[Format, ...]:
    """The formats that a report can be had in."""
    files = tuple(known for known in FORMATS.values() if report.tables or not known.tables)
    return (*files, ZIP) if report.archive else files


def make_document(
    name: str, arrangement: str, options: Mapping[str, str], languages: Sequence[str], wanted: str
) -> Document:
    """A document as a file of the format `wanted`; `options` are strings, as forms and command lines hold them.

    Raises `DocumentRefused`: `report.unknown`, `report.unknown-format`, `proof.critical-document`;
    `OptionRefused`; and as `document_text` does.
    """
    if name not in REPORTS:
        raise DocumentRefused("report.unknown", name, choices=", ".join(REPORTS))
    report = REPORTS[name]
    offered = {known.code: known for known in formats_of(report)}
    if wanted not in offered:
        raise DocumentRefused("report.unknown-format", wanted, choices=", ".join(offered))
    given = read_options(report.options, options, clock.now().date().isoformat())
    if report.audience:
        _refuse_unread(name, arrangement, given)
    made = document_text(name, arrangement, given, languages)
    data = (
        _archived(name, arrangement, given, languages)
        if wanted == ZIP.code
        else offered[wanted].render(made.laid)
    )
    told = [str(value)[:40] for value in given.values()]
    file_name = f"{'-'.join((name, *told, *languages))}.{wanted}"
    return Document(data, offered[wanted].media_type, file_name, made.digest)


def _archived(name: str, arrangement: str, given: Values, languages: Sequence[str]) -> bytes:
    """The document as PDF and Word with what belongs to it: the proofs of a dossier, the documents that a successor reads."""
    wanted: dict[str, tuple[str, Values]] = {name: (name, given)}
    files: dict[str, bytes] = {}
    if name == "dossier":
        files = evidence_of(snapshot(arrangement), str(given["record"]))
    else:
        wanted |= {one: (one, given) for one in ("status", "briefing")}
        wanted |= {
            f"{one}-{year}": (one, {"year": year})
            for one, kind in _SIGNED.items()
            for year in years(arrangement, kind)[:1]
        }
    for file_name, (report, values) in wanted.items():
        laid = document_text(report, arrangement, values, languages).laid
        files |= {f"{file_name}.{code}": FORMATS[code].render(laid) for code in ("pdf", "docx")}
    return archive(files)


def _refuse_unread(name: str, arrangement: str, given: Values) -> None:
    """A document for the public does not leave the house before somebody has answered what is critical."""
    read = proof_document(name, arrangement, given)
    if read.stops:
        raise DocumentRefused("proof.critical-document", name, count=read.stops)


def draft_review(actor: Actor, arrangement: str, year: int, fields: Mapping[str, Any]) -> str:
    """Compute the annual review of `year` from the logs as they are now, and keep it as a draft; returns its id.

    `fields` are the parts that people write: title, summary, comments, proposals. A draft of that review, or the next revision of
    one that this party has released, gets the new figures and keeps its words. Raises `Denied`, `Refused` `joint.of-partner`.
    """
    now = snapshot(arrangement)
    report = REPORTS["annual-review"]
    digest = content_digest(report.build(now, year))
    sources = [{"origin": s.origin, "size": s.size, "root": s.root} for s in now.sources]
    computed = {**fields, "year": year, "sources": sources, "content": digest, "form": report.form}
    title = computed.pop("title", {})
    return draft_joint(actor, arrangement, "annual-review", title, computed)


def edition_text(arrangement: str, edition: Record, languages: Sequence[str]) -> LaidDocument:
    """A roadmap edition as its latest revision froze it, released or not, with the fate of each gap of the one before.

    Raises `LayoutRefused`.
    """
    return lay_out(edition_content(arrangement, edition), languages, translate)
