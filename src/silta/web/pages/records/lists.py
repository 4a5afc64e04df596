"""Lists of records, one kind at a time: filters, columns that sort, fifty rows a page; and the kinds themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST

from silta.node.actions.permissions import WRITERS
from silta.node.actions.views import delete_view, save_view
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.node.queries.notes import undoable_sheet
from silta.node.queries.records import DraftView, Page, Row
from silta.node.queries.views import saved_views
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.addresses import record_url
from silta.web.asking import actor_of, answering, may
from silta.web.components.values import Drawer
from silta.web.errors import sentence
from silta.web.pages.records.purposes import PURPOSES
from silta.web.shell import arrangement_of
from silta.web.subjects import is_about
from silta.words.errors import SiltaError

_NOT_IN_ROWS: Final = ("rows", "prose", "ref", "refs", "frozen")
"""Shapes that no column shows: they are too long, or need titles from elsewhere."""
_TOGETHER: Final = (
    ("gap", "roadmap-item"),
    ("event", "participation", "evaluation", "application-check"),
    ("meeting", "minutes", "decision", "remark"),
    ("consultation", "advice", "advice-response"),
    ("assessment", "finding"),
    ("practice", "applicability-review"),
    ("indicator", "result"),
)
"""Kinds that are read together: each list links to the other."""
_FILTERS: Final = ("q", "state", "party", "year")


@dataclass(frozen=True)
class Column:
    """A column: its heading, and for one that sorts the value that a click asks for and how it stands now."""

    label: str
    sort: str = ""
    standing: str = ""

    @property
    def icon(self) -> str:
        return {"ascending": "up", "descending": "down"}.get(self.standing, "updown")


@dataclass(frozen=True)
class Cell:
    """A value under a heading."""

    label: str
    value: Any


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list; `title` is a text in wire form or a string."""

    draft: DraftView
    number: str
    title: Any


def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """The records of one kind; of a kind that only a newer partner knows, what every record has."""
    is_about(request, kind)
    known = KINDS.get(kind)
    around = arrangement_of(request)
    views = saved_views(actor_of(request), kind)
    default = next((view for view in views if view.is_default), None)
    if default and not request.GET:
        return HttpResponseRedirect(f"?{default.query}")
    filters, sort = asked_of(request, known)
    page = records.list_records(
        kind,
        arrangement=around.id if around else None,
        language=wording.reader_language(),
        filters=filters,
        sort=sort,
        after=request.GET.get("after"),
    )
    if known is None and not page.total_hint:
        raise Http404
    may_write = known is not None and around is not None and may(request, *WRITERS)
    context = {
        "page": page,
        "sort": sort,
        "parties": around.parties if around else (),
        "may_write": may_write,
        "views": [(view, view.query == _query(request, None)) for view in views],
        "clear": "?view=all" if default else "?",
        "first": _query(request, None),
        "known": known is not None and around is not None,
        "next": _query(request, page.next) if page.next else "",
    }
    if around and may_write:
        context |= _drafts(request, kind, around.id)
    drawer = Drawer(around.parties if around else (), kind=kind)
    shown = _names(kind) | _filters(known, filters) | _columns(known, page, drawer, sort)
    return render(request, "web/records/list.html", context | shown)


def _drafts(request: HttpRequest, kind: str, arrangement: str) -> dict[str, Any]:
    """A page of the drafts of a kind, and how many of the last sheet can be taken back."""
    drafts, more = records.drafts_page(kind, arrangement, request.GET.get("drafts", ""))
    return {
        "drafts": [draft_row(one) for one in drafts],
        "more_drafts": _query(request, more, "drafts") if more else "",
        "undoable": undoable_sheet(actor_of(request), kind, arrangement),
    }


def asked_of(request: HttpRequest, kind: Kind | None) -> tuple[dict[str, str], str]:
    """The filters and the order that an address asks for."""
    filters = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    filters |= {field.name: request.GET.get(field.name, "") for field in _choosable(kind)}
    return filters, request.GET.get("sort") or ("number" if kind and kind.number else "title")


def _names(kind: str) -> dict[str, Any]:
    """What the kind is called and for, and the kinds that are read together with it."""
    return {
        "code": kind,
        "singular": wording.kind_label(kind),
        "plural": wording.kind_label(kind, plural=True),
        "purpose": PURPOSES.get(kind, ""),
        "together": next((group for group in _TOGETHER if kind in group), ()),
    }


def _filters(kind: Kind | None, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The fields that narrow the list, with what is chosen in them."""
    return {
        "filters": chosen,
        "filtered": any(chosen.values()),
        "selects": [(field, chosen[field.name]) for field in _choosable(kind)],
        "states": _states(kind),
        "has_year": kind is not None and bool(kind.year),
    }


@answering
@require_POST
def keep_view(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the filters of a list under a name, or delete a view."""
    number = request.POST.get("delete", "")
    query = QueryDict(request.POST.get("query", "")[:500], mutable=True)
    for name in ("after", "drafts", "view"):
        query.pop(name, None)
    try:
        if number.isdecimal() and len(number) < 16:
            delete_view(actor_of(request), int(number))
        else:
            name, default = request.POST.get("name", ""), "default" in request.POST
            save_view(actor_of(request), kind, name, query.urlencode(), default=default)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
    return HttpResponseRedirect(
        f"{reverse('records-of-kind', args=[kind])}?{query.urlencode() or 'view=all'}"
    )


def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds, with how many records there are of each."""
    around = arrangement_of(request)
    counted = records.counts(around.id if around else None)
    held = [(kind, sum(counted.get(kind.code, {}).values()), PURPOSES[kind.code]) for kind in KINDS.values()]
    unknown = sorted((code, sum(states.values())) for code, states in counted.items() if code not in KINDS)
    return render(request, "web/records/kinds.html", {"kinds": held, "unknown": unknown})


def draft_row(draft: DraftView) -> DraftRow:
    """A draft with what it is called; nothing in it has been checked yet."""
    kind = KINDS.get(draft.kind)
    number = draft.fields.get(kind.number) if kind else None
    title = draft.fields.get(kind.title) if kind else None
    if isinstance(title, Mapping):
        title = {tag: one for tag, one in title.items() if isinstance(one, Mapping) and one.get("text")}
    return DraftRow(draft, number if isinstance(number, str) else "", title or gettext("without a title"))


def _choosable(kind: Kind | None) -> list[Field]:
    """The columns that hold codes: each becomes a choice among the filters."""
    return [field for field in map(kind.field, kind.columns) if field.shape == "code"] if kind else []


def _states(kind: Kind | None) -> list[tuple[str, str]]:
    lifecycle = kind.lifecycle if kind else None
    codes = [*lifecycle.typed, *lifecycle.computed] if lifecycle else []
    return [(code, wording.state_label(kind.code if kind else "", code)) for code in (*codes, "withdrawn")]


def _columns(kind: Kind | None, page: Page, drawer: Drawer, sort: str) -> dict[str, Any]:
    """The columns that every list has, those of the kind, and the rows with the values of the latter."""
    names = kind.columns if kind else ()
    fields = [
        field
        for name in names
        if kind and name != kind.number and (field := kind.field(name)).shape not in _NOT_IN_ROWS
    ]
    number = kind.field(kind.number).label if kind and kind.number else ""
    title = wording.label("field", kind.field(kind.title).label) if kind else pgettext("column", "Record")
    return {
        "columns": [_column(kind, field, sort) for field in fields if kind],
        "number_column": _sortable(wording.label("field", number), "number", sort) if number else None,
        "title_column": _sortable(title, "title", sort),
        "party_column": _sortable(pgettext("column", "Party"), "party", sort),
        "time_column": _sortable(pgettext("column", "Released"), "released", sort),
        "state_column": _sortable(pgettext("column", "State"), "state", sort),
        "rows": [
            (row, record_url(row.kind, row.uid), list(_cells(drawer, fields, _values(kind, row))))
            for row in page.rows
        ],
    }


def _column(kind: Kind, field: Field, sort: str) -> Column:
    words = wording.label("field", field.label)
    for by, names in (("due", kind.due), ("year", kind.year)):
        if names == (field.name,):
            return _sortable(words, by, sort)
    return Column(words)


def _sortable(words: str, by: str, sort: str) -> Column:
    if sort.removeprefix("-") != by:
        return Column(words, by)
    descending = sort.startswith("-")
    return Column(words, by if descending else f"-{by}", "descending" if descending else "ascending")


def _values(kind: Kind | None, row: Row) -> dict[str, Any]:
    """The values of the columns; what is computed as due stands in the column of the field that it is computed from."""
    if kind is None or kind.due_by is None:
        return dict(row.columns)
    return {**row.columns, **dict.fromkeys(kind.due, row.due)}


def _cells(drawer: Drawer, fields: list[Field], values: Mapping[str, Any]) -> Iterator[Cell]:
    for field in fields:
        yield Cell(wording.label("field", field.label), drawer.draw(field, values.get(field.name)))


def _query(request: HttpRequest, cursor: str | None, name: str = "after") -> str:
    """The query of the same list from `cursor` on (None: from its beginning), or of what `name` is the cursor of."""
    query = request.GET.copy()
    query.pop("drafts", None)
    query.pop("after", None)
    if cursor is not None:
        query[name] = cursor
    return query.urlencode()
