"""The one table of checks. A new check is one module here and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from silta.reports.proof.checks import (
    dates,
    languages,
    marking,
    names,
    numbers,
    taken,
    typography,
)
from silta.reports.proof.finding import SEVERITIES, Finding
from silta.reports.proof.known import Known
from silta.reports.proof.subject import Subject

Check = Callable[[Subject, Known], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    marking.check,
    names.check,
    dates.check,
    numbers.check,
    taken.check,
    languages.check,
    typography.check,
)


def proof(subject: Subject, known: Known) -> tuple[Finding, ...]:
    """Everything to look at in `subject`: the gravest first, and what is equally grave in the order of the text; each once."""
    order = {passage.where: place for place, passage in enumerate(subject.passages)}
    found = {finding.key: finding for check in CHECKS for finding in check(subject, known)}

    def rank(finding: Finding) -> tuple[int, int, str, int]:
        place = finding.place
        return SEVERITIES.index(finding.severity), order.get(place.where, -1), place.language, place.start

    return tuple(sorted(found.values(), key=rank))
