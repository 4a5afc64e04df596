"""All decisions of a crosswalk in one list: filtered, changed many at a time, and taken back while nothing is released."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions.decisions import CHANGES, change_many, undo
from silta.node.actions.permissions import WRITERS
from silta.node.errors import Denied, NotFound
from silta.node.queries import crosswalk as queries
from silta.node.queries.lines import NEEDS, Lines
from silta.node.queries.notes import undoable
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.crosswalk.lists import may_release
from silta.web.wording import reader_language
from silta.words.errors import SiltaError

WORDS: Final = {
    "": pgettext_lazy("provisions", "All"),
    "undecided": pgettext_lazy("provisions", "To decide"),
    "unreleased": pgettext_lazy("provisions", "Not released"),
    "stale": pgettext_lazy("provisions", "Stale"),
    "objected": pgettext_lazy("provisions", "Objected"),
}
"""What the provisions in a list wait for → the name of the list."""
_PAGE: Final = 100


def asked_need(value: str | None) -> str:
    """The list that an address or a form names; that of all for anything else."""
    return value if value in NEEDS else ""


def filters(lines: Lines) -> list[tuple[str, Any, int]]:
    """The lists that a reader may choose: (code, name, how many); an empty one only if it is the list of all."""
    counts = {**lines.counts, "": len(lines.all)}
    return [(code, WORDS[code], counts[code]) for code in ("", *NEEDS) if counts.get(code) or not code]


@answering
def decisions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A hundred provisions at a time, each with what was decided and by whom."""
    language = reader_language()
    page = queries.crosswalk(str(uid), language)
    if page.missing:
        return redirect("crosswalk-coverage", uid=uid)
    lines = page.lines()
    show = asked_need(request.GET.get("show"))
    wanted = lines.waiting(show)
    after = request.GET.get("after", "")
    start = next((n + 1 for n, line in enumerate(wanted) if line.fragment == after), 0)
    shown = wanted[start : start + _PAGE]
    context = {
        "crosswalk": page,
        "lines": queries.with_decisions(page, shown),
        "show": show,
        "filters": filters(lines),
        "before_this": start > 0,
        "after": after if start else "",
        "next_after": shown[-1].fragment if start + _PAGE < len(wanted) else "",
        "count": len(wanted),
        "waiting": lines.counts.get("unreleased", 0),
        "undoable": undoable(actor_of(request), page.uid),
        "choices": {name: values for name, values in CHANGES.items() if values},
        "may_write": may(request, *WRITERS),
        "may_release": may_release(request),
        "benchmark_title": page.title_of(page.benchmark, language),
    }
    return render(request, "web/crosswalk/decisions.html", context)


@answering
@require_POST
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change the chosen decisions, or take the last such change back; then the same list again."""
    page = queries.crosswalk(str(uid), reader_language())
    try:
        if request.POST.get("do") == "undo":
            count = undo(actor_of(request), page)
            said = ngettext("{n} draft is as it was before.", "{n} drafts are as they were before.", count)
            messages.success(request, said.format(n=count))
        else:
            _change(request, page)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        for problem in error.problems[:10]:
            messages.error(request, sentence(problem))
    show = asked_need(request.POST.get("show"))
    after = request.POST.get("after", "")
    query = urlencode({name: value for name, value in (("show", show), ("after", after)) if value})
    return redirect(f"{reverse('crosswalk-decisions', args=[uid])}?{query}")


def _change(request: HttpRequest, page: queries.Crosswalk) -> None:
    name, _, value = request.POST.get("change", "").partition(":")
    if name == "reviewer":
        value = " ".join(request.POST.get("reviewer", "").split())
    done = change_many(actor_of(request), page, request.POST.getlist("fragment"), name, value)
    said = ngettext(
        "{n} draft changed. Nothing has left this node; “Undo” takes it back.",
        "{n} drafts changed. Nothing has left this node; “Undo” takes them back.",
        done.count,
    )
    if done.count:
        messages.success(request, said.format(n=done.count))
    if done.left:
        left = ngettext(
            "{n} chosen provision was left as it is: there is no decision of ours to change.",
            "{n} chosen provisions were left as they are: there is no decision of ours to change.",
            done.left,
        )
        messages.info(request, left.format(n=done.left))
    elif not done.count:
        messages.info(request, gettext("Nothing had to be changed."))
