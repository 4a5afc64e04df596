"""The proof desk: drafts and documents before they leave the house, texts that people paste, the register of names."""

from __future__ import annotations

from django.urls import path

from silta.web.pages.proof import documents, drafts, name_sheets, names

urlpatterns = [
    path("proof/", documents.desk, name="proof"),
    path("proof/ask/", documents.ask, name="ask-proof"),
    path("proof/document/", documents.document, name="proof-document"),
    path("proof/document/count/", documents.count, name="proof-count"),
    path("proof/text/", documents.texts, name="proof-text"),
    path("draft/<uuid:uid>/proof/", drafts.draft, name="proof-draft"),
    path("names/", names.listing, name="names"),
    path("names/new/", names.new, name="new-name"),
    path("names/take-in/", names.take_in, name="take-in-names"),
    path("names/sheet/", name_sheets.download, name="names-sheet"),
    path("names/bring/", name_sheets.bring, name="bring-names"),
    path("names/bring/confirm/", name_sheets.confirm, name="confirm-names"),
    path("names/bring/returned/", name_sheets.returned, name="returned-names"),
    path("names/<uuid:uid>/", names.name, name="name"),
    path("names/<uuid:uid>/delete/", names.delete, name="delete-name"),
]
