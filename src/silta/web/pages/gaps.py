"""Gaps and the road out of them: each gap with the roadmap items that answer it and the activities that carry those."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from silta.node.actions.permissions import WRITERS
from silta.node.queries.roadmap import Strand, roadmap
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.asking import may
from silta.web.pages.records.purposes import PURPOSES
from silta.web.shell import arrangement_of
from silta.words.codes import AREA, GAP_CAUSE, PRIORITY_LEVEL

_CODES: Final = {"area": AREA, "cause": GAP_CAUSE, "priority": PRIORITY_LEVEL}
_PASSED_ON: Final = ("q", "state", *_CODES)


@dataclass(frozen=True)
class Area:
    """The gaps of one area."""

    code: str
    label: str
    strands: list[Strand]


def gaps(request: HttpRequest) -> HttpResponse:
    """The gaps by area. Nothing is counted by party: that would rank what must not be ranked."""
    around = arrangement_of(request)
    wanted = {name: request.GET.get(name, "") for name in (*_PASSED_ON, "concerns")}
    found = (
        roadmap(around.id, wording.reader_language(), {name: wanted[name] for name in _PASSED_ON})
        if around
        else []
    )
    if wanted["concerns"]:
        found = [strand for strand in found if strand.gap.columns.get("party") == wanted["concerns"]]
    context: dict[str, Any] = {
        "areas": _by_area(found),
        "filters": wanted,
        "filtered": any(wanted.values()),
        "selects": [(name, KINDS["gap"].field(name).label, _choices(name), wanted[name]) for name in _CODES],
        "states": [(code, wording.state_label("gap", code)) for code in KINDS["gap"].lifecycle.typed],
        "parties": around.parties if around else (),
        "may_write": around is not None and may(request, *WRITERS),
        "purpose": PURPOSES["gap"],
    }
    return render(request, "web/gaps/gaps.html", context)


def _by_area(strands: list[Strand]) -> list[Area]:
    """In the order of the areas' labels; within one, by number."""

    def label(strand: Strand) -> tuple[str, str]:
        code = str(strand.gap.columns.get("area", ""))
        return wording.code_label(AREA, code), code

    return [
        Area(code, words, list(found))
        for (words, code), found in groupby(sorted(strands, key=label), key=label)
    ]


def _choices(name: str) -> list[tuple[str, str]]:
    return [(code, wording.code_label(_CODES[name], code)) for code in _CODES[name].labels]


urlpatterns = [path("gaps/", gaps, name="gaps")]
