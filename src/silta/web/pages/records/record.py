"""The page of one record, whatever its kind: what it says, who has answered, where it stands in the thread, its history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.actions.permissions import RELEASERS, WRITERS
from silta.node.queries import records
from silta.node.queries.links import Link, links_of
from silta.node.queries.notes import notes
from silta.node.queries.records import Event, RecordPage, Row
from silta.records.views import Revision
from silta.web import wording
from silta.web.addresses import record_url
from silta.web.asking import actor_of, answering, may
from silta.web.components.texts import second_language, side_by_side
from silta.web.components.thread import Step
from silta.web.components.values import Drawer
from silta.web.errors import sentence
from silta.web.pages.library.overtaken import Told as ToldChange
from silta.web.pages.library.overtaken import told as told_changes
from silta.web.pages.records.answers import AnswerForm, agreements, answer_form
from silta.web.pages.records.particulars import particulars_of
from silta.web.pages.records.parts import parts_of, texts_of
from silta.web.pages.records.walk import thread_of
from silta.web.pages.reports import documents_about
from silta.web.subjects import is_about


def _what_changed(page: RecordPage, revision: Any) -> list[ToldChange]:
    """For a stale mapping: what newer texts word otherwise than when it was decided."""
    is_stale = page.row.kind == "mapping" and page.row.state_code == "stale"
    return told_changes(revision.fields) if is_stale and revision.fields else []


@dataclass(frozen=True)
class Told:
    """An event of the history, with the revision before it where the two can be compared."""

    event: Event
    before: int = 0


_LINKED: Final = 100
"""Records named as linked here; what points to a crosswalk may be ten thousand mappings."""


@answering
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page of a record; `?revision=` shows an older one, `?beside=` sets another language beside the reader's."""
    page = records.get(uid, party=request.GET.get("party"), language=wording.reader_language())
    return show(request, page)


def show(
    request: HttpRequest, page: RecordPage, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of `page`; with the answer form that a person sent in vain, if any."""
    is_about(request, page.row.kind)
    revision = _chosen(page, request.GET.get("revision", ""))
    steps = thread_of(request, page)
    told = records.history(page.record.id, party=page.record.party)
    context = {
        "page": page,
        "row": page.row,
        "problems": list(_odd_problems(page)),
        "kind": page.kind,
        "revision": revision,
        "is_latest": revision is page.record.latest,
        **_said(request, page, revision),
        "parties": page.arrangement.parties,
        "agreements": agreements(page),
        "answers": [event for event in told if event.verb in ("comment", "agree", "object", "receipt")],
        "history": _history(told),
        "steps": steps,
        **_linked_here(page, steps),
        "form": form or answer_form(request, page),
        **particulars_of(request, page, revision),
        "what_changed": _what_changed(page, revision),
        "documents": documents_about(page.row.kind, page.record.id, str(page.record.fields.get("start", ""))),
        "others": [party for party in page.arrangement.parties if party.code != page.row.party],
    }
    return render(request, "web/records/record.html", context | _of_reader(request, page), status=status)


def _of_reader(request: HttpRequest, page: RecordPage) -> dict[str, object]:
    """What the reader may do, and what colleagues have noted."""
    writes, ours = may(request, *WRITERS), page.row.is_own
    return {
        "next_states": next_states(page) if writes and ours else [],
        "notes": notes(actor_of(request), page.record.id),
        "may_write": writes,
        "may_revise": writes and ours and page.kind is not None,
        "may_release": ours and may(request, *RELEASERS),
    }


def next_states(page: RecordPage) -> list[tuple[str, str]]:
    """The states that a new revision may give the record, with what they are called; none while one is being drafted."""
    if page.kind is None or page.draft or page.record.withdrawn or not page.record.fields:
        return []
    codes = page.kind.lifecycle.may_follow(page.row.state)[1:] if page.row.state else ()
    return [(code, wording.state_label(page.kind.code, code)) for code in codes]


def _said(request: HttpRequest, page: RecordPage, revision: Revision) -> dict[str, Any]:
    """What `revision` says: its title and its fields as drawn, and the language that stands beside the reader's."""
    fields, reader = revision.fields or {}, wording.reader_language()
    drawer = Drawer(page.arrangement.parties, _links(page, revision), page.row.kind)
    texts = texts_of(page.kind, fields) if page.kind else []
    beside = request.GET.get("beside") or second_language(texts, reader)
    parts = parts_of(page.kind, fields, drawer, beside)
    return {
        "title": side_by_side(fields.get(page.kind.title), reader, beside) if page.kind else None,
        "parts": parts,
        "languages": [(tag, wording.language_name(tag)) for tag in parts.languages],
        "beside": beside,
    }


def _odd_problems(page: RecordPage) -> Iterator[str]:
    """What is wrong with what a partner sent: the field, and the sentence with the value that was received."""
    try:
        odd = json.loads(page.odd or "{}")
    except ValueError:  # too long to be shown whole
        odd = {}
    for problem in page.problems:
        name = problem.where.partition(".")[0].partition("[")[0]
        data = {"value": str(odd[name]), **problem.data} if name in odd else problem.data
        words = sentence(replace(problem, data=data))
        known = page.kind is not None and page.kind.has(name)
        label = wording.label("field", page.kind.field(name).label) if page.kind and known else ""
        yield f"{label}: {words}" if label else words


def _chosen(page: RecordPage, number: str) -> Revision:
    """The revision that was asked for, else the latest. Raises `Http404`."""
    if not number:
        return page.record.latest
    held = [one for one in page.record.revisions if str(one.number) == number]
    if not held:
        raise Http404
    return held[-1]


def _links(page: RecordPage, revision: Revision) -> dict[str, Link]:
    if page.kind is None or revision.fields is None:
        return {}
    found = links_of(page.kind, revision.fields, wording.reader_language())
    return {link.uid or link.provision: link for link in found}


def _history(events: Sequence[Event]) -> list[Told]:
    """What the owner said, the newest first; each readable revision with the one before it."""
    told: list[Told] = []
    before = 0
    for event in events:
        if event.verb == "released":
            told.append(Told(event, before))
            before = event.revision
        elif event.verb in ("withdrawn", "erased"):
            told.append(Told(event))
    return told[::-1]


def _linked_here(page: RecordPage, steps: Sequence[Step]) -> dict[str, object]:
    """What points to the record and is no step of its thread, with its page; what does so twice is named once. Of thousands, as
    a crosswalk has, the first are named, and the others counted.
    """
    named = {place.url for step in steps for place in step.places}
    found: dict[str, Row] = {}
    links = records.references_in(page.record.id, wording.reader_language(), most=_LINKED)
    left = records.count_references_in(page.record.id) - len(links) if len(links) == _LINKED else 0
    for link in links:
        url = record_url(link.row.kind, link.uid) if link.row else ""
        if link.row and url not in named:
            found[url] = link.row
    return {"linked": [(row, url) for url, row in found.items()], "linked_left": left}
