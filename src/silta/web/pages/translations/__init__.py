"""The translation desk: what needs translating, one record at a time, files for outside translators, and the glossary."""

from __future__ import annotations

from django.urls import path

from silta.web.pages.translations import desk, glossary, listing, outside

urlpatterns = [
    path("translations/", listing.translations, name="translations"),
    path("translations/export/", outside.export, name="translations-export"),
    path("translations/bring/", outside.bring, name="translations-bring"),
    path("translations/bring/confirm/", outside.confirm, name="translations-confirm"),
    path("translations/bring/returned/", outside.returned, name="translations-returned"),
    path("translations/<uuid:uid>/", desk.desk, name="translation"),
    path("translations/<uuid:uid>/save/", desk.autosave, name="translation-save"),
    path("translations/<uuid:uid>/findings/", desk.findings, name="translation-findings"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/table/", glossary.table, name="glossary-table"),
    path("glossary/bring/", glossary.bring, name="glossary-bring"),
    path("glossary/new/", glossary.new, name="glossary-new"),
    path("glossary/<int:number>/", glossary.term, name="glossary-term"),
    path("glossary/<int:number>/remove/", glossary.remove, name="glossary-remove"),
]
