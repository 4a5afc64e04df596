"""What newer releases change under a crosswalk's mappings, and the way on: carry over what is unchanged, decide the rest anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from silta.node.actions.permissions import WRITERS
from silta.node.actions.renewal import carry_over
from silta.node.errors import Denied
from silta.node.queries import crosswalk as crosswalks
from silta.node.queries.crosswalk import Decided
from silta.node.queries.renewal import ProvisionChange, renewal
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.library.overtaken import Told, as_told
from silta.web.wording import reader_language
from silta.words.errors import SiltaError

PAGE: Final = 30
"""Mappings on one page: the texts of each are compared word by word."""


@dataclass(frozen=True)
class Stale:
    """A stale mapping with what changed; `fragment` is its benchmark provision now, `old_fragment` that of this crosswalk."""

    mapping: Decided
    changes: list[Told]
    fragment: str
    old_fragment: str


@answering
def changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page: what is unchanged and can be carried over, and each stale mapping with what changed under it."""
    page = crosswalks.crosswalk(str(uid), reader_language())
    found = renewal(page, reader_language())
    asked = request.GET.get("page", "")
    stale = found.changed if found else ()
    pages = max(1, -(-len(stale) // PAGE))
    number = min(max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1, pages)
    context = {
        "crosswalk": page,
        "renewal": found,
        "changed": [_stale(one, several) for one, several in stale[(number - 1) * PAGE : number * PAGE]],
        "page": number,
        "pages": pages,
        "previous": number - 1,
        "next": number + 1,
        "may_write": may(request, *WRITERS),
    }
    return render(request, "web/crosswalk/changes.html", context)


def _stale(mapping: Decided, found: Iterable[ProvisionChange]) -> Stale:
    several = list(found)
    source = next((str(address) for address in mapping.fields.get("sources", ())), "")
    old = source.partition("#")[2]
    now = next((one.addresses for one in several if one.address == source), (source,))
    return Stale(mapping, list(map(as_told, several)), now[0].partition("#")[2] if now else "", old)


@answering
@require_POST
def carry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Draft what is unchanged in the crosswalk of the newer texts, and go where it waits for its release."""
    page = crosswalks.crosswalk(str(uid), reader_language())
    try:
        done = carry_over(actor_of(request), page)
    except Denied:
        raise
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("crosswalk-changes", uid=uid)
    said = ngettext(
        "{n} mapping is a draft in the crosswalk of the newer texts. It crosses the border when it is released.",
        "{n} mappings are drafts in the crosswalk of the newer texts. They cross the border when they are released.",
        done.mappings,
    )
    messages.success(request, said.format(n=done.mappings))
    if done.released:
        return redirect("crosswalk-coverage", uid=done.crosswalk)
    return redirect("draft", uid=done.crosswalk)
