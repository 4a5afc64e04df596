"""What texts are proof-read against, gathered from the records and the register; and which findings people have left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from silta.node.models import LeftFinding, Record
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.names import all_names
from silta.node.queries.rows import local_today
from silta.records.registry import KINDS
from silta.reports.proof.known import Counted, Known, Recorded
from silta.words.codes import FORM_OF_ACTIVITY, CodeList
from silta.words.languages import CODES

_HAPPENINGS: Final = ("activity", "event", "meeting")
_MOST: Final = 2000
"""Happenings that texts are held against, the latest first. Where there are more, nothing is counted."""
_HELD: Final = frozenset({"held", "reported", "closed"})
_OFF: Final = frozenset({"cancelled", "postponed"})

Translate = Callable[[str, str, str], str]


@dataclass(frozen=True)
class Left:
    """Why somebody left a finding as it is. `number` names the answer; `by` is empty for a person who is gone."""

    number: int
    key: str
    reason: str
    language: str
    role: str
    by: str
    at: datetime


def known_for(
    around: ArrangementView,
    translate: Translate,
    pointed: Collection[str] = (),
    numbers: Collection[tuple[str, str]] = (),
) -> Known:
    """Everything around a text of an arrangement. `pointed` are ids of further records to know of, `numbers` the kinds and
    numbers of those under proof; six queries.
    """
    rows = list(_happenings(around.id))
    agreed = [fields for _, fields in _of_kind(around.id, "arrangement")]
    return Known(
        today=local_today(),
        names=all_names(around),
        records=(*map(_recorded, rows), *_named(around.id, pointed)),
        counted=tuple(_counted(rows, translate)) if len(rows) < _MOST else (),
        languages=_languages(agreed),
        numbered=tuple(_numbered(around.id, numbers)),
        began=min((str(fields["signed"]) for fields in agreed if fields.get("signed")), default=""),
    )


_ROW: Final = (
    "uid", "kind", "number", "titles", "marking", "year", "standing", "fields__start", "fields__until", "fields__form",
)  # fmt: skip


def _happenings(arrangement_id: str) -> Iterator[Sequence[Any]]:
    found = Record.objects.filter(
        arrangement=arrangement_id, kind__in=_HAPPENINGS, withdrawn=False, erased=False
    )
    yield from found.order_by("-released_at", "-id").values_list(*_ROW)[:_MOST]


def _recorded(row: Sequence[Any]) -> Recorded:
    uid, kind, number, titles, marking, _, _, start, until, _ = row
    return Recorded(str(uid), kind, number, titles, str(start or ""), str(until or ""), marking)


def _named(arrangement_id: str, uids: Collection[str]) -> list[Recorded]:
    """Records that a text points to and that are no happenings."""
    if not uids:
        return []
    wanted = [uid for uid in uids if _is_uuid(uid)]
    found = Record.objects.filter(arrangement=arrangement_id, uid__in=wanted).exclude(kind__in=_HAPPENINGS)
    rows = found.values_list("uid", "kind", "number", "titles", "marking")
    return [
        Recorded(str(uid), kind, number, titles, marking=marking)
        for uid, kind, number, titles, marking in rows
    ]


def _numbered(arrangement_id: str, numbers: Collection[tuple[str, str]]) -> list[Recorded]:
    """The records of kinds with running numbers that carry one of these; a few too many where several kinds are asked for."""
    running = [(kind, number) for kind, number in numbers if number and KINDS[kind].series]
    if not running:
        return []
    found = Record.objects.filter(
        arrangement=arrangement_id,
        kind__in={kind for kind, _ in running},
        number__in={number for _, number in running},
        withdrawn=False,
    )
    rows = found.order_by("first_at", "uid").values_list("uid", "kind", "number", "titles")
    return [Recorded(str(uid), kind, number, titles) for uid, kind, number, titles in rows]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _of_kind(arrangement_id: str, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = Record.objects.filter(arrangement=arrangement_id, kind=kind, withdrawn=False, erased=False)
    yield from found.order_by("id").values_list("marking", "fields")


def _languages(agreed: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The languages of the arrangement, as far as they are those of the interface."""
    said = {str(tag) for fields in agreed for tag in fields.get("languages", ())}
    return tuple(tag for tag in CODES if tag in said)


def _counted(rows: Sequence[Sequence[Any]], translate: Translate) -> Iterator[Counted]:
    """Activities by form, and happenings by kind: how many there are in a year, planned and held."""
    years = sorted({row[5] for row in rows if row[5]})
    for form in FORM_OF_ACTIVITY:
        chosen = [row for row in rows if row[1] == "activity" and row[9] == form]
        yield Counted(
            _of_code(FORM_OF_ACTIVITY, form, translate), {year: _numbers(chosen, year) for year in years}
        )
    for kinds in (("activity", "event"), ("meeting",)):
        counts = {year: _numbers_of(kinds, rows, year) for year in years}
        for kind in kinds:  # people call an activity an event and the other way round
            yield Counted(_of_label(kind, translate), counts)


def _numbers_of(kinds: Sequence[str], rows: Sequence[Sequence[Any]], year: int) -> tuple[int, ...]:
    """All numbers that are right for any of `kinds`."""
    right = {number for kind in kinds for number in _numbers([row for row in rows if row[1] == kind], year)}
    return tuple(sorted(right))


def _numbers(rows: Sequence[Sequence[Any]], year: int) -> tuple[int, ...]:
    states = [str(row[6]) for row in rows if row[5] == year]
    held = sum(state in _HELD for state in states)
    going = sum(state not in _OFF for state in states)
    return tuple(sorted({held, going, len(states)}))


def _of_code(codes: CodeList, code: str, translate: Translate) -> dict[str, tuple[str, ...]]:
    return {tag: (translate(codes.name, codes.label(code), tag),) for tag in CODES}


def _of_label(kind: str, translate: Translate) -> dict[str, tuple[str, ...]]:
    label, plural = KINDS[kind].label, KINDS[kind].plural
    return {tag: (translate("kind", label, tag), translate("kinds", plural, tag)) for tag in CODES}


def left_findings(subject: str) -> dict[str, Left]:
    """The findings of a draft or document that somebody left, by key; one query."""
    rows = LeftFinding.objects.filter(subject=subject).select_related("author").order_by("pk")
    return {
        row.key: Left(
            row.pk, row.key, row.reason, row.language, row.role,
            (row.author.get_full_name() or row.author.get_username()) if row.author else "", row.created_at,
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True)
class Quoted:
    """A record whose words a document takes: what to call it, and whether it is ours."""

    uid: str
    kind: str
    number: str
    titles: Mapping[str, str]
    party: str
    is_own: bool


def quoted_records(uids: Collection[str]) -> list[Quoted]:
    """Records by their ids, for links to them; one query."""
    wanted = [uid for uid in uids if _is_uuid(uid)]
    rows = Record.objects.filter(uid__in=wanted).order_by("id") if wanted else Record.objects.none()
    found = rows.values_list("uid", "kind", "number", "titles", "party", "log__is_own")
    return [Quoted(str(uid), *rest) for uid, *rest in found]
