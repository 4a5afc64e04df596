"""A crosswalk as a workbook: how to fill it in, its mappings, to be edited and brought back, and the coverage that they come to.

The sheet of mappings can be edited where experts decide; what says which mapping a row is about is locked. `workbook_rows`
reads it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from silta.crosswalk.coverage import Coverage, State
from silta.crosswalk.formats.columns import HEADINGS as COLUMN_HEADINGS
from silta.crosswalk.formats.columns import YES, Column, columns
from silta.crosswalk.formats.content import Content, Format, Item, Mapped, Report, Say, Side, reported, silent
from silta.crosswalk.formats.row_sheet import MAX_CELL, RowSheet, style
from silta.records.kinds.mapping import KIND
from silta.words.codes import LICENCE, RATING, RATIONALE, RELATION, CodeList

# xlsxwriter ships no types: its workbooks, sheets and cell formats are Any here.
_LAST_ROW: Final = 1_048_575
_MADE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
STATE_WORDS: Final[dict[State, str]] = {
    "covered": "Covered",
    "partial": "Covered in part",
    "none": "No counterpart",
    "not-applicable": "Not applicable",
    "to-review": "To be reviewed: the text has changed",
    "not-assessed": "Not assessed",
}
"""Labels of the states of coverage; context ``coverage``."""
SHEETS: Final = (
    "Crosswalk",
    "How to fill in",
    "Mappings",
    "Coverage",
    "Not covered",
    "Compared provisions",
    "Lists",
)
"""Names of the sheets, at most 31 characters in each language; context ``export``."""
HEADINGS: Final = (
    *COLUMN_HEADINGS, "Number", "Heading", "Chapter", "Coverage", "Title", "Benchmark", "Compared text", "Licence", "draft",
)  # fmt: skip
"""Words of headings and cells; context ``export``."""
INSTRUCTIONS: Final = (
    "Edit the sheet “{mappings}” and bring this file back on the page of the crosswalk. You first see what would change.",
    "Nothing is released by that: what you accept becomes drafts on your node, in one step that can be undone.",
    (
        "Grey cells say which mapping a row is about. Leave them as they are; the version tells whether somebody has changed the "
        "mapping since this file was made, and nobody’s words are lost."
    ),
    "Choose relation, rationale and ratings from the lists. Codes and the words of all four languages are understood.",
    "Each language of the reasoning has a column of its own. An empty cell takes the wording in that language away.",
    (
        "A new mapping goes into an empty row below the others: benchmark provisions, compared provisions, relation. Identifier "
        "and version stay empty."
    ),
    (
        "Name provisions by their numbers, as on the sheets “{coverage}” and “{compared}”, several of them parted by semicolons; "
        "where a number is there twice, by the address."
    ),
    "“{yes}” in the column “{remove}” takes a draft back. A row that you delete changes nothing.",
    "Cells hold text: formulas and dates are not taken. Rows with errors come back to you, each error marked at its cell.",
)
"""The sheet of instructions, a line each; context ``export``."""
_WIDTHS: Final = {"Heading": 50, "Mapping": 28, "Chapter": 30, "Coverage": 18}


def write(content: Content, say: Say, report: Report = silent) -> bytes:
    """The workbook; its bytes depend on nothing but the arguments."""
    total = len(content.mappings) + 2 * len(content.benchmark.items) + len(content.compared.items)
    shown = columns({tag for one in content.mappings for tag in one.reasonings})
    covered = ("Number", "Heading", "Chapter", "Coverage", "Law", "Practice", "Mapping")
    book = Book(content.uid, content.title, cache(say))
    _about(book, content)
    book.instructions()
    rows = reported(content.mappings, total, report)
    book.mappings(shown, (_mapping(content, one, shown, book.say) for one in rows))
    book.table(SHEETS[3], covered, _coverage(content, book.say, tuple(STATE_WORDS)))
    book.table(SHEETS[4], covered, _coverage(content, book.say, ("none", "partial")))
    book.table(SHEETS[5], ("Number", "Heading", "Chapter"), _provisions(content.compared))
    return book.close()


class Book:
    """A workbook in the making. `subject` says of which crosswalk it is; `say` gives its words."""

    def __init__(self, subject: str, title: str, say: Say) -> None:
        self.say = say
        self._stream = BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = xlsxwriter.Workbook(self._stream, options)
        self._book.set_properties({"title": title[:250], "subject": subject, "created": _MADE})
        plain = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.free = self._book.add_format({**plain, "locked": False})
        self.fixed = self._book.add_format({**plain, "bg_color": "#EEEEEE"})
        self.wrong = self._book.add_format({**plain, "locked": False, "bg_color": "#FFD9D2", "border": 1})
        self._text = self._book.add_format(plain)
        self._bold = self._book.add_format({**plain, "bold": True, "bottom": 1})
        self._lists: dict[str, str] = {}

    def about(self, rows: Sequence[tuple[str, str]]) -> None:
        """The first sheet: what is what."""
        sheet = self._sheet(SHEETS[0])
        sheet.set_column(0, 0, 24, self._bold)
        sheet.set_column(1, 1, 90, self._text)
        for place, (label, value) in enumerate(rows):
            sheet.write_string(place, 0, self.say("export", label), self._bold)
            sheet.write_string(place, 1, value[:MAX_CELL], self._text)

    def instructions(self) -> None:
        """How to fill in the sheet of mappings, a line each."""
        sheet = self._sheet(SHEETS[1])
        sheet.set_column(0, 0, 110, self._text)
        names = {
            "mappings": SHEETS[2],
            "coverage": SHEETS[3],
            "compared": SHEETS[5],
            "yes": YES,
            "remove": "Take back",
        }
        words = {name: self.say("export", msgid) for name, msgid in names.items()}
        for place, line in enumerate(INSTRUCTIONS):
            sheet.write_string(place, 0, self.say("export", line).format_map(words), self._text)

    def mappings(
        self,
        shown: Sequence[Column],
        rows: Iterable[Sequence[str]],
        headings: Sequence[str] = (),
        marked: Callable[[int], Mapping[int, str]] | None = None,
    ) -> None:
        """The sheet to edit. `headings` are those of `shown` if not given; `marked` has remarks on cells of a row, by column."""
        sheet = self._sheet(SHEETS[2], RowSheet)
        for place, column in enumerate(shown):
            sheet.set_column(place, place, column.width, self.fixed if column.locked else self.free)
        named = headings or [column.words(self.say) for column in shown]
        ways = [self.fixed if column.locked or column.identity else self.free for column in shown]
        last = self._write(sheet, named, rows, ways, marked or (lambda _row: {}))
        for place, column in enumerate(shown):
            if column.codes:
                source = self._list(column.codes)
                rule = {"validate": "list", "source": source, "error_type": "warning"}
                sheet.data_validation(1, place, _LAST_ROW, place, rule)
        allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter")
        sheet.protect("", dict.fromkeys(allowed, True))
        self._finish(sheet, last, len(shown), 3)

    def table(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A sheet to read."""
        sheet = self._sheet(name, RowSheet)
        for place, heading in enumerate(headings):
            sheet.set_column(place, place, _WIDTHS.get(heading, 14), self._text)
        words = [self.say("export", heading) for heading in headings]
        last = self._write(sheet, words, rows, [self._text] * len(headings), lambda _row: {})
        self._finish(sheet, last, len(headings), 1)

    def close(self) -> bytes:
        """The bytes of the whole."""
        self._book.close()
        return self._stream.getvalue()

    def _sheet(self, name: str, kind: type[RowSheet] | None = None) -> Any:
        return self._book.add_worksheet(self.say("export", name)[:31], kind)

    def _write(
        self,
        sheet: Any,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        ways: Sequence[Any],
        marked: Callable[[int], Mapping[int, str]],
    ) -> int:
        """Write the header and the rows, in order; returns the number of the last row, counted from 0."""
        sheet.add(headings, [style(self._bold)] * len(headings))
        styles, wrong, last = [style(way) for way in ways], style(self.wrong), 0
        for last, row in enumerate(rows, 1):
            remarks = marked(last - 1)
            for place, remark in remarks.items():
                sheet.write_comment(last, place, remark[:MAX_CELL], {"author": "Silta", "x_scale": 2})
            marks = [wrong if place in remarks else one for place, one in enumerate(styles)]
            sheet.add(row, marks if remarks else styles, remarks)
        return last

    def _list(self, codes: CodeList) -> str:
        """A place with the words for all of `codes`, on a hidden sheet: a list inside a rule is limited to 255 characters."""
        if not self._lists:
            self._make_lists()
        return self._lists[_list_key(codes)]

    def _make_lists(self) -> None:
        sheet = self._sheet(SHEETS[6])
        sheet.hide()
        several = [column.codes for column in columns(()) if column.codes]
        wanted = list({_list_key(codes): codes for codes in several}.values())
        name = self.say("export", SHEETS[6])[:31].replace("'", "''")
        for row in range(max(map(len, (codes.labels for codes in wanted)))):
            for place, codes in enumerate(wanted):
                if row < len(codes.labels):
                    label = list(codes.labels.values())[row]
                    sheet.write_string(row, place, self.say(codes.name, label))
        for place, codes in enumerate(wanted):
            letter = chr(ord("A") + place)
            self._lists[_list_key(codes)] = f"='{name}'!${letter}$1:${letter}${len(codes.labels)}"

    def _finish(self, sheet: Any, last: int, width: int, frozen: int) -> None:
        sheet.autofilter(0, 0, last, width - 1)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _list_key(codes: CodeList) -> str:
    return " ".join((codes.name, *codes))


def _about(book: Book, content: Content) -> None:
    rows = [("Title", content.title), ("Identifier", content.uid), ("As of", content.as_of)]
    for label, side in (("Benchmark", content.benchmark), ("Compared text", content.compared)):
        licence = book.say(LICENCE.name, LICENCE.label(side.licence))
        rows += [(label, f"{side.title} ({side.address})"), ("Licence", licence)]
    book.about(rows)


def _mapping(content: Content, one: Mapped, shown: Sequence[Column], say: Say) -> list[str]:
    is_draft = one.state == "draft"
    cells = {
        "identifier": one.uid,
        "version": one.version,
        "name": one.name,
        "sources": "; ".join(map(content.benchmark.key, one.sources)),
        "source_headings": _headings(content.benchmark, one.sources),
        "relation": _label(say, RELATION, one.relation),
        "targets": "; ".join(map(content.compared.key, one.targets)),
        "target_headings": _headings(content.compared, one.targets),
        "together": say("export", YES) if one.together else "",
        "rationale": _label(say, RATIONALE, one.rationale),
        "legal": _label(say, RATING, one.legal),
        "implementation": _label(say, RATING, one.implementation),
        "reviewer": one.reviewer,
        "author": one.author,
        "party": one.party,
        "state": say("export", "draft")
        if is_draft
        else say("state of mapping", KIND.lifecycle.state(one.state).label),
        "as_of": one.released_at[:10],
    }
    return [
        one.reasonings.get(column.tag, "") if column.tag else cells.get(column.code, "") for column in shown
    ]


def _headings(side: Side, addresses: Sequence[str]) -> str:
    return "; ".join(filter(None, (side.headings.get(address, "") for address in addresses)))


def _coverage(content: Content, say: Say, states: Sequence[State]) -> Iterator[Sequence[str]]:
    names = {one.uid: one.name for one in content.mappings}
    for item in content.benchmark.items:
        found = content.coverage.get(f"{content.benchmark.address}#{item.fragment}", Coverage())
        if found.state in states:
            yield _covered(item, found, names, say)


def _covered(item: Item, found: Coverage, names: dict[str, str], say: Say) -> Sequence[str]:
    return (
        item.number,
        item.heading,
        item.chapter,
        say("coverage", STATE_WORDS[found.state]),
        _label(say, RATING, found.legal),
        _label(say, RATING, found.implementation),
        "; ".join(names.get(uid, uid) for uid in found.decisions),
    )


def _provisions(side: Side) -> Iterator[Sequence[str]]:
    return ((item.number, item.heading, item.chapter) for item in side.items)


def _label(say: Say, codes: CodeList, code: str) -> str:
    return say(codes.name, codes.label(code)) if code in codes else code


FORMAT: Final = Format(
    "xlsx",
    "Workbook (Excel)",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write,
)
