"""A crosswalk as CSV for other tools: one row a mapping, names of columns and codes that never change with the language."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from silta.crosswalk.formats.content import Content, Format, Mapped, Report, Say, reported, silent

COLUMNS: Final = (
    "uid", "name", "sources", "relation", "targets", "together", "rationale", "legal_rating",
    "implementation_rating", "reasoning", "author", "reviewer", "party", "state", "revision", "released_at",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write(content: Content, say: Say, report: Report = silent) -> bytes:  # noqa: ARG001 - the words of other formats
    """UTF-8 with a byte order mark, by which Excel knows it. Several addresses of one cell are parted by spaces."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    mappings = reported(content.mappings, len(content.mappings), report)
    writer.writerows([_inert(str(value)) for value in row(one)] for one in mappings)
    return out.getvalue().encode("utf-8-sig")


def row(one: Mapped) -> Sequence[object]:
    """The values of `COLUMNS` for a mapping."""
    return (
        one.uid, one.name, " ".join(one.sources), one.relation, " ".join(one.targets), "yes" if one.together else "no",
        one.rationale, one.legal, one.implementation, one.reasoning, one.author, one.reviewer, one.party, one.state,
        one.revision or "", one.released_at,
    )  # fmt: skip


def _inert(value: str) -> str:
    """What a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if value.startswith(_FORMULA) else value


FORMAT: Final = Format("csv", "Table of mappings (CSV)", "csv", "text/csv", write)
