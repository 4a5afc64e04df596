"""Mail: what was sent, or would have been; how often a person gets letters; the mailboxes of roles."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions import mail
from silta.node.actions.permissions import ADMINISTRATORS, require
from silta.node.errors import Denied, NotFound, Refused
from silta.node.letters import written_out
from silta.node.queries.mail import letter, letters, own_mailbox, role_mailboxes
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.words.codes import ROLE
from silta.words.languages import LANGUAGES
from silta.words.node_codes import RHYTHM

STATES: Final = {
    "kept": ("doc", "", pgettext_lazy("letter", "only read here")),
    "waiting": ("clock", "wait", pgettext_lazy("letter", "waits to be sent")),
    "sent": ("check", "good", pgettext_lazy("letter", "sent")),
    "failed": ("warn", "alarm", pgettext_lazy("letter", "not sent")),
}
"""State of a letter → icon, tone and word."""
SORTS: Final = {
    "digest": pgettext_lazy("letter", "Digest"),
    "reminder": pgettext_lazy("letter", "Reminder"),
}
_DIGITS: Final = 16


def page(request: HttpRequest) -> HttpResponse:
    """The letters that the person may read, the newest first."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < _DIGITS else None
    found, after = letters(actor_of(request), before)
    context = {
        "letters": [(one, SORTS.get(one.sort, one.sort), STATES[one.state]) for one in found],
        "after": after,
        "server": settings.HOME.mail,
        "may_administer": may(request, *ADMINISTRATORS),
    }
    return render(request, "web/mail/list.html", context)


@answering
def one_letter(request: HttpRequest, number: int) -> HttpResponse:
    """A letter as its reader gets it, and its plain text."""
    found = letter(actor_of(request), number)
    mine = settings.HOME.mail
    pages = mine.pages if mine else request.build_absolute_uri("/").rstrip("/")
    context = {
        "letter": found,
        "sort": SORTS.get(found.sort, found.sort),
        "state": STATES[found.state],
        "text": written_out(found.content, pages)[0],
        "problem": sentence(found.problem) if found.problem else "",
        "may_administer": may(request, *ADMINISTRATORS),
    }
    return render(request, "web/mail/letter.html", context)


@answering
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let a letter that failed wait once more."""
    mail.send_again(actor_of(request), number)
    messages.success(
        request, gettext("The letter waits to be sent: the next round takes it within a minute.")
    )
    return redirect("letter", number=number)


@answering
def preferences(request: HttpRequest) -> HttpResponseBase:
    """Where a person's own letters go, and how often."""
    actor = actor_of(request)
    box = own_mailbox(actor)
    given = mail.Wish(box.address, box.rhythm, box.reminders)
    problems: list[str] = []
    if request.method == "POST":
        given = _given(request)
        try:
            mail.choose(actor, given)
        except Refused as error:
            problems = [sentence(problem) for problem in error.problems]
        else:
            messages.success(request, gettext("Your choice is kept. It holds from the next letter on."))
            return redirect("mail-preferences")
    context = {
        "given": given,
        "problems": problems,
        "rhythms": _rhythms(),
        "server": settings.HOME.mail,
    }
    return render(request, "web/mail/preferences.html", context, status=400 if problems else 200)


@answering
def roles(request: HttpRequest) -> HttpResponseBase:
    """The mailboxes of roles: an administrator gives a role an address, changes it or takes it away."""
    actor = actor_of(request)
    require(actor, *ADMINISTRATORS)
    if request.method == "POST":
        try:
            messages.success(request, _changed(request))
        except (Denied, NotFound):
            raise
        except Refused as error:
            messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect("role-mailboxes")
    context = {
        "boxes": [(box, wording.language_name(box.language)) for box in role_mailboxes()],
        "roles": list(ROLE),
        "languages": LANGUAGES,
        "language": settings.HOME.language,
        "rhythms": _rhythms(),
        "given": mail.Wish(),
    }
    return render(request, "web/mail/roles.html", context)


def _changed(request: HttpRequest) -> str:
    actor = actor_of(request)
    if "remove" in request.POST:
        mail.remove_role_mailbox(actor, request.POST["remove"])
        return gettext("The mailbox is taken away, with the letters to it.")
    role, language = request.POST.get("role", ""), request.POST.get("language", "")
    mail.set_role_mailbox(actor, role, language, _given(request))
    return gettext("The mailbox is kept. Its first letter comes with the next round in the morning.")


def _given(request: HttpRequest) -> mail.Wish:
    return mail.Wish(
        request.POST.get("address", "")[:300],
        request.POST.get("rhythm", "")[:20],
        "reminders" in request.POST,
    )


def _rhythms() -> list[tuple[str, str]]:
    return [(code, wording.code_label(RHYTHM, code)) for code in RHYTHM]


urlpatterns = [
    path("mail/", page, name="mail"),
    path("mail/<int:number>/", one_letter, name="letter"),
    path("mail/<int:number>/again/", again, name="letter-again"),
    path("mail/roles/", roles, name="role-mailboxes"),
    path("preferences/mail/", preferences, name="mail-preferences"),
]
