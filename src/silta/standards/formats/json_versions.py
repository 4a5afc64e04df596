"""Provisions of a JSON document that stand there in several versions, and the choice of one of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from silta.standards.formats.json_values import Value
from silta.standards.formats.reading import FormatRefused, Notebook
from silta.words.dates import is_partial_date, last_day

_ORIGINAL: Final = "alkup"
_DATED: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})$")


@dataclass(frozen=True)
class Entry:
    """One provision as it stands in the document; `since` is ``YYYYMMDD``, empty for the original or an unversioned one."""

    number: str
    heading: str
    text: str
    chapter: tuple[str, str] | None
    section: tuple[str, str] | None
    notes: tuple[str, ...]
    version: str
    since: str
    path: str

    @classmethod
    def of(cls, value: Value) -> Entry:
        """The entry that `value` describes. Raises `FormatRefused` (`format.json-shape`)."""
        version = value.get("version")
        notes = value.get("editorial_notes")
        return cls(
            number=value["id"].words().strip(),
            heading=value.get("heading").words().strip(),
            text=value["text"].words().strip(),
            chapter=_group(value.get("chapter")),
            section=_group(value.get("section")),
            notes=tuple(" ".join(n.words().split()) for n in notes.items()) if notes.raw is not None else (),
            version=version.words(),
            since=_since(version),
            path=value.path,
        )


def choose_versions(entries: list[Entry], as_of: str | None, notebook: Notebook) -> list[Entry]:
    """One entry for each number, in the order of first appearance; what was passed over is noted.

    Raises `FormatRefused`: `format.duplicate-number` for repetitions that are no versions, `format.as-of-malformed`.
    """
    day = _day(as_of)
    versions: dict[tuple[str, int], list[Entry]] = {}
    for index, entry in enumerate(entries):
        versions.setdefault((entry.number, 0 if entry.number else index + 1), []).append(entry)
    chosen = []
    for rows in versions.values():
        _refuse_repetition(rows, notebook)
        in_force = [row for row in rows if not day or row.since <= day]
        if not in_force:
            notebook.note(
                "format.not-yet-in-force", rows[0].path, number=rows[0].number, version=rows[0].version
            )
            continue
        latest = max(in_force, key=lambda row: row.since)
        chosen.append(latest)
        if len(rows) > 1:
            passed = ", ".join(row.version for row in rows if row is not latest)
            notebook.note(
                "format.several-versions",
                latest.path,
                number=latest.number,
                kept=latest.version,
                passed=passed,
            )
    notebook.refuse_errors()
    return chosen


def _refuse_repetition(rows: list[Entry], notebook: Notebook) -> None:
    seen: dict[str, Entry] = {}
    for row in rows:
        if row.version in seen:
            first = seen[row.version].path
            notebook.error("format.duplicate-number", row.path, number=row.number, first=first)
        seen.setdefault(row.version, row)


def _group(value: Value) -> tuple[str, str] | None:
    if value.raw is None:
        return None
    if value.is_object():
        return value["no"].words().strip(), value.get("heading").words().strip()
    return value.words().strip(), ""


def _since(version: Value) -> str:
    words = version.words()
    dated = _DATED.search(words)
    if dated:
        return "".join(dated.groups())
    if words in ("", _ORIGINAL):
        return ""
    raise FormatRefused("format.json-shape", version.path, expected="a dated version", found=words[:40])


def _day(as_of: str | None) -> str:
    if as_of is None:
        return ""
    if not is_partial_date(as_of):
        raise FormatRefused("format.as-of-malformed", as_of=as_of[:40])
    return last_day(as_of).strftime("%Y%m%d")
