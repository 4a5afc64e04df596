"""The API at ``/api/v1/``: what pages do, as JSON, for those who have signed in.

It asks for the session of the pages and, for whatever changes something, the token against forged requests in the header
``X-CSRFToken``. Refusals are ``{"errors": [{"code", "where", "message"}]}`` in the language of the one who asks.
``/api/v1/openapi.json`` describes it; there is no page with it, since that would load scripts from elsewhere.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path
from ninja import NinjaAPI
from ninja.security import SessionAuth

from silta.web.api import drafts, kinds, records, refusals

api = NinjaAPI(
    title="Silta",
    version="1",
    docs_url=None,
    docs_decorator=login_required,
    auth=SessionAuth(),
    urls_namespace="api",
)
refusals.register(api)
api.add_router("/kinds", kinds.router)
api.add_router("", records.router)
api.add_router("/drafts", drafts.router)

urlpatterns = [path("v1/", api.urls), path("<path:rest>", refusals.nothing_here)]
