"""Notes among colleagues about a provision, and the text blocks for reasoning: neither ever leaves the node."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node.actions import notes as actions
from silta.node.actions.permissions import WRITERS
from silta.node.errors import Denied, NotFound
from silta.node.queries import crosswalk as queries
from silta.node.queries.notes import text_blocks
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.wording import reader_language
from silta.words.errors import SiltaError


@answering
@require_POST
def note(request: HttpRequest, uid: UUID, fragment: str) -> HttpResponse:
    """Write a note about a benchmark provision, or delete one of one's own."""
    page = queries.crosswalk(str(uid), reader_language())
    number = request.POST.get("delete", "")
    try:
        if number.isdecimal() and len(number) < 16:
            actions.delete_note(actor_of(request), int(number))
        else:
            words = request.POST.get("text", "")
            actions.write_note(actor_of(request), page.address_of(fragment), words, reader_language())
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
    return redirect(f"{reverse('workbench', args=[uid, fragment])}#notes")


@answering
def blocks(request: HttpRequest) -> HttpResponse:
    """The text blocks of this node; a POST keeps, changes or deletes one."""
    if request.method == "POST":
        try:
            _act(request)
        except (Denied, NotFound):
            raise
        except SiltaError as error:
            for problem in error.problems:
                messages.error(request, sentence(problem))
        return redirect("text-blocks")
    context = {"blocks": text_blocks(reader_language()), "may_write": may(request, *WRITERS)}
    return render(request, "web/crosswalk/blocks.html", context)


def _act(request: HttpRequest) -> None:
    post, actor = request.POST, actor_of(request)
    number = post.get("number", "")
    # What is no number is the number of no block.
    known = (int(number) if number.isdecimal() and len(number) < 16 else 0) if number else None
    if post.get("do") == "delete" and known is not None:
        actions.delete_text_block(actor, known)
        messages.success(request, gettext("Text block deleted."))
        return
    actions.save_text_block(actor, post.get("name", ""), post.get("text", ""), reader_language(), known)
    messages.success(request, gettext("Text block kept."))
