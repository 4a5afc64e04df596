"""What events need besides the pages of every kind: invitations, the answers of participants, and what was applied of them."""

from __future__ import annotations

from django.urls import path

from silta.web.pages.events.feedback import application_check, evaluation, feedback
from silta.web.pages.events.inviting import invitation

urlpatterns = [
    path("event/<uuid:uid>/feedback/", feedback, name="feedback"),
    path("event/<uuid:uid>/evaluation/", evaluation, name="new-evaluation"),
    path("event/<uuid:uid>/applied/", application_check, name="new-application-check"),
    path("invitation/<uuid:uid>/", invitation, name="invitation"),
]
