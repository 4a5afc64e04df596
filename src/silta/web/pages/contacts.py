"""Contact by area: when the parties last met or wrote about each area, what comes next, and where it has been quiet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext

from silta.node.actions.contacts import LONGEST, set_quiet_months
from silta.node.actions.permissions import RELEASERS
from silta.node.errors import Refused
from silta.node.queries.contacts import AreaLine, area_lines, days_of_contact, quiet_months
from silta.node.queries.rows import local_today
from silta.records.duties import add_months
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language

BACK, AHEAD = 12, 6
"""Months of the picture before and after today."""
_WIDTH: Final = 180


@dataclass(frozen=True)
class Dot:
    """One contact in the picture: its place along the axis, and how it is drawn (a code of `Sort`)."""

    x: str
    look: str


@dataclass(frozen=True)
class Line:
    """An area with its picture."""

    area: AreaLine
    dots: tuple[Dot, ...]


@answering
def page(request: HttpRequest) -> HttpResponseBase:
    """The table with a small picture for each area; a POST chooses how long quiet is."""
    around, today = arrangement_of(request), local_today()
    if request.method == "POST" and around:
        _choose(request, around.id)
        return redirect("contact-by-area")
    lines = area_lines(around.id, today, reader_language()) if around else []
    days = days_of_contact(around.id, *_ends(today)) if around else {}
    context = {
        "lines": [Line(line, _dots(days.get(line.contact.area, ()), today)) for line in lines],
        "quiet": sum(line.contact.quiet for line in lines),
        "months": quiet_months(around.id) if around else 0,
        "longest": LONGEST,
        "may_choose": may(request, *RELEASERS),
        "now": _place(today, today),
        "width": _WIDTH,
        "back": BACK,
        "ahead": AHEAD,
    }
    return render(request, "web/contacts.html", context)


def _choose(request: HttpRequest, arrangement_id: str) -> None:
    given = request.POST.get("months", "")
    months = int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0
    try:
        set_quiet_months(actor_of(request), arrangement_id, months)
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
    else:
        messages.success(request, gettext("The time is kept, for this node alone."))


def _ends(today: date) -> tuple[date, date]:
    """The first and the last day of the picture."""
    return add_months(today, -BACK), add_months(today, AHEAD)


def _dots(days: Iterable[tuple[date, str]], today: date) -> tuple[Dot, ...]:
    """The contacts within the picture; several at one place are drawn once."""
    found = {
        Dot(_place(min(day, today) if sort == "met" else day, today), sort)
        for day, sort in days
        if sort != "planned" or day >= today
    }
    # What people met for lies over what they wrote.
    order = ("written", "planned", "met")
    return tuple(sorted(found, key=lambda dot: (order.index(dot.look), float(dot.x))))


def _place(day: date, today: date) -> str:
    first, last = _ends(today)
    return f"{6 + (_WIDTH - 12) * (day - first).days / (last - first).days:.0f}"


urlpatterns = [path("contacts/areas/", page, name="contact-by-area")]
