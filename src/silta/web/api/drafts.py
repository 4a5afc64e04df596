"""Drafts: begin, read, save, release, throw away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from silta.node.actions import drafts
from silta.node.actions.permissions import WRITERS, require
from silta.node.actions.release import release
from silta.node.queries import records
from silta.node.queries.records import DraftView
from silta.web.api.refusals import told
from silta.web.api.shapes import DraftIn, DraftShape, ErrorsShape, ReleasedShape, SaveIn
from silta.web.asking import actor_of
from silta.web.shell import arrangement_of

router = Router(tags=["drafts"])
_REFUSED = {403: ErrorsShape, 404: ErrorsShape, 409: ErrorsShape, 422: ErrorsShape}


@router.get("", response={200: list[DraftShape], **_REFUSED})
def listed(request: HttpRequest, kind: str | None = None) -> list[dict[str, Any]]:
    """The drafts of this node, those saved last first; what stands in the way of each is told with the draft itself."""
    require(actor_of(request), *WRITERS)
    return [_shown(one) for one in records.drafts(kind)]


@router.post("", response={201: DraftShape, **_REFUSED})
def create(request: HttpRequest, sent: DraftIn) -> Status[dict[str, Any]]:
    """Begin a record."""
    around = arrangement_of(request)
    arrangement = sent.arrangement or (around.id if around else "")
    uid = drafts.create(actor_of(request), arrangement, sent.kind, sent.fields, marking=sent.marking)
    return Status(201, _whole(uid))


@router.get("/{uuid:uid}", response={200: DraftShape, **_REFUSED})
def read(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    """One draft, with what stands between it and its release."""
    require(actor_of(request), *WRITERS)
    return _whole(uid)


@router.put("/{uuid:uid}", response={200: DraftShape, **_REFUSED})
def save(request: HttpRequest, uid: UUID, sent: SaveIn) -> dict[str, Any]:
    """Put `fields` in place of the draft's; refused if somebody has saved it since `version`."""
    drafts.save(actor_of(request), uid, sent.fields, version=sent.version, marking=sent.marking)
    return _whole(uid)


@router.delete("/{uuid:uid}", response={204: None, **_REFUSED})
def discard(request: HttpRequest, uid: UUID) -> Status[None]:
    """Throw a draft away."""
    drafts.discard(actor_of(request), uid)
    return Status(204, None)


@router.post("/{uuid:uid}/release", response={201: ReleasedShape, **_REFUSED})
def release_draft(request: HttpRequest, uid: UUID) -> Status[Any]:
    """Sign the draft into the log. It cannot be taken back."""
    return Status(201, release(actor_of(request), uid))


def _whole(uid: str | UUID) -> dict[str, Any]:
    return _shown(records.draft(uid)) | {"problems": told(drafts.problems(uid))["errors"]}


def _shown(held: DraftView) -> dict[str, Any]:
    return {
        "uid": held.uid,
        "arrangement": held.arrangement,
        "kind": held.kind,
        "base": held.base,
        "marking": held.marking,
        "version": held.version,
        "fields": dict(held.fields),
        "problems": [],
    }
