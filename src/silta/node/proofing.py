"""The proof desk of a node: drafts, documents and pasted texts under proof, with what people said about the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from silta.node.contents import content_of
from silta.node.errors import Refused
from silta.node.queries.arrangements import ArrangementView, arrangement
from silta.node.queries.pages import DraftView
from silta.node.queries.proofing import Left, known_for, left_findings
from silta.node.translating import translate
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.reports.catalogue import REPORTS
from silta.reports.options import Values
from silta.reports.proof.checks import proof
from silta.reports.proof.finding import SEVERITIES, Finding, Severity
from silta.reports.proof.passages import of_content, of_record, of_texts
from silta.reports.proof.subject import Subject
from silta.words.markings import is_public

MAX_PASTED: Final = 100_000
"""Characters of a pasted text in all its languages."""


@dataclass(frozen=True)
class Looked:
    """A finding, and why somebody left it, if anybody did."""

    finding: Finding
    left: Left | None = None


@dataclass(frozen=True)
class Proofed:
    """What proof-reading found. `subject` is under what answers are kept (empty: none are); `public`: what is critical has to be
    answered before the text leaves the house.
    """

    subject: str
    looked: tuple[Looked, ...]
    public: bool = False

    def waiting(self, severity: Severity | None = None) -> list[Looked]:
        """The findings that nobody has answered, of one severity if it is named."""
        return [one for one in self.looked if not one.left and severity in (None, one.finding.severity)]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings wait, by severity."""
        return {severity: len(self.waiting(severity)) for severity in SEVERITIES}

    @property
    def stops(self) -> int:
        """How many critical findings stand in the way of a public text."""
        return len(self.waiting("critical")) if self.public else 0


def draft_subject(uid: str) -> str:
    """Under what the answers to the findings of a record's drafts are kept."""
    return f"record:{uid}"


def document_subject(name: str, arrangement_id: str, given: Values) -> str:
    """Under what the answers to the findings of a document are kept."""
    told = ",".join(f"{option}={value}" for option, value in sorted(given.items()))
    return f"document:{name}:{arrangement_id}:{told}"[:200]


class UnderProof(NamedTuple):
    """A draft as far as proof-reading goes."""

    uid: str
    kind: str
    fields: Mapping[str, Any]
    marking: str


def proof_draft(held: DraftView) -> Proofed:
    """One draft under proof."""
    return proof_drafts(held.arrangement, [UnderProof(held.uid, held.kind, held.fields, held.marking)])[0]


def proof_drafts(arrangement_id: str, drafts: Sequence[UnderProof]) -> list[Proofed]:
    """Drafts of one arrangement under proof, with what people said before; a draft of a kind unknown here has no findings."""
    if not drafts:
        return []
    subjects = [_of_draft(held) for held in drafts]
    pointed = {uid for subject in subjects for uid in subject.points_to}
    numbers = {(subject.kind, subject.number) for subject in subjects if subject.kind in KINDS}
    known = known_for(arrangement(arrangement_id), translate, pointed, numbers)
    return [
        _with_answers(draft_subject(held.uid), proof(subject, known), public=subject.public)
        for held, subject in zip(drafts, subjects, strict=True)
    ]


def _of_draft(held: UnderProof) -> Subject:
    kind: Kind | None = KINDS.get(held.kind)
    if kind is None:
        return Subject(())
    return of_record(kind, held.fields, held.marking, held.uid)


def proof_document(name: str, arrangement_id: str, given: Values) -> Proofed:
    """A report of the catalogue under proof, in all its languages. Raises as `silta.node.contents.content_of`."""
    findings = document_findings(name, arrangement_id, given)
    return answered_document(name, arrangement_id, given, findings)


def document_findings(name: str, arrangement_id: str, given: Values) -> tuple[Finding, ...]:
    """What there is to look at in a report; raises as `content_of`."""
    built = content_of(name, arrangement_id, given)
    subject = of_content(built.content, built.held, REPORTS[name].audience)
    quoted = {passage.record for passage in subject.passages if passage.record}
    return proof(subject, known_for(arrangement(arrangement_id), translate, quoted))


def answered_document(name: str, arrangement_id: str, given: Values, findings: Iterable[Finding]) -> Proofed:
    """Findings of a report with what people said about them."""
    audience = REPORTS[name].audience
    public = bool(audience) and is_public(audience)
    return _with_answers(document_subject(name, arrangement_id, given), findings, public=public)


def proof_texts(around: ArrangementView, texts: Mapping[str, str], year: int | None) -> Proofed:
    """A text that somebody pasted, by language, as a public one. Nothing of it is kept. Raises `Refused` `proof.too-long`."""
    length = sum(map(len, texts.values()))
    if length > MAX_PASTED:
        raise Refused("proof.too-long", length=length, limit=MAX_PASTED)
    subject = replace(of_texts({tag: words.replace("\r\n", "\n") for tag, words in texts.items()}), year=year)
    found = proof(subject, known_for(around, translate))
    return Proofed("", tuple(Looked(finding) for finding in found), public=True)


def _with_answers(subject: str, findings: Iterable[Finding], *, public: bool) -> Proofed:
    left = left_findings(subject)
    return Proofed(subject, tuple(Looked(finding, left.get(finding.key)) for finding in findings), public)
