"""What stands between drafts and their release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from silta.ledger.bodies import SALT_SIZE, seal
from silta.ledger.charter import Charter
from silta.node.models import Arrangement, Blob, Draft, Record, Revision
from silta.records.errors import RecordRefused
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.references import Reference, references
from silta.records.registry import KINDS
from silta.records.resting import rests
from silta.words.codes import MARKING
from silta.words.errors import Problem, SiltaError
from silta.words.markings import check_marking, check_not_classified


@dataclass(frozen=True)
class Checked:
    """A draft with its fields in wire form (None if they are not valid) and what is wrong with it."""

    draft: Draft
    kind: Kind | None
    fields: Mapping[str, Any] | None
    problems: tuple[Problem, ...]


class Surroundings:
    """What drafts of one arrangement are checked against; read once for all of them."""

    def __init__(self, arrangement: Arrangement, drafts: Sequence[Draft]) -> None:
        self.charter = Charter.parse(bytes(arrangement.charter))
        self.arrangements = list(
            Record.objects.filter(arrangement=arrangement, kind="arrangement", withdrawn=False)
        )
        self.latest = {
            record.uid: record
            for record in Record.objects.filter(
                arrangement=arrangement, log__is_own=True, uid__in=[draft.uid for draft in drafts]
            )
        }
        self._targets(arrangement, drafts)

    def _targets(self, arrangement: Arrangement, drafts: Sequence[Draft]) -> None:
        frozen = [item for draft in drafts for _, item in _frozen(KINDS.get(draft.kind), draft.fields)]
        leaves = {str(item.get("leaf", "")) for item in frozen}
        wanted = {
            uid
            for draft in drafts
            for _, found in _references(KINDS.get(draft.kind), draft.fields)
            if found.record and (uid := _uuid(found.record))
        }
        known = Record.objects.filter(arrangement=arrangement, uid__in=wanted)
        self.kinds: dict[UUID, str] = dict(known.values_list("uid", "kind"))
        self.kinds |= {draft.uid: draft.kind for draft in drafts}
        rows = Revision.objects.filter(record__arrangement=arrangement, leaf__in=leaves)
        self.frozen = {
            (uid, str(number), leaf)
            for uid, number, leaf in rows.values_list("record__uid", "number", "leaf")
        }

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the arrangement's parties."""
        return frozenset(party.code for party in self.charter.parties)

    @property
    def is_closed(self) -> bool:
        """Whether the arrangement, as any party has recorded it, is suspended or ended."""
        return rests(record.state for record in self.arrangements)

    @property
    def ceilings(self) -> list[str]:
        """The highest markings that the charter and the arrangement's records allow; each of them counts."""
        recorded = [record.fields.get("marking_ceiling") for record in self.arrangements]
        return [self.charter.marking_ceiling, *(ceiling for ceiling in recorded if ceiling)]


def check(draft: Draft, around: Surroundings) -> Checked:
    """Everything that is wrong with a draft at once; never raises."""
    kind = KINDS.get(draft.kind)
    if kind is None:
        return Checked(draft, None, None, (Problem("record.unknown-kind", "kind"),))
    fields, found = _validated(kind, draft.fields)
    found += [
        *_overtaken(draft, around),
        *_move(kind, draft, around),
        *_marking(draft, around),
        *_classified(draft.fields, ""),
        *_unknown_targets(kind, draft, around),
        *_attachments(draft),
    ]
    if fields is not None:
        found += _strange_parties(kind.described, fields, around)
        found += _collect(lambda: seal(kind.code, kind.schema, fields, bytes(SALT_SIZE)))
    return Checked(draft, kind, fields, tuple(found))


def _collect(check: Any) -> list[Problem]:
    """The problems of the error that `check` raises, if it does."""
    try:
        check()
    except SiltaError as error:
        return list(error.problems)
    return []


def _validated(kind: Kind, fields: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[Problem]]:
    try:
        return kind.validate(fields), []
    except RecordRefused as error:
        return None, list(error.problems)


def _overtaken(draft: Draft, around: Surroundings) -> Iterator[Problem]:
    latest = around.latest.get(draft.uid)
    held = latest.revision_number if latest else 0
    if draft.base != held:
        yield Problem("draft.overtaken", "", {"base": draft.base, "latest": held})


def _move(kind: Kind, draft: Draft, around: Surroundings) -> list[Problem]:
    latest = around.latest.get(draft.uid)
    before = latest.fields if latest and not latest.erased else None
    if not draft.fields.get("state") and kind.lifecycle.typed:
        return []  # its absence has been reported as a missing field
    return _collect(lambda: kind.check_move(before, draft.fields))


def _marking(draft: Draft, around: Surroundings) -> Iterator[Problem]:
    own = str(draft.fields.get("marking_ceiling")) if draft.kind == "arrangement" else ""
    for ceiling in dict.fromkeys([*around.ceilings, *([own] if own in MARKING else [])]):
        if ceiling not in MARKING:
            yield Problem("marking.unknown", "marking", {"marking": ceiling})
            return
        found = _collect(lambda ceiling=ceiling: check_marking(draft.marking, ceiling))
        if found:
            yield Problem(found[0].code, "marking", found[0].data)
            return


def _classified(value: object, where: str) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _collect(lambda: check_not_classified(value, where))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _classified(item, f"{where}.{name}" if where else str(name))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _classified(item, f"{where}[{number}]")


def classified(value: object, where: str) -> tuple[Problem, ...]:
    """The stamps of national security classes in all texts of `value`, a JSON value."""
    return tuple(_classified(value, where))


def _strange_parties(
    described: Sequence[Field], fields: Mapping[str, Any], around: Surroundings, where: str = ""
) -> Iterator[Problem]:
    """Codes of parties, at any depth of `fields` (valid, in wire form), that the charter does not name."""
    for field in described:
        value = fields.get(field.name)
        several = value if isinstance(value, list) else [value] if value is not None else []
        for number, item in enumerate(several, 1):
            place = f"{where}{field.name}[{number}]" if field.many else f"{where}{field.name}"
            if field.shape == "rows":
                yield from _strange_parties(field.rows, item, around, f"{place}.")
            elif field.shape in ("party", "parties") and item not in around.parties:
                yield Problem("record.not-a-party", place, {"value": item})


def _unknown_targets(kind: Kind, draft: Draft, around: Surroundings) -> Iterator[Problem]:
    for kinds, found in _references(kind, draft.fields):
        uid = _uuid(found.record)
        if uid is None:
            continue  # a provision, or no id at all: reported as such
        target = around.kinds.get(uid)
        if target is None:
            yield Problem("record.target-not-released", found.field, {"record": found.record})
        elif kinds and target not in kinds:
            yield Problem("record.target-of-other-kind", found.field, {"kind": target})
    for name, item in _frozen(kind, draft.fields):
        uid, revision = _uuid(str(item.get("record", ""))), item.get("revision")
        if uid in around.kinds and (uid, str(revision), str(item.get("leaf"))) not in around.frozen:
            yield Problem("record.target-leaf-unknown", name, {"record": str(uid)})


def _references(kind: Kind | None, fields: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Reference]]:
    """The references in `fields`, each with the kinds that its field allows."""
    for found in references(kind, fields) if kind else ():
        described = kind.described if kind else ()
        kinds: tuple[str, ...] = ()
        for name in found.field.split("."):
            field = next(f for f in described if f.name == name)
            described, kinds = field.rows, field.kinds
        yield kinds, found


def _frozen(kind: Kind | None, fields: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for field in kind.described if kind else ():
        value = fields.get(field.name)
        if field.shape == "frozen" and value:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Mapping):
                    yield field.name, item


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _attachments(draft: Draft) -> Iterator[Problem]:
    if not draft.attachments:
        return
    named = {str(item["sha256"]): str(item["name"]) for item in draft.attachments}
    held = set(Blob.objects.filter(sha256__in=named, held=True).values_list("sha256", flat=True))
    for digest in named.keys() - held:
        yield Problem("draft.attachment-missing", named[digest])
