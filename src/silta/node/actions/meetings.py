"""What a meeting leads to: its agenda from open matters, the draft of its minutes, and the records that signed minutes make."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import NotFound, Refused
from silta.node.models import Draft
from silta.node.queries.meetings import draft_pointing_at, items_done
from silta.node.queries.pages import RecordPage, get

_FOLLOW_UP: Final = ("decision", "action")


def add_to_agenda(
    actor: Actor, uid: str | UUID, matters: Sequence[tuple[Mapping[str, Any], Collection[str]]]
) -> str:
    """Put matters on the agenda of a meeting, in its draft or in a new revision of it; returns the id.

    Each of `matters` is an item's title, a text in wire form, and the ids of the records that it is about. An item of the same
    title gets the records added. Raises `Denied`, `NotFound`, `Refused`: `record.not-ours`, `meeting.nothing-chosen`.
    """
    require(actor, *WRITERS)
    if not any(records for _, records in matters):
        raise Refused("meeting.nothing-chosen")
    with transaction.atomic():
        chosen = drafts.start_revision(actor, uid)
        draft = Draft.objects.get(uid=chosen)
        if draft.kind != "meeting":
            raise NotFound("record.unknown", chosen)
        held = draft.fields.get("agenda")
        agenda = [dict(item) for item in held if isinstance(item, Mapping)] if isinstance(held, list) else []
        for title, records in matters:
            _add(agenda, title, records)
        drafts.save(actor, chosen, {**draft.fields, "agenda": agenda}, version=None)
    return chosen


def _add(agenda: list[dict[str, Any]], title: Mapping[str, Any], records: Collection[str]) -> None:
    there = {uid for item in agenda for uid in item.get("records") or ()}
    new = [uid for uid in records if uid not in there]
    if not new:
        return
    for item in agenda:
        if item.get("title") == title:
            item["records"] = [*(item.get("records") or ()), *new]
            return
    agenda.append({"title": dict(title), "records": new})


def draft_minutes(actor: Actor, meeting_uid: str | UUID, title: Mapping[str, Any]) -> str:
    """Draft the minutes of a meeting, an item for each item of its agenda; a draft that is there already stays as it is.

    Returns its id. Raises `Denied`, `NotFound` `record.unknown`.
    """
    require(actor, *WRITERS)
    held = draft_pointing_at(meeting_uid, "minutes", "meeting")
    if held:
        return held
    page = _page(meeting_uid, "meeting")
    items = [
        {"type": "discussion", "title": item["title"]} for item in page.record.fields.get("agenda") or ()
    ]
    fields = {"title": dict(title), "meeting": page.record.id, "items": items}
    return drafts.create(actor, page.arrangement.id, "minutes", fields, marking=page.row.marking)


def draft_participation(actor: Actor, event_uid: str | UUID, title: Mapping[str, Any]) -> str:
    """Draft our list of participants of an event; a draft that is there already stays as it is. Returns its id.

    Raises `Denied`, `NotFound` `record.unknown`.
    """
    require(actor, *WRITERS)
    held = draft_pointing_at(event_uid, "participation", "event")
    if held:
        return held
    page = _page(event_uid, "event")
    fields = {
        "title": dict(title),
        "event": page.record.id,
        "party": page.arrangement.own,
        "state": "nominating",
    }
    return drafts.create(actor, page.arrangement.id, "participation", fields, marking=page.row.marking)


def draft_follow_up(actor: Actor, minutes_uid: str | UUID) -> list[str]:
    """Drafts of the records that signed minutes make on this side; returns their ids.

    Each side makes the actions that it owes; the side that wrote the minutes makes the decisions. An item of which there is a
    record or a draft is passed over. Raises `Denied`, `NotFound` `record.unknown`, `Refused`: `minutes.not-signed`,
    `minutes.nothing-to-make`.
    """
    require(actor, *WRITERS)
    page = _page(minutes_uid, "minutes")
    if page.in_force is None:
        raise Refused("minutes.not-signed")
    with transaction.atomic():
        made = [
            drafts.create(actor, page.arrangement.id, kind, fields, marking=page.in_force.marking)
            for kind, fields in follow_up(page)
        ]
    if not made:
        raise Refused("minutes.nothing-to-make")
    return made


def follow_up(page: RecordPage) -> list[tuple[str, dict[str, Any]]]:
    """What `draft_follow_up` would make of the minutes on `page`: the kind and the fields of each draft."""
    if page.in_force is None:
        return []
    fields = page.in_force.fields or {}
    meeting = _meeting_of(fields)
    done = items_done(page.record.id)
    own = page.arrangement.own
    return [
        (item["type"], _made(item, place, page, meeting))
        for place, item in enumerate(fields.get("items") or (), 1)
        if place not in done
        and item["type"] in _FOLLOW_UP
        and (item.get("owner") == own if item["type"] == "action" else page.row.is_own)
    ]


def _meeting_of(minutes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of the meeting that minutes are of; empty if nothing of it was released here."""
    try:
        return {"uid": str(minutes.get("meeting")), **get(str(minutes.get("meeting"))).record.fields}
    except NotFound:
        return {}


def _made(
    item: Mapping[str, Any], place: int, page: RecordPage, meeting: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of the record that an item makes. The number tells the item, so that both sides number alike."""
    number = f"{meeting.get('number', '')}/{place}".lstrip("/")
    common = {"number": number, "title": item["title"], "source": page.record.id, "item": place}
    if item["type"] == "action":
        chosen = {name: item[name] for name in ("owner", "person", "due") if item.get(name)}
        return {**common, **chosen, "state": "open"}
    taken = meeting.get("until") or meeting.get("start")
    return {
        **common,
        **({"text": item["text"]} if item.get("text") else {}),
        **({"taken": taken} if taken else {}),
        **({"meeting": meeting["uid"]} if meeting else {}),
        "state": "in-force",
    }


def _page(uid: str | UUID, kind: str) -> RecordPage:
    page = get(uid)
    if page.record.kind != kind:
        raise NotFound("record.unknown", str(uid))
    return page
