"""A reader's choices: language, theme, single-letter keys, arrangement. Each is a plain form that returns to its page.

They are kept in cookies, which the pages read, and with a signed-in person's account, so that they follow to the next browser.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from silta.node.actions.accounts import set_preferences
from silta.node.actions.actor import Actor
from silta.node.queries.accounts import PersonView
from silta.web.asking import way_back
from silta.web.shell import choose_arrangement
from silta.web.wording import THEMES
from silta.words.languages import CODES

_YEAR: Final = 365 * 24 * 3600
CHOSEN: Final = "language_chosen"
"""Session key: a language chosen before signing in, which then outweighs the one of the account."""


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Store whichever of `language`, `theme`, `keys` and `arrangement` the form holds, and go back to `next`."""
    language = request.POST.get("language", "")
    theme = request.POST.get("theme", "")
    keys = request.POST.get("keys", "")
    response = HttpResponseRedirect(way_back(request, "/"))
    _remember(response, language=language, theme=theme, keys=keys)
    if request.user.is_authenticated:
        set_preferences(
            Actor.of(request.user),
            language=language or None,
            theme=_stored_theme(theme),
            keys_on=keys == "on" if keys in ("on", "off") else None,
        )
        if "arrangement" in request.POST:
            choose_arrangement(request, request.POST["arrangement"])
    elif language in CODES:
        request.session[CHOSEN] = language
    return response


def remember_person(response: HttpResponse, person: PersonView) -> None:
    """Give the browser the choices that a person made elsewhere."""
    theme = person.theme or "system"
    _remember(response, language=person.language, theme=theme, keys="on" if person.keys_on else "off")


def _stored_theme(theme: str) -> str | None:
    """An account says nothing where the reader's device decides."""
    return None if theme not in THEMES else "" if theme == "system" else theme


def _remember(response: HttpResponse, *, language: str, theme: str, keys: str) -> None:
    chosen = (
        (settings.LANGUAGE_COOKIE_NAME, language, CODES),
        (settings.SILTA_THEME_COOKIE, theme, THEMES),
        (settings.SILTA_KEYS_COOKIE, keys, ("on", "off")),
    )
    for cookie, value, allowed in chosen:
        if value in allowed:
            response.set_cookie(
                cookie,
                value,
                max_age=_YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )


urlpatterns = [path("", choose, name="preferences")]
