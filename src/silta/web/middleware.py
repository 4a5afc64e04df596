"""What every request passes: signing in by default, a note of what is saved as a file, a header that turns sensors off."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

from silta.node.actions.access import About, note
from silta.node.actions.actor import Actor
from silta.web.asking import address_of

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
        return super().process_view(request, view_func, view_args, view_kwargs)


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


class PermissionsPolicy:
    """Sets ``Permissions-Policy`` on every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        return response
