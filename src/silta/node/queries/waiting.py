"""What waits, found and counted in the indexes: the most pressing of it, before any record is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from silta.node.bulk import among
from silta.node.models import Log, Record, Reference, Response
from silta.node.queries.resting import at_rest
from silta.records.computed import UNAGREED
from silta.records.registry import KINDS

MOST: Final = 20
"""What is shown of each reason; the rest is counted."""
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
_JOINT: Final = tuple(kind.code for kind in KINDS.values() if kind.joint)
_DUE: Final = tuple(kind.code for kind in KINDS.values() if kind.due_while)
_ASKED: Final = {"action": "done", "consultation": "sent", "advice": "issued", "practice": "published"}
"""Kinds of what others have done, asked, advised or offered → the state in which nobody here has answered."""
_PROPOSALS: Final = {"priority": "proposed", "joint-initiative": "proposed", "gap": "identified"}
"""Kinds of what a party proposes on its own → the state in which the other side has not said yes yet."""


@dataclass(frozen=True)
class Seed:
    """A record that waits for the reason `need`, before it is read; an empty `since` is the record's own day."""

    need: str
    pk: int
    since: str = ""
    count: int = 1
    data: Mapping[str, Any] = field(default_factory=dict)


class Waiting:
    """What waits on `day` in the arrangements that do not rest: `seeds`, and by reason how many more there are (`beyond`).

    `states` holds the state of the logs of each arrangement, as `state_of_logs` tells it.
    """

    def __init__(self, day: date, most: int = MOST) -> None:
        """One query."""
        self.seeds: list[Seed] = []
        self.beyond: Counter[str] = Counter()
        self._day, self._most = day, most
        self._own = str(settings.HOME.party)
        logs = Log.objects.exclude(arrangement__in=at_rest()).values_list(
            "pk", "is_own", "arrangement", "size", "edge"
        )
        found = list(logs.order_by("pk"))
        self.ours = [pk for pk, is_own, *_ in found if is_own]
        self.others = [pk for pk, is_own, *_ in found if not is_own]
        self.states: dict[str, tuple[tuple[int, int, bytes], ...]] = {}
        for pk, _, arrangement, size, edge in found:
            self.states[arrangement] = (*self.states.get(arrangement, ()), (pk, size, bytes(edge)))

    def to_agree(self) -> None:
        """Joint texts to which we have not said yes or no yet."""
        said = self._said(verdict__in=("agree", "object"))
        self._add("agree", Q(kind__in=_JOINT, standing__in=UNAGREED) & ~Exists(said))

    def to_review(self) -> None:
        """What others have done, asked, advised, offered or proposed and nobody here has answered, but for mappings."""
        kinds = {**_ASKED, **_PROPOSALS}
        waiting: Q | Combinable = _either(_ASKED) & ~(Q(kind="practice") & Exists(_looked_at()))
        waiting |= _either(_PROPOSALS) & ~Exists(self._said())
        states = Q(kind__in=kinds, standing__in=set(kinds.values()), log__in=self.others)
        self._add("review", states & waiting)

    def to_rate(self) -> None:
        """Mappings of others, those of one crosswalk together; one that is alone in its crosswalk stands for itself."""
        mappings = Record.objects.filter(
            crosswalk__isnull=False, withdrawn=False, erased=False, log__in=self.others,
            standing__in=("self-rated", "changed"),
        )  # fmt: skip
        by_crosswalk = mappings.values_list("crosswalk").annotate(
            count=Count("pk"), first=Min("released_at"), one=Min("pk")
        )
        groups = list(by_crosswalk.order_by("first", "crosswalk"))
        known = self._crosswalks([uid for uid, *_ in groups])
        scattered = [uid for uid, count, *_ in groups if count > 1 and uid not in known]
        gathered = [
            Seed("review", pk if count == 1 else known[uid], since, count, {"crosswalk": str(uid)})
            for uid, count, since, pk in groups
            if count == 1 or uid in known
        ]
        self._keep("review", gathered[: self._most], len(gathered))
        if scattered:
            self._add(
                "review", Q(kind="mapping", pk__in=mappings.filter(crosswalk__in=scattered).values("pk"))
            )

    def to_answer(self) -> None:
        """Our records whose latest revision another side has commented on or objected to, and we have said nothing since."""
        later = Response.objects.filter(
            log__in=self.ours, target_leaf=OuterRef("target_leaf"), time__gte=OuterRef("time")
        )
        told = Response.objects.filter(log__in=self.others, verdict__in=("comment", "object"))
        open_leaves = set(told.filter(~Exists(later)).values_list("target_leaf", flat=True))
        if not open_leaves:
            return
        ours = Q(log__in=self.ours, leaf__in=among(Record, "leaf", open_leaves))
        pks, total = self._find(ours & ~Q(standing__in=("in-force", "returned")))
        leaves = dict(Record.objects.filter(pk__in=pks).values_list("leaf", "pk"))
        last = (
            told.filter(target_leaf__in=leaves).order_by("time").values_list("target_leaf", "time", "party")
        )
        said = {leaf: (time, party) for leaf, time, party in last}
        seeds = [Seed("answer", leaves[leaf], time, data={"by": by}) for leaf, (time, by) in said.items()]
        self._keep("answer", seeds, total)

    def late(self, kinds: Sequence[str] = _DUE) -> None:
        """What is overdue on our side: of actions those that we own, whoever recorded them."""
        self._add("overdue", self._ours(kinds) & Q(bound__lt=self._before(0)), by_due=True)

    def returned(self) -> None:
        """What the other side did not accept."""
        self._add("returned", Q(kind="action", standing="returned", log__in=self.ours))

    def near(self, kinds: Sequence[str] = ("obligation", *_OWED)) -> None:
        """What we owe soon: duties long before, other things a while before."""
        ahead = Q(bound__gte=self._before(0), bound__lt=self._before(KEPT_IN_MIND + 1))
        soon = Q(kind="obligation") | Q(bound__lt=self._before(ANSWERED_SOON + 1))
        self._add("near", self._ours(kinds) & ahead & soon, by_due=True)

    def _before(self, days: int) -> str:
        return (self._day + timedelta(days=days)).isoformat()

    def _ours(self, kinds: Sequence[str]) -> Q:
        """What is ours to do of records of these kinds.

        Who owes a record is its owner, without one the party that released it; a duty without an owner is everyone's. An
        answer to a request is owed by those who were asked, and whoever asked waits for it: it concerns both.
        """
        ours = Q(owner=self._own) | Q(owner="", log__in=self.ours) | Q(owner="", kind="obligation")
        return Q(kind__in=kinds) & (ours | Q(kind="consultation"))

    def _said(self, **more: Any) -> QuerySet[Response]:
        """What we have said about a record's latest revision."""
        return Response.objects.filter(log__in=self.ours, target_leaf=OuterRef("leaf"), **more)

    def _crosswalks(self, uids: Sequence[UUID]) -> dict[UUID, int]:
        found = self._live().filter(kind="crosswalk", uid__in=uids)
        return dict(found.values_list("uid", "pk")) if uids else {}

    def _live(self) -> QuerySet[Record]:
        return Record.objects.filter(arrangement__in=list(self.states), withdrawn=False, erased=False)

    def _add(self, need: str, condition: Q | Combinable, *, by_due: bool = False) -> None:
        pks, total = self._find(condition, by_due=by_due)
        self._keep(need, [Seed(need, pk) for pk in pks], total)

    def _find(self, condition: Q | Combinable, *, by_due: bool = False) -> tuple[list[int], int]:
        """The records that press most, and how many there are. What is due within the week goes before what is old.

        One query, and another one if there are more of them: to count is quicker than to order what nobody sees.
        """
        week = Case(When(due__gt="", due__lt=self._before(8), then=F("due")), default=Value("9"))
        order = ("bound", "released_at", "id") if by_due else (week, "released_at", "id")
        found = self._live().filter(condition)
        pks = list(found.order_by(*order).values_list("pk", flat=True)[: self._most])
        return pks, found.count() if len(pks) == self._most else len(pks)

    def _keep(self, need: str, seeds: Sequence[Seed], total: int) -> None:
        self.seeds += seeds
        self.beyond[need] += total - len(seeds)


def _either(states: Mapping[str, str | Sequence[str]]) -> Q:
    """Records of these kinds, each in its state or one of its states."""
    found = Q()
    for kind, several in states.items():
        found |= Q(kind=kind, standing__in=(several,) if isinstance(several, str) else several)
    return found


def _looked_at() -> QuerySet[Reference]:
    """The reviews of a practice that we have begun."""
    return Reference.objects.filter(
        target_uid=OuterRef("uid"), field="practice", record__kind="applicability-review",
        record__log__is_own=True, record__withdrawn=False,
    )  # fmt: skip
