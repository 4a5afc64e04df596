"""What does not fit in a plan, in words; and the numbers that a node keeps its plans to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext, gettext_lazy, ngettext

from silta.node.actions.permissions import RELEASERS
from silta.node.actions.planning import HIGHEST, set_limits
from silta.node.errors import Refused
from silta.node.queries.planning import Seen, limits_of
from silta.node.queries.rows import Row
from silta.records.planning import Limits, Misfit
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.errors import sentence
from silta.web.subjects import is_about
from silta.web.writing import day, month, number, period
from silta.words.errors import Problem
from silta.words.node_codes import PLAN_WARNING

_LATE: Final = "-late"


@dataclass(frozen=True)
class Told:
    """A warning for a page: what it is about, the word for it, its sentence, and the records that it clashes with."""

    row: Row | None
    icon: str
    tone: str
    word: str
    words: str
    others: tuple[Row, ...]


def told_of(seen: Seen, uid: str) -> list[Told]:
    """The warnings about one record."""
    return [_told(one, seen.rows) for one in seen.warnings.get(uid, ())]


def told_once(seen: Seen, uids: Iterable[str]) -> list[Told]:
    """The warnings about several records, by day; a clash of two of them is told once, a full month once."""
    wanted, said, found = set(uids), set[tuple[Any, ...]](), []
    every = {one: None for uid, several in seen.warnings.items() if uid in wanted for one in several}
    for one in sorted(every, key=lambda one: (one.day, one.code, one.uid)):
        key = (one.code, one.day, frozenset({one.uid, *one.others}))
        if key not in said:
            said.add(key)
            found.append(_told(one, seen.rows))
    return found


def _told(one: Misfit, rows: Mapping[str, Row]) -> Told:
    late = one.code.endswith(_LATE)
    return Told(
        rows.get(one.uid),
        "clock" if late else "warn",
        "wait",
        wording.code_label(PLAN_WARNING, one.code),
        _SAYING[one.code](one),
        tuple(rows[uid] for uid in one.others if uid in rows),
    )


def _week(one: Misfit) -> str:
    return period(one.day, one.day + timedelta(days=6))


def _people(one: Misfit) -> str:
    return gettext("{who}: needed in two places in one week ({week}).").format(
        who=", ".join(one.who), week=_week(one)
    )


def _host(one: Misfit) -> str:
    return gettext("One side is host to both in one week ({week}).").format(week=_week(one))


def _days(one: Misfit) -> str:
    return gettext("Both take place on {day}.").format(day=day(one.day))


def _full(one: Misfit) -> str:
    return ngettext(
        "{n} visit or event begins in {month}.", "{n} visits or events begin in {month}.", one.number
    ).format(n=number(one.number), month=month(one.day))


def _visa(one: Misfit) -> str:
    return gettext("Visas should have been applied for by {day}, {n} days before.").format(
        day=day(one.day), n=number(one.number)
    )


def _clearance(one: Misfit) -> str:
    return gettext("Clearances should have been applied for by {day}, {n} days before.").format(
        day=day(one.day), n=number(one.number)
    )


def _interpretation(one: Misfit) -> str:
    return gettext("Interpreters should have been booked by {day}, {n} days before.").format(
        day=day(one.day), n=number(one.number)
    )


_SAYING: Final[Mapping[str, Callable[[Misfit], str]]] = {
    "same-people": _people,
    "same-host": _host,
    "same-days": _days,
    "full-month": _full,
    "visa-late": _visa,
    "clearance-late": _clearance,
    "interpretation-late": _interpretation,
}
_LABELS: Final[Mapping[str, Any]] = {
    "visa_days": gettext_lazy("Visas are applied for, days before"),
    "clearance_days": gettext_lazy("Clearances are applied for, days before"),
    "interpretation_days": gettext_lazy("Interpreters are booked, days before"),
    "per_month": gettext_lazy("Visits and events that one month can carry"),
}


@dataclass(frozen=True)
class LimitField:
    """One number of the form: its name, label, value and default."""

    name: str
    label: str
    value: str
    default: int


@answering
def limits(request: HttpRequest) -> HttpResponseBase:
    """The numbers by which plans are judged; those who release can change them."""
    is_about(request, "programme")
    around = needed_arrangement(request)
    sent: Mapping[str, str] = {}
    if request.method == "POST":
        sent = {name: request.POST.get(name, "").strip() for name in _LABELS}
        try:
            set_limits(
                actor_of(request), around.id, {name: _whole(name, value) for name, value in sent.items()}
            )
        except Refused as error:
            messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        else:
            messages.success(request, gettext("The warnings now go by these numbers."))
            return redirect("plan-limits")
    return _limits_page(request, around.id, sent)


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused.of((Problem("plan.bad-limit", name, {"highest": HIGHEST}),))
    return int(text)


def _limits_page(request: HttpRequest, arrangement_id: str, sent: Mapping[str, str]) -> HttpResponse:
    held, defaults = asdict(limits_of(arrangement_id)), asdict(Limits())
    fields = [
        LimitField(name, str(label), sent.get(name, str(held[name])), defaults[name])
        for name, label in _LABELS.items()
    ]
    context = {"fields": fields, "may_change": may(request, *RELEASERS), "highest": HIGHEST}
    return render(request, "web/programme/limits.html", context, status=400 if sent else 200)


urlpatterns = [path("programme/limits/", limits, name="plan-limits")]
