"""Who has agreed to which text, and the form for a comment, an agreement or an objection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest

from silta.node.actions.permissions import HEADS, RATERS, WRITERS
from silta.node.errors import Refused
from silta.node.queries.records import RecordPage
from silta.records.computed import Agreement, agreement
from silta.records.views import Response, Revision
from silta.web import wording
from silta.web.asking import may
from silta.words.errors import Problem

ANSWERED: Final = ("mapping", "action", "gap", "consultation", "priority", "joint-initiative")
"""Kinds that the other side agrees or objects to, joint texts aside."""
_RIPE: Final = {
    "action": "done",
    "consultation": "sent",
    "priority": "proposed",
    "joint-initiative": "proposed",
}
"""Of some kinds, the typed state in which they wait for an answer."""


@dataclass(frozen=True)
class Signature:
    """One party's answer to one text; None where it has not answered."""

    party: str
    answer: Response | None


@dataclass(frozen=True)
class Text:
    """A revision of a record, and who has agreed to it. `since` is the moment when the last agreement was given."""

    revision: Revision
    signatures: list[Signature]
    is_latest: bool
    complete: bool
    since: str


@dataclass(frozen=True)
class AnswerForm:
    """The form of an answer: what may be said, to which entry, and what was typed if it has been sent in vain.

    `origin`, `index` and `leaf` are those of the text that the reader has before them: the node refuses any other. `next` is
    the page that the form stands on, to which whoever has answered returns.
    """

    verdicts: Sequence[str]
    origin: str
    index: int
    leaf: str
    revision: int
    next: str
    verdict: str = ""
    reasons: str = ""
    language: str = ""
    read: bool = False
    problems: Sequence[Problem] = field(default=())


def asks(page: RecordPage) -> bool:
    """Whether the record asks the parties to agree: a joint text, or of the kinds in `ANSWERED` those that are ripe for it."""
    if page.kind is None or page.kind.joint:
        return page.kind is not None
    return page.row.kind in ANSWERED and page.row.state == _RIPE.get(page.row.kind, page.row.state)


def agreements(page: RecordPage) -> list[Text]:
    """The texts that the parties answer: the latest revision, before it the one in force if that is another.

    Empty for kinds whose state does not hang on answers.
    """
    if not asks(page):
        return []
    codes = page.arrangement.codes
    if not (page.kind and page.kind.joint):
        codes = tuple(code for code in codes if code != page.row.party)
    latest = page.record.latest
    found = [_text(agreement(page.record, latest, codes), latest, is_latest=True)]
    if page.in_force and page.in_force.leaf != latest.leaf:
        found.insert(0, _text(agreement(page.record, page.in_force, codes), page.in_force, is_latest=False))
    return found


def _text(held: Agreement, revision: Revision, *, is_latest: bool) -> Text:
    signatures = [Signature(code, held.answers.get(code)) for code in held.parties]
    return Text(revision, signatures, is_latest, held.complete, held.since)


def check_is_about(page: RecordPage, origin: str, index: int, leaf: str) -> None:
    """Raise `Refused` (`respond.other-leaf`) unless the entry released a revision of the record on the page with that leaf."""
    held = {(one.origin, one.index, one.leaf) for one in page.record.revisions}
    if (origin, index, leaf) not in held:
        raise Refused("respond.other-leaf", origin[:80], index=index, leaf=leaf[:64])


def answer_form(request: HttpRequest, page: RecordPage) -> AnswerForm | None:
    """The form for the latest text; None for those who may say nothing, and where nothing can be said any more."""
    allowed = _verdicts(request, page)
    row = page.row
    if not allowed:
        return None
    return AnswerForm(
        allowed, row.origin, row.index, row.leaf, row.revision, request.get_full_path(),
        language=wording.reader_language(),
    )  # fmt: skip


def _verdicts(request: HttpRequest, page: RecordPage) -> tuple[str, ...]:
    if page.record.withdrawn or page.row.erased:
        return ()
    joint = page.kind is not None and page.kind.joint
    own = page.agreement.answers.get(page.arrangement.own)
    agreed = own is not None and own.verdict == "agree"
    asked = asks(page) and (joint or not page.row.is_own) and not agreed
    binding = asked and may(request, *(HEADS if joint else RATERS))
    comment = ("comment",) if may(request, *WRITERS) else ()
    return (*comment, *(("agree", "object") if binding else ()))
