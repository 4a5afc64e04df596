"""Reading one text: provisions under their headings, a second language beside, and what has been said about each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.actions.library import IMPORTERS
from silta.node.actions.permissions import RELEASERS
from silta.node.queries import library
from silta.node.queries.exporting import may_pass_on
from silta.node.queries.library import NotInLibrary, ReleaseRow
from silta.node.queries.reading import read_release
from silta.standards.exporting import EXPORTS
from silta.standards.provisions import GROUP_LEVELS
from silta.web import wording
from silta.web.asking import may
from silta.web.pages.library.exporting import notice
from silta.web.pages.library.listing import Shelved, released_records
from silta.words.languages import fallback_order


def release(request: HttpRequest, address: str) -> HttpResponse:
    """The page of a text; `?language=`, `?beside=` choose the languages, `?after=` the page."""
    try:
        row = library.release(address)
    except NotInLibrary as error:
        raise Http404(str(error)) from None
    language, beside = _languages(request, row)
    after = request.GET.get("after", "")
    reading = read_release(
        address,
        language,
        beside,
        wording.reader_language(),
        after=int(after) if after.isdecimal() and len(after) < 9 else -1,
    )
    context = {
        "text": Shelved(row, row.titles.get(language) or row.address, released_records(request).get(address)),
        "title_beside": row.titles.get(beside, ""),
        "language": language,
        "beside": beside,
        "languages": [(tag, wording.language_name(tag)) for tag in row.languages],
        "reading": reading,
        "siblings": _siblings(row),
        "headings": [p.head for p in reading.passages if p.head.level in GROUP_LEVELS],
        "groups": GROUP_LEVELS,
        "exports": [(form.code, wording.label("export", form.label)) for form in EXPORTS.values()],
        "restricted": "" if may_pass_on(row.licence) else notice(),
        "may_import": may(request, *IMPORTERS),
        "may_release": may(request, *RELEASERS),
    }
    return render(request, "web/library/release.html", context)


def _siblings(row: ReleaseRow) -> list[tuple[str, str, tuple[str, str] | None]]:
    """The releases of the framework: address, date, and the older and the newer one to compare it with this one by."""
    found = library.siblings(row.framework)
    places = {address: place for place, (address, _) in enumerate(found)}
    here = places[row.address]
    return [
        (
            address,
            as_of,
            None if place == here else (address, row.address) if place > here else (row.address, address),
        )
        for place, (address, as_of) in enumerate(found)
    ]


def _languages(request: HttpRequest, row: ReleaseRow) -> tuple[str, str]:
    """The language to read in: the one asked for, else the reader's or the nearest to it; and the one beside it, or none."""
    asked = request.GET.get("language", "")
    order = (asked, *fallback_order(wording.reader_language()), *row.languages)
    language = next((tag for tag in order if tag in row.languages), "")
    beside = request.GET.get("beside", "")
    return language, beside if beside in row.languages and beside != language else ""
