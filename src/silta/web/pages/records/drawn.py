"""The whole thread of a record or a provision on a page of its own: drawn, and as a table with what is missing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from silta.node.queries import records
from silta.node.queries.links import edges
from silta.web import wording
from silta.web.addresses import provision_url, record_url
from silta.web.asking import answering
from silta.web.components.path import MOST, draw
from silta.web.pages.records.walk import thread_of
from silta.web.subjects import is_about


@answering
def path_of(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The thread through a record."""
    page = records.get(uid, language=wording.reader_language())
    is_about(request, page.row.kind)
    found = records.thread(page.record.id, wording.reader_language())
    urls = {row.uid: record_url(row.kind, row.uid) for step in found for row in step.records}
    urls |= {link.provision: provision_url(link.provision) for step in found for link in step.provisions}
    steps = thread_of(request, page)
    context = {
        "row": page.row,
        "parties": page.arrangement.parties,
        "steps": steps,
        "drawing": draw(steps, edges(urls.keys() - {a for a in urls if "#" in a}), urls),
        "missing": [step for step in steps if step.standing == "missing"],
        "most": MOST,
        "more": any(len(step.places) > MOST for step in steps),
    }
    return render(request, "web/records/path.html", context)
