"""A draft under proof, before its release."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.proofing import draft_subject, proof_draft
from silta.node.queries import records
from silta.node.queries.proofing import quoted_records
from silta.node.queries.records import DraftView
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.web.asking import actor_of, answering, may
from silta.web.pages.proof.shown import Anchor, answered, path_label, proof_context
from silta.web.pages.records.controls import Sources, controls_of, flat
from silta.web.pages.records.forms import control_at
from silta.web.pages.records.lists import draft_row
from silta.web.subjects import is_about
from silta.words.languages import CODES


@answering
def draft(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """What was found in a draft; sent, what is ticked is left as it is."""
    require(actor_of(request), *WRITERS)
    held = records.draft(uid)
    kind = KINDS.get(held.kind)
    if kind is None:
        raise Http404
    if request.method == "POST":
        answered(request, draft_subject(held.uid))
        return HttpResponseRedirect(reverse("proof-draft", args=[uid]))
    is_about(request, held.kind)
    read = proof_draft(held)
    pointed = {one.finding.place.record for one in read.looked}
    context = proof_context(request, read, _anchor(held, kind), quoted_records(pointed - {held.uid}))
    context |= {
        "kind": kind,
        "draft": held,
        "row": draft_row(held),
        "may_release": may(request, *RELEASERS),
    }
    return render(request, "web/proof/draft.html", context)


def _anchor(held: DraftView, kind: Kind) -> Anchor:
    """Where a path is to be found in the form of the draft: at its control, and there at its language."""
    controls = controls_of(kind, held.fields, Sources(records.arrangement(held.arrangement), kind, None))
    by_path = {control.path: control for control in flat(controls)}
    form = reverse("draft", args=[held.uid])

    def place(where: str, language: str) -> tuple[str, str]:
        control = control_at(where, by_path)
        if control is None:
            return path_label(kind, where), form
        spoken = f"-{language}" if control.wordings and language in CODES else ""
        return control.label, f"{form}#{control.id}{spoken}"

    return place
