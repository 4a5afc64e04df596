"""Searching: records of all kinds, and provisions of the library, by words of any language; and while one still types."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.queries.finding import Found, find
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.addresses import provision_url, record_url
from silta.web.shell import arrangement_of

LIMIT: Final = 50
AT_ONCE: Final = 6
_FILTERS: Final = ("kind", "party", "year")


def search(request: HttpRequest) -> HttpResponse:
    """What holds all words of `q`, narrowed by kind, party and year."""
    filters = {name: request.GET.get(name, "").strip()[:48] for name in _FILTERS}
    found = _found(request, LIMIT, filters)
    around = arrangement_of(request)
    context = _context(request, found) | {
        "filters": filters,
        "kinds": sorted(
            ((code, wording.kind_label(code, plural=True)) for code in KINDS), key=lambda one: one[1]
        ),
        "parties": around.parties if around else (),
        "limit": LIMIT,
    }
    return render(request, "web/records/search.html", context)


def at_once(request: HttpRequest) -> HttpResponse:
    """The first few, as a fragment below the field in which somebody types."""
    found = _found(request, AT_ONCE, {})
    return render(request, "web/records/found.html", _context(request, found))


def _found(request: HttpRequest, limit: int, filters: dict[str, str]) -> Found:
    around = arrangement_of(request)
    asked = request.GET.get("q", "")
    return find(asked, wording.reader_language(), around.id if around else None, filters=filters, limit=limit)


def _context(request: HttpRequest, found: Found) -> dict[str, object]:
    return {
        "asked": request.GET.get("q", "").strip()[:200],
        "records": [(row, record_url(row.kind, row.uid)) for row in found.records],
        "provisions": [(one, provision_url(one.address)) for one in found.provisions],
        "alike": ", ".join(found.alike[:8]),
    }
