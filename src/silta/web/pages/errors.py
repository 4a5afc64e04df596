"""Pages for what went wrong, in the same frame. The one for 500 is static: it must come even without a database."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from silta.web.asking import sign_in_address


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/expired.html", status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form came from someone whose sign-in has ended: nothing was taken in."""
    return render(request, "web/errors/signed_out.html", {"sign_in": sign_in_address(request)}, status=403)


def forms_only(request: HttpRequest, allowed: str) -> HttpResponse:
    """Someone opened an address that only takes what a form sends."""
    response = render(request, "web/errors/405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "web/errors/404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError(_static_page(get_language() or "en"))


@lru_cache(maxsize=8)
def _static_page(language: str) -> str:
    """The page for 500 in one language: no request, no user, no query."""
    return render_to_string("web/errors/500.html", {"LANGUAGE_CODE": language})
