"""The library: which texts are here, reading one, comparing two releases, bringing one in, and releasing it to the partners."""

from __future__ import annotations

from django.urls import path

from silta.web.pages.library.comparing import compare_releases
from silta.web.pages.library.exporting import download
from silta.web.pages.library.importing import confirm, start
from silta.web.pages.library.listing import draft_release, library
from silta.web.pages.library.numbering import numbering
from silta.web.pages.library.reading import release
from silta.web.pages.library.templates import empty_sheet

urlpatterns = [
    path("library/", library, name="library"),
    path("library/import/", start, name="import"),
    path("library/import/confirm/", confirm, name="confirm-import"),
    path("library/import/numbering/", numbering, name="import-numbering"),
    path("library/import/template.<str:kind>", empty_sheet, name="import-template"),
    path("library/send/", draft_release, name="draft-release"),
    path("library/<path:address>/compare/<path:other>/", compare_releases, name="compare-releases"),
    path("library/<path:address>/export/", download, name="export-release"),
    path("library/<path:address>/", release, name="release"),
]
