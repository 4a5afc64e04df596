"""An invitation to an event or a meeting as an iCalendar file, to be sent by whoever invites. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from email.utils import parseaddr
from typing import Any, Final, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, override

from silta.node import clock
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import NotFound
from silta.node.queries import meetings, records
from silta.node.queries.events import mailboxes
from silta.node.queries.records import RecordPage
from silta.reports.render.calendar import Guest, Invitation, invite
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.pages.records.particulars import times_of
from silta.web.subjects import is_about
from silta.words import formatting
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem
from silta.words.languages import CODES, LANGUAGES
from silta.words.markings import UNGUARDED
from silta.words.text import best_wording

_INVITED: Final = ("nominated", "invited", "cleared", "confirmed")
_LINES: Final = 500
_OFF: Final = ("cancelled", "postponed")
_FIRM: Final = ("confirmed", "held", "reported", "closed")


@dataclass(frozen=True)
class _Form:
    """The form as it was sent, or as it begins: who invites, whom (a line each), in which language."""

    organiser: str
    guests: str
    language: str


@answering
def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form; sent, the file."""
    require(actor_of(request), *WRITERS)
    page = records.get(uid, language=wording.reader_language())
    if page.record.kind not in ("event", "meeting"):
        raise Http404
    is_about(request, page.record.kind)
    form = _sent(request) if request.method == "POST" else _begun(page)
    problems: list[Problem] = []
    if request.method == "POST":
        organiser, guests = _read(form, problems)
        if organiser and not problems:
            return _file(page, _invitation(page, form.language, organiser, guests))
    context = {
        "row": page.row,
        "form": form,
        "problems": problems,
        "languages": LANGUAGES,
        "sequence": _sequence(page),
        "off": _standing(page) == "CANCELLED",
        "closed": page.row.marking not in UNGUARDED,
    }
    return render(request, "web/events/invitation.html", context, status=400 if problems else 200)


def _sent(request: HttpRequest) -> _Form:
    language = request.POST.get("language", "")
    return _Form(
        request.POST.get("organiser", "")[:300],
        request.POST.get("guests", "")[:60_000],
        language if language in CODES else wording.reader_language(),
    )


def _begun(page: RecordPage) -> _Form:
    """Our mailbox, and our own people by name, so that only their addresses have to be typed."""
    boxes = mailboxes(page.arrangement.id, page.arrangement.own)
    guests = "\n".join(f"{name} <>" for name in _ours(page))
    return _Form(boxes[0] if boxes else "", guests, wording.reader_language())


def _ours(page: RecordPage) -> Iterator[str]:
    own = page.arrangement.own
    if page.record.kind == "meeting":
        for row in page.record.fields.get("delegations") or ():
            if row.get("party") == own:
                yield from filter(None, (row.get("chair"), *(row.get("members") or ())))
        return
    for listed in meetings.pointing_at(page.record.id, "participation", "event", wording.reader_language()):
        for one in listed.columns.get("participants") or () if listed.is_own else ():
            if one.get("status") == "replaced" and one.get("replaced_by"):
                yield str(one["replaced_by"])
            elif one.get("status") in _INVITED:
                yield str(one.get("name", ""))


def _read(form: _Form, problems: list[Problem]) -> tuple[Guest | None, list[Guest]]:
    """Who invites whom; what is wrong goes to `problems`, each with its line. A name without an address is passed over."""
    organiser = _guest(form.organiser, problems, "organiser")
    if organiser is None and not problems:
        problems.append(Problem("invitation.no-organiser", "organiser"))
    guests = []
    lines = form.guests.splitlines()
    if len(lines) > _LINES:
        problems.append(Problem("invitation.too-many", "guests", {"limit": _LINES}))
    for number, line in enumerate(lines[:_LINES], 1):
        guest = _guest(line, problems, f"guests, {number}")
        if guest:
            guests.append(guest)
    if not guests and not problems:
        problems.append(Problem("invitation.no-guests", "guests"))
    return organiser, guests


def _guest(line: str, problems: list[Problem], place: str) -> Guest | None:
    line = line.strip()
    if not line or line.endswith("<>"):
        return None
    name, address = parseaddr(line)
    if "@" not in address[1:-1] or any(sign.isspace() or ord(sign) < 33 for sign in address):
        problems.append(Problem("invitation.no-address", place, {"value": line[:80]}))
        return None
    return Guest(name.replace('"', "'"), address)


def _sequence(page: RecordPage) -> int:
    """Grows with each revision of the occasion and, for an event, of the activity that it follows."""
    return page.record.latest.number - 1 + _activity(page)[0]


def _activity(page: RecordPage) -> tuple[int, str]:
    """The revisions of the event's activity beyond the first, and the state that was typed last; of a meeting its own state."""
    if page.record.kind == "meeting":
        return 0, page.row.state
    try:
        activity = records.get(str(page.record.fields.get("activity"))).record
    except NotFound:
        return 0, ""
    return activity.latest.number - 1, str(activity.fields.get("state", ""))


def _standing(page: RecordPage) -> Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]:
    state = _activity(page)[1]
    if page.record.withdrawn or state in _OFF:
        return "CANCELLED"
    return "CONFIRMED" if state in _FIRM or page.record.kind == "meeting" else "TENTATIVE"


def _invitation(page: RecordPage, language: str, organiser: Guest, guests: list[Guest]) -> Invitation:
    fields = page.record.fields
    start = first_day(fields["start"])
    with override(language):
        summary, description = _words(page, language)
    begins = fields.get("begins") if fields.get("zone") else None
    return Invitation(
        uid=f"{page.record.id}@{page.arrangement.id}.silta",
        sequence=_sequence(page),
        standing=_standing(page),
        language=language,
        summary=summary,
        description=description,
        place=best_wording(fields.get("place") or {}, language)[0],
        start=start,
        until=max(start, last_day(fields.get("until") or fields["start"])),
        begins=time.fromisoformat(begins) if begins else None,
        ends=time.fromisoformat(fields["ends"]) if begins and fields.get("ends") else None,
        zone=str(fields.get("zone") or ""),
        organiser=organiser,
        guests=guests,
        stamp=clock.now(),
    )


def _words(page: RecordPage, language: str) -> tuple[str, str]:
    """Title and description in `language`; of a record that is not open, its kind alone: a calendar program is no safe place."""
    if page.row.marking not in UNGUARDED:
        return f"{wording.kind_label(page.record.kind)} {page.row.number}".strip(), ""
    fields = page.record.fields
    lines = [
        f"{one.place}: {one.begins}" + (f"–{one.ends}" if one.ends else "") for one in times_of(page, fields)
    ]
    agenda = [_agenda_line(item, language) for item in fields.get("agenda") or ()]
    if agenda:
        lines += ["", gettext("Agenda"), *agenda]
    materials = best_wording(fields.get("materials") or {}, language)[0]
    if materials:
        lines += ["", gettext("Materials"), materials]
    return best_wording(fields.get("title") or {}, language)[0], "\n".join(lines).strip()


def _agenda_line(item: Mapping[str, Any], language: str) -> str:
    title = best_wording(item.get("title") or {}, language)[0]
    at = (
        formatting.format_clock(datetime.fromisoformat(f"2000-01-01T{item['time']}"), language)
        if item.get("time")
        else ""
    )
    who = f" ({item['speaker']})" if item.get("speaker") else ""
    return f"{at} {title}{who}".strip()


def _file(page: RecordPage, said: Invitation) -> HttpResponse:
    method = "CANCEL" if said.standing == "CANCELLED" else "REQUEST"
    answer = HttpResponse(invite(said), content_type=f"text/calendar; charset=utf-8; method={method}")
    name = f"{page.record.kind}-{said.start.isoformat()}-{said.sequence}.ics"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
