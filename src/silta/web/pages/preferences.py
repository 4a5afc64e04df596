"""A reader's choices: language, theme, single-letter keys. Kept in cookies; each is a plain form that returns to its page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from silta.web.shell import THEMES
from silta.words.languages import CODES

_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Store whichever of `language`, `theme` and `keys` the form holds, and go back to `next`. Unknown values are left out."""
    response = HttpResponseRedirect(_next(request))
    allowed = {
        "language": (settings.LANGUAGE_COOKIE_NAME, CODES),
        "theme": (settings.SILTA_THEME_COOKIE, THEMES),
        "keys": (settings.SILTA_KEYS_COOKIE, ("on", "off")),
    }
    for field, (cookie, values) in allowed.items():
        value = request.POST.get(field, "")
        if value in values and (field != "language" or check_for_language(value)):
            response.set_cookie(
                cookie, value, max_age=_YEAR, secure=settings.HOME.https, httponly=True, samesite="Lax"
            )
    return response


def _next(request: HttpRequest) -> str:
    """The page to return to, if it is one of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


urlpatterns = [path("", choose, name="preferences")]
