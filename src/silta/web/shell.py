"""What the frame around every page shows: whose node, which arrangement, the subjects, the languages, the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from silta.node.actions.actor import Actor
from silta.node.queries import trust
from silta.node.queries.accounts import PersonView, people
from silta.node.queries.arrangements import ArrangementView, arrangements
from silta.node.queries.lists import counts
from silta.records.registry import KINDS
from silta.records.views import PartyView
from silta.web.subjects import Item, listed
from silta.web.wording import THEMES
from silta.web.writing import moment, number
from silta.words.languages import LANGUAGES, Language, fallback_order

_SESSION_KEY: Final = "arrangement"
_KEPT: Final = "silta_arrangement"
"""Attribute of a request: page and frame ask for the arrangement, the database is asked once."""


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """Context processor: ``shell`` in every template; each part is asked for only when the template comes to it."""
    return {"shell": Shell(request)}


def arrangement_of(request: HttpRequest) -> ArrangementView | None:
    """The arrangement that a page is about: the one in its address, else the one last chosen, else the first with a partner."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _wanted(request, arrangements()))
    kept: ArrangementView | None = getattr(request, _KEPT)
    return kept


def _wanted(request: HttpRequest, found: list[ArrangementView]) -> ArrangementView | None:
    match = request.resolver_match
    wanted = (match.kwargs.get("arrangement") if match else None) or request.session.get(_SESSION_KEY)
    for one in found:
        if one.id == wanted:
            return one
    return next((one for one in found if one.others), found[0] if found else None)


def choose_arrangement(request: HttpRequest, arrangement_id: str) -> None:
    """Remember the arrangement for the pages to come; one that does not exist is passed over by `arrangement_of`."""
    request.session[_SESSION_KEY] = arrangement_id


@dataclass
class Shell:
    """The frame of one page for one reader. Whoever is not signed in sees the name of the node and nothing else of it."""

    request: HttpRequest

    themes = THEMES
    languages: tuple[Language, ...] = LANGUAGES

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def current(self) -> ArrangementView | None:
        return arrangement_of(self.request) if self.signed_in else None

    @property
    def arrangement(self) -> str:
        """The title of the arrangement in the reader's language."""
        return _named(self.current.titles) if self.current else ""

    @property
    def parties(self) -> tuple[PartyView, ...]:
        """The parties in the order of the arrangement: it decides their hues."""
        return self.current.parties if self.current else ()

    @property
    def node(self) -> str:
        return _named(settings.HOME.names) or settings.HOME.party.upper()

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``; anything else in the cookie counts as the first."""
        chosen = self.request.COOKIES.get(settings.SILTA_THEME_COOKIE, "")
        return chosen if chosen in THEMES else "system"

    @property
    def single_keys(self) -> bool:
        return self.request.COOKIES.get(settings.SILTA_KEYS_COOKIE) != "off"

    @property
    def fonts(self) -> bool:
        return finders.find("fonts/fonts.css") is not None

    @cached_property
    def subjects(self) -> list[tuple[str, list[Item]]]:
        return listed(self.request, _open(self.current.id)) if self.current else self._empty_subjects

    @property
    def _empty_subjects(self) -> list[tuple[str, list[Item]]]:
        return listed(self.request, {}) if self.signed_in else []

    @property
    def search_url(self) -> str:
        try:
            return reverse("search") if self.signed_in else ""
        except NoReverseMatch:
            return ""

    @property
    def roles(self) -> str:
        """The code of the role that the reader acts in."""
        return Actor.of(self.request.user).role if self.signed_in else ""

    @property
    def demo(self) -> bool:
        return bool(settings.SILTA_DEMO)

    @property
    def demo_password(self) -> str:
        return str(settings.SILTA_DEMO_PASSWORD)

    @property
    def demo_users(self) -> list[PersonView]:
        """The people that a demonstration node introduces on its sign-in page."""
        return [one for one in people() if one.active] if settings.SILTA_DEMO else []

    @cached_property
    def verified(self) -> trust.Verified | None:
        """What this node knows about the logs that its pages are made from; None before there are any."""
        found = trust.verified(self.current.id) if self.current else None
        return found if found and found.entries else None


def sentences(found: trust.Verified, parties: Mapping[str, str]) -> list[str]:
    """What the foot of every page says about the logs, in sentences."""
    made = gettext("Entries in the logs that this page was made from: %(entries)s") % {
        "entries": number(found.entries)
    }
    if not found.calm:
        stopped = [parties.get(code, code.upper()) for code in found.frozen]
        return [
            made,
            gettext("Exchange is stopped: the history of %(party)s does not match")
            % {"party": ", ".join(stopped)},
        ]
    if found.checked is None:
        return [made]
    return [
        made,
        gettext("All logs complete and unaltered, checked %(moment)s") % {"moment": moment(found.checked)},
    ]


def _named(names: Mapping[str, str]) -> str:
    for tag in (*fallback_order(get_language() or "en"), *names):
        if names.get(tag):
            return names[tag]
    return ""


def _open(arrangement_id: str) -> dict[str, int]:
    """Kind → how many of its records are neither done nor out of use."""
    found = {}
    for code, standings in counts(arrangement_id).items():
        if code in KINDS:
            state = KINDS[code].lifecycle.state
            found[code] = sum(
                n for standing, n in standings.items() if state(standing).tone not in ("good", "off")
            )
    return found
