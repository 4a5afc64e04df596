"""Reading records: lists, pages, links, snapshots. What pages, the API, reports and the command line call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from silta.node.models import Record, Response
from silta.node.queries.arrangements import arrangement, the_arrangement
from silta.node.queries.links import (
    STAGES,
    Link,
    ThreadStep,
    count_references_in,
    references_in,
    references_out,
    references_to_provision,
    thread,
)
from silta.node.queries.lists import Choice, Page, choices, counts, list_records
from silta.node.queries.pages import (
    Comparison,
    DraftView,
    Event,
    Pair,
    RecordPage,
    compare,
    draft,
    drafts,
    drafts_page,
    get,
    history,
)
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.snapshots import snapshot
from silta.node.queries.stale import stale_mappings
from silta.records import views
from silta.records.registry import KINDS
from silta.words.languages import CODES

__all__ = [
    "STAGES",
    "Answer",
    "Choice",
    "Comparison",
    "DraftView",
    "Event",
    "JointText",
    "Link",
    "Page",
    "Pair",
    "RecordPage",
    "Row",
    "Target",
    "ThreadStep",
    "arrangement",
    "choices",
    "compare",
    "count_references_in",
    "counts",
    "draft",
    "drafts",
    "drafts_page",
    "get",
    "history",
    "joint_texts",
    "list_records",
    "record_for_tools",
    "references_in",
    "references_out",
    "references_to_provision",
    "rows_for_tools",
    "snapshot",
    "stale_mappings",
    "target_of",
    "the_arrangement",
    "thread",
]


@dataclass(frozen=True)
class Answer:
    """A party's agreement or objection, and where in its log it stands."""

    party: str
    verdict: str
    time: str
    origin: str
    index: int


@dataclass(frozen=True)
class JointText:
    """The latest revision of a joint text and what each party has answered to it; a party that is absent has not answered."""

    row: Row
    answers: dict[str, Answer]

    @property
    def in_force(self) -> bool:
        return self.row.state_code == "in-force"


def joint_texts(
    arrangement_id: str | None = None, language: str = "en", today: date | None = None
) -> list[JointText]:
    """All joint texts that are not withdrawn, the newest year first; two queries."""
    kinds = [kind.code for kind in KINDS.values() if kind.joint]
    found = Record.objects.filter(kind__in=kinds, withdrawn=False)
    if arrangement_id is not None:
        found = found.filter(arrangement=arrangement_id)
    records = list(shown(found.order_by("-year", "kind", "id")))
    answers = _answers({record.leaf for record in records})
    day = today or local_today()
    return [
        JointText(row(record, language, day), answers.get((record.arrangement_id, record.leaf), {}))
        for record in records
    ]


def _answers(leaves: set[str]) -> dict[tuple[str, str], dict[str, Answer]]:
    """(arrangement, leaf) → party → its answer: an agreement stands, else the last objection."""
    rows = Response.objects.filter(target_leaf__in=leaves, verdict__in=("agree", "object"))
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in rows.select_related("log").order_by("time", "party", "index"):
        by_party = found.setdefault((answer.log.arrangement_id, answer.target_leaf), {})
        held = by_party.get(answer.party)
        if not (held and held.verdict == "agree"):
            by_party[answer.party] = Answer(
                answer.party, answer.verdict, answer.time, answer.log.origin, answer.index
            )
    return found


@dataclass(frozen=True)
class Target:
    """What an answer to a record names: where its latest revision stands, and its leaf hash."""

    origin: str
    index: int
    leaf: str


def target_of(uid: str | UUID) -> Target:
    """What an answer to the latest revision of a record names. Raises `NotFound` `record.unknown`."""
    found = get(uid).row
    return Target(found.origin, found.index, found.leaf)


def is_kind(code: str) -> bool:
    """Whether this version knows records of that kind, or a partner of a newer one has released some."""
    return code in KINDS or Record.objects.filter(kind=code).exists()


def rows_for_tools(
    kind: str | None = None, *, state: str | None = None, party: str | None = None, language: str = "en"
) -> list[dict[str, str]]:
    """All records as plain values: uid, kind, party, state (the one to show), number, title."""
    page = list_records(
        kind,
        language=language,
        filters={"state": state, "party": party},
        sort="number",
        limit=Record.objects.count() + 1,
    )
    return [
        {
            "uid": r.uid,
            "kind": r.kind,
            "party": r.party,
            "state": r.state_code,
            "number": r.number,
            "title": r.title,
        }
        for r in page.rows
    ]


def record_for_tools(uid: str | UUID) -> dict[str, Any]:
    """A record with its revisions, responses and the state to show, as plain values. Raises `NotFound` `record.unknown`."""
    page = get(uid)
    record = page.record
    titles = (
        {language: page.kind.title_of(record.fields, language)[0] for language in CODES} if page.kind else {}
    )
    return {
        "uid": record.id,
        "kind": record.kind,
        "party": record.party,
        "state": page.row.state_code,
        "titles": titles,
        "fields": dict(record.fields),
        "odd": page.odd,
        "revisions": [_plain(r, _REVISION) | {"erased": r.fields is None} for r in record.revisions],
        "responses": [_plain(a, _RESPONSE) for a in record.responses],
    }


_REVISION: Final = ("number", "origin", "index", "leaf", "time", "role", "marking")
_RESPONSE: Final = ("party", "verdict", "origin", "index", "time", "role", "target_leaf", "reasons")


def _plain(said: views.Revision | views.Response, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(said, name) for name in names}
