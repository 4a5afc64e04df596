"""Reading records, answering them, and starting their next revision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from silta.node.actions import drafts
from silta.node.actions.release import respond
from silta.node.queries import records
from silta.node.queries.finding import find
from silta.node.queries.records import Row
from silta.web.api.shapes import (
    AnswerIn,
    EntryShape,
    ErrorsShape,
    ListShape,
    RecordShape,
    RowShape,
    UidShape,
)
from silta.web.asking import actor_of
from silta.web.pages.records.answers import check_is_about
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language

router = Router(tags=["records"])
MOST = 200


class Filters(Schema):
    """What narrows a list, and how it is ordered: title, number, due, released, state, party, year; ``-`` turns it round."""

    kind: str | None = None
    state: str | None = None
    party: str | None = None
    year: int | None = None
    q: str | None = None
    sort: str = "title"
    after: str | None = None
    limit: int = 50


@router.get("/records", response=ListShape)
def listed(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Records of the arrangement, a page at a time: `next` is the `after` of the next one."""
    around = arrangement_of(request)
    page = records.list_records(
        filters.kind,
        arrangement=around.id if around else None,
        language=reader_language(),
        filters=filters.model_dump(include={"state", "party", "year", "q"}),
        sort=filters.sort,
        after=filters.after,
        limit=max(1, min(filters.limit, MOST)),
    )
    return {"records": [_row(row) for row in page.rows], "next": page.next, "total": page.total_hint}


@router.get("/search", response=list[RowShape])
def search(request: HttpRequest, q: str) -> list[dict[str, Any]]:
    """Records of all kinds that hold all words of `q`, the newest first."""
    around = arrangement_of(request)
    found = find(q, reader_language(), around.id if around else None)
    return [_row(row) for row in found.records]


@router.get("/records/{uuid:uid}", response={200: RecordShape, 404: ErrorsShape})
def record(request: HttpRequest, uid: UUID) -> dict[str, Any]:  # noqa: ARG001 - Ninja's signature
    """A record with its revisions and the answers to them."""
    return records.record_for_tools(uid)


@router.post("/records/{uuid:uid}/answers", response={201: EntryShape, 403: ErrorsShape, 409: ErrorsShape})
def answer(request: HttpRequest, uid: UUID, said: AnswerIn) -> Status[Any]:
    """Comment on a text, agree or object to it. The answer is signed into our log."""
    check_is_about(records.get(uid), said.origin, said.index, said.leaf)
    done = respond(
        actor_of(request),
        target_origin=said.origin,
        target_index=said.index,
        target_leaf=said.leaf,
        verdict=said.verdict,
        reasons=said.reasons,
    )
    return Status(201, done)


@router.post("/records/{uuid:uid}/revise", response={200: UidShape, 403: ErrorsShape})
def revise(request: HttpRequest, uid: UUID) -> dict[str, str]:
    """Start the draft of the next revision of a record of ours; one that is there already stays as it is."""
    return {"uid": drafts.start_revision(actor_of(request), uid)}


def _row(row: Row) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "kind": row.kind,
        "party": row.party,
        "number": row.number,
        "title": row.title,
        "title_language": row.title_language,
        "state": row.state_code,
        "due": row.due,
        "year": row.year,
        "marking": row.marking,
        "released_at": row.released_at,
        "revision": row.revision,
        "leaf": row.leaf,
        "columns": dict(row.columns),
    }
