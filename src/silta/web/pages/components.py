"""The page of components: every part of the interface in every state, for those who build pages. Demonstration nodes only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from silta.web.components import specimens


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    if not (settings.SILTA_DEMO or settings.DEBUG):
        raise Http404
    return render(request, "web/components.html", specimens.context())


urlpatterns = [path("", components, name="components")]
