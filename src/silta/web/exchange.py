"""The exchange address: published files of a node's logs, for members of the arrangement and nobody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from silta.ledger.errors import MissingFile
from silta.node.exchange import gate

_TYPE = "application/octet-stream"


@require_GET
def file(request: HttpRequest, arrangement: str, rest: str) -> HttpResponse:
    """One published file. 401 for all but members, whether it exists or not; 404 for a member who asks for what is not there."""
    member = gate.member(
        request.headers.get("Authorization", ""), arrangement, request.get_host(), request.path
    )
    if member is None:
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Silta"})
    try:
        data = gate.read(arrangement, rest)
    except MissingFile:
        return HttpResponse(status=404)
    answer = HttpResponse(data, content_type=_TYPE)
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = "attachment"
    return answer


urlpatterns = [path("<str:arrangement>/<path:rest>", file, name="exchange-file")]
