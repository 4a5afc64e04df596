"""The job that reads a large file which somebody brings back, or takes it over: what a page does at once with a small one.

First it looks: what it finds is kept for the page that shows it. When that is accepted it looks again, since things may have
changed in between, and writes all of it in one transaction or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from silta.node.actions import incoming as workbooks
from silta.node.actions import library, sheets, translations, uploads
from silta.node.actor import Actor
from silta.node.jobs import Progress
from silta.node.labels import say, statuses, vocabulary
from silta.node.models import Job
from silta.node.queries.arrangements import arrangement
from silta.node.queries.incoming import Incoming, incoming
from silta.node.queries.translation_units import Looked, look
from silta.records.registry import KINDS
from silta.reports.translations import files

SHOWN: Final = 100
"""Rows of one outcome of a sheet of mappings that are kept whole: as many as its page shows."""
SHOWN_BRANCHES: Final = 2_000
SHOWN_CHANGES: Final = 50
"""Provisions and changes of a text of law that its page spells out; their number is always told in full."""

_Asked = Mapping[str, Any]


class Sort(Protocol):
    """A sort of file: `kept` is the type of what a look at it finds."""

    kept: type[Any]

    def look(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> Any:
        """What the file would change; nothing is written."""

    def take(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> dict[str, Any]:
        """Take it over; how much was done, for the page."""


class _List:
    """A list of records as a sheet; ``kind``."""

    kept = sheets.Seen

    def look(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> sheets.Seen:
        del actor
        around = arrangement(asked["arrangement"])
        return sheets.look(raw, KINDS[asked["kind"]], around, say, asked["language"], progress.report)

    def take(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> dict[str, Any]:
        seen = self.look(asked, raw, actor, progress)
        around = arrangement(asked["arrangement"])
        return {"count": sheets.accept(actor, KINDS[asked["kind"]], around, seen)}


class _Translations:
    """A translator's file; ``conflicts`` takes what is in conflict, too."""

    kept = Looked

    def look(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> Looked:
        del actor
        return look(arrangement(asked["arrangement"]), files.read(raw, statuses()), progress.report)

    def take(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> dict[str, Any]:
        found, around = files.read(raw, statuses()), arrangement(asked["arrangement"])
        progress.report(0, len(found.units))
        done = translations.accept(actor, around, found, conflicts=asked["conflicts"])
        return {"count": done.texts, "target": found.target}


class _Mappings:
    """A sheet of mappings of a ``crosswalk``; ``chosen`` are the numbers of the rows in conflict to take."""

    kept = Incoming

    def look(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> Incoming:
        return self._whole(asked, raw, actor, progress).excerpt(SHOWN)

    def take(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> dict[str, Any]:
        done = workbooks.take_over(actor, lambda: self._whole(asked, raw, actor, progress), asked["chosen"])
        return {"count": done.count, "left": done.left}

    @staticmethod
    def _whole(asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> Incoming:
        known, language = vocabulary(asked["language"]), asked["language"]
        return incoming(asked["crosswalk"], raw, known, actor.name, language, progress.report)


class _Text:
    """A text for the library; ``text`` are the fields of its `ImportRequest` without the bytes."""

    kept = library.ImportPreview

    def look(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> library.ImportPreview:
        del actor
        return excerpt(library.preview(request_of(asked["text"], raw), progress.report))

    def take(self, asked: _Asked, raw: bytes, actor: Actor, progress: Progress) -> dict[str, Any]:
        done = library.import_release(actor, request_of(asked["text"], raw), progress.report)
        return {"address": done.address, "title": done.seen.title, "against": done.against}


def request_of(text: Mapping[str, Any], raw: bytes) -> library.ImportRequest:
    """The import of a file as a page describes it in plain values; an empty format is to be recognised."""
    wished = {"format": text["format"] or None, "part": text["part"] or None}
    return library.ImportRequest(**{**text, **wished, "raw": raw, "numbering": tuple(text["numbering"])})


def excerpt(seen: library.ImportPreview) -> library.ImportPreview:
    """What a page shows of a look at a text."""
    return replace(seen, seen=seen.seen.excerpt(SHOWN_BRANCHES, SHOWN_CHANGES))


SORTS: Final[Mapping[str, Sort]] = {
    "list": _List(),
    "translations": _Translations(),
    "mappings": _Mappings(),
    "text": _Text(),
}


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``sort``, ``token``, ``language``, ``take``, and those of the sort. Result: ``seen``, or what `take` tells."""
    sort, raw = SORTS[arguments["sort"]], uploads.kept(arguments["token"])
    started_by = Job.objects.select_related("started_by").get(pk=progress.job).started_by
    actor = Actor.of(started_by) if started_by else Actor(None, "", "")
    if arguments["take"]:
        return sort.take(arguments, raw, actor, progress)
    return {"seen": uploads.keep_value(sort.look(arguments, raw, actor, progress))}
