"""Documents made from the records: which snapshot, language and format. The content itself is made by `silta.reports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils import translation

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.queries.joint import joint_text
from silta.node.queries.snapshots import snapshot, state_of_logs
from silta.records.views import Record, Snapshot
from silta.reports.catalogue import REPORTS
from silta.reports.content import content_digest
from silta.reports.layout import LaidDocument, lay_out
from silta.reports.render.formats import FORMATS
from silta.words.errors import SiltaError

_KEPT: Final = 16
"""Reviews that a process remembers; one of a year of cooperation takes about a megabyte at most."""


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
class ReviewText:
    """An annual review laid out for a page: the document, and whether its content was computed here with the same digest.

    `same` is None when there is no released review yet, so that nothing is claimed.
    """

    laid: LaidDocument
    digest: str
    record: Record | None
    same: bool | None


def translate(context: str, msgid: str, language: str) -> str:
    """A word of a document in `language`, from the catalogues of the pages."""
    with translation.override(language):
        return translation.pgettext(context, msgid)


def review_text(arrangement: str, year: int, languages: Sequence[str]) -> ReviewText:
    """The annual review of `year`: the released text if there is one, made again from the logs that it names, else a draft.

    Raises `LayoutRefused`, and `NotFound` `snapshot.not-held` when a log has not arrived as far as the review needs it.
    """
    return _review_text(arrangement, year, tuple(languages), state_of_logs(arrangement))


@lru_cache(maxsize=_KEPT)
def _review_text(arrangement: str, year: int, languages: tuple[str, ...], state: object) -> ReviewText:
    """`review_text`, once for each state of the logs: readers ask for the same review again and again."""
    del state  # It only tells one review from the next.
    record = joint_text(arrangement, "annual-review", year)
    held = _snapshot_of(arrangement, record)
    content = REPORTS["annual-review"].build(held, year, review=record)
    digest = content_digest(content)
    laid = lay_out(content, languages, translate)
    return ReviewText(laid, digest, record, digest == record.fields.get("content") if record else None)


def _snapshot_of(arrangement: str, record: Record | None) -> Snapshot:
    """What the logs said when a review was computed; now, if there is no review."""
    sources = record.fields.get("sources") if record else None
    if not isinstance(sources, list):
        return snapshot(arrangement)
    return snapshot(arrangement, {str(s["origin"]): int(s["size"]) for s in sources})


def make_document(
    name: str,
    arrangement: str,
    *,
    year: int,
    languages: Sequence[str],
    format: str,  # noqa: A002 - as the command line calls it
) -> Document:
    """A document as a file. Raises `DocumentRefused`: `report.unknown`, `report.unknown-format`; and as `review_text` does."""
    if name not in REPORTS:
        raise DocumentRefused("report.unknown", name, choices=", ".join(REPORTS))
    if format not in FORMATS:
        raise DocumentRefused("report.unknown-format", format, choices=", ".join(FORMATS))
    made = review_text(arrangement, year, languages)
    file_name = f"{name}-{year}-{'-'.join(languages)}.{format}"
    chosen = FORMATS[format]
    return Document(chosen.render(made.laid), chosen.media_type, file_name, made.digest)


def draft_review(actor: Actor, arrangement: str, year: int, fields: Mapping[str, Any]) -> str:
    """Compute the annual review of `year` from the logs as they are now, and keep it as a draft; returns its id.

    `fields` are the parts that people write: title, summary, comments, proposals. A review of that year that this party has
    released already gets a new revision.
    """
    now = snapshot(arrangement)
    digest = content_digest(REPORTS["annual-review"].build(now, year))
    sources = [{"origin": s.origin, "size": s.size, "root": s.root} for s in now.sources]
    computed = {**fields, "year": year, "sources": sources, "content": digest}
    record = joint_text(arrangement, "annual-review", year)
    if record is None:
        return drafts.create(actor, arrangement, "annual-review", computed)
    uid = drafts.start_revision(actor, record.id)
    drafts.save(actor, uid, {**record.fields, **computed}, version=None)
    return uid
