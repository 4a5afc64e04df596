"""Files of units: what an export is called and holds, what format a file that comes back is in, and what goes back marked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from silta.records.wordings import Place
from silta.reports.translations import workbook, xliff
from silta.reports.translations.judging import Judged
from silta.reports.translations.units import MAX_BYTES, NONE, Batch, Returned, Unit, digest_of, path_of
from silta.reports.translations.workbook import Say
from silta.words.errors import Problem, SiltaError

XLIFF, XLSX = "xliff", "xlsx"
FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    XLIFF: ("xlf", "application/xliff+xml"),
    XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Code → extension and media type."""
_MADE: Final = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """A file to keep: its bytes, its name and its media type."""

    raw: bytes
    name: str
    media_type: str


def write(batches: Sequence[Batch], code: str, say: Say, stem: str = "translations") -> File:
    """One file for each pair of languages; several of them in a ZIP. Raises `SiltaError` `translation.unknown-format`."""
    if code not in FORMATS:
        raise SiltaError("translation.unknown-format", format=code[:20], choices=", ".join(FORMATS))
    extension, media_type = FORMATS[code]
    files = [
        (f"{stem}-{batch.source}-{batch.target}.{extension}", _written(batch, code, say)) for batch in batches
    ]
    if len(files) == 1:
        return File(files[0][1], files[0][0], media_type)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files:
            archive.writestr(zipfile.ZipInfo(name, _MADE), raw)
    return File(
        out.getvalue(), f"{stem}-{batches[0].target}.zip" if batches else f"{stem}.zip", "application/zip"
    )


def _written(batch: Batch, code: str, say: Say) -> bytes:
    return xliff.write(batch) if code == XLIFF else workbook.write(batch, say)


def read(raw: bytes, statuses: Mapping[str, str]) -> Returned:
    """A file that a translator brings back, by what it looks like; `statuses` as for `workbook.read`.

    Raises `SiltaError`: `format.too-large`, and as the two formats do.
    """
    if len(raw) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=len(raw), limit=MAX_BYTES)
    return workbook.read(raw, statuses) if format_of(raw) == XLSX else xliff.read(raw)


def format_of(raw: bytes) -> str:
    """The format that a file is in: workbooks are ZIP files, everything else is read as XLIFF and says so if it is none."""
    return XLSX if raw.startswith(b"PK") else XLIFF


def marked(
    rows: Sequence[Judged],
    returned: Returned,
    here: Mapping[tuple[str, str], tuple[Place, str, str]],
    sentence: Callable[[Problem], str],
) -> Batch:
    """The units that are not taken, with what is wrong beside each, so that they can be mended and brought again.

    `here` tells by record and path what there is now, and what record and field are called: a unit in conflict goes back with the
    original of today, so that it is taken once the translator has looked at it.
    """
    return Batch(
        returned.source,
        returned.target,
        tuple(
            _marked(row, returned, here, sentence) for row in rows if row.standing in ("conflict", "wrong")
        ),
    )


def _marked(
    row: Judged,
    returned: Returned,
    here: Mapping[tuple[str, str], tuple[Place, str, str]],
    sentence: Callable[[Problem], str],
) -> Unit:
    unit, fault = row.unit, sentence(row.problem) if row.problem else ""
    record, revision, path = path_of(unit.id) or ("", 0, "")
    place, heading, label = here.get((record, path), (None, "", ""))
    text = place.text if place else {}
    plain = Unit(
        record or "unknown", revision, path or "unknown", unit.source, unit.target, _status(unit.status),
        heading, label, fault=fault, given=unit.id or "unknown",
    )  # fmt: skip
    if row.standing == "conflict" and returned.source in text:
        now = digest_of(text.get(returned.target, {}).get("text", ""))
        return replace(plain, source=text[returned.source]["text"], was=now or NONE)
    return plain


def _status(said: str) -> str:
    return said if said in xliff.STATE_OF else "draft"
