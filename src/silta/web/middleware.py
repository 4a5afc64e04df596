"""What every request passes: signing in by default, a note of what is saved as a file, a header that turns sensors off."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from silta.node.actions.access import About, note
from silta.node.actions.actor import Actor
from silta.web.asking import address_of, sign_in_address
from silta.web.pages.errors import forms_only, signed_out

_OWN_DOOR: Final = ("/api/", "/exchange/", "/static/")
"""Paths below which machines speak; these views prove for themselves who is asking."""

_SAVED: Final = {
    "attachment": "attachment-saved",
    "copies": "logs-saved",
    "sealed": "sealed-saved",
    "own-data-file": "package-saved",
    "sheet": "list-saved",
    "access-file": "list-saved",
    "translations-export": "list-saved",
    "translations-returned": "list-saved",
    "glossary-table": "list-saved",
}
"""Name of an address → the code of `ACCESS` for the file that it hands over; any other file is a document."""
_POLICY: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for a signed-in user unless its view says `login_not_required`: forgetting it shows nothing."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        if request.path.startswith(_OWN_DOOR):
            return None
        turned_away = super().process_view(request, view_func, view_args, view_kwargs)
        return turned_away and _told_where(request, turned_away)


def _told_where(request: HttpRequest, to_sign_in: HttpResponseBase) -> HttpResponseBase:
    """What someone gets who is not signed in: the sign-in page, which leads back to a page that can be opened.

    A form sent after the sign-in has ended is refused where it was sent from: its words stay in the browser, and a script
    that saves them sees that they were not. A part of a page that is asked for by htmx takes the whole page along.
    """
    if request.method not in ("GET", "HEAD"):
        return signed_out(request)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": sign_in_address(request)})
    return to_sign_in


class Downloads:
    """Writes down who saved what as a file, whichever page handed it over; the exchange between nodes is none of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        handed = response.headers.get("Content-Disposition", "")
        user = getattr(request, "user", None)
        if handed.startswith("attachment") and response.status_code == 200 and user and user.is_authenticated:
            match = request.resolver_match
            what = _SAVED.get(match.url_name or "", "document-saved") if match else "document-saved"
            uid = str(match.kwargs.get("uid", "")) if match else ""
            about = About(_file_name(handed), uid=uid)
            note(Actor.of(user), what, about, address_of(request))
        return response


def _file_name(disposition: str) -> str:
    message = EmailMessage()
    message["Content-Disposition"] = disposition
    return message.get_filename() or ""


class FormsOnly:
    """Gives whoever opens an address that only takes forms a page that says so, in place of an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path.startswith(_OWN_DOOR):
            return response
        return forms_only(request, response.headers["Allow"])


class PageHeaders:
    """What a browser may do with a page: ``Permissions-Policy``; and no cache that others share keeps what people are shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        if not request.path.startswith(_OWN_DOOR):
            # Not `no-store`: whoever goes back to a form should find the words in it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
