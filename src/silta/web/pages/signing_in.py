"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from silta.node.actions.access import note, note_sign_in, note_stranger
from silta.node.actions.accounts import set_preferences
from silta.node.actions.actor import Actor
from silta.node.queries.accounts import person
from silta.web.asking import address_of
from silta.web.pages.preferences import CHOSEN, remember_person


class SignIn(LoginView):
    """The sign-in page. After too many wrong passwords `locked` answers in its place."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, in their own language unless they have just chosen another one."""
        user = form.get_user()
        chosen = self.request.session.pop(CHOSEN, None)
        if chosen:
            set_preferences(Actor.of(user), language=chosen)
        response = super().form_valid(form)
        note_sign_in(Actor.of(user), address_of(self.request))
        found = person(user.pk)
        if found:
            remember_person(response, found)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Write down who was refused."""
        note_stranger(self.request.POST.get("username", ""), "sign-in-refused", address_of(self.request))
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Signing out; the account's session ends."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the person out."""
        if request.user.is_authenticated:
            note(Actor.of(request.user), "signed-out", address=address_of(request))
        return super().post(request, *args, **kwargs)


def locked(request: HttpRequest, _response: Any, _credentials: Any) -> HttpResponse:
    """What a person reads who is locked out for a while (called by axes)."""
    note_stranger(request.POST.get("username", ""), "locked-out", address_of(request))
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "web/locked.html", {"minutes": minutes}, status=429)


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
]
