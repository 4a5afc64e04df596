"""Coverage of a benchmark by one text: how each chapter stands, its provisions with their mappings, and the gaps that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.crosswalk.coverage import Coverage
from silta.crosswalk.derived import state_through
from silta.node.actions.gaps import draft_gap
from silta.node.actions.permissions import WRITERS
from silta.node.errors import NotFound
from silta.node.queries import coverage as queries
from silta.node.queries.coverage import Benchmark, Chapter, CrosswalkRow, Standing, Unit
from silta.node.queries.covered import Covered, covered, waiting
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.crosswalk.export import choices
from silta.web.pages.crosswalk.lists import may_release
from silta.web.pages.jobs import asked_for
from silta.web.wording import reader_language
from silta.words.errors import SiltaError

PAGE: Final = 100
"""Provisions of one page of the table."""
PART: Final = 60
"""Chapters of one part of a long benchmark: as many as a reader takes in, and a page draws at once."""
STATES: Final = {
    "covered": ("check", "good", pgettext_lazy("coverage", "Covered")),
    "partial": ("half", "", pgettext_lazy("coverage", "Covered in part")),
    "none": ("missing", "wait", pgettext_lazy("coverage", "No counterpart")),
    "not-applicable": ("x", "off", pgettext_lazy("coverage", "Not applicable")),
    "to-review": ("stale", "wait", pgettext_lazy("coverage", "To be reviewed: the text has changed")),
    "not-assessed": ("ring", "", pgettext_lazy("coverage", "Not assessed")),
}
"""State of coverage → icon, tone, word."""
OPEN: Final = "open"
"""The filter for what is covered in part or not at all."""
_OPEN_STATES: Final = ("none", "partial")
_LETTERS: Final = ("a", "b", "c")


@dataclass(frozen=True)
class Shade:
    """A cell of the heat map: a number of provisions, how dark its ground is (0 to 4), and where it leads (empty: nowhere)."""

    label: str
    count: int
    level: int
    query: str = ""


@dataclass(frozen=True)
class HeatRow:
    """A chapter in the heat map: its coverage, and the ratings of law and of practice."""

    title: str
    numbers: str
    query: str
    cells: tuple[Shade, ...]


@dataclass(frozen=True)
class Line:
    """A benchmark provision on the page; `through` is the word for what would follow through a hub."""

    covered: Covered
    icon: str
    tone: str
    word: Any
    through: Any


@dataclass(frozen=True)
class Page:
    """Everything that is asked about one crosswalk."""

    arrangement: str
    crosswalks: list[CrosswalkRow]
    here: CrosswalkRow
    benchmark: Benchmark
    standing: Standing


def page_of(uid: UUID) -> Page:
    """The crosswalk with its coverage. Raises `NotFound` `record.unknown`."""
    language = reader_language()
    arrangement = queries.arrangement_of_crosswalk(uid)
    rows = queries.crosswalk_rows(arrangement, language)
    here = next((one for one in rows if one.uid == str(uid)), None)
    if here is None:
        raise NotFound("record.unknown", str(uid))
    benchmark = queries.benchmark(arrangement, here.benchmark, language)
    return Page(arrangement, rows, here, benchmark, benchmark.standings[here.uid])


@answering
def coverage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The heat map by chapter and the table of provisions, narrowed by `?chapter=` and `?state=`, a hundred at a time."""
    page = page_of(uid)
    chapter, state = request.GET.get("chapter", ""), request.GET.get("state", "")
    units = _chosen(page, chapter, state)
    part = part_of(page.benchmark.chapters, chapter, request.GET.get("part", ""))
    chapters = page.benchmark.chapters[PART * (part - 1) : PART * part]
    first = PAGE * (asked_page(request) - 1)
    here = page.here
    titles = queries.titles([here.benchmark, here.compared], reader_language())
    waiting_here = waiting(here.uid, page.arrangement)
    kept = {"state": state} if state in (*STATES, OPEN) else {}
    context = {
        "crosswalk": here,
        "others": [one for one in page.crosswalks if one.uid != here.uid],
        "missing": [address for address in (here.benchmark, here.compared) if address not in titles],
        "heat": [_heat(page.standing, one) for one in chapters],
        "parts": parts(page.benchmark.chapters, part, lambda n: urlencode({"part": n, **kept})),
        "rated": _LETTERS,
        "lines": [_line(one) for one in _covered(page, units[first : first + PAGE])],
        "total": len(units),
        "pages": _pages(first // PAGE + 1, len(units), chapter, state),
        "filters": _filters(chapter, state),
        "chapter": next((one for one in page.benchmark.chapters if one.key == chapter), None),
        "states": {code: word for code, (_, _, word) in STATES.items()},
        "language": page.benchmark.language,
        "waiting": waiting_here,
        "stale": any(one.state == "to-review" for one in page.standing.coverage.values()),
        "exports": choices(uid, drafts=bool(waiting_here) and may(request, *WRITERS)),
        "job": asked_for(request),
        "may_write": may(request, *WRITERS),
        "may_release": may_release(request),
        "benchmark_title": titles.get(here.benchmark, here.benchmark),
        "compared_title": titles.get(here.compared, here.compared),
    }
    return render(request, "web/crosswalk/coverage.html", context)


def _covered(page: Page, units: Sequence[Unit]) -> list[Covered]:
    return covered(page.benchmark, page.standing, units, page.arrangement, reader_language())


def _chosen(page: Page, chapter: str, state: str) -> list[Unit]:
    """The provisions that fit both filters; a filter that nobody knows narrows nothing."""
    states = _OPEN_STATES if state == OPEN else (state,) if state in STATES else tuple(STATES)
    keys = {one.key for one in page.benchmark.chapters}
    return [
        unit
        for one in page.benchmark.chapters
        if chapter not in keys or one.key == chapter
        for unit in one.units
        if page.standing.coverage[unit.address].state in states
    ]


def _heat(standing: Standing, chapter: Chapter) -> HeatRow:
    found = [standing.coverage[unit.address] for unit in chapter.units]
    states = Counter(one.state for one in found)
    cells = [
        _shade(str(word), states[code], len(found), urlencode({"chapter": chapter.key, "state": code}))  # type: ignore[index]  # codes of State
        for code, (_, _, word) in STATES.items()
    ]
    return HeatRow(
        chapter.title,
        chapter.numbers,
        urlencode({"chapter": chapter.key}),
        (*cells, *_ratings(found, "legal"), *_ratings(found, "implementation")),
    )


def _ratings(found: Sequence[Coverage], name: str) -> list[Shade]:
    counts = Counter(getattr(one, name) for one in found)
    return [_shade(code.upper(), counts[code], len(found)) for code in _LETTERS]


def _shade(label: str, count: int, of: int, query: str = "") -> Shade:
    """Grounds get darker by quarters; a number stands on each."""
    return Shade(label, count, -(-4 * count // of), query if count else "")


def _line(one: Covered) -> Line:
    through = state_through([conclusion.derived for conclusion in one.conclusions])
    return Line(one, *STATES[one.coverage.state], STATES[through][2] if one.conclusions else "")


def _filters(chapter: str, state: str) -> list[tuple[str, Any, bool]]:
    """(query, words, whether chosen) of the tabs above the table."""
    tabs = [
        ("", pgettext_lazy("coverage", "All")),
        (OPEN, pgettext_lazy("coverage", "Not or partly covered")),
        *((code, word) for code, (_, _, word) in STATES.items()),
    ]
    kept = {"chapter": chapter} if chapter else {}
    return [
        (urlencode({**kept, **({"state": code} if code else {})}), words, code == state)
        for code, words in tabs
    ]


def _pages(here: int, total: int, chapter: str, state: str) -> list[tuple[int, str]]:
    """(number, query) of the pages around the present one, the first and the last; none if one holds all."""
    kept = {name: value for name, value in (("chapter", chapter), ("state", state)) if value}
    shown = pages_around(here, -(-total // PAGE))
    return [(n, "" if n == here else urlencode({**kept, "page": n})) for n in shown]


def part_of(chapters: Sequence[Chapter], key: str, asked: str) -> int:
    """The part, from 1, in which the chapter `key` stands; else the one that the address asks for; else the first."""
    place = next((n for n, one in enumerate(chapters) if one.key == key), None)
    if place is not None:
        return place // PART + 1
    last = max(-(-len(chapters) // PART), 1)
    return min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 6 else 1


def parts(chapters: Sequence[Chapter], here: int, query: Callable[[int], str]) -> list[tuple[str, str, bool]]:
    """(first and last number, query, whether it is shown) of the parts of a long benchmark; none if it is one."""
    if len(chapters) <= PART:
        return []
    cut = [chapters[start : start + PART] for start in range(0, len(chapters), PART)]
    return [
        (f"{some[0].units[0].number}–{some[-1].units[-1].number}", query(n), n == here)
        for n, some in enumerate(cut, 1)
    ]


def asked_page(request: HttpRequest) -> int:
    """The number of the page that the address names, from 1; 1 if it names none."""
    number = request.GET.get("page", "1")
    return max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1


def pages_around(here: int, last: int) -> list[int]:
    """The pages around the present one, the first and the last; none if one holds all."""
    return [n for n in range(1, last + 1) if n in (1, last) or abs(n - here) < 4] if last > 1 else []


@answering
@require_POST
def gap(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Start the draft of a gap from a provision that confirmed mappings do not cover, and go to its form."""
    page = page_of(uid)
    wanted = f"{page.here.benchmark}#{request.POST.get('fragment', '')}"
    units = [unit for unit in page.benchmark.units if unit.address == wanted]
    if not units:
        raise NotFound("library.no-provision", wanted[:200])
    try:
        draft = draft_gap(actor_of(request), page.arrangement, _covered(page, units)[0], page.here.compared)
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("crosswalk-coverage", uid=uid)
    messages.success(
        request,
        gettext("A draft of the gap is kept. Word it without blame, give it a priority, and release it."),
    )
    return redirect("draft", uid=draft)
