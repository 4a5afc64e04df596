"""Deciding in the workbench: a mapping for a benchmark provision as a draft, and the release of all that is decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.release import Released, release_many
from silta.node.errors import Refused
from silta.node.models import Draft, Provision, Record, Reference
from silta.node.queries.crosswalk import Crosswalk, Decided
from silta.records.kinds.mapping import lacks
from silta.words.codes import LONE
from silta.words.errors import SiltaError

_OWN_FIELDS: Final = ("relation", "reviewer", "reasoning")
"""What a person may leave empty in the workbench."""


@dataclass(frozen=True)
class Decision:
    """What a person chose for one benchmark provision. `targets` are fragments of the compared release.

    `relation` is empty while nothing is chosen. `version` is that of the draft which the person saw (None: there was none);
    `reasoning` is in wire form.
    """

    fragment: str
    targets: Sequence[str]
    relation: str
    legal: str
    implementation: str
    together: bool
    rationale: str
    reasoning: Mapping[str, Any] | None
    reviewer: str
    version: int | None


def decide(actor: Actor, page: Crosswalk, own: Decided | None, decision: Decision) -> str:
    """Keep a decision as a draft: a new mapping, or the next revision of our own one. Returns the mapping's id.

    Nothing crosses the border before it is released. Raises as `drafts.save` does (`draft.changed-meanwhile`, …), also if
    somebody began to decide the same since `page` was read: there is one decision of ours about a provision, not two.
    `crosswalk.unknown-provision`: a target that the compared text does not have and the decision did not have before.
    """
    fields = _fields(actor, page, own, decision)
    _check_targets(page, fields["targets"], own)
    if own is None:
        with transaction.atomic():
            _check_undecided(page, decision.fragment)
            return drafts.create(actor, page.record.arrangement.id, "mapping", fields)
    uid = drafts.start_revision(actor, own.uid)
    # A draft that was not there when the page was opened is somebody else's: version 0 never fits, so it is not overwritten.
    version = 0 if decision.version is None and own.row is None else decision.version
    drafts.save(actor, uid, {**_without_emptied(own.fields, fields), **fields}, version=version)
    return uid


def _check_targets(page: Crosswalk, targets: Sequence[str], own: Decided | None) -> None:
    """Refuse a target that the library does not know: an address alone does not tell whether there is such a provision."""
    chosen = {*targets} - {*(own.fields.get("targets") or () if own else ())}
    fragments = {address.removeprefix(f"{page.compared}#") for address in chosen}
    rows = Provision.objects.filter(release__address=page.compared, fragment__in=fragments)
    for unknown in sorted(fragments - set(rows.values_list("fragment", flat=True)))[:1]:
        raise Refused("crosswalk.unknown-provision", "targets", value=unknown)


def _check_undecided(page: Crosswalk, fragment: str) -> None:
    """Refuse if we have a decision by now. Whoever comes second in the same second waits for the crosswalk's row, and sees it."""
    list(Record.objects.select_for_update().filter(uid=page.uid).values_list("pk"))
    here = f"{page.benchmark}#{fragment}"
    begun = Draft.objects.filter(kind="mapping", fields__crosswalk=page.uid, fields__sources__0=here).first()
    if begun is not None:
        raise drafts.changed_meanwhile(begun)
    ours = Reference.objects.filter(
        provision=here,
        record__log__is_own=True,
        record__kind="mapping",
        record__withdrawn=False,
        record__fields__crosswalk=page.uid,
    )
    if ours.filter(field__startswith="sources").exists():
        raise Refused("drafts.changed-meanwhile")


def _without_emptied(held: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft held, less what the person has emptied since."""
    return {name: value for name, value in held.items() if name in fields or name not in _OWN_FIELDS}


def _fields(actor: Actor, page: Crosswalk, own: Decided | None, decision: Decision) -> dict[str, Any]:
    alone = decision.relation in LONE
    targets = [] if alone else [f"{page.compared}#{fragment}" for fragment in decision.targets]
    here = f"{page.benchmark}#{decision.fragment}"
    sources = [here, *(s for s in (own.fields.get("sources", ()) if own else ()) if s != here)]
    fields: dict[str, Any] = {
        "name": _name(page, decision.fragment, [] if alone else decision.targets),
        "crosswalk": page.uid,
        "sources": sources,
        "targets": targets,
        "relation": decision.relation or None,
        "rationale": decision.rationale,
        "together": decision.together and len(targets) > 1,
        "legal_rating": decision.legal,
        "implementation_rating": decision.implementation,
        "author": actor.name or None,
        "reviewer": decision.reviewer or None,
        "reasoning": dict(decision.reasoning) if decision.reasoning else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _name(page: Crosswalk, fragment: str, targets: Sequence[str]) -> str:
    """The numbers of the provisions that meet: ``31 – Статья 7, Статья 7-2``."""
    wanted = {page.benchmark: [fragment], page.compared: list(targets)}
    numbers: list[str] = []
    for address, fragments in wanted.items():
        rows = Provision.objects.filter(release__address=address, fragment__in=fragments).order_by("order")
        numbers.append(", ".join(dict.fromkeys(rows.values_list("number", flat=True))))
    return " – ".join(filter(None, numbers))[:200]


def discard_decision(actor: Actor, own: Decided) -> None:
    """Take back a decision that has not been released."""
    drafts.discard(actor, own.uid)


def to_release(page: Crosswalk) -> list[Decided]:
    """Our decided mappings that wait for their release; what is begun and lacks something stays a draft."""
    return [one for one in page.mappings if one.row is None and not lacks(one.fields)]


def seen_of(waiting: Sequence[Decided]) -> str:
    """The mark of what a person looked through before signing it: another one as soon as one word of it is another."""
    said = sorted((one.uid, json.dumps(one.fields, sort_keys=True)) for one in waiting)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def release_decisions(actor: Actor, page: Crosswalk, seen: str = "") -> list[Released]:
    """Release every decided mapping of a crosswalk at once: all of them or, if one cannot be released, none.

    `seen` is what `seen_of` gave for what the person was shown; empty, whatever waits is released.

    Raises as `release_many` does, `crosswalk.nothing-to-release`, and `crosswalk.seen-another` if it has changed since.
    """
    waiting = to_release(page)
    if not waiting:
        raise SiltaError("crosswalk.nothing-to-release", page.uid)
    if seen and seen != seen_of(waiting):
        raise SiltaError("crosswalk.seen-another", page.uid)
    return release_many(actor, [one.uid for one in waiting])
