"""What needs a person: what waits for their roles, what is overdue, what is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Q, QuerySet

from silta.node import clock
from silta.node.actor import Actor
from silta.node.models import Draft, Record, Reference, Response
from silta.node.permissions import HEADS, RATERS, RELEASERS, WRITERS
from silta.node.projection.derivation import titles_of
from silta.node.queries.arrangements import arrangements
from silta.node.queries.dates import dates_within
from silta.node.queries.events import owed_checks
from silta.node.queries.planning import warnings_ahead
from silta.node.queries.renewal import unsettled
from silta.node.queries.resting import at_rest
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.records.editions import CLOSED
from silta.records.registry import KINDS
from silta.words.text import best_wording

KEPT_IN_MIND: Final = 60
"""Days before a date from which it waits for those who write."""
ANSWERED_SOON: Final = 14
"""The same for what somebody owes by a date but no clause asks for: actions, answers, checks of an effect."""
_OWED: Final = (
    "action",
    "consultation",
    "applicability-review",
    "finding",
    "joint-initiative",
    "contact-point",
)
_PROPOSALS: Final = {"priority": "proposed", "joint-initiative": "proposed", "gap": "identified"}
"""Kinds of what a party proposes on its own → the state in which the other side has not said yes yet."""


@dataclass(frozen=True)
class Need:
    """One thing that waits for a person.

    `need` is a code of `node_codes.NEED`: ``agree`` (a joint text), ``answer`` (the other side commented or objected),
    ``review`` (a mapping, a finished action, a consultation, advice, a practice or a proposal of the other side; `count`
    mappings, then `uid` is their crosswalk), ``overdue``,
    ``stale`` (mappings of ours whose text changed, gathered the same way; those who rated or review them see them, and whoever
    releases), ``reopen`` (a closed gap of ours that rests on such a mapping), ``returned`` (an action that the other side did
    not accept), ``near`` (due soon, or a day to keep such as the last one to give notice: then `data` names it as ``what``),
    ``misfit`` (a clash or a lead time in a plan that we wrote down or are host to, its code in `data`), ``draft`` (one's own).
    `kind` is the kind of the record, `since` a moment or a date, `due` an ISO date or empty.
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


def needs_me(actor: Actor, today: date | None = None, language: str = "en") -> list[Need]:
    """What waits for `actor`, by the roles that they hold, the most urgent first. A few queries."""
    day = today or local_today()
    stale = stale_mappings()
    found: list[Need] = []
    if actor.held & set(HEADS):
        found += _to_agree(day, language)
    if actor.held & set(RATERS):
        found += _to_review(day, language)
    if actor.held & set(WRITERS):
        found += [*_stale(actor, day, language, stale), *_to_reopen(day, language, stale)]
        found += [*_to_answer(day, language), *_of_ours(day, language), *_near(day, language)]
        found += [*_misfits(day, language), *_to_check(day, language), *_drafts(actor, language)]
    return sorted(found, key=lambda need: (*_urgency(need, day), need.uid))


def days_near(actor: Actor, day: date, language: str = "en") -> list[Need]:
    """The days to keep and duties that are near or have passed, for those who release. A few queries."""
    if not actor.held & set(RELEASERS):
        return []
    late = [need for need in _of_ours(day, language) if need.kind == "obligation" and need.due]
    near = [need for need in _near(day, language) if need.kind == "obligation" or need.data.get("what")]
    return [*late, *near, *_to_check(day, language)]


def _urgency(need: Need, day: date) -> tuple[int, str]:
    """What is overdue, then what is due within the week, what holds the other side up, what can wait; each by its day."""
    soon = (day + timedelta(days=7)).isoformat()
    if need.need == "overdue":
        return 0, need.due or need.since
    if need.due and need.due <= soon and need.need != "draft":
        return 1, need.due
    rank = {"agree": 2, "answer": 2, "returned": 2, "review": 3, "near": 4, "misfit": 4, "stale": 5}
    return rank.get(need.need, 6), need.since


def _need(need: str, found: Row, since: str = "", **more: Any) -> Need:
    return Need(
        need, found.uid, found.kind, found.number, found.title, found.title_language, found.party,
        since or found.released_at, found.due, marking=found.marking, **more,
    )  # fmt: skip


_FIELDS: Final = ("crosswalk", "owner", "author", "reviewer", "sources", "mappings")


def _rows(condition: Q, day: date, language: str, stale: Collection[str] = ()) -> list[Row]:
    found = shown(
        Record.objects.filter(condition, withdrawn=False, erased=False)
        .exclude(arrangement__in=at_rest())
        .order_by("released_at", "id")
    )
    return [row(record, language, day, stale=stale, fields=_FIELDS) for record in found]


def _to_agree(day: date, language: str) -> list[Need]:
    joint = [kind.code for kind in KINDS.values() if kind.joint]
    open_texts = _rows(Q(kind__in=joint) & ~Q(standing="in-force"), day, language)
    answered = set(
        Response.objects.filter(
            log__is_own=True, verdict__in=("agree", "object"), target_leaf__in=[r.leaf for r in open_texts]
        ).values_list("target_leaf", flat=True)
    )
    return [_need("agree", found) for found in open_texts if found.leaf not in answered]


def _to_review(day: date, language: str) -> Iterator[Need]:
    """What others have done, asked, advised or offered and nobody here has answered; mappings are gathered by crosswalk."""
    waiting = (
        Q(kind="mapping", standing__in=("self-rated", "changed"))
        | Q(kind="action", standing="done")
        | Q(kind="consultation", standing="sent")
        | Q(kind="advice", standing="issued")
        | (Q(kind="practice", standing="published") & ~Q(uid__in=_looked_at()))
    )
    for kind, proposed in _PROPOSALS.items():
        waiting |= Q(kind=kind, standing=proposed) & ~Q(leaf__in=_answered())
    rows = _rows(Q(log__is_own=False) & waiting, day, language)
    yield from _gathered("review", [found for found in rows if found.kind == "mapping"], day, language)
    yield from (_need("review", found) for found in rows if found.kind != "mapping")


def _answered() -> QuerySet[Response, Any]:
    """The texts about which we have said something."""
    return Response.objects.filter(log__is_own=True).values("target_leaf")


def _looked_at() -> QuerySet[Reference, Any]:
    """The practices that we have begun to review."""
    reviews = Reference.objects.filter(
        record__kind="applicability-review",
        record__log__is_own=True,
        record__withdrawn=False,
        field="practice",
    )
    return reviews.exclude(target_uid=None).values("target_uid")


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


def _to_answer(day: date, language: str) -> Iterator[Need]:
    """Our records whose latest revision another side has commented on or objected to, and we have said nothing since."""
    said = Response.objects.filter(log__is_own=False, verdict__in=("comment", "object")).order_by("time")
    told = {leaf: (time, party) for leaf, time, party in said.values_list("target_leaf", "time", "party")}
    last = {leaf: time for leaf, (time, _) in told.items()}
    ours = Response.objects.filter(log__is_own=True, target_leaf__in=last)
    answered = dict(ours.order_by("time").values_list("target_leaf", "time"))
    open_leaves = [leaf for leaf, time in last.items() if answered.get(leaf, "") < time]
    mine = Q(log__is_own=True, leaf__in=open_leaves) & ~Q(standing__in=("in-force", "returned"))
    for found in _rows(mine, day, language):
        yield _need("answer", found, last[found.leaf], data={"by": told[found.leaf][1]})


def _of_ours(day: date, language: str) -> Iterator[Need]:
    """What is overdue or returned on our side: of actions those that we own, whoever recorded them."""
    kinds = [kind.code for kind in KINDS.values() if kind.due_while]
    late = Q(kind__in=kinds, due__gt="", due__lt=day.isoformat())
    returned = Q(kind="action", standing="returned", log__is_own=True)
    own = _own_party()
    for found in _rows(late | returned, day, language):
        if found.state_code == "overdue" and own in _owners(found):
            yield _need("overdue", found, found.due)
        elif found.state_code == "returned":
            yield _need("returned", found)


def _owners(found: Row) -> Collection[str]:
    """Who owes a record: its owner; without one the party that released it; a duty without an owner is everyone's.

    An answer to a request is owed by those who were asked, and whoever asked waits for it: it concerns both.
    """
    owner = found.columns.get("owner")
    if (owner is None and found.kind == "obligation") or found.kind == "consultation":
        return (_own_party(),)
    return (str(owner or found.party),)


def _near(day: date, language: str) -> Iterator[Need]:
    """What we owe soon, and the days to keep that are near: nobody should learn of them on the day itself."""
    # `_to_check` tells the checks that we owe, late ones too.
    for one in dates_within(day, language, KEPT_IN_MIND, checks=False):
        if one.what:
            need = _need("near", one.row, one.day, data={"what": one.what})
            yield replace(need, due=one.day)
        elif one.day <= _until(one.row.kind, day) and _own_party() in _owners(one.row):
            yield _need("near", one.row, one.day)


def _until(kind: str, day: date) -> str:
    """The last date that is near on `day`, for a kind: duties long before, other things owed a while before, the rest never."""
    days = KEPT_IN_MIND if kind == "obligation" else ANSWERED_SOON if kind in _OWED else -1
    return (day + timedelta(days=days)).isoformat()


def _misfits(day: date, language: str) -> Iterator[Need]:
    """What does not fit in the plans, for the side that has written it down or is its host."""
    own = _own_party()
    for around in (one for one in arrangements() if not one.resting):
        seen = warnings_ahead(around.id, language, day)
        for uid, found in seen.warnings.items():
            row = seen.rows.get(uid)
            mine = row is not None and own in (row.party, row.columns.get("host"))
            told = [one for one in found if one.uid == uid]
            if row is not None and mine and told:
                yield _need("misfit", row, told[0].day.isoformat(), data={"misfit": told[0].code})


def _to_check(day: date, language: str) -> Iterator[Need]:
    """The events of which we have to say soon, or should have said, what we applied."""
    for owed in owed_checks(language, day):
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


def _drafts(actor: Actor, language: str) -> Iterator[Need]:
    mine = Draft.objects.filter(Q(updated_by=actor.user_id) | Q(created_by=actor.user_id))
    for draft in mine.order_by("updated_at") if actor.user_id is not None else ():
        kind = KINDS.get(draft.kind)
        number = draft.fields.get(kind.number, "") if kind else ""
        title, language_of = _draft_title(draft, language)
        yield Need(
            "draft",
            str(draft.uid),
            draft.kind,
            number if isinstance(number, str) else "",
            title,
            language_of,
            _own_party(),
            draft.updated_at.strftime(clock.WIRE),
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
