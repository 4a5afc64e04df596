"""The pages, one line a subject. A subject's module in `silta.web.pages` holds its own ``urlpatterns``."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("silta.web.pages.records")),
    path("", include("silta.web.pages.signing_in")),
    path("", include("silta.web.pages.home")),
    path("", include("silta.web.pages.crosswalk")),
    path("", include("silta.web.pages.library")),
    path("", include("silta.web.pages.programme")),
    path("", include("silta.web.pages.planning")),
    path("", include("silta.web.pages.proposals")),
    path("", include("silta.web.pages.review")),
    path("", include("silta.web.pages.rounds")),
    path("reports/", include("silta.web.pages.reports")),
    path("", include("silta.web.pages.proof")),
    path("", include("silta.web.pages.arrangement")),
    path("", include("silta.web.pages.gaps")),
    path("", include("silta.web.pages.meetings")),
    path("", include("silta.web.pages.events")),
    path("", include("silta.web.pages.results")),
    path("", include("silta.web.pages.roadmap")),
    path("", include("silta.web.pages.translations")),
    path("api/", include("silta.web.api")),
    path("trust/", include("silta.web.pages.trust")),
    path("access/", include("silta.web.pages.access")),
    path("jobs/", include("silta.web.pages.jobs")),
    path("", include("silta.web.pages.calendars")),
    path("", include("silta.web.pages.mail")),
    path("", include("silta.web.pages.contacts")),
    path("preferences/", include("silta.web.pages.preferences")),
    path("components/", include("silta.web.pages.components")),
]
