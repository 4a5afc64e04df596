"""Home: what needs me, what came since I was here, and the next dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions.accounts import seen
from silta.node.actions.actor import Actor
from silta.node.queries.contacts import quiet_areas
from silta.node.queries.dates import next_dates
from silta.node.queries.happenings import Happening, since
from silta.node.queries.home import Need, needs_me
from silta.node.queries.rows import local_today
from silta.node.queries.trust import logs
from silta.web.shell import arrangement_of
from silta.web.wording import code_label, reader_language
from silta.words.node_codes import HAPPENING, NEED

_SHOWN: Final = 40
"""Needs that the page lists; the others are counted."""


@dataclass(frozen=True)
class NeedWords:
    """How a need is drawn: icon and tone of its state, and the word on its button, in the reader's language."""

    icon: str
    tone: str
    button: Any


NEEDS: Final[Mapping[str, NeedWords]] = {
    "overdue": NeedWords("warn", "alarm", pgettext_lazy("need", "Report")),
    "agree": NeedWords("sign", "wait", pgettext_lazy("need", "Read and decide")),
    "answer": NeedWords("talk", "wait", pgettext_lazy("need", "Answer")),
    "returned": NeedWords("undo", "wait", pgettext_lazy("need", "Open")),
    "review": NeedWords("eye", "", pgettext_lazy("need", "Review")),
    "stale": NeedWords("stale", "wait", pgettext_lazy("need", "Compare")),
    "near": NeedWords("clock", "wait", pgettext_lazy("need", "Look")),
    "reopen": NeedWords("stale", "wait", pgettext_lazy("need", "Open again?")),
    "misfit": NeedWords("warn", "wait", pgettext_lazy("need", "Look")),
    "release": NeedWords("sign", "wait", pgettext_lazy("need", "Read and release")),
    "given-back": NeedWords("undo", "wait", pgettext_lazy("need", "Go on writing")),
    "draft": NeedWords("doc", "", pgettext_lazy("need", "Go on writing")),
}


_PAGES: Final[Mapping[str, str]] = {"draft": "draft", "given-back": "draft", "release": "release-draft"}
"""Needs whose page is not that of the record."""


@dataclass(frozen=True)
class TodoItem:
    """One line of the list: the need, its words, and where its button leads."""

    need: Need
    icon: str
    tone: str
    words: tuple[str, ...]
    button: str
    url: str


def _item(need: Need) -> TodoItem:
    words = NEEDS[need.need]
    url = reverse(_PAGES.get(need.need, "record"), args=[need.uid])
    if need.need == "review" and need.count > 1:
        url = reverse("crosswalk", args=[need.uid])
    if need.need == "stale" and need.data.get("crosswalk"):
        url = reverse("crosswalk-changes", args=[need.data["crosswalk"]])
    why = tuple(code_label(NEED, one) for one in (need.need, *need.also))
    return TodoItem(need, words.icon, words.tone, why, str(words.button), url)


@dataclass(frozen=True)
class LogLine:
    """One happening with its verb in the reader's language."""

    happening: Happening
    verb: str


def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    actor, language, today = Actor.of(request.user), reader_language(), local_today()
    around = arrangement_of(request)
    needs = needs_me(actor, today, language)
    items = [_item(need) for need in needs[:_SHOWN]]
    happenings = [LogLine(one, code_label(HAPPENING, one.verb)) for one in since(actor, language, today)]
    context = {
        "items": items,
        "open": needs.count(),
        "more": needs.count() - len(items),
        "overdue": needs.count("overdue"),
        "happenings": happenings,
        "seen_at": getattr(request.user, "seen_at", None),
        "today": today,
        "dates": next_dates(today, language),
        "partner_logs": [log for log in logs(around.id, counted=False) if not log.is_own] if around else [],
        "around": around,
        "quiet": quiet_areas(around.id, today) if around else [],
    }
    return render(request, "web/home.html", context)


@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    """Remember that the reader has read what happened up to now."""
    seen(Actor.of(request.user))
    return redirect("home")


urlpatterns = [path("", home, name="home"), path("seen/", mark_seen, name="seen")]
