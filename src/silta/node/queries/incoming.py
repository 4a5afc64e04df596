"""A sheet of mappings that somebody brings back, against what this node holds: what would become of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from silta.crosswalk.formats.columns import Vocabulary
from silta.crosswalk.formats.content import Report, Side, silent
from silta.crosswalk.formats.workbook_rows import MappingSheet, read
from silta.crosswalk.incoming import Around, Held, Outcome, Row, judge
from silta.node.errors import NotFound
from silta.node.models import Draft, Record
from silta.node.queries.coverage import arrangement_of_crosswalk, titles
from silta.node.queries.exports import side_of


@dataclass(frozen=True)
class Incoming:
    """A crosswalk, the sheet brought back for it, what is held, and what would become of each row."""

    crosswalk: str
    arrangement: str
    title: str
    sheet: MappingSheet
    held: Mapping[str, Held]
    rows: tuple[Row, ...]
    benchmark: Side
    compared: Side

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.outcome for row in self.rows)

    def excerpt(self, most: int) -> Incoming:
        """What a page shows of it: of each outcome `most` rows and the others by that alone, but every row with problems."""
        seen, rows = Counter[str](), []
        for row in self.rows:
            seen[row.outcome] += 1
            whole = row.problems or (seen[row.outcome] <= most and row.outcome != "unchanged")
            rows.append(replace(row, fields=None) if whole else Row(row.number, row.outcome))
        kept = {row.number for row in rows if row.problems}
        sheet = replace(self.sheet, rows=tuple(row for row in self.sheet.rows if row.number in kept))
        return replace(self, sheet=sheet, held={}, rows=tuple(rows))

    def of(self, *outcomes: Outcome) -> list[Row]:
        """The rows with one of these outcomes, in order."""
        return [row for row in self.rows if row.outcome in outcomes]


def crosswalk_of(raw: bytes, vocabulary: Vocabulary) -> str:
    """The id of the crosswalk that a workbook says it is of; empty if it does not. Raises as `incoming` does."""
    return read(raw, vocabulary).subject


def incoming(
    uid: str, raw: bytes, vocabulary: Vocabulary, author: str, language: str, report: Report = silent
) -> Incoming:
    """What the workbook `raw` would change in a crosswalk; a constant number of queries.

    Raises `NotFound` `record.unknown`, `FormatRefused` as `workbook_rows.read` does, `SiltaError` `workbook.other-crosswalk`.
    """
    arrangement = arrangement_of_crosswalk(uid)
    fields = (
        Record.objects.filter(uid=uid, kind="crosswalk", withdrawn=False)
        .values_list("fields", flat=True)
        .first()
    )
    if fields is None:
        raise NotFound("record.unknown", uid)
    benchmark, compared = str(fields.get("benchmark", "")), str(fields.get("compared", ""))
    sheet = read(raw, vocabulary)
    named = titles([benchmark, compared], language)
    sides = side_of(benchmark, named, language, whole=True), side_of(compared, named, language, whole=True)
    held = _held(uid, arrangement)
    rows = judge(sheet, vocabulary, Around(uid, *sides, held, author, language), report)
    title = f"{sides[0].title} – {sides[1].title}"
    return Incoming(uid, arrangement, title, sheet, held, tuple(rows), *sides)


def _held(uid: str, arrangement: str) -> dict[str, Held]:
    """The mappings of a crosswalk by id: drafts before what they change, our own before the partner's; two queries."""
    records = Record.objects.filter(
        arrangement=arrangement, kind="mapping", withdrawn=False, references__target_uid=uid
    )
    released = records.order_by("log__is_own", "id").values_list(
        "uid", "fields", "log__is_own", "revision_number", "marking"
    )
    found = {
        str(one): Held(str(one), fields, is_own, base, marking)
        for one, fields, is_own, base, marking in released
    }
    drafts = Draft.objects.filter(arrangement=arrangement, kind="mapping", fields__crosswalk=uid)
    drafted = drafts.values_list("uid", "fields", "base", "marking", "version")
    for one, fields, base, marking, version in drafted:
        found[str(one)] = Held(str(one), fields, True, base, marking, version)
    return found
