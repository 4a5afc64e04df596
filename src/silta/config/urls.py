"""The root of the URLs: the pages, and what machines speak to."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("exchange/", include("silta.web.exchange")), path("", include("silta.web.urls"))]

handler400 = "silta.web.pages.errors.bad_request"
handler403 = "silta.web.pages.errors.forbidden"
handler404 = "silta.web.pages.errors.not_found"
handler500 = "silta.web.pages.errors.server_error"
