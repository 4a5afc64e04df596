"""What kinds of records there are and which fields they have: enough to build a form or to check what one sends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from silta.node.errors import NotFound
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.api.shapes import ErrorsShape, KindShape

router = Router(tags=["kinds"])


@router.get("", response=list[KindShape])
def kinds(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - Ninja's signature
    """All kinds, labels in the language of the request."""
    return [_kind(kind) for kind in KINDS.values()]


@router.get("/{code}", response={200: KindShape, 404: ErrorsShape})
def kind(request: HttpRequest, code: str) -> dict[str, Any]:  # noqa: ARG001 - Ninja's signature
    """One kind."""
    if code not in KINDS:
        raise NotFound("record.unknown-kind", code[:48])
    return _kind(KINDS[code])


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "code": kind.code,
        "label": wording.kind_label(kind.code),
        "plural": wording.kind_label(kind.code, plural=True),
        "group": kind.group,
        "joint": kind.joint,
        "title": kind.title,
        "states": {code: wording.state_label(kind.code, code) for code in kind.lifecycle.typed},
        "moves": {code: list(kind.lifecycle.moves.get(code, ())) for code in kind.lifecycle.typed},
        "fields": [_field(field) for field in kind.described],
        "fields_schema": kind.fields.model_json_schema(),
    }


def _field(field: Field) -> dict[str, Any]:
    codes = field.codes
    return {
        "name": field.name,
        "label": wording.label("field", field.label),
        "help": wording.label("help", field.help),
        "shape": field.shape,
        "required": field.required,
        "many": field.many,
        "codes": {code: wording.code_label(codes, code) for code in codes} if codes else None,
        "kinds": list(field.kinds),
        "rows": [_field(row) for row in field.rows],
    }
