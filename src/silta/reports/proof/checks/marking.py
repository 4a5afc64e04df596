"""What a text says against who may read it: records that are marked higher, marking words and stamps in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from silta.reports.proof.finding import Finding, Place, Severity
from silta.reports.proof.known import Known
from silta.reports.proof.subject import Subject
from silta.words.markings import exceeds, stamp_in

_SAID: Final = (
    ("tlp-red", r"\bTLP:?\s?RED\b"),
    ("tlp-amber-strict", r"\bTLP:?\s?AMBER\+STRICT\b"),
    ("tlp-amber", r"\bTLP:?\s?AMBER\b(?!\+)"),
    ("tlp-green", r"\bTLP:?\s?GREEN\b"),
    (
        "kz-dsp",
        r"\b(?:ДСП|ҚБП)\b|(?i:\bдля служебного пользования\b|\bқызмет(?:тік)? бабында пайдалан(?:у үшін|уға)\b)",
    ),
    ("fi-secret-by-law", r"(?i:\bsalassa ?pidettävä\w*)"),
    (
        "proprietary",
        r"(?i:\bcommercial in confidence\b|\bliikesalaisuus\b|\bкоммерческая тайна\b|\bкоммерциялық құпия\b)",
    ),
)
"""Marking → how it is written in texts."""
_TOLD: Final = 3
"""Records that a finding names; of more it tells the number."""
_WRITTEN: Final = tuple((marking, re.compile(pattern)) for marking, pattern in _SAID)


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.marked-higher`, `proof.points-higher`, `proof.marking-in-text`, `proof.stamp-in-text`."""
    yield from _quoted(subject, known)
    yield from _pointed(subject, known)
    for passage, language, text in subject.texts():
        for marking, pattern in _WRITTEN:
            for found in pattern.finditer(text):
                if exceeds(marking, subject.marking):
                    severity: Severity = "critical" if subject.public else "warning"
                    yield passage.found(
                        "proof.marking-in-text", severity, language, found.span(), said=found[0], marking=subject.marking
                    )  # fmt: skip
        if stamp := stamp_in(text):
            yield passage.found("proof.stamp-in-text", "critical", language, stamp.span(), stamp=stamp[0])


def _quoted(subject: Subject, known: Known) -> Iterator[Finding]:
    """Records whose words stand in a document for readers who may not see them; each record once."""
    seen: set[str] = set()
    for passage in subject.passages:
        if passage.marking and exceeds(passage.marking, subject.marking) and passage.record not in seen:
            seen.add(passage.record)
            language, words = next(iter(passage.texts.items()))
            record = known.record(passage.record)
            name = (record.named(language) if record else "") or words[:60]
            yield Finding(
                "proof.marked-higher",
                "critical" if subject.public else "warning",
                Place(passage.where, record=passage.record),
                {"marking": passage.marking, "ceiling": subject.marking, "record": name},
            )


def _pointed(subject: Subject, known: Known) -> Iterator[Finding]:
    """Records that a public text names by a link and that its readers may not see, told as one."""
    named = [known.record(uid) for uid in subject.points_to] if subject.public else []
    higher = [
        record for record in named if record and record.marking and exceeds(record.marking, subject.marking)
    ]
    if higher:
        told = "; ".join(record.named("") for record in higher[:_TOLD])
        told += "…" if len(higher) > _TOLD else ""
        yield Finding("proof.points-higher", "note", Place(""), {"records": told, "count": len(higher)})
