"""A crosswalk as a workbook: what it is about, its mappings, the coverage of each provision, and what is not covered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from silta.crosswalk.coverage import Coverage, State
from silta.crosswalk.formats.content import Content, Format, Item, Mapped, Say
from silta.records.kinds.mapping import KIND
from silta.words.codes import LICENCE, RATING, RATIONALE, RELATION, CodeList

MAX_CELL: Final = 32_767
"""Characters that an Excel cell holds."""
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
SHEETS: Final = ("Crosswalk", "Mappings", "Coverage", "Not covered")
"""Names of the sheets, at most 31 characters in each language; context ``export``."""
HEADINGS: Final = (
    "Number", "Heading", "Chapter", "Coverage", "Law", "Practice", "Mapping", "Benchmark provisions", "Relation",
    "Compared provisions", "Together", "Rationale", "Reasoning", "Rated by", "Reviewer", "Party", "State", "Title",
    "Benchmark", "Compared text", "Licence", "As of", "yes", "draft", "Identifier",
)  # fmt: skip
"""Words of headings and cells; context ``export``."""
_WIDTHS: Final = {"Heading": 50, "Reasoning": 60, "Benchmark provisions": 24, "Compared provisions": 24, "Mapping": 28,
                  "Chapter": 30, "Coverage": 18, "Identifier": 38}  # fmt: skip


def write(content: Content, say: Say) -> bytes:
    """The workbook; its bytes depend on nothing but the arguments."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": content.title[:250], "subject": content.uid, "created": _MADE})
    _about(book, content, say)
    mapping = ("Mapping", "Benchmark provisions", "Relation", "Compared provisions", "Together", "Rationale", "Law",
               "Practice", "Reasoning", "Rated by", "Reviewer", "Party", "State", "As of", "Identifier")  # fmt: skip
    _sheet(book, say, SHEETS[1], mapping, (_mapping(content, one, say) for one in content.mappings))
    covered = ("Number", "Heading", "Chapter", "Coverage", "Law", "Practice", "Mapping")
    _sheet(book, say, SHEETS[2], covered, _coverage(content, say, tuple(STATE_WORDS)))
    _sheet(book, say, SHEETS[3], covered, _coverage(content, say, ("none", "partial")))
    book.close()
    return stream.getvalue()


def _about(book: Any, content: Content, say: Say) -> None:
    rows = [("Title", content.title), ("Identifier", content.uid), ("As of", content.as_of)]
    for label, side in (("Benchmark", content.benchmark), ("Compared text", content.compared)):
        licence = say(LICENCE.name, LICENCE.label(side.licence))
        rows += [(label, f"{side.title} ({side.address})"), ("Licence", licence)]
    sheet = book.add_worksheet(say("export", SHEETS[0])[:31])
    sheet.set_column(0, 0, 24, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top"}))
    for place, (label, value) in enumerate(rows):
        sheet.write_string(place, 0, say("export", label))
        sheet.write_string(place, 1, value[:MAX_CELL])


def _sheet(book: Any, say: Say, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A sheet with a frozen, filtered header; every cell is text."""
    sheet = book.add_worksheet(say("export", name)[:31])
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "bottom": 1})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 14), text)
        sheet.write_string(0, place, say("export", column), bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value:
                sheet.write_string(last, place, value[:MAX_CELL])
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _mapping(content: Content, one: Mapped, say: Say) -> Sequence[str]:
    return (
        one.name,
        ", ".join(map(content.benchmark.number, one.sources)),
        _label(say, RELATION, one.relation),
        ", ".join(map(content.compared.number, one.targets)),
        say("export", "yes") if one.together else "",
        _label(say, RATIONALE, one.rationale),
        _label(say, RATING, one.legal),
        _label(say, RATING, one.implementation),
        one.reasoning,
        one.author,
        one.reviewer,
        one.party,
        say("export", "draft")
        if one.state == "draft"
        else say("state of mapping", KIND.lifecycle.state(one.state).label),
        one.released_at[:10],
        one.uid,
    )


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


def _label(say: Say, codes: CodeList, code: str) -> str:
    return say(codes.name, codes.label(code)) if code in codes else code


FORMAT: Final = Format(
    "xlsx",
    "Workbook (Excel)",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write,
)
