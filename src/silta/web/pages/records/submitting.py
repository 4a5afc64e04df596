"""Between those who write and those who release: a saved draft is submitted, or given back with what has to change."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node.actions.permissions import RELEASERS
from silta.node.actions.submissions import give_back, submit
from silta.node.errors import Refused
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence


def needs_second(request: HttpRequest) -> bool:
    """Whether somebody else releases what this person writes."""
    return bool(settings.HOME.second_person) or not may(request, *RELEASERS)


def submit_saved(request: HttpRequest, uid: str) -> HttpResponse:
    """Submit a draft that has just been saved; back to its form, which says what stands in the way if it does."""
    form = reverse("draft", args=[uid])
    try:
        submit(actor_of(request), uid)
    except Refused:
        messages.error(
            request,
            gettext("Saved, but not submitted: first mend what is marked. The list is beside the form."),
        )
        return HttpResponseRedirect(f"{form}?check")
    messages.success(
        request,
        gettext("Submitted. It stands on the first page of those who release, and you may close this page."),
    )
    return HttpResponseRedirect(form)


@answering
@require_POST
def give_back_draft(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Give a submitted draft back to its writers."""
    try:
        give_back(actor_of(request), uid, request.POST.get("reason", ""))
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return HttpResponseRedirect(reverse("release-draft", args=[uid]))
    messages.success(
        request, gettext("Given back: its writers find it, with your words, on their first page.")
    )
    return HttpResponseRedirect(reverse("home"))
