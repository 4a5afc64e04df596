"""What the frame around every page shows: whose node, which arrangement, the subjects, the languages, the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from silta.web import subjects
from silta.words.languages import LANGUAGES

THEMES: Final = ("system", "light", "dark")


@dataclass(frozen=True)
class Shell:
    """The frame of one page for one reader. `foot` holds sentences about the logs that the page was made from."""

    node: str
    theme: str
    single_keys: bool
    languages: tuple[Any, ...]
    themes: tuple[str, ...] = THEMES
    subjects: list[tuple[str, list[subjects.Item]]] = field(default_factory=list)
    demo: bool = False
    fonts: bool = False


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """Context processor: ``shell`` in every template, made when a template first asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def theme_of(request: HttpRequest) -> str:
    """The reader's theme; anything but a known word in the cookie counts as ``system``."""
    chosen = request.COOKIES.get(settings.SILTA_THEME_COOKIE, "")
    return chosen if chosen in THEMES else "system"


def _shell(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    names = settings.HOME.names
    return Shell(
        node=names.get(get_language() or "en") or names.get("en") or settings.HOME.party.upper(),
        theme=theme_of(request),
        single_keys=request.COOKIES.get(settings.SILTA_KEYS_COOKIE) != "off",
        languages=LANGUAGES,
        subjects=subjects.listed(request, {}) if signed_in else [],
        demo=settings.SILTA_DEMO,
        fonts=finders.find("fonts/fonts.css") is not None,
    )
