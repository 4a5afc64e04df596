"""Notes among colleagues about a record of any kind: they never leave the node."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from silta.node.actions import notes
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.web.asking import actor_of, answering
from silta.web.errors import sentence
from silta.web.wording import reader_language
from silta.words.errors import SiltaError


@answering
@require_POST
def note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write a note about a record, or delete one of one's own."""
    records.get(uid)
    number = request.POST.get("delete", "")
    try:
        if number.isdecimal() and len(number) < 16:
            notes.delete_note(actor_of(request), int(number))
        else:
            notes.write_note(actor_of(request), str(uid), request.POST.get("text", ""), reader_language())
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
    return redirect(f"{reverse('record', args=[uid])}#notes")
