"""What needs a person: what waits for their roles, what is overdue, what is near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import F, Q

from silta.node import clock
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import Draft, Record
from silta.node.permissions import HEADS, RATERS, RELEASERS, WRITERS
from silta.node.projection.derivation import titles_of
from silta.node.queries.dates import days_kept
from silta.node.queries.events import owed_checks
from silta.node.queries.planning import warnings_ahead
from silta.node.queries.renewal import unsettled
from silta.node.queries.resting import at_rest
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.node.queries.waiting import KEPT_IN_MIND, MOST, Waiting
from silta.records.editions import CLOSED
from silta.records.registry import KINDS
from silta.words.text import best_wording

_REMINDED: Final = 500
"""Duties that one letter of reminders looks at."""


@dataclass(frozen=True)
class Need:
    """One thing that waits for a person.

    `need` is a code of `node_codes.NEED`: ``agree`` (a joint text), ``answer`` (the other side commented or objected),
    ``review`` (a mapping, a finished action, a consultation, advice, a practice or a proposal of the other side; `count`
    mappings, then `uid` is their crosswalk), ``overdue``,
    ``stale`` (mappings of ours whose text changed, gathered the same way; those who rated or review them see them, and whoever
    releases), ``reopen`` (a closed gap of ours that rests on such a mapping), ``returned`` (an action that the other side did
    not accept), ``near`` (due soon, or a day to keep such as the last one to give notice: then `data` names it as ``what``),
    ``misfit`` (a clash or a lead time in a plan that we wrote down or are host to, its code in `data`), ``release`` (a draft that
    somebody else has submitted), ``given-back`` (one's own, not released), ``draft`` (one's own, not submitted).
    `kind` is the kind of the record, `since` a moment or a date, `due` an ISO date or empty; `also` are further reasons for which
    the record itself waits.
    """

    need: str
    uid: str
    kind: str
    number: str
    title: str
    title_language: str
    party: str
    since: str
    due: str = ""
    count: int = 1
    marking: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()


class Needs(list[Need]):
    """What waits, the most pressing of each reason; `beyond` counts by reason what else there is."""

    def __init__(self, found: Iterable[Need], beyond: Mapping[str, int]) -> None:
        super().__init__(found)
        self.beyond: Counter[str] = Counter(beyond)

    def count(self, need: str = "") -> int:  # type: ignore[override]  # of needs nobody asks how often one is there
        """How many things wait for the reason `need`, or in all."""
        if need:
            return sum(need in (one.need, *one.also) for one in self) + self.beyond[need]
        return len(self) + self.beyond.total()


def needs_me(actor: Actor, today: date | None = None, language: str = "en") -> Needs:
    """What waits for `actor`, by the roles that they hold, the most urgent first. A few queries, however much it is."""
    day = today or local_today()
    waiting = Waiting(day)
    found: list[Need] = []
    if actor.held & set(HEADS):
        waiting.to_agree()
    if actor.held & set(RATERS):
        waiting.to_review()
        waiting.to_rate()
    if actor.held & set(WRITERS):
        for gather in (waiting.to_answer, waiting.late, waiting.returned, waiting.near):
            gather()
        stale = stale_mappings()
        found += [*_stale(actor, day, language, stale), *_to_reopen(day, language, stale)]
        found += [*_days_to_keep(day, language, waiting), *_to_check(day, language, waiting)]
        misfits = list(_misfits(day, language, waiting))
        found += misfits[:MOST]
        waiting.beyond["misfit"] += len(misfits[MOST:])
        drafts, more = _drafts(actor, language)
        found += drafts
        waiting.beyond["draft"] += more
    if actor.held & set(RELEASERS):
        submitted, more = _submitted(actor, language)
        found += submitted
        waiting.beyond["release"] += more
    found += _read(waiting, day, language)
    ordered = sorted(found, key=lambda need: (*_urgency(need, day), need.uid))
    return Needs(_together(ordered), waiting.beyond)


def _together(ordered: Iterable[Need]) -> list[Need]:
    """The needs, those for which one and the same record waits as one: the most urgent, with the others' reasons.

    A day to keep, a draft or a group of mappings is another thing than the record that it belongs to.
    """
    found: dict[object, Need] = {}
    for need in ordered:
        alone = need.need not in _OF_THE_RECORD or need.count > 1 or need.data.get("what")
        key = len(found) if alone else need.uid
        first = found.get(key)
        found[key] = (
            replace(first, also=(*first.also, need.need), data={**need.data, **first.data}) if first else need
        )
    return list(found.values())


def days_near(actor: Actor, day: date, language: str = "en") -> list[Need]:
    """The days to keep and duties that are near or have passed, for those who release. A few queries."""
    if not actor.held & set(RELEASERS):
        return []
    waiting = Waiting(day, _REMINDED)
    waiting.late(("obligation",))
    waiting.near(("obligation",))
    return [
        *_read(waiting, day, language),
        *_days_to_keep(day, language, waiting),
        *_to_check(day, language, waiting),
    ]


def _read(waiting: Waiting, day: date, language: str) -> Iterator[Need]:
    """The needs of what was found; one query."""
    records = shown(Record.objects.filter(pk__in={seed.pk for seed in waiting.seeds}))
    rows = {record.pk: row(record, language, day) for record in records}
    for seed in waiting.seeds:
        found = rows[seed.pk]
        since = found.due if seed.need in ("overdue", "near") else seed.since
        yield _need(seed.need, found, since, count=seed.count, data=seed.data)


def _urgency(need: Need, day: date) -> tuple[int, str]:
    """What is overdue, then what is due within the week, what holds the other side up, what can wait; each by its day."""
    soon = (day + timedelta(days=7)).isoformat()
    if need.need == "overdue":
        return 0, need.due or need.since
    if need.due and need.due <= soon and need.need not in ("draft", "given-back", "release"):
        return 1, need.due
    rank = {
        "agree": 2,
        "answer": 2,
        "returned": 2,
        "given-back": 2,
        "review": 3,
        "release": 3,
        "near": 4,
        "misfit": 4,
        "stale": 5,
    }
    return rank.get(need.need, 6), need.since


def _need(need: str, found: Row, since: str = "", **more: Any) -> Need:
    return Need(
        need, found.uid, found.kind, found.number, found.title, found.title_language, found.party,
        since or found.released_at, found.due, marking=found.marking, **more,
    )  # fmt: skip


_OF_THE_RECORD: Final = frozenset({"overdue", "agree", "answer", "returned", "review"})
"""Reasons for which a record as a whole waits."""
_FIELDS: Final = ("crosswalk", "owner", "author", "reviewer", "sources", "mappings")


def _rows(condition: Q, day: date, language: str, stale: Collection[str] = ()) -> list[Row]:
    found = shown(
        Record.objects.filter(condition, withdrawn=False, erased=False)
        .exclude(arrangement__in=at_rest())
        .order_by("released_at", "id")
    )
    return [row(record, language, day, stale=stale, fields=_FIELDS) for record in found]


def _gathered(need: str, mappings: Iterable[Row], day: date, language: str) -> Iterator[Need]:
    """Mappings, those of one crosswalk as one need; one that is alone in its crosswalk stands for itself."""
    by_crosswalk: dict[str, list[Row]] = defaultdict(list)
    for found in mappings:
        by_crosswalk[str(found.columns.get("crosswalk", ""))].append(found)
    if not by_crosswalk:
        return
    crosswalks = {
        found.uid: found
        for found in _rows(Q(kind="crosswalk", uid__in=filter(None, by_crosswalk)), day, language)
    }
    for uid, several in by_crosswalk.items():
        crosswalk = crosswalks.get(uid)
        if crosswalk is None or len(several) == 1:
            yield from (_need(need, mapping, data={"crosswalk": uid}) for mapping in several)
        else:
            yield _need(need, crosswalk, several[0].released_at, count=len(several), data={"crosswalk": uid})


def _stale(actor: Actor, day: date, language: str, stale: Collection[str]) -> Iterator[Need]:
    """Stale mappings of ours that have not been decided anew, for those whom they concern."""
    if not stale:
        return
    ours = _rows(Q(kind="mapping", log__is_own=True, uid__in=list(stale)), day, language, stale)
    all_of_them = bool(actor.held & set(RELEASERS))
    mine = [found for found in ours if all_of_them or _concerns(actor, found)]
    yield from _gathered("stale", unsettled(mine), day, language)


def _concerns(actor: Actor, mapping: Row) -> bool:
    """Whether the person rated or reviews a mapping; if nobody is named, it concerns everyone."""
    named = [mapping.columns.get(name) for name in ("author", "reviewer")]
    return actor.name in named or not any(named)


def _to_reopen(day: date, language: str, stale: Collection[str]) -> Iterator[Need]:
    """Closed gaps of ours whose mappings speak of a text that has changed, until they are opened again or decided anew."""
    if not stale:
        return
    closed = _rows(Q(kind="gap", log__is_own=True, standing__in=CLOSED), day, language)
    named = {uid for gap in closed for uid in gap.columns.get("mappings") or ()} & set(stale)
    mappings = _rows(Q(kind="mapping", uid__in=named), day, language, stale) if named else []
    waiting = {mapping.uid for mapping in unsettled(mappings)}
    for gap in closed:
        if waiting & set(gap.columns.get("mappings") or ()):
            yield _need("reopen", gap)


def _days_to_keep(day: date, language: str, waiting: Waiting) -> Iterator[Need]:
    """The days to keep that are near: nobody should learn of them on the day itself. `_to_check` tells the checks."""
    for one in days_kept(day, language, KEPT_IN_MIND, waiting.states):
        yield replace(_need("near", one.row, one.day, data={"what": one.what}), due=one.day)


def _misfits(day: date, language: str, waiting: Waiting) -> Iterator[Need]:
    """What does not fit in the plans, for the side that has written it down or is its host."""
    own = _own_party()
    for arrangement, state in waiting.states.items():
        seen = warnings_ahead(arrangement, language, day, state)
        for uid, found in seen.warnings.items():
            row = seen.rows.get(uid)
            mine = row is not None and own in (row.party, row.columns.get("host"))
            told = [one for one in found if one.uid == uid]
            if row is not None and mine and told:
                yield _need("misfit", row, told[0].day.isoformat(), data={"misfit": told[0].code})


def _to_check(day: date, language: str, waiting: Waiting) -> Iterator[Need]:
    """The events of which we have to say soon, or should have said, what we applied."""
    for owed in owed_checks(language, day, under=waiting.states):
        if owed.party == _own_party() and owed.day <= day + timedelta(days=KEPT_IN_MIND):
            need = _need(
                "overdue" if owed.day < day else "near",
                owed.event,
                owed.day.isoformat(),
                data={"what": "check"},
            )
            yield replace(need, due=owed.day.isoformat(), party=owed.party)


def _own_party() -> str:
    return str(settings.HOME.party)


_STANDS: Final = Q(submission__version=F("version"))
"""Drafts of which the last word is a submission, or that it was given back."""


def _drafts(actor: Actor, language: str) -> tuple[list[Need], int]:
    """The drafts that the person left longest, and how many more there are; two queries. What is submitted waits for others."""
    if actor.user_id is None:
        return [], 0
    theirs = (
        Q(updated_by=actor.user_id) | Q(created_by=actor.user_id) | Q(submission__submitted_by=actor.user_id)
    )
    mine = Draft.objects.filter(theirs).exclude(_STANDS, submission__reason="").select_related("submission")
    found = [
        _draft("given-back" if _is_given_back(draft) else "draft", draft, language)
        for draft in mine.order_by("updated_at", "pk")[:MOST]
    ]
    return found, mine.count() - len(found) if len(found) == MOST else 0


def _submitted(actor: Actor, language: str) -> tuple[list[Need], int]:
    """The drafts that others have submitted for release, the oldest first, and how many more there are; two queries."""
    waiting = Draft.objects.filter(_STANDS, submission__reason="").exclude(arrangement__in=at_rest())
    theirs = waiting.exclude(submission__submitted_by=actor.user_id)
    if Home.current().second_person:
        theirs = theirs.exclude(updated_by=actor.user_id)
    found = [
        _draft("release", draft, language)
        for draft in theirs.order_by("submission__submitted_at", "pk")[:MOST]
    ]
    return found, theirs.count() - len(found) if len(found) == MOST else 0


def _is_given_back(draft: Draft) -> bool:
    submission = getattr(draft, "submission", None)
    return submission is not None and submission.version == draft.version


def _draft(need: str, draft: Draft, language: str) -> Need:
    kind = KINDS.get(draft.kind)
    number = draft.fields.get(kind.number, "") if kind else ""
    title, language_of = _draft_title(draft, language)
    return Need(
        need,
        str(draft.uid),
        draft.kind,
        number if isinstance(number, str) else "",
        title,
        language_of,
        _own_party(),
        draft.updated_at.strftime(clock.WIRE),
        marking=draft.marking,
        data={"base": draft.base},
    )


def _draft_title(draft: Draft, language: str) -> tuple[str, str]:
    """What a draft is called; nothing in it has been checked yet."""
    kind = KINDS.get(draft.kind)
    try:
        titles = titles_of(kind, draft.fields) if kind else {}
    except (KeyError, TypeError):
        return "", ""
    return best_wording({tag: {"text": text} for tag, text in titles.items()}, language)
