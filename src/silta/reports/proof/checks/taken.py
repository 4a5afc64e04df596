"""A record's own number against those of others: between two exchanges both sides may have taken the next one."""

from __future__ import annotations

from collections.abc import Iterator

from silta.reports.proof.finding import Finding, Place
from silta.reports.proof.known import Known
from silta.reports.proof.subject import Subject


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.number-taken`."""
    for one in known.numbered:
        if (one.kind, one.number) == (subject.kind, subject.number) and one.uid != subject.record:
            said = {"number": subject.number, "record": one.named("")}
            yield Finding("proof.number-taken", "critical", Place("number"), said)
