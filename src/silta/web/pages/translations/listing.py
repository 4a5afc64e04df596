"""What needs translating: our drafts and released records whose texts lack something in the language that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from silta.node.actions.permissions import WRITERS
from silta.node.queries import translations as queries
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.translations import URGENCIES, Asked, Working
from silta.records.registry import KINDS
from silta.records.wordings import OPEN
from silta.web import wording
from silta.web.asking import answering, may, needed_arrangement
from silta.web.subjects import is_about
from silta.words.languages import CODES


@dataclass(frozen=True)
class Row:
    """A record in the list: its title with its language, what it lacks as (status, number), and where its desk is."""

    record: Working
    title: str
    title_language: str
    lacks: list[tuple[str, int]]
    url: str


@dataclass(frozen=True)
class Tab:
    """A language to translate into, with the number of records that lack something in it."""

    language: str
    name: str
    count: int
    query: str
    current: bool


@lru_cache(maxsize=8192)
def said(context: str, msgid: str, language: str) -> str:
    """`wording.label`, remembered: the units of a file ask for the same words again and again."""
    return wording.label(context, msgid, language)


def say(context: str, msgid: str) -> str:
    """A label in the reader's language."""
    return said(context, msgid, wording.reader_language())


@answering
def translations(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as asked, fifty records a page."""
    is_about(request, "translations")
    around = needed_arrangement(request)
    spoken = queries.languages(around)
    asked = asked_of(request, spoken)
    page = queries.waiting(around, asked, request.GET.get("after"))
    context = {
        "rows": [_row(one, asked) for one in page.rows],
        "total": page.total,
        "asked": asked,
        "tabs": _tabs(around, spoken, asked),
        "sources": [(tag, wording.language_name(tag)) for tag in CODES if tag != asked.to],
        "kinds": _kinds(),
        "statuses": list(OPEN)[::-1],
        "urgencies": URGENCIES,
        "filtered": any((asked.source, asked.kind, asked.status, asked.urgency)),
        "query": query_of(asked),
        "next": f"{query_of(asked)}&{urlencode({'after': page.next})}" if page.next else "",
        "later": "after" in request.GET,
        "may_write": may(request, *WRITERS),
    }
    return render(request, "web/translations/list.html", context)


def asked_of(request: HttpRequest, spoken: list[str]) -> Asked:
    """What an address asks for; values that mean nothing are passed over."""
    given = {name: request.GET.get(name, "") for name in ("to", "from", "kind", "status", "urgency")}
    reader = wording.reader_language()
    to = given["to"] if given["to"] in CODES else reader if reader in spoken else spoken[0]
    return Asked(
        to=to,
        source=given["from"] if given["from"] in CODES else "",
        kind=given["kind"] if given["kind"] in KINDS else "",
        status=given["status"] if given["status"] in OPEN else "",
        urgency=given["urgency"] if given["urgency"] in URGENCIES else "",
    )


def query_of(asked: Asked, **other: str) -> str:
    """The part of an address that asks for the same, with `other` values."""
    values = {
        "to": asked.to, "from": asked.source, "kind": asked.kind, "status": asked.status, "urgency": asked.urgency,
    }  # fmt: skip
    return urlencode({name: value for name, value in (values | other).items() if value})


def title_of(one: Working) -> tuple[str, str]:
    """What a record is called, for the reader, and the language that it is in."""
    return one.kind.title_of(one.fields, wording.reader_language())


def _row(one: Working, asked: Asked) -> Row:
    lacking = one.lacking(asked.to)
    title, language = title_of(one)
    url = f"{reverse('translation', args=[one.uid])}?{query_of(asked)}"
    return Row(
        one, title, language, [(code, lacking[code]) for code in list(OPEN)[::-1] if code in lacking], url
    )


def _tabs(around: ArrangementView, spoken: list[str], asked: Asked) -> list[Tab]:
    counts = queries.how_many(around)
    shown = spoken if asked.to in spoken else [*spoken, asked.to]
    return [
        Tab(tag, wording.language_name(tag), counts[tag], query_of(asked, to=tag), tag == asked.to)
        for tag in shown
    ]


def _kinds() -> list[tuple[str, Any]]:
    named = [(code, wording.kind_label(code, plural=True)) for code, kind in KINDS.items() if kind.worded]
    return sorted(named, key=lambda one: one[1].casefold())
