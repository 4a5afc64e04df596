"""The coverage matrix: one benchmark down, every text that was compared with it across, law and practice in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from silta.node.queries import coverage as queries
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.coverage import Benchmark, Chapter, CrosswalkRow, Unit
from silta.node.queries.covered import released
from silta.node.queries.crosswalk import Decided
from silta.web.asking import answering
from silta.web.components import matrix as drawn
from silta.web.pages.crosswalk.coverage import PAGE, PART, asked_page, pages_around, part_of, parts
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language


class _Asked(NamedTuple):
    """The chapter that is open (empty: none) and the page of it, and the part of a long benchmark."""

    opened: str
    number: int
    part: int


@answering
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix of `?benchmark=` (the one with the most crosswalks by default), with the chapter `?open=` unfolded.

    Of a long chapter a hundred provisions are shown at a time: `?page=`.
    """
    around = arrangement_of(request)
    language = reader_language()
    rows = queries.crosswalk_rows(around.id, language) if around else []
    by_benchmark: dict[str, list[CrosswalkRow]] = {}
    for one in rows:
        by_benchmark.setdefault(one.benchmark, []).append(one)
    if around is None or not by_benchmark:
        return render(request, "web/crosswalk/matrix.html", {"table": None})
    most = max(by_benchmark, key=lambda address: len(by_benchmark[address]))
    wanted = request.GET.get("benchmark", "")
    address = wanted if wanted in by_benchmark else most
    page = queries.benchmark(around.id, address, language)
    compared = [one.compared for one in by_benchmark[address]]
    titles = queries.titles([*by_benchmark, *compared], language)
    columns = _columns(around, by_benchmark[address])
    opened = request.GET.get("open", "")
    part = part_of(page.chapters, opened, request.GET.get("part", ""))
    context = {
        "table": _table(page, columns, around, titles, _Asked(opened, asked_page(request), part)),
        "parts": parts(page.chapters, part, lambda n: _query(address, part=n)),
        "title": titles.get(address, address),
        "benchmarks": [(one, titles.get(one, one), one == address) for one in by_benchmark],
        "crosswalks": [(one, titles.get(one.compared, one.compared)) for _, one in columns],
        "units": len(page.units),
    }
    return render(request, "web/crosswalk/matrix.html", context)


def _columns(around: ArrangementView, rows: Sequence[CrosswalkRow]) -> list[tuple[str, CrosswalkRow]]:
    """The crosswalks, each with the party whose text is compared, in the parties' order."""

    def owner(one: CrosswalkRow) -> str:
        jurisdiction = one.compared.partition("/")[0]
        return jurisdiction if jurisdiction in around.codes else one.row.party

    order = {code: place for place, code in enumerate(around.codes)}
    return sorted(((owner(one), one) for one in rows), key=lambda pair: order.get(pair[0], len(order)))


def _table(
    page: Benchmark,
    columns: Sequence[tuple[str, CrosswalkRow]],
    around: ArrangementView,
    titles: dict[str, str],
    asked: _Asked,
) -> drawn.Matrix:
    heads = [
        drawn.Column(party, titles.get(one.compared, one.compared), one.compared.partition("@")[2])
        for party, one in columns
    ]
    shown = page.chapters[PART * (asked.part - 1) : PART * asked.part]
    chapters = [
        drawn.Chapter(
            chapter.key,
            chapter.title or titles.get(page.address, page.address),
            chapter.numbers,
            [_cell(page, one, chapter) for _, one in columns],
            _query(page.address, "" if chapter.key == asked.opened else chapter.key, part=asked.part),
        )
        for chapter in shown
    ]
    for place, chapter in enumerate(shown):
        if chapter.key == asked.opened:
            found = _opened(page, columns, chapter, around, asked.number)
            chapters[place] = replace(chapters[place], **found)
    return drawn.Matrix(gettext("Coverage matrix"), heads, chapters)


def _opened(
    page: Benchmark,
    columns: Sequence[tuple[str, CrosswalkRow]],
    chapter: Chapter,
    around: ArrangementView,
    number: int,
) -> dict[str, Any]:
    """What an opened chapter shows: a page of its provisions, which they are, and its other pages."""
    total = len(chapter.units)
    last = -(-total // PAGE)
    number = min(number, last)
    first = PAGE * (number - 1)
    units = chapter.units[first : first + PAGE]
    part = gettext("Requirements {first}–{last} of {total}")
    return {
        "findings": list(_findings(page, columns, units, around)),
        "part": part.format(first=first + 1, last=first + len(units), total=total),
        "pages": [
            (n, "" if n == number else _query(page.address, chapter.key, n))
            for n in pages_around(number, last)
        ],
    }


def _query(address: str, opened: str = "", number: int = 1, part: int = 1) -> str:
    """The address of the matrix with a chapter open; without one, of a part of it."""
    asked = {"benchmark": address, "open": opened, "page": str(number) if number > 1 else ""}
    if not opened and part > 1:
        asked["part"] = str(part)
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}#row-{opened}" if opened else f"?{query}"


def _cell(page: Benchmark, one: CrosswalkRow, chapter: Chapter) -> drawn.Cell:
    found = [(unit.number, page.standings[one.uid].coverage[unit.address]) for unit in chapter.units]
    return drawn.Cell(
        [(number, each.legal) for number, each in found],
        [(number, each.implementation) for number, each in found],
    )


def _findings(
    page: Benchmark,
    columns: Sequence[tuple[str, CrosswalkRow]],
    units: Sequence[Unit],
    around: ArrangementView,
) -> Iterator[drawn.Finding]:
    """The mappings of some provisions, provision by provision, text by text."""
    addresses = [unit.address for unit in units]
    standings = [page.standings[one.uid] for _, one in columns]
    found = released(page, standings, addresses, around.id, reader_language())
    for unit in units:
        rows = [(party, each) for party, one in columns for each in found.get((one.uid, unit.address), ())]
        if not rows:
            yield drawn.Finding(unit.number, unit.heading, "", (), "", "", "", "")
        for n, (party, each) in enumerate(rows):
            yield _finding(unit, party, each, first=n == 0, span=len(rows))


def _finding(unit: Unit, party: str, mapping: Decided, *, first: bool, span: int) -> drawn.Finding:
    fields = mapping.fields
    targets = fields.get("targets", ())
    return drawn.Finding(
        unit.number,
        unit.heading,
        party,
        [(str(fields.get("name", "")), reverse("record", args=[mapping.uid]))],
        str(fields.get("relation", "")),
        str(fields.get("legal_rating", "not-assessed")),
        str(fields.get("implementation_rating", "not-assessed")),
        mapping.state,
        first,
        span,
        together=bool(fields.get("together")) and len(targets) > 1,
    )
