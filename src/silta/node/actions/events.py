"""What an event leads to: the answers of our own participants, their summary, and the check of what was applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from silta.node import clock
from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.errors import Denied, NotFound, Refused
from silta.node.models import Draft, Feedback
from silta.node.queries.events import answers, own_record
from silta.node.queries.meetings import draft_pointing_at
from silta.node.queries.pages import RecordPage, get
from silta.records.feedback import MARKS, rows_of
from silta.words.codes import EVALUATION_SCALE
from silta.words.languages import CODES

MAX_WORDS: Final = 5000
MAX_ANSWERS: Final = 2000
_MARKS: Final = {str(mark): mark for mark in MARKS.values()}


def give_feedback(
    actor: Actor, event_uid: str | UUID, marks: Mapping[str, str], words: str, language: str
) -> None:
    """Keep the answer of one participant of ours; scales without a mark are left out.

    Raises `Denied`, `NotFound` `record.unknown`, `Refused`: `feedback.empty`, `feedback.no-mark`, `feedback.too-many`,
    `note.too-long`.
    """
    require(actor, *WRITERS)
    page = _event(event_uid)
    said = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(said) > MAX_WORDS:
        raise Refused("note.too-long", "words", length=len(said), limit=MAX_WORDS)
    given = {code: marks[code] for code in EVALUATION_SCALE if marks.get(code)}
    for code, mark in given.items():
        if mark not in _MARKS:
            raise Refused("feedback.no-mark", code, value=mark[:20])
    if not given and not said:
        raise Refused("feedback.empty")
    if Feedback.objects.filter(event=page.record.id).count() >= MAX_ANSWERS:
        raise Refused("feedback.too-many", limit=MAX_ANSWERS)
    Feedback.objects.create(
        event=page.record.id,
        marks={code: _MARKS[mark] for code, mark in given.items()},
        words=said,
        language=language if language in CODES else "en",
        entered_by_id=actor.user_id,
        created_at=clock.now(),
    )


def delete_feedback(actor: Actor, number: int) -> None:
    """Delete an answer that one has typed in; whoever releases may delete any. Raises `Denied`, `NotFound` `feedback.unknown`."""
    require(actor, *WRITERS)
    found = Feedback.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("feedback.unknown", str(number))
    if found.entered_by_id != actor.user_id and not actor.held & set(RELEASERS):
        raise Denied("feedback.not-yours", str(number))
    found.delete()


def draft_evaluation(actor: Actor, event_uid: str | UUID, title: Mapping[str, Any]) -> str:
    """Count our answers into the draft of our evaluation, or of its next revision; returns its id. What people wrote in it stays.

    Raises `Denied`, `NotFound` `record.unknown`, `Refused` `feedback.none`.
    """
    require(actor, *WRITERS)
    page = _event(event_uid)
    given = answers(event_uid)
    if not given:
        raise Refused("feedback.none")
    counted = {"answers": len(given), "marks": rows_of([one.marks for one in given])}
    return _drafted(actor, page, "evaluation", {"title": dict(title)}, counted)


def draft_application_check(actor: Actor, event_uid: str | UUID, title: Mapping[str, Any]) -> str:
    """Draft our answer to the check of what was applied, or its next revision; returns its id.

    Raises `Denied`, `NotFound` `record.unknown`.
    """
    require(actor, *WRITERS)
    page = _event(event_uid)
    today = clock.today(settings.TIME_ZONE).isoformat()
    return _drafted(actor, page, "application-check", {"title": dict(title), "day": today}, {})


def _drafted(
    actor: Actor, event: RecordPage, kind: str, begins: Mapping[str, Any], counted: Mapping[str, Any]
) -> str:
    """The draft of our record of `kind` about an event, old or new, with what was `counted` put in."""
    held, released = draft_pointing_at(event.record.id, kind, "event"), own_record(event.record.id, kind)
    if held is None and released is None:
        fields = {**begins, "event": event.record.id, **counted}
        return drafts.create(actor, event.arrangement.id, kind, fields, marking=event.row.marking)
    with transaction.atomic():
        uid = held or drafts.start_revision(actor, str(released))
        draft = Draft.objects.get(uid=uid)
        if counted:
            drafts.save(actor, uid, {**draft.fields, **counted}, version=None)
    return uid


def _event(uid: str | UUID) -> RecordPage:
    page = get(uid)
    if page.record.kind != "event":
        raise NotFound("record.unknown", str(uid))
    return page
