"""Calendars: the page with a person's secret addresses, and what a calendar program gets there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from silta.node.actions import views
from silta.node.errors import Denied, NotFound
from silta.node.queries.dates import NextDate, dates_within
from silta.node.queries.rows import local_today
from silta.node.queries.views import feeds
from silta.reports.render.calendar import Entry, Hours, write
from silta.web import wording
from silta.web.addresses import record_url
from silta.web.asking import actor_of, answering
from silta.web.errors import sentence
from silta.words.codes import DATE_TO_KEEP
from silta.words.errors import SiltaError
from silta.words.markings import UNGUARDED
from silta.words.times import moment_of

DAYS: Final = 550


@answering
def page(request: HttpRequest) -> HttpResponse:
    """The addresses; a POST makes one or revokes one. A new one is shown this once."""
    made = ""
    if request.method == "POST":
        number = request.POST.get("revoke", "")
        try:
            if number.isdecimal() and len(number) < 16:
                views.revoke_feed(actor_of(request), int(number))
                messages.success(
                    request, gettext("The address is revoked: nobody gets anything there any more.")
                )
                return redirect("calendars")
            token = views.make_feed(actor_of(request), wording.reader_language())
            made = request.build_absolute_uri(reverse("calendar", args=[token]))
        except (Denied, NotFound):
            raise
        except SiltaError as error:
            messages.error(request, " ".join(sentence(problem) for problem in error.problems))
            return redirect("calendars")
    found = [(one, wording.language_name(one.language)) for one in feeds(actor_of(request))]
    return render(request, "web/calendars.html", {"feeds": found, "made": made})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What lies ahead, as iCalendar; whoever has the address gets it."""
    try:
        language = views.fetched(token)
    except NotFound:
        raise Http404 from None
    with override(language):
        raw = write(_entries(request, language), "Silta")
    response = HttpResponse(raw, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _entries(request: HttpRequest, language: str) -> Iterator[Entry]:
    for one in dates_within(local_today(), language, DAYS):
        row = one.row
        day = date.fromisoformat(one.day)
        until = date.fromisoformat(row.due) if row.due and not one.what else day
        yield Entry(
            uid=f"{row.uid}-{one.what or 'due'}-{one.day}@{settings.HOME.party}.silta",
            start=day,
            until=until,
            summary=_summary(one),
            description=f"{wording.kind_label(row.kind)}, {wording.state_label(row.kind, row.state_code)}",
            url=request.build_absolute_uri(record_url(row.kind, row.uid)),
            stamp=datetime.fromisoformat(row.released_at),
            hours=None if one.what else _hours(row.columns),
        )


def _hours(fields: Mapping[str, Any]) -> Hours | None:
    """The hours of a record that has some on a day of the calendar; a month has none."""
    begins, zone = fields.get("begins"), fields.get("zone")
    if not begins or not zone or moment_of(str(fields.get("start")), begins, zone) is None:
        return None
    ends = fields.get("ends")
    return Hours(time.fromisoformat(begins), time.fromisoformat(ends) if ends else None, zone)


def _summary(one: NextDate) -> str:
    row = one.row
    words = [wording.code_label(DATE_TO_KEEP, one.what)] if one.what else []
    called = row.title if row.marking in UNGUARDED else wording.kind_label(row.kind)
    return ": ".join([*words, f"{row.number} {called}".strip()])


urlpatterns = [
    path("preferences/calendars/", page, name="calendars"),
    path("calendar/<str:token>.ics", feed, name="calendar"),
]
