"""Whatever goes wrong in the API, in one shape and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from silta.node.errors import Denied, NotFound
from silta.web.errors import sentence
from silta.words.errors import Problem, SiltaError


def register(api: NinjaAPI) -> None:
    """Let `api` word its refusals."""

    def refuse(request: HttpRequest, status: int, problems: Iterable[Problem]) -> HttpResponse:
        return api.create_response(request, told(problems), status=status)

    @api.exception_handler(SiltaError)
    def refused(request: HttpRequest, error: SiltaError) -> HttpResponse:
        return refuse(request, _status(error), error.problems)

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return refuse(request, 422, [_malformed(one) for one in error.errors])

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return refuse(request, 401, [Problem("api.not-signed-in")])

    @api.exception_handler(HttpError)
    def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
        code = "api.token-missing" if error.status_code == 403 else "api.malformed"
        return refuse(request, error.status_code, [Problem(code, "", {"detail": str(error)})])


def nothing_here(_request: HttpRequest, rest: str) -> HttpResponse:
    """Any address below ``/api/`` that is none."""
    return JsonResponse(told([Problem("api.no-such-address", rest[:80])]), status=404)


def told(problems: Iterable[Problem]) -> dict[str, list[dict[str, str]]]:
    """Problems as the API tells them."""
    return {"errors": [{"code": p.code, "where": p.where, "message": sentence(p)} for p in problems]}


def _status(error: SiltaError) -> int:
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, Denied):
        return 403
    return (
        409 if error.code in ("draft.changed-meanwhile", "respond.other-leaf", "respond.superseded") else 422
    )


def _malformed(one: dict[str, Any]) -> Problem:
    """One finding of pydantic about the request itself: where it is, and what it expected, in its own words."""
    where = ".".join(str(part) for part in one.get("loc", ()) if part not in ("body", "query", "path"))
    return Problem("api.malformed", where, {"detail": str(one.get("msg", ""))})
