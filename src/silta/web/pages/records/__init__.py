"""Records of every kind: lists, the page of one, its form, its answers, its history; and the search through them all."""

from __future__ import annotations

from typing import Final

from django.urls import path

from silta.web.pages.records.attaching import attach
from silta.web.pages.records.comparing import compare
from silta.web.pages.records.drafting import autosave, discard, draft, new, revise
from silta.web.pages.records.drawn import path_of
from silta.web.pages.records.ending import end
from silta.web.pages.records.files import attachment
from silta.web.pages.records.lists import keep_view, kinds, listing
from silta.web.pages.records.noting import note
from silta.web.pages.records.record import record
from silta.web.pages.records.releasing import release_draft
from silta.web.pages.records.responding import answer
from silta.web.pages.records.searching import at_once, search
from silta.web.pages.records.sheets import bring, confirm, download, returned, undo_sheet
from silta.web.pages.records.submitting import give_back_draft

_SUBJECTS: Final = {
    "activities": "activity", "events": "event", "priorities": "priority", "initiatives": "joint-initiative",
    "meetings": "meeting", "decisions": "decision", "actions": "action", "consultations": "consultation",
    "experts": "expert", "assessments": "assessment", "practices": "practice", "indicators": "indicator",
    "documents": "document", "obligations": "obligation", "contacts": "contact-point",
}  # fmt: skip
"""Subjects of the list on the left that are the list of one kind."""

urlpatterns = [
    path("records/", kinds, name="records"),
    *(path(f"records/{kind}/", listing, {"kind": kind}, name=name) for name, kind in _SUBJECTS.items()),
    path("records/<slug:kind>/", listing, name="records-of-kind"),
    path("records/<slug:kind>/new/", new, name="new-record"),
    path("records/<slug:kind>/views/", keep_view, name="keep-view"),
    path("records/<slug:kind>/sheet/", download, name="sheet"),
    path("records/<slug:kind>/bring/", bring, name="bring-sheet"),
    path("records/<slug:kind>/bring/confirm/", confirm, name="confirm-sheet"),
    path("records/<slug:kind>/bring/returned/", returned, name="returned-sheet"),
    path("records/<slug:kind>/bring/undo/", undo_sheet, name="undo-sheet"),
    path("record/<uuid:uid>/", record, name="record"),
    path("record/<uuid:uid>/thread/", path_of, name="thread"),
    path("record/<uuid:uid>/note/", note, name="note"),
    path("record/<uuid:uid>/compare/", compare, name="compare"),
    path("record/<uuid:uid>/answer/", answer, name="answer"),
    path("record/<uuid:uid>/revise/", revise, name="revise"),
    path("record/<uuid:uid>/end/", end, name="end-record"),
    path("record/<uuid:uid>/file/<slug:digest>/", attachment, name="attachment"),
    path("draft/<uuid:uid>/", draft, name="draft"),
    path("draft/<uuid:uid>/autosave/", autosave, name="autosave"),
    path("draft/<uuid:uid>/attach/", attach, name="attach"),
    path("draft/<uuid:uid>/discard/", discard, name="discard"),
    path("draft/<uuid:uid>/release/", release_draft, name="release-draft"),
    path("draft/<uuid:uid>/give-back/", give_back_draft, name="give-back-draft"),
    path("search/", search, name="search"),
    path("search/at-once/", at_once, name="search-at-once"),
]
