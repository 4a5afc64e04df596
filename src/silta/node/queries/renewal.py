"""What newer releases do to a crosswalk: which provisions changed under its mappings, and what can be carried over unchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from silta.node.models import Draft, Provision, Record
from silta.node.queries.crosswalk import Crosswalk, Decided
from silta.node.queries.library import as_read
from silta.node.queries.rows import Row
from silta.node.queries.stale import Overtaken, fate_of, overtaken
from silta.standards import provisions as standards
from silta.standards.fates import Kind


@dataclass(frozen=True)
class ProvisionChange:
    """A provision that a mapping names, and what became of it in the release `newest` (`addresses` there, if it lives on).

    `before` and `after` are its heading and its text in `language`, the reader's if that changed.
    """

    address: str
    newest: str
    kind: Kind
    addresses: tuple[str, ...]
    number: str
    language: str
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def release(self) -> str:
        """The address of the older release."""
        return self.address.partition("#")[0]


@dataclass(frozen=True)
class Renewal:
    """A crosswalk of which at least one text has a newer release in the library.

    `benchmark` and `compared` are the newest releases. `changed` are the mappings of either side that became stale, with what
    changed; `unchanged` our own released ones that say the same of the newest releases, and of these `waiting` are not in the
    next crosswalk yet. `successor` is the id of the crosswalk of the newest releases, empty if there is none; it is a draft of
    ours while `successor_released` is False.
    """

    benchmark: str
    compared: str
    changed: tuple[tuple[Decided, tuple[ProvisionChange, ...]], ...]
    unchanged: tuple[Decided, ...]
    waiting: tuple[Decided, ...]
    successor: str
    successor_released: bool


def renewal(page: Crosswalk, language: str) -> Renewal | None:
    """What newer releases do to a crosswalk; None while both of its texts are the newest that the library holds."""
    pairs = overtaken()
    if page.benchmark not in pairs and page.compared not in pairs:
        return None
    benchmark, compared = newest(page.benchmark, pairs), newest(page.compared, pairs)
    released = [one for one in page.mappings if one.row]
    told = changes_of({a for one in released for a in addresses_of(one.fields)}, language, pairs)
    changed = [(one, tuple(told[a] for a in addresses_of(one.fields) if a in told)) for one in released]
    unchanged = tuple(one for one, found in changed if one.is_own and not found)
    uid, is_released = _successor(page.record.arrangement.id, benchmark, compared)
    held = _sources_held(uid) if uid else frozenset()
    return Renewal(
        benchmark,
        compared,
        tuple((one, found) for one, found in changed if found),
        unchanged,
        tuple(one for one in unchanged if not held & set(renewed(one.fields.get("sources", ()), pairs))),
        uid,
        is_released,
    )


def addresses_of(fields: Mapping[str, object]) -> list[str]:
    """The provisions that a mapping names, those of the benchmark first."""
    named: list[str] = []
    for name in ("sources", "targets"):
        value = fields.get(name)
        named += map(str, value) if isinstance(value, list | tuple) else ()
    return named


def newest(address: str, pairs: Overtaken) -> str:
    """The newest release of the framework of a release."""
    pair = pairs.get(address)
    return pair[1].address if pair else address


def renewed(addresses: Iterable[str], pairs: Overtaken) -> list[str]:
    """Addresses of provisions in the newest releases; one that changed leads to wherever its words seem to be."""
    found: list[str] = []
    for address in map(str, addresses):
        release, _, fragment = address.partition("#")
        fate = fate_of(address, pairs)
        found += [f"{newest(release, pairs)}#{name}" for name in (fate.fragments if fate else (fragment,))]
    return found


def changes_of(
    addresses: Collection[str], language: str, pairs: Overtaken | None = None
) -> dict[str, ProvisionChange]:
    """What became of those provisions that changed, by their address. A query more for each depth of their points."""
    pairs = overtaken() if pairs is None else pairs
    fates = {address: fate for address in addresses if (fate := fate_of(address, pairs))}
    if not fates:
        return {}
    after = {address: renewed([address], pairs) for address in fates}
    words = _words({*fates, *(name for names in after.values() for name in names)})
    found = {}
    for address, fate in fates.items():
        release = address.partition("#")[0]
        tag = _language(address, after[address], words, language)
        number, *before = words.get(address, {}).get(tag, ("", "", ""))
        rows = [words.get(name, {}).get(tag, ("", "", "")) for name in after[address]]
        found[address] = ProvisionChange(
            address,
            newest(release, pairs),
            fate.kind,
            tuple(after[address]),
            number,
            tag,
            (before[0], before[1]),
            (" / ".join(row[1] for row in rows if row[1]), "\n".join(row[2] for row in rows if row[2])),
        )
    return found


_Words = Mapping[str, Mapping[str, tuple[str, str, str]]]


def _words(addresses: Collection[str]) -> _Words:
    """Number, heading and whole text of provisions: address → language → those. A query for each depth below them."""
    releases = {address.partition("#")[0] for address in addresses}
    fragments = {address.partition("#")[2] for address in addresses}
    held = Provision.objects.filter(release__address__in=releases).select_related("release")
    texts: dict[tuple[str, str], dict[str, standards.Provision]] = defaultdict(dict)
    rows = list(held.filter(fragment__in=fragments).order_by("order"))
    while rows:
        fresh = []
        for row in rows:
            known = texts[row.release.address, row.language]
            if row.fragment not in known:
                known[row.fragment] = as_read(row)
                fresh.append(row.fragment)
        rows = list(held.filter(parent__in=set(fresh)).order_by("order")) if fresh else []
    found: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for (address, language), known in texts.items():
        text = standards.Release("", language, tuple(sorted(known.values(), key=lambda one: one.order)))
        for name in fragments & known.keys():
            said = known[name]
            found[f"{address}#{name}"][language] = (
                said.number,
                said.heading,
                text.whole_of(said, standards.LEVELS),
            )
    return found


def _language(address: str, after: Sequence[str], words: _Words, wanted: str) -> str:
    """A language in which the provision changed: `wanted` if it did in that, else the first one."""
    before = words.get(address, {})
    held = {tag for name in after for tag in words.get(name, {})} or set(before)
    common = sorted((tag for tag in before if tag in held), key=lambda tag: tag != wanted)
    changed = [
        tag
        for tag in common
        if [_plain(before[tag])] != [_plain(words[n][tag]) for n in after if tag in words.get(n, {})]
    ]
    return next(iter(changed or common or list(before)), "")


def _plain(row: tuple[str, str, str]) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in row)


def _successor(arrangement: str, benchmark: str, compared: str) -> tuple[str, bool]:
    """The crosswalk of two releases, and whether it has been released; of several the first. Empty if there is none."""
    wanted = {"fields__benchmark": benchmark, "fields__compared": compared}
    of_arrangement = {"arrangement": arrangement, "kind": "crosswalk"}
    record = (
        Record.objects.filter(**of_arrangement, **wanted, withdrawn=False).order_by("first_at", "id").first()
    )
    if record is not None:
        return str(record.uid), True
    draft = Draft.objects.filter(**of_arrangement, **wanted).order_by("id").first()
    return (str(draft.uid), False) if draft else ("", False)


def _sources_held(crosswalk: str) -> frozenset[str]:
    """The benchmark provisions that mappings of ours, released or drafted, speak of in a crosswalk."""
    return frozenset(source for sources in _own_sources([crosswalk]).values() for source in sources)


def _own_sources(crosswalks: Collection[str]) -> dict[str, set[str]]:
    """Crosswalk → the benchmark provisions that mappings of ours, released or drafted, name in it. Two queries."""
    records = Record.objects.filter(
        kind="mapping",
        withdrawn=False,
        log__is_own=True,
        references__target_uid__in=list(map(UUID, crosswalks)),
    ).distinct()
    drafts = Draft.objects.filter(kind="mapping", fields__crosswalk__in=list(crosswalks))
    found: dict[str, set[str]] = defaultdict(set)
    for rows in (records, drafts):
        for fields in rows.values_list("fields", flat=True):
            found[str(fields.get("crosswalk", ""))] |= set(map(str, fields.get("sources", ())))
    return found


def unsettled(stale: Sequence[Row]) -> list[Row]:
    """Of stale mappings those that we have not decided anew between the newest releases. A few queries.

    The rows need their columns ``crosswalk`` and ``sources``.
    """
    if not stale:
        return []
    pairs = overtaken()
    crosswalks = _crosswalks({row.arrangement for row in stale})
    ids = {key: uid for uid, key in crosswalks.items()}
    held = _own_sources(list(crosswalks))
    found = []
    for row in stale:
        arrangement, benchmark, compared = crosswalks.get(str(row.columns.get("crosswalk")), ("", "", ""))
        successor = ids.get((arrangement, newest(benchmark, pairs), newest(compared, pairs)), "")
        if not held.get(successor, set()) & set(renewed(row.columns.get("sources", ()), pairs)):
            found.append(row)
    return found


def _crosswalks(arrangements: Collection[str]) -> dict[str, tuple[str, str, str]]:
    """Crosswalk, released or drafted here → arrangement, benchmark, compared text. Two queries."""
    of_kind = {"kind": "crosswalk", "arrangement__in": list(arrangements)}
    found: dict[str, tuple[str, str, str]] = {}
    for rows in (Draft.objects.filter(**of_kind), Record.objects.filter(**of_kind, withdrawn=False)):
        for uid, arrangement, fields in rows.order_by("-id").values_list("uid", "arrangement_id", "fields"):
            found[str(uid)] = (arrangement, str(fields.get("benchmark")), str(fields.get("compared")))
    return found
