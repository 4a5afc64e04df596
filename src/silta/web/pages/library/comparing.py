"""Two releases of one framework, provision by provision: what stayed, what was reworded, what came, went or moved."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.queries.comparing import Compared, CompareRefused, compared
from silta.node.queries.library import NotInLibrary, release
from silta.standards.compare import Change
from silta.web import wording
from silta.web.pages.library.changes import changed_units, counted
from silta.words.languages import fallback_order

PAGE: Final = 50
"""Changes on one page: each is compared word by word when it is shown."""


def compare_releases(request: HttpRequest, address: str, other: str) -> HttpResponse:
    """What became of `address` in `other`; `?language=`, `?kind=` (a kind of change, `all` or `likely`), `?page=`."""
    try:
        old, new = release(address), release(other)
    except NotInLibrary as error:
        raise Http404(str(error)) from None
    reader = wording.reader_language()
    context: dict[str, Any] = {"old": old, "new": new, "title": new.title(reader)}
    try:
        found = _in_language(address, other, request.GET.get("language", ""))
    except CompareRefused as error:
        context["problems"] = error.problems
        return render(request, "web/library/compare.html", context, status=409)
    kind = request.GET.get("kind", "")
    wanted = _wanted(found, kind)
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(_number(request.GET.get("page", "")), pages)
    context |= {
        "found": found,
        "languages": [(tag, wording.language_name(tag)) for tag in found.languages],
        "counts": counted(found.comparison.counts()),
        "total": len(found.comparison.changes),
        "likely": len(found.likely),
        "kind": kind,
        "changes": list(changed_units(wanted[(page - 1) * PAGE : page * PAGE], found.likely)),
        "wanted": len(wanted),
        "page": page,
        "pages": pages,
        "previous": page - 1,
        "next": page + 1 if page < pages else 0,
    }
    return render(request, "web/library/compare.html", context)


def _in_language(old: str, new: str, asked: str) -> Compared:
    """The comparison in the language asked for, else in the reader's or the nearest to it that both texts have."""
    found = compared(old, new, asked)
    nearest = next((tag for tag in fallback_order(wording.reader_language()) if tag in found.languages), "")
    return found if asked or nearest in ("", found.language) else compared(old, new, nearest)


def _wanted(found: Compared, kind: str) -> list[Change]:
    """The changes to show: of one kind, those that a suggestion speaks of, all, or by default all but the unchanged."""
    changes = found.comparison.changes
    if kind == "all":
        return list(changes)
    if kind == "likely":
        olds = {unit.fragment for one in found.likely for unit in one.olds}
        news = {unit.fragment for one in found.likely for unit in one.news}
        return [
            c for c in changes if (c.old and c.old.fragment in olds) or (c.new and c.new.fragment in news)
        ]
    counts = found.comparison.counts()
    return [c for c in changes if (c.kind == kind if kind in counts else c.kind != "unchanged")]


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
