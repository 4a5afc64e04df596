"""Attaching a file to a draft."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.ledger.entries import MAX_BLOB
from silta.node.actions import drafts
from silta.node.errors import Denied, NotFound
from silta.web.asking import actor_of, answering
from silta.web.errors import sentence
from silta.words.errors import SiltaError

_UNTYPED: Final = "application/octet-stream"


@answering
@require_POST
def attach(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Attach the file that was sent; one of the same name is replaced."""
    file = request.FILES.get("file")
    back = HttpResponseRedirect(reverse("draft", args=[uid]) + "#files")
    if file is None:
        messages.warning(request, gettext("Choose a file first."))
        return back
    try:
        drafts.attach(actor_of(request), uid, _read(file), file.content_type or _UNTYPED, file.name or "file")
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return back
    messages.success(request, gettext("“{name}” is attached.").format(name=file.name))
    return back


def _read(file: UploadedFile[bytes]) -> bytes:
    """The bytes of a file, if no more than an entry can name. Asked before reading: they would all be in memory at once."""
    if (file.size or 0) > MAX_BLOB:
        raise SiltaError("ledger.too-large", size=file.size, limit=MAX_BLOB)
    return bytes(file.read())
