"""Who is asking, and about which arrangement."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit, urlunsplit

from axes.helpers import get_client_ip_address
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from silta.node.actions.actor import Actor
from silta.node.errors import Denied, NotFound
from silta.node.queries.arrangements import ArrangementView
from silta.web.shell import arrangement_of

P = ParamSpec("P")


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request."""
    return Actor.of(request.user)


def address_of(request: HttpRequest) -> str:
    """The address that a request came from, as locks after wrong passwords tell addresses apart."""
    return str(get_client_ip_address(request) or "")


def may(request: HttpRequest, *roles: str) -> bool:
    """Whether the person may act in one of `roles`; only to decide what to show, since actions ask for themselves."""
    return bool(actor_of(request).held & set(roles))


def needed_arrangement(request: HttpRequest) -> ArrangementView:
    """`silta.web.shell.arrangement_of` for pages that make no sense without one. Raises `Http404`."""
    found = arrangement_of(request)
    if found is None:
        raise Http404
    return found


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form names as its `next`, if it is one of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page that the browser shows, if that is one of ours."""
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(shown, {request.get_host()}, require_https=request.is_secure()):
        return reverse("sign-in")
    there = urlsplit(shown)
    return f"{reverse('sign-in')}?{urlencode({'next': urlunsplit(('', '', there.path, there.query, ''))})}"


def answering(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A view whose `NotFound` and `Denied` become the pages for 404 and 403."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotFound as error:
            raise Http404(str(error)) from None
        except Denied as error:
            raise PermissionDenied(str(error)) from None

    return answer
