"""A party's own data and the verified history of one arrangement in one ZIP file: to keep when cooperation rests, or at any time.

::

    <arrangement>/charter.json, <arrangement>/<party>/…   the logs as `silta verify` reads them
    records/<kind>.xlsx, records/<kind>.json              the same records for people and other programs
    own/drafts.json, own/notes.json                       what this node never said
    README.<language>.txt                                 what this is and how to verify it
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from silta.ledger.notes import split_note
from silta.node.exchange.publish import publish
from silta.node.home import Home
from silta.node.models import Draft, Log, Note, Record
from silta.node.queries.arrangements import ArrangementView, arrangement
from silta.node.queries.rows import local_today
from silta.node.queries.sheets import entries, values_for
from silta.node.translating import translate
from silta.records.registry import KINDS
from silta.reports.own_data import SavedLog, readme
from silta.reports.sheets.writing import write
from silta.words.errors import SiltaError
from silta.words.languages import CODES

Report = Callable[[int, int], object]
_BATCH: Final = 500
_SHOWN: Final = (
    "uid", "party", "kind", "revision_number", "released_at", "marking", "standing", "withdrawn", "erased", "leaf", "fields",
)  # fmt: skip


@dataclass(frozen=True)
class Saved:
    """What a package holds: its logs with their sizes, the number of records, and the kinds too large for a sheet."""

    logs: tuple[SavedLog, ...]
    records: int
    large: tuple[str, ...]


def write_own_data(
    target: Path, arrangement_id: str, language: str, report: Report = lambda *_: None
) -> Saved:
    """Write the package into the ZIP file `target`, which appears when it is whole; sheets speak `language`.

    `report(done, total)` is called as it goes on, and may raise to stop it. Raises `NotFound` `arrangement.unknown`.
    """
    around = arrangement(arrangement_id)
    held = Record.objects.filter(arrangement=around.id)
    kinds = sorted(set(held.values_list("kind", flat=True)))
    with tempfile.TemporaryDirectory(dir=Home.current().path) as name:
        folder = Path(name)
        report(0, len(kinds) + 3)
        publish(folder, around.id)
        large = []
        for done, kind in enumerate(kinds, 1):
            report(done, len(kinds) + 3)
            if not _kind(folder, kind, around, language):
                large.append(kind)
        _own(folder, around.id)
        saved = Saved(tuple(_logs(around.id)), held.count(), tuple(large))
        _readmes(folder, around, saved)
        report(len(kinds) + 2, len(kinds) + 3)
        _pack(folder, target)
    report(len(kinds) + 3, len(kinds) + 3)
    return saved


def _kind(folder: Path, kind: str, around: ArrangementView, language: str) -> bool:
    """Write the records of one kind; whether all of them are in a sheet too. A kind of a newer node has none, and needs none."""
    records = Record.objects.filter(arrangement=around.id, kind=kind).order_by("first_at", "id")
    path = folder / "records" / f"{kind}.json"
    _write_json(
        path,
        (
            dict(zip(_SHOWN, row, strict=True))
            for row in records.values_list(*_SHOWN).iterator(chunk_size=_BATCH)
        ),
    )
    known = KINDS.get(kind)
    if known is None:
        return True
    try:
        found = entries(kind, around.id, language, {}, "")
    except SiltaError:
        return False
    values = values_for(known, around, translate, language)
    path.with_suffix(".xlsx").write_bytes(write(found, values, translate("kinds", known.plural, language)))
    return True


def _own(folder: Path, arrangement_id: str) -> None:
    drafts = Draft.objects.filter(arrangement=arrangement_id).order_by("created_at", "id")
    shown = ("uid", "kind", "base", "marking", "created_at", "updated_at", "fields", "attachments")
    _write_json(
        folder / "own" / "drafts.json",
        (dict(zip(shown, row, strict=True)) for row in drafts.values_list(*shown)),
    )
    uids = Record.objects.filter(arrangement=arrangement_id).values_list("uid", flat=True)
    subjects = {str(uid) for uid in uids} | {str(uid) for uid in drafts.values_list("uid", flat=True)}
    told = ("subject", "text", "language", "author__username", "created_at")
    notes = Note.objects.order_by("created_at", "id").values_list(*told)
    rows = (dict(zip(told, row, strict=True)) for row in notes.iterator(chunk_size=_BATCH))
    _write_json(folder / "own" / "notes.json", (row for row in rows if row["subject"] in subjects))


def _write_json(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    """An array, row by row: a kind may have more records than memory should hold."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(rows):
            file.write(",\n" if number else "\n")
            json.dump(row, file, ensure_ascii=False, default=str)
        file.write("\n]\n")


def _logs(arrangement_id: str) -> Iterator[SavedLog]:
    held = Log.objects.filter(arrangement=arrangement_id).exclude(checkpoint=b"")
    for log in held.order_by("-is_own", "party"):
        _, size, root = split_note(bytes(log.checkpoint))[0].split("\n")[:3]
        yield SavedLog(log.origin, int(size), root)


def _readmes(folder: Path, around: ArrangementView, saved: Saved) -> None:
    for language in CODES:
        words = readme(
            translate,
            language,
            arrangement=around.id,
            day=local_today().isoformat(),
            fingerprint=around.fingerprint,
            logs=saved.logs,
            large=[translate("kinds", KINDS[kind].plural, language) for kind in saved.large],
        )
        (folder / f"README.{language}.txt").write_text(words, encoding="utf-8")


def _pack(folder: Path, target: Path) -> None:
    partial = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    packed.write(path, path.relative_to(folder))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
