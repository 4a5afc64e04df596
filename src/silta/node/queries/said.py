"""All mappings of an arrangement as coverage and lists need them: tens of thousands, perhaps, for a page that shows a hundred.

A process reads the fields of a mapping once, and again only when another revision, or another save of a draft, takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from django.db.models import CharField, Count, Max, QuerySet, Sum
from django.db.models.functions import Cast

from silta.crosswalk.coverage import Decision
from silta.node.models import Draft, Record
from silta.node.queries.stale import stale_mappings
from silta.node.queries.state import State

_KEPT: Final = 8
"""States that a process remembers. One of 20,000 mappings takes some twenty megabytes, shared with the next."""
_FEW: Final = 500
"""As many rows are asked for by their keys; of more all are read."""

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Said:
    """A mapping of the crosswalk `crosswalk`: what it decides, and how it stands.

    `standing` is what the parties' answers make of it, `state` the one to show, ``draft`` for a draft of this node. A draft may
    lack its relation (empty); it is `complete` when it lacks nothing that a decision needs.
    """

    crosswalk: str
    decision: Decision
    is_own: bool
    standing: str
    state: str
    complete: bool = True

    @property
    def uid(self) -> str:
        return self.decision.name


class _Held(Generic[_Key, _Value]):
    """What was read of the rows of each arrangement, under keys that name what the rows say."""

    def __init__(self) -> None:
        self._values: dict[str, Mapping[_Key, _Value]] = {}
        self._lock = Lock()

    def renew(
        self,
        arrangement: str,
        keys: Iterable[tuple[int, _Key]],
        rows: QuerySet[Any],
        make: Callable[[_Key, Mapping[str, Any]], _Value],
    ) -> Sequence[_Value]:
        """A value for each of `keys` (with its row's number), in order: the one that is held, or made of the row's fields."""
        with self._lock:
            held = self._values.get(arrangement, {})
        wanted = list(keys)
        new = [row for row, key in wanted if key not in held]
        read = rows.filter(pk__in=new) if len(new) <= _FEW else rows
        fields = dict(read.values_list("pk", "fields").iterator(chunk_size=2000)) if new else {}
        now = {key: held[key] if key in held else make(key, fields.get(row, {})) for row, key in wanted}
        with self._lock:
            self._values[arrangement] = now
        return list(now.values())


_RecordKey = tuple[int, str, str, bool, bool, str, str]
_records: Final = _Held[_RecordKey, Said]()
_DraftKey = tuple[int, str, int, Any]
_drafts: Final = _Held[_DraftKey, Said]()


@lru_cache(maxsize=_KEPT)
def released(state: State) -> Mapping[str, Sequence[Said]]:
    """All released mappings of the arrangement by crosswalk, in the order in which they came; four queries at most."""
    rows = Record.objects.filter(arrangement=state.arrangement, kind="mapping", withdrawn=False)
    columns = rows.order_by("id").values_list("pk", "uid", "leaf", "erased", "log__is_own", "standing")
    if not columns:
        return {}
    from silta.node.queries.rows import local_today  # noqa: PLC0415 - suggestions without a mapping need no kinds
    from silta.records.computed import shown_state  # noqa: PLC0415 - as above

    stale, today = stale_mappings(state.arrangement), local_today()
    keys = []
    for pk, uid, leaf, erased, is_own, standing in columns:
        name = str(uid)
        shown = shown_state("mapping", standing, "", today, is_stale=name in stale)
        # The leaf of a revision commits to its body; what an erasure leaves of it is another matter.
        keys.append((pk, (pk, name, leaf, erased, is_own, standing, shown)))
    return _by_crosswalk(_records.renew(state.arrangement, keys, rows, _of_record))


@dataclass(frozen=True, eq=False)
class Drafted:
    """What this node has drafted in an arrangement, by crosswalk; another one, and unequal, as soon as a draft is touched."""

    by_crosswalk: Mapping[str, Sequence[Said]]

    def of(self, crosswalk: str) -> Sequence[Said]:
        return self.by_crosswalk.get(crosswalk, ())


def drafted(arrangement: str) -> Drafted:
    """All mappings that this node has drafted in an arrangement; one query while none of them is touched."""
    drafts = Draft.objects.filter(arrangement=arrangement, kind="mapping")
    stamp = drafts.aggregate(
        count=Count("pk"), last=Max("updated_at"), saves=Sum("version"), uid=Max(Cast("uid", CharField()))
    )
    return _drafted(arrangement, tuple(stamp.values()))


@lru_cache(maxsize=_KEPT)
def _drafted(arrangement: str, stamp: tuple[Any, ...]) -> Drafted:  # noqa: ARG001 - tells states apart
    rows = Draft.objects.filter(arrangement=arrangement, kind="mapping")
    columns = rows.order_by("id").values_list("pk", "uid", "version", "updated_at")
    keys = [(pk, (pk, str(uid), version, at)) for pk, uid, version, at in columns]
    return Drafted(_by_crosswalk(_drafts.renew(arrangement, keys, rows, _of_draft)))


@lru_cache(maxsize=_KEPT)
def by_provision(state: State, crosswalk: str) -> Mapping[str, tuple[Said, ...]]:
    """The released mappings of a crosswalk by the addresses of the benchmark provisions that they speak of."""
    return grouped(released(state).get(crosswalk, ()))


def grouped(several: Iterable[Said]) -> dict[str, tuple[Said, ...]]:
    """Mappings by the addresses of the benchmark provisions that they speak of."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in several:
        for source in dict.fromkeys(one.decision.sources):
            found[source].append(one)
    return {source: tuple(held) for source, held in found.items()}


def _by_crosswalk(several: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in several:
        found[one.crosswalk].append(one)
    return dict(found)


def _of_record(key: _RecordKey, fields: Mapping[str, Any]) -> Said:
    _, name, _, _, is_own, standing, state = key
    return Said(str(fields.get("crosswalk", "")), decision_of(name, fields, state), is_own, standing, state)


def _of_draft(key: _DraftKey, fields: Mapping[str, Any]) -> Said:
    from silta.records.kinds.mapping import lacks  # noqa: PLC0415 - suggestions without a draft need no kinds

    said = {"relation": "", **fields}
    decision = decision_of(key[1], said, "draft")
    return Said(str(said.get("crosswalk", "")), decision, True, "draft", "draft", complete=not lacks(said))


def decision_of(name: str, fields: Mapping[str, Any], state: str) -> Decision:
    """The fields of a mapping as coverage needs them; `state` is the one to show. Only what both sides confirmed counts."""
    return Decision(
        name=name,
        sources=tuple(map(str, fields.get("sources", ()))),
        targets=tuple(map(str, fields.get("targets", ()))),
        relation=fields.get("relation", "intersects"),
        together=bool(fields.get("together")),
        legal=fields.get("legal_rating", "not-assessed"),
        implementation=fields.get("implementation_rating", "not-assessed"),
        confirmed=state == "panel-confirmed",
        stale=state == "stale",
    )
