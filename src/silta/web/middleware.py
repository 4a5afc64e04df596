"""What every request passes: signing in by default, and a header that turns the browser's sensors off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

_OWN_DOOR: Final = ("/api/", "/exchange/", "/static/")
"""Paths below which machines speak; these views prove for themselves who is asking."""

_POLICY: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for a signed-in user unless its view says `login_not_required`: forgetting it shows nothing."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        if request.path.startswith(_OWN_DOOR):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class PermissionsPolicy:
    """Sets ``Permissions-Policy`` on every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        return response
