"""What the cooperation brought: what was adopted from whom and what it changed, and results that the records compute."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from silta.node.actions.results import draft_result
from silta.node.queries import records
from silta.node.queries.adoption import MOST, adopted
from silta.node.queries.rows import local_today
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.pages.joint import form_of
from silta.web.titles import text_in_all, title_after
from silta.words import formatting
from silta.words.codes import AREA, INDICATOR_RULE

_RESULT: Final = gettext_noop("{title}: {year}")
_EVIDENCE: Final = gettext_noop("Computed from the records on {day}: {rule}.")


@answering
@require_safe
def adoption(request: HttpRequest) -> HttpResponse:
    """What each side took over from the other, why, and what came of it."""
    around = needed_arrangement(request)
    party, area = request.GET.get("party", ""), request.GET.get("area", "")
    party = party if party in around.codes else ""
    area = area if area in AREA else ""
    context = {
        "found": adopted(around.id, wording.reader_language(), party, area),
        "parties": around.parties,
        "party": party,
        "area": area,
        "areas": [(code, wording.code_label(AREA, code)) for code in AREA],
        "most": MOST,
    }
    return render(request, "web/adoption.html", context)


@answering
@require_POST
def computed_result(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The draft of a result with the value and the evidence that the records give, in the form."""
    said = request.POST.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 else None
    today = local_today()
    rule = str(records.get(uid).record.fields.get("rule", ""))
    words = {
        "title": title_after(_RESULT, uid, year=year or today.year),
        "evidence": _evidence(rule, today.isoformat()),
    }
    actor = actor_of(request)
    return form_of(request, uid, lambda: draft_result(actor, uid, year, today.year, words))


def _evidence(rule: str, day: str) -> dict[str, dict[str, str]]:
    """How the value was computed, in all languages."""
    return {
        tag: one
        | {
            "text": one["text"].format(
                day=formatting.format_day(day, tag), rule=wording.code_label(INDICATOR_RULE, rule, tag)
            )
        }
        for tag, one in text_in_all(_EVIDENCE).items()
    }


urlpatterns = [
    path("adoption/", adoption, name="adoption"),
    path("indicator/<uuid:uid>/computed/", computed_result, name="computed-result"),
]
