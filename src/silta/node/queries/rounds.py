"""The comment rounds of a joint text as its page shows them: what was said, what is being prepared here, whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from silta.node.errors import NotFound
from silta.node.models import Record, Revision
from silta.node.queries.pages import DraftView, RecordPage, drafts, get, record_view
from silta.records import rounds, views

REMARK: Final = "remark"


@dataclass(frozen=True)
class RoundsPage:
    """`told` are the rounds, the latest first; `turn` says who must act; `prepared` are our remarks that are not sent yet.

    `answered` holds, by the id of a remark, what the draft of our next revision says about it, and `last` the number of the last
    revision that we have said something about.
    """

    page: RecordPage
    told: tuple[rounds.Round, ...]
    turn: tuple[tuple[str, rounds.Act], ...]
    prepared: tuple[DraftView, ...]
    answered: dict[str, str]
    last: int


def rounds_of(uid: str | UUID, *, party: str | None = None, language: str = "en") -> RoundsPage:
    """The rounds of the joint text with that id. Raises `NotFound`: `record.unknown`, also for a record that is no joint text."""
    page = get(uid, party=party, language=language)
    if page.kind is None or not page.kind.joint:
        raise NotFound("record.unknown", str(uid))
    codes = page.arrangement.codes
    told = rounds.rounds(page.record, remarks_on(page.record.id), codes)
    fields = page.draft.fields if page.draft else {}
    answers = fields.get("answers")
    return RoundsPage(
        page,
        told,
        rounds.whose_turn(page.record, told, codes),
        prepared_remarks(page.record.id, page.arrangement.id),
        {
            str(one.get("remark")): str(one.get("outcome", ""))
            for one in (answers if isinstance(answers, list) else ())
            if isinstance(one, dict)
        },
        rounds.last_said(page.record, told, page.arrangement.own),
    )


def remarks_on(uid: str) -> list[views.Record]:
    """The remarks of all parties on the joint text `uid`; two queries."""
    found = Record.objects.filter(
        kind=REMARK, withdrawn=False, references__field="text", references__target_uid=UUID(uid)
    )
    rows = list(found.select_related("log").distinct().order_by("first_at", "uid"))
    revisions: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(record__in=rows).order_by("record", "index"):
        revisions[revision.record_id].append(revision)
    return [record_view(row, revisions[row.pk], ()) for row in rows]


def prepared_remarks(uid: str, arrangement_id: str) -> tuple[DraftView, ...]:
    """The drafts of new remarks on the joint text `uid`, the oldest first."""
    held = drafts(REMARK, arrangement_id)
    return tuple(
        one for one in sorted(held, key=_by_id) if not one.base and frozen_of(one).get("record") == uid
    )


def _by_id(draft: DraftView) -> str:
    """Ids grow with time."""
    return draft.uid


def frozen_of(draft: DraftView) -> dict[str, object]:
    """What the draft of a remark says it is about; nobody has checked it yet."""
    named = draft.fields.get("text")
    first = named[0] if isinstance(named, list) and named else {}
    return first if isinstance(first, dict) else {}
