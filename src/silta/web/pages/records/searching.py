"""Searching: records of all kinds, and provisions of the library, by words of any language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.queries import library, records
from silta.web import wording
from silta.web.addresses import provision_url, record_url
from silta.web.shell import arrangement_of

LIMIT = 50


def search(request: HttpRequest) -> HttpResponse:
    """What holds all words of `q`."""
    asked = request.GET.get("q", "").strip()[:200]
    language = wording.reader_language()
    around = arrangement_of(request)
    found = records.search(asked, language, around.id if around else None, LIMIT) if asked else []
    context = {
        "asked": asked,
        "records": [(row, record_url(row.kind, row.uid)) for row in found],
        "provisions": [
            (one, provision_url(one.address)) for one in library.search_provisions(asked, language, LIMIT)
        ],
        "limit": LIMIT,
        "parties": around.parties if around else (),
    }
    return render(request, "web/records/search.html", context)
