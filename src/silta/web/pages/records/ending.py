"""Withdrawing a record of ours, and erasing the text of a revision: both say what they cannot undo before they are done."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from silta.node.actions.permissions import RELEASERS, require
from silta.node.actions.release import Released, erase, erase_all, withdraw
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.node.queries.records import RecordPage
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.subjects import is_about
from silta.words.codes import ERASURE_REASON, WITHDRAWAL_REASON
from silta.words.errors import Problem, SiltaError


@answering
def end(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Asked: what can be withdrawn and erased, and what that means. Sent: the deed."""
    require(actor_of(request), *RELEASERS)
    page = records.get(uid, language=wording.reader_language())
    if not page.row.is_own:
        raise Http404
    if request.method != "POST":
        return _page(request, page)
    if "sure" not in request.POST:
        return _page(request, page, [Problem("release.not-sure", "sure")], 409)
    try:
        said = _done(request, page)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, page, error.problems, 409)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("record", args=[uid]))


def _done(request: HttpRequest, page: RecordPage) -> str:
    """Do what was asked for, and say it."""
    reason, number = request.POST.get("reason", ""), request.POST.get("revision", "")
    done: Released
    if request.POST.get("do") == "withdraw":
        done = withdraw(actor_of(request), page.record.id, reason)
        said = gettext("Revision {number} is withdrawn: entry {index} of our log.")
    elif number == "all":
        done = erase_all(actor_of(request), page.record.id, reason)[-1]
        said = gettext("The text of every revision is erased, the last by entry {index} of our log.")
    else:
        revision = int(number) if number.isdecimal() and len(number) < 10 else 0
        done = erase(actor_of(request), page.record.id, revision, reason)
        said = gettext("The text of revision {number} is erased: entry {index} of our log.")
    return said.format(number=done.revision, index=done.index)


def _page(
    request: HttpRequest, page: RecordPage, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    is_about(request, page.row.kind)
    context = {
        "page": page,
        "row": page.row,
        "problems": problems,
        "withdrawal": WITHDRAWAL_REASON,
        "erasure": ERASURE_REASON,
        "readable": [one for one in page.record.revisions if one.fields is not None],
        "parties": page.arrangement.parties,
        "others": page.arrangement.others,
    }
    return render(request, "web/records/end.html", context, status=status)
