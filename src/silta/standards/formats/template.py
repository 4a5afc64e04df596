"""The template that people fill by hand, as CSV or XLSX: one row for each provision.

Columns: ``number, heading, text, language, parent, level``. ``level`` is one of `provisions.LEVELS`, as a rule ``chapter`` and
``article``; ``parent`` is the number of an earlier row, the nearest one if several have it. ``language`` may be left empty;
rows in another language than the imported one are passed over, so that one sheet can hold several, each with its chapters. An
article or section whose points have no rows of their own is divided as any other text, unless ``points`` says ``none``.

`template_writer` makes the empty template and writes releases in this form, with the optional columns that keep what the six
cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from silta.standards.addresses import is_fragment
from silta.standards.assembly import Assembly, Content
from silta.standards.formats.decoding import head
from silta.standards.formats.magic import kind_of
from silta.standards.formats.reading import Format, Notebook, Options, Reading, Report, excerpt
from silta.standards.formats.template_rows import REQUIRED, Row, Sheet, csv_sheet, xlsx_sheet
from silta.standards.provisions import (
    GROUP_LEVELS,
    LEVELS,
    OBLIGATIONS,
    POINT_LEVELS,
    STATUSES,
    UNIT_LEVELS,
    Level,
    Obligation,
    Provision,
    Status,
)
from silta.words.languages import is_language_tag

_RANK: Final[dict[Level, int]] = {
    **dict.fromkeys(LEVELS, 2),
    "part": 0,
    "chapter": 1,
    "paragraph": 3,
    "point": 4,
    "subpoint": 5,
}
_UNDIVIDED: Final = "none"
_MAX_DEPTH: Final = 30


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The release in a filled template.

    Raises `FormatRefused` with a problem for each bad row: `format.missing-column`, `format.unknown-level`,
    `format.unknown-parent`, `format.duplicate-number` (both rows), `format.unknown-value`, `format.language-malformed`.
    """
    notebook = Notebook()
    sheet = xlsx_sheet(raw, notebook) if kind_of(raw) == "xlsx" else csv_sheet(raw, notebook)
    builder = _Builder(Assembly(language), notebook)
    for row in _in_language(sheet, language, notebook):
        builder.take(row)
        notebook.refuse_many_errors()
    notebook.refuse_errors()
    builder.assemble(options.report)
    title, note, identifier = sheet.title, sheet.source_note, sheet.identifier
    return notebook.reading(builder.assembly.release(title, source_note=note, identifier=identifier))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether it is a workbook, or text whose first line names most of the columns, or is called a CSV file."""
    kind = kind_of(raw)
    if kind:
        return kind == "xlsx"
    first = head(raw).lstrip("\ufeff\r\n ").split("\n", 1)[0].lower()
    named = sum(column in first for column in REQUIRED)
    return named >= 4 or filename.endswith((".csv", ".tsv"))


def _in_language(sheet: Sheet, language: str, notebook: Notebook) -> list[Row]:
    rows, others = [], 0
    for row in sheet.rows:
        tag = row["language"] or language
        if not is_language_tag(tag):
            notebook.error(
                "format.language-malformed", f"{row.where}, column language", language=excerpt(tag)
            )
        elif tag == language:
            rows.append(row)
        else:
            others += 1
    if others:
        notebook.note("format.other-language", count=others, language=language)
    return rows


@dataclass
class _Planned:
    row: Row
    level: Level
    parent: _Planned | None
    depth: int
    children: list[_Planned] = field(default_factory=list)
    made: Provision | None = None

    @property
    def number(self) -> str:
        return self.row["number"]

    @property
    def has_points(self) -> bool:
        return any(child.level in POINT_LEVELS for child in self.children)


class _Builder:
    """Finds each row's level and parent first, so that every bad row is named before anything is made."""

    def __init__(self, assembly: Assembly, notebook: Notebook) -> None:
        self.assembly = assembly
        self.notebook = notebook
        self._planned: list[_Planned] = []
        self._by_name: dict[str, dict[Level, _Planned]] = {}  # the last row of each level that has the name
        self._seen: dict[tuple[str, int | None, str], Row] = {}

    def take(self, row: Row) -> None:
        """Plan a row, or note what is wrong with it."""
        level = self._level(row)
        if level is None:
            return
        parent = self._parent(row, level)
        if row["parent"] and parent is None:
            where = f"{row.where}, column parent"
            self.notebook.error("format.unknown-parent", where, parent=excerpt(row["parent"]))
            return
        depth = parent.depth + 1 if parent else 0
        if depth > _MAX_DEPTH:
            self.notebook.error("format.too-deep", f"{row.where}, column parent", limit=_MAX_DEPTH)
            return
        planned = _Planned(row, level, parent, depth)
        self._refuse_duplicate(planned)
        self._check_values(row)
        if parent:
            parent.children.append(planned)
        self._planned.append(planned)
        for name in {row["number"], row["fragment"]} - {""}:
            self._by_name.setdefault(name, {})[level] = planned

    def assemble(self, report: Report) -> None:
        """Make provisions of all planned rows, in their order."""
        for place, planned in enumerate(self._planned):
            report(place, len(self._planned))
            parent = planned.parent.made if planned.parent else None
            content, fragment = self._content(planned), planned.row["fragment"] or None
            made = self.assembly.add(planned.level, planned.number, parent, content, fragment)
            planned.made = made
            if made.is_unit and not planned.has_points and planned.row["points"] != _UNDIVIDED:
                self.assembly.add_points(made)

    def _level(self, row: Row) -> Level | None:
        wanted = row["level"].lower()
        for level in LEVELS:
            if level == wanted:
                return level
        if not wanted:
            named = self._by_name.get(row["parent"], {}).values()
            above = max(named, key=lambda planned: planned.row.number, default=None)
            return "article" if above is None or above.level in GROUP_LEVELS else "point"
        where = f"{row.where}, column level"
        self.notebook.error("format.unknown-level", where, level=excerpt(wanted), choices=", ".join(LEVELS))
        return None

    def _parent(self, row: Row, level: Level) -> _Planned | None:
        """The nearest earlier row that the row names as its parent, and that can hold a provision of `level`."""
        named = [p for p in self._by_name.get(row["parent"], {}).values() if self._holds(p, level)]
        higher = [p for p in named if _RANK[p.level] < _RANK[level]]
        return max(higher or named, key=lambda planned: planned.row.number, default=None)

    @staticmethod
    def _holds(parent: _Planned, level: Level) -> bool:
        if level == parent.level == "requirement":
            return True
        return _RANK[parent.level] < 2 if level not in POINT_LEVELS else True

    def _refuse_duplicate(self, planned: _Planned) -> None:
        """A number may come once among units, and once under one parent; an export tells its rows apart by fragment."""
        row = planned.row
        if row["fragment"]:
            key: tuple[str, int | None, str] = ("fragment", None, row["fragment"])
        elif planned.level in UNIT_LEVELS:
            key = ("unit", None, planned.number)
        else:
            key = (planned.level, id(planned.parent), planned.number)
        first = self._seen.setdefault(key, row)
        if key[2] and first is not row:
            self.notebook.error(
                "format.duplicate-number", row.where, number=excerpt(key[2]), first=first.where
            )

    def _check_values(self, row: Row) -> None:
        for column, allowed in (("status", STATUSES), ("obligation", OBLIGATIONS), ("points", (_UNDIVIDED,))):
            if row[column] and row[column] not in allowed:
                where, choices = f"{row.where}, column {column}", ", ".join(allowed)
                self.notebook.error(
                    "format.unknown-value", where, value=excerpt(row[column]), choices=choices
                )
        if row["fragment"] and not is_fragment(row["fragment"]):
            self.notebook.error(
                "format.unknown-value", f"{row.where}, column fragment", value=row["fragment"], choices=""
            )

    def _content(self, planned: _Planned) -> Content:
        row = planned.row
        status: Status | None = next((s for s in STATUSES if s == row["status"]), None)
        obligation: Obligation = next((o for o in OBLIGATIONS if o == row["obligation"]), "unknown")
        notes = tuple(filter(None, row["notes"].split("\n")))
        stem = row["stem"] if "stem" in row.cells or planned.level not in POINT_LEVELS else _stem(planned)
        return Content(row["heading"], row["text"], notes, status, obligation, stem)


def _stem(planned: _Planned) -> str:
    """What a point completes: its parent's stem, and the parent's words as far as the first point."""
    parent = planned.parent
    if parent is None or parent.made is None or parent.level not in UNIT_LEVELS | POINT_LEVELS:
        return ""
    first = parent.children[0]
    words = first.row["text"].split("\n", 1)[0]
    text = parent.made.text
    intro = text[: text.index(words)] if words and words in text else text
    intro = " ".join(intro.split()).removesuffix(first.number).strip()
    return " ".join(filter(None, (parent.made.stem, intro)))


FORMAT: Final = Format("template", "Silta's own template (Excel or CSV)", ("xlsx", "csv", "tsv"), sniff, read)
