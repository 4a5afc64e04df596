"""The crosswalks of an arrangement, the way into one, and the release of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from silta.node import jobs
from silta.node.actions.mappings import release_decisions, seen_of, to_release
from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.queries import crosswalk as queries
from silta.node.queries.lines import UnitLine
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language
from silta.words.errors import SiltaError


def crosswalks(request: HttpRequest) -> HttpResponse:
    """All crosswalks, each with its way into the workbench, to coverage and to the record."""
    around = arrangement_of(request)
    rows = queries.crosswalks(around.id, reader_language()) if around else []
    context = {"rows": rows, "may_write": may(request, *WRITERS)}
    return render(request, "web/crosswalk/list.html", context)


@answering
def crosswalk(request: HttpRequest, uid: UUID) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Straight to the first provision that waits for a decision; without the texts, to the coverage page that says so."""
    page = queries.crosswalk(str(uid), reader_language())
    fragment = "" if page.missing else page.lines().first_undecided
    if not fragment:
        return redirect("crosswalk-coverage", uid=uid)
    return redirect("workbench", uid=uid, fragment=fragment)


def _with_units(
    page: queries.Crosswalk, waiting: Sequence[queries.Decided]
) -> list[tuple[queries.Decided, list[UnitLine]]]:
    """Decisions in the order of the benchmark, each with the provisions that it is about, as far as they are in the library."""
    if page.missing:
        return [(one, []) for one in waiting]
    lines = page.lines()
    places = {
        one.uid: sorted(
            lines.places[fragment]
            for address in one.fields.get("sources", ())
            if (fragment := str(address).partition("#")[2]) in lines.places
        )
        for one in waiting
    }
    ordered = sorted(waiting, key=lambda one: places[one.uid] or [len(lines.all)])
    return [(one, [lines.all[place] for place in places[one.uid]]) for one in ordered]


@answering
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what would be signed; a POST signs all of it into the log, or says for each what stands in the way."""
    page = queries.crosswalk(str(uid), reader_language())
    if request.method != "POST":
        require(actor_of(request), *RELEASERS)
        waiting = to_release(page)
        if not waiting:
            return redirect("crosswalk-decisions", uid=uid)
        shown = {"crosswalk": page, "waiting": _with_units(page, waiting), "seen": seen_of(waiting)}
        return render(request, "web/crosswalk/release.html", shown)
    try:
        done = release_decisions(actor_of(request), page, request.POST.get("seen", ""))
    except SiltaError as error:
        names = {one.uid: str(one.fields.get("name", "")) for one in page.mappings}
        for problem in error.problems[:10]:
            name = names.get(problem.where.partition(":")[0], "")
            messages.error(request, f"{name}: {sentence(problem)}" if name else sentence(problem))
        if error.code == "crosswalk.seen-another":
            return redirect("crosswalk-release", uid=uid)
    else:
        said = ngettext("{n} mapping released.", "{n} mappings released.", len(done))
        messages.success(request, said.format(n=len(done)))
    return redirect("crosswalk-coverage", uid=uid)


@answering
@require_POST
def vectors(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have the two texts read by the language model, as a job; then back to the page that asked."""
    require(actor_of(request), *WRITERS)
    page = queries.crosswalk(str(uid), reader_language())
    number = jobs.start(actor_of(request), "vectors", {"source": page.benchmark, "target": page.compared})
    fragment = request.POST.get("fragment", "") or page.lines().first_undecided
    return redirect(f"{reverse('workbench', args=[uid, fragment])}?job={number}")


def may_release(request: HttpRequest) -> bool:
    """Whether the reader may sign decisions into the log."""
    return may(request, *RELEASERS)
