"""Attachments: handed over as downloads, never shown, since they come from outside."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from silta.node.actions.permissions import WRITERS
from silta.node.queries import attachments
from silta.web.asking import answering, may


@answering
@require_safe
def attachment(request: HttpRequest, uid: UUID, digest: str) -> HttpResponseBase:
    """A file of a record, or of a draft for those who write. Whatever its type is said to be, the browser gets bytes to store."""
    held = attachments.held(uid, digest, drafts=may(request, *WRITERS))
    try:
        opened = held.path.open("rb")
    except OSError:
        raise Http404 from None
    answer = FileResponse(
        opened, as_attachment=True, filename=held.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
