"""What needs translating: our own drafts and released records whose texts lack something in a language.

A record is shown by its working text: its draft if there is one, else its latest revision. Rows tell by themselves what they lack
(`silta.node.models.records.Worded`), so that a page takes the same few queries whatever there is.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from silta.node.errors import NotFound, Refused
from silta.node.models import Draft, Record
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.rows import local_today
from silta.node.uids import parse_uid
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.records.wordings import OPEN, counted
from silta.words.languages import CODES

SOON: Final = timedelta(days=30)
URGENCIES: Final = ("overdue", "soon", "signature", "drafts")
"""Past its due date; due within `SOON`; a joint text that is not yet signed by all; drafts only."""
_JOINT: Final = tuple(kind.code for kind in KINDS.values() if kind.joint)
_WAITING: Final = ("proposed", "commented", "agreed-by-some", "objected")
_NO_DAY: Final = "9999-12-31"
_BATCH: Final = 500


@dataclass(frozen=True)
class Asked:
    """What a reader of the list chose: the language to translate into, and what narrows the list (empty: everything)."""

    to: str
    source: str = ""
    kind: str = ""
    status: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Working:
    """A record of ours as it would be released next. `revision` is the latest one (0: none yet), `version` that of its draft.

    `waits` tells that it is a joint text that not all have agreed to yet, `agreed` one that all have.
    """

    uid: str
    kind: Kind
    fields: Mapping[str, Any]
    revision: int
    version: int | None = None
    marking: str = "tlp-green"
    due: str = ""
    standing: str = ""
    written_in: str = ""
    attachments: Sequence[Any] = field(default_factory=tuple)

    @property
    def is_draft(self) -> bool:
        return self.version is not None

    @property
    def waits(self) -> bool:
        return self.kind.joint and (self.standing in _WAITING or not self.revision)

    @property
    def agreed(self) -> bool:
        return self.kind.joint and self.standing == "in-force"

    @property
    def number(self) -> str:
        return str(self.fields.get(self.kind.number) or "") if self.kind.number else ""

    def lacking(self, language: str) -> dict[str, int]:
        """How many of its texts are missing, outdated, … in `language`."""
        return counted(self.kind, self.fields, language)


@dataclass(frozen=True)
class Page:
    """A page of the list: records, the cursor of the next page (None: this is the last), and how many there are in all."""

    rows: list[Working]
    next: str | None
    total: int


class _Place(NamedTuple):
    """Where a record stands in the list: what waits for a signature first, then by its due date, then by its id."""

    rank: int
    day: str
    uid: UUID


def waiting(around: ArrangementView, asked: Asked, after: str | None = None, limit: int = 50) -> Page:
    """One page of what needs translating, in five queries."""
    drafts, released = _found(around, asked)
    total = drafts.count() + released.count()
    places = _places(drafts, released, _read_cursor(after), limit + 1)
    held = working(around, [str(place.uid) for place in places[:limit]])
    rows = [held[str(place.uid)] for place in places[:limit] if str(place.uid) in held]
    return Page(rows, _cursor(places[limit - 1]) if len(places) > limit else None, total)


def everything(around: ArrangementView, asked: Asked, most: int) -> Iterator[Working]:
    """All records of a list, at most `most` of them, in its order."""
    places = _places(*_found(around, asked), None, most)
    for start in range(0, len(places), _BATCH):
        uids = [str(place.uid) for place in places[start : start + _BATCH]]
        held = working(around, uids)
        yield from (held[uid] for uid in uids if uid in held)


def beside(around: ArrangementView, asked: Asked, one: Working) -> tuple[str, str]:
    """The ids of the records before and after `one` in the list; empty where there is none. It need not be in it any more."""
    here = _Place(_rank(one), one.due or _NO_DAY, UUID(one.uid))
    drafts, released = _found(around, asked)
    later = _places(drafts, released, here, 2)
    earlier = _places(drafts, released, here, 2, backwards=True)
    found = [next((str(p.uid) for p in places if str(p.uid) != one.uid), "") for places in (earlier, later)]
    return found[0], found[1]


def how_many(around: ArrangementView) -> dict[str, int]:
    """For each language of the interface the number of records that lack something in it; two queries."""
    columns = {code: Count(f"wanting_{code}") for code in CODES}
    anything = Q(*((f"wanting_{code}__isnull", False) for code in CODES), _connector=Q.OR)
    drafts = _drafts(around).filter(anything).aggregate(**columns)
    released = _released(around).filter(anything).aggregate(**columns)
    return {code: drafts[code] + released[code] for code in CODES}


def languages(around: ArrangementView) -> list[str]:
    """The working languages of the arrangement that Silta speaks; all four if its record names none. One query."""
    said = Record.objects.filter(arrangement=around.id, kind="arrangement", withdrawn=False, erased=False)
    named = {
        str(tag) for fields in said.values_list("fields", flat=True) for tag in fields.get("languages") or ()
    }
    return [code for code in CODES if code in named] or list(CODES)


def working(around: ArrangementView, uids: Collection[str]) -> dict[str, Working]:
    """The working texts of those of `uids` that are ours and stand; two queries for every few hundred."""
    found: dict[str, Working] = {}
    wanted = sorted(uids)
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        for record in _own(around).filter(uid__in=some).defer("folded"):
            if record.kind in KINDS:
                found[str(record.uid)] = Working(
                    str(record.uid), KINDS[record.kind], record.fields, record.revision_number, None,
                    record.marking, record.due, record.standing, record.written_in,
                )  # fmt: skip
        for draft in Draft.objects.filter(arrangement=around.id, uid__in=some):
            if draft.kind in KINDS:
                uid = str(draft.uid)
                standing = found[uid].standing if uid in found else ""
                found[uid] = Working(
                    uid, KINDS[draft.kind], draft.fields, draft.base, draft.version, draft.marking,
                    draft.due, standing, draft.written_in, tuple(draft.attachments),
                )  # fmt: skip
    return found


def needed(around: ArrangementView, uid: str | UUID) -> Working:
    """The working text of one record. Raises `NotFound` `record.unknown`, `Refused` `record.not-ours`."""
    chosen = str(parse_uid(uid))
    found = working(around, [chosen])
    if chosen in found:
        return found[chosen]
    if Record.objects.filter(uid=chosen, log__is_own=False).exists():
        raise Refused("record.not-ours", chosen)
    raise NotFound("record.unknown", chosen)


def foreign(around: ArrangementView, uids: Collection[str]) -> set[str]:
    """Those of `uids` that are records of other parties."""
    found: set[str] = set()
    wanted = sorted(uids)
    for start in range(0, len(wanted), _BATCH):
        some = Record.objects.filter(arrangement=around.id, uid__in=wanted[start : start + _BATCH])
        found |= {str(uid) for uid in some.exclude(log__is_own=True).values_list("uid", flat=True)}
    return found


def _own(around: ArrangementView) -> QuerySet[Record]:
    return Record.objects.filter(arrangement=around.id, party=around.own, withdrawn=False, erased=False)


def _released(around: ArrangementView) -> QuerySet[Record]:
    """Our records that have no draft."""
    drafted = Draft.objects.filter(arrangement=around.id).values("uid")
    return _own(around).exclude(uid__in=drafted)


def _drafts(around: ArrangementView) -> QuerySet[Draft]:
    return Draft.objects.filter(arrangement=around.id)


def _found(around: ArrangementView, asked: Asked) -> tuple[QuerySet[Draft], QuerySet[Record]]:
    """The drafts and the released records of a list, each with the columns of `_Place`."""
    standing = Record.objects.filter(uid=OuterRef("uid"), party=around.own, arrangement=around.id)
    drafts = _drafts(around).annotate(
        standing=Coalesce(Subquery(standing.values("standing")[:1]), Value(""), output_field=CharField())
    )
    day = local_today()
    return _narrowed(drafts, asked, day, drafts=True), _narrowed(_released(around), asked, day, drafts=False)


def _narrowed(found: QuerySet[Any], asked: Asked, today: date, *, drafts: bool) -> QuerySet[Any]:
    column = f"wanting_{asked.to}" if asked.to in CODES else "wanting_en"
    found = found.filter(**{f"{column}__isnull": False})
    if asked.source:
        found = found.filter(written_in=asked.source)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.status in OPEN:
        found = found.annotate(bits=F(column).bitand(OPEN[asked.status])).filter(bits__gt=0)
    waits = Q(kind__in=_JOINT, standing__in=_WAITING)
    if drafts:
        waits |= Q(kind__in=_JOINT, base=0)
    found = found.annotate(
        rank=Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField()),
        day=Case(When(due="", then=Value(_NO_DAY)), default=F("due"), output_field=CharField()),
    )
    if asked.urgency == "drafts":
        return found if drafts else found.none()
    if asked.urgency == "overdue":
        return found.filter(due__gt="", due__lt=today.isoformat())
    if asked.urgency == "soon":
        return found.filter(due__gte=today.isoformat(), due__lte=(today + SOON).isoformat())
    return found.filter(waits) if asked.urgency == "signature" else found


def _places(
    drafts: QuerySet[Any],
    released: QuerySet[Any],
    here: _Place | None,
    most: int,
    *,
    backwards: bool = False,
) -> list[_Place]:
    """The places after `here` (or before it, the nearest first); one query over both tables."""
    beyond = "lt" if backwards else "gt"
    if here is not None:
        condition = (
            Q(**{f"rank__{beyond}": here.rank})
            | Q(rank=here.rank, **{f"day__{beyond}": here.day})
            | Q(rank=here.rank, day=here.day, **{f"uid__{beyond}": here.uid})
        )
        drafts, released = drafts.filter(condition), released.filter(condition)
    both = drafts.values_list("rank", "day", "uid").union(
        released.values_list("rank", "day", "uid"), all=True
    )
    order = [f"-{name}" if backwards else name for name in ("rank", "day", "uid")]
    return [_Place(*row) for row in both.order_by(*order)[:most]]


def _rank(one: Working) -> int:
    return 0 if one.waits else 1


def _cursor(place: _Place) -> str:
    said = json.dumps([place.rank, place.day, str(place.uid)])
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> _Place | None:
    try:
        rank, day, uid = json.loads(base64.urlsafe_b64decode((cursor or "") + "=" * (-len(cursor or "") % 4)))
        return _Place(int(rank), str(day)[:10], UUID(uid))
    except (binascii.Error, ValueError, TypeError, AttributeError):
        return None
