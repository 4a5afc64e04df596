"""Who had access to what: accounts and their roles, sign-ins, files that were saved, what was released and agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from silta.node.actions.permissions import AUDITORS, require
from silta.node.queries import access
from silta.node.queries.access import Line, Wanted
from silta.reports.sheets.plain import plain_csv, plain_xlsx
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.words.codes import ROLE
from silta.words.node_codes import ACCESS

_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@answering
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The page: the accounts, then the lines that fit the filters, a hundred at a time."""
    require(actor_of(request), *AUDITORS)
    wanted = _wanted(request)
    before = request.GET.get("before", "")
    lines, after = access.lines(wanted, int(before) if before.isdecimal() and len(before) < 16 else None)
    kept = request.GET.copy()
    kept.pop("before", None)
    context = {
        "accounts": access.accounts() if not before else [],
        "lines": lines,
        "after": after,
        "query": kept.urlencode(),
        "wanted": wanted,
        "codes": [(code, wording.code_label(ACCESS, code)) for code in ACCESS],
        "names": access.names(),
        "filtered": wanted != Wanted(),
        "days": settings.HOME.access_days,
    }
    return render(request, "web/access.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    what = request.GET.get("what", "")
    return Wanted(
        what if what in ACCESS else "",
        request.GET.get("name", "").strip()[:150],
        _day(request.GET.get("start", "")),
        _day(request.GET.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@answering
@require_safe
def save(request: HttpRequest, form: str) -> HttpResponse:
    """The lines that fit the filters as a file."""
    require(actor_of(request), *AUDITORS)
    if form not in _TYPES:
        raise Http404
    title = gettext("Who had access")
    headings = [
        gettext("When"), gettext("Who"), gettext("Roles then"), gettext("What"), gettext("About"), gettext("More"),
        gettext("Address"),
    ]  # fmt: skip
    rows = _cells(access.every_line(_wanted(request)))
    data = plain_xlsx(title, headings, rows) if form == "xlsx" else plain_csv(headings, rows)
    answer = HttpResponse(data, content_type=_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="access.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cells(lines: Iterator[Line]) -> Iterator[list[str]]:
    for line in lines:
        about = " ".join(filter(None, (_kind(line), line.subject, line.uid)))
        yield [
            line.at.isoformat(timespec="seconds"),
            line.name,
            roles_of(line.roles),
            wording.code_label(ACCESS, line.what),
            about,
            changed_roles(line),
            line.address,
        ]


def _kind(line: Line) -> str:
    return wording.kind_label(line.kind) if line.kind else ""


def roles_of(roles: Any) -> str:
    """Labels of roles, with commas."""
    return ", ".join(wording.code_label(ROLE, str(role)) for role in roles or ())


def changed_roles(line: Line) -> str:
    """Roles before and after a change of them; of an account that was added, those that it got."""
    if "after" not in line.data:
        return ""
    after = roles_of(line.data["after"]) or "–"
    return f"{roles_of(line.data['before']) or '–'} → {after}" if "before" in line.data else after


urlpatterns = [
    path("", overview, name="access"),
    path("file.<str:form>", save, name="access-file"),
]
