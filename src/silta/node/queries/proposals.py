"""The texts that the parties propose for the programme of one year: ours, drafted or released, and the other side's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from silta.node.models import Draft, Record
from silta.node.queries.programmes import planned
from silta.records.proposals import Put

_KIND = "programme"


@dataclass(frozen=True)
class OurText:
    """Our own text of a year. `draft` is the id of its draft, `record` that of the released one; each may be empty.

    `leaf` is that of the latest released revision: what the other side answers to.
    """

    activities: tuple[Put, ...]
    fields: Mapping[str, Any]
    draft: str = ""
    record: str = ""
    leaf: str = ""

    @property
    def known(self) -> bool:
        return bool(self.draft or self.record)


def our_text(arrangement_id: str, year: int, language: str = "en") -> OurText:
    """Our text of `year`: the draft if there is one, else what we released last, else nothing. Four queries."""
    released = Record.objects.filter(
        arrangement=arrangement_id, kind=_KIND, year=year, log__is_own=True, withdrawn=False, erased=False
    )
    record = released.order_by("-index").first()
    drafts = Draft.objects.filter(arrangement=arrangement_id, kind=_KIND, fields__year=year)
    draft = drafts.filter(uid=record.uid).first() if record else drafts.order_by("-updated_at").first()
    fields: Mapping[str, Any] = draft.fields if draft else record.fields if record else {}
    return OurText(
        tuple(puts_of(fields, arrangement_id, language)),
        fields,
        str(draft.uid) if draft else "",
        str(record.uid) if record else "",
        record.leaf if record else "",
    )


def puts_of(fields: Mapping[str, Any], arrangement_id: str, language: str) -> list[Put]:
    """The activities that a programme with these fields holds, each as it was frozen; two queries."""
    frozen = [item for item in fields.get("activities") or () if isinstance(item, Mapping)]
    return [
        Put(one.uid, one.revision, one.leaf, one.agreed or {})
        for one in planned(frozen, arrangement_id, language)
    ]


def our_variant(arrangement_id: str, number: str) -> str:
    """The id of an activity of ours with that number, drafted or released; empty if there is none. Two queries."""
    wanted = {"arrangement": arrangement_id, "kind": "activity"}
    draft = Draft.objects.filter(**wanted, fields__number=number).order_by("-updated_at").first()
    if draft:
        return str(draft.uid)
    uids = Record.objects.filter(**wanted, number=number, log__is_own=True, withdrawn=False)
    found: UUID | None = uids.order_by("-index").values_list("uid", flat=True).first() if number else None
    return str(found or "")
