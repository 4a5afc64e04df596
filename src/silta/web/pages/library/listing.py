"""The list of texts in the library, and the draft that releases one to the partners."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions.library import IMPORTERS, SHARED, draft_release_record
from silta.node.actions.permissions import RELEASERS
from silta.node.errors import Denied
from silta.node.queries.library import ReleaseRow, releases
from silta.node.queries.lists import list_records
from silta.node.queries.rows import Row
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.errors import sentence
from silta.web.shell import arrangement_of
from silta.words.errors import SiltaError

SHARING: Final = {
    "official-act": gettext_lazy(
        "An official act: the whole text may be stored, printed and sent to the partner."
    ),
    "open": gettext_lazy("Openly licensed: the whole text may be stored, printed and sent to the partner."),
    "titles-only": gettext_lazy(
        "Only numbers and titles are stored here, printed and sent to the partner; the text stays with its publisher."
    ),
    "own-copy": gettext_lazy(
        "A copy of your own: its text never leaves this node and is not printed. Only its record can be released."
    ),
}
"""Licence → what it allows."""


@dataclass(frozen=True)
class Shelved:
    """A text in the list: its row, its title, the record that released it (None: none has), whether it may be shared.

    `before` is the address of the release before it, empty for the first one.
    """

    release: ReleaseRow
    title: str
    record: Row | None
    before: str = ""

    @property
    def may_share(self) -> bool:
        return self.release.licence in SHARED

    @property
    def sharing(self) -> Any:
        """What the licence lets anyone do with the text, as a sentence."""
        return SHARING.get(self.release.licence, SHARING["own-copy"])

    @property
    def added(self) -> bool:
        """Whether our own record of the text does not name all of its languages yet."""
        named = self.record.columns.get("languages", ()) if self.record and self.record.is_own else None
        return named is not None and not set(self.release.languages) <= set(named)


def library(request: HttpRequest) -> HttpResponse:
    """All texts that this node holds."""
    released = released_records(request)
    reader = wording.reader_language()
    rows = releases()
    before = {
        new.address: old.address for new, old in pairwise(rows) if new.framework == old.framework
    }  # the newest of a framework comes first
    held = [
        Shelved(one, one.title(reader), released.get(one.address), before.get(one.address, ""))
        for one in rows
    ]
    here = {one.release.address for one in held}
    context = {
        "texts": held,
        "elsewhere": [row for address, row in released.items() if address not in here],
        "may_import": may(request, *IMPORTERS),
        "may_release": may(request, *RELEASERS),
    }
    return render(request, "web/library/list.html", context)


def released_records(request: HttpRequest) -> dict[str, Row]:
    """Address → the record by which a party released that text."""
    around = arrangement_of(request)
    if around is None:
        return {}
    page = list_records(
        "framework-release",
        arrangement=around.id,
        language=wording.reader_language(),
        sort="-released",
        limit=500,
        fields=("languages",),
    )
    return {row.number: row for row in page.rows}


@answering
@require_POST
def draft_release(request: HttpRequest) -> HttpResponseBase:
    """Draft the record that releases a text to the partners, and go to its form."""
    address = request.POST.get("address", "")
    around = needed_arrangement(request)
    try:
        uid = draft_release_record(actor_of(request), around.id, address)
    except Denied:
        raise
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("library")
    messages.info(request, gettext("Look through the draft. The partners see the text when you release it."))
    return HttpResponseRedirect(reverse("draft", args=[uid]))
