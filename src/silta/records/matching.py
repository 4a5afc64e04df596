"""Matching experts to a consultation: by competence, level, language and availability, with a reason for each and against each.

The machine suggests: it says who could be asked and why, and why not the others. Nobody is asked by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from silta.words.codes import COMPETENCE_LEVEL
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem
from silta.words.text import best_wording

_LEVELS: Final = {code: place for place, code in enumerate(COMPETENCE_LEVEL)}
_AVAILABLE: Final = {"available": 2, "on-request": 1}
_LAST_DAY: Final = date.max - timedelta(days=1)
"""The last day that has a day after it."""
_OUT_OF_REACH: Final = {"left": "match.left", "away": "match.away"}


@dataclass(frozen=True)
class Candidate:
    """An expert as released: the record's id, the name, and the fields in wire form."""

    uid: str
    name: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Match:
    """What speaks for an expert and what against; `excluded` if something against rules the expert out.

    Each reason is a `Problem`: a code of the family ``match.``, with the codes and dates that its sentence needs. `score` orders
    those who can be asked; it is no mark, and pages do not show it.
    """

    candidate: Candidate
    reasons: tuple[Problem, ...]
    against: tuple[Problem, ...]
    excluded: bool
    score: int


def match(
    consultation: Mapping[str, Any], candidates: Sequence[Candidate], today: date, language: str = "en"
) -> list[Match]:
    """All candidates: first those who can be asked, the best first, then the excluded; within both by name.

    What records tell in words, such as who verified a competence, is told in `language`.
    """
    found = [_match(consultation, candidate, today, language) for candidate in candidates]
    return sorted(found, key=lambda one: (one.excluded, -one.score, one.candidate.name, one.candidate.uid))


def _match(consultation: Mapping[str, Any], candidate: Candidate, today: date, language: str) -> Match:
    expert = candidate.fields
    ruled_out = [*_not_offered(expert, today), *_away(expert, consultation.get("due"), today)]
    has, lacks, points = _competences(expert, consultation.get("needs") or [], language)
    spoken = [tag for tag in consultation.get("languages") or [] if tag in (expert.get("languages") or [])]
    if consultation.get("needs") and not has:
        ruled_out.append(Problem("match.no-competence"))
    if not spoken:
        ruled_out.append(
            Problem("match.no-language", "", {"languages": _listed(consultation.get("languages"))})
        )
    reasons = [*has, *(Problem("match.language", "", {"language": tag}) for tag in spoken)]
    against = [*ruled_out, *lacks]
    if not ruled_out:
        reasons.append(
            Problem("match.availability", "", {"availability": str(expert.get("availability", ""))})
        )
        partly = list(_partly_away(expert, consultation.get("due"), today))
        against += partly
        points += _AVAILABLE.get(str(expert.get("availability")), 0) + len(spoken) - len(partly)
    return Match(candidate, tuple(reasons), tuple(against), bool(ruled_out), points)


def _not_offered(expert: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """What makes that the person may not or cannot be asked at all."""
    if code := _OUT_OF_REACH.get(str(expert.get("state"))):
        yield Problem(code)
    if expert.get("availability") == "not-available":
        yield Problem("match.not-available")
    until = expert.get("consent_until")
    if "matching" not in (expert.get("consent_scope") or []) or not expert.get("consent"):
        yield Problem("match.no-consent")
    elif until and last_day(until) < today:
        yield Problem("match.consent-ended", "", {"day": until})


def _competences(
    expert: Mapping[str, Any], needs: Sequence[Mapping[str, Any]], language: str
) -> tuple[list[Problem], list[Problem], int]:
    """The needs that the expert meets, those that not, and how well: deeper and verified knowledge counts more."""
    held = {str(row.get("competence")): row for row in expert.get("competences") or []}
    has, lacks, points = [], [], 0
    for need in needs:
        row = held.get(str(need.get("competence")), {})
        level, least = _LEVELS.get(str(row.get("level")), 0), _LEVELS.get(str(need.get("level")), 0)
        told = {"competence": str(need.get("competence")), "competence_level": str(row.get("level", "none"))}
        if not level or level < least:
            lacks.append(Problem("match.lacks", "", told | {"least": str(need.get("level"))}))
            points -= 2
            continue
        by, _ = best_wording(row.get("verified_by"), language)
        has.append(Problem("match.has-verified" if by else "match.has", "", told | {"by": by}))
        points += 2 + (level - least) + bool(by)
    return has, lacks, points


def _absences(expert: Mapping[str, Any], due: Any, today: date) -> Iterator[tuple[date, date]]:
    """The absences between today and the day by which the answer is needed."""
    end = last_day(due) if due else today
    for row in expert.get("absences") or []:
        start, until = first_day(row["start"]), last_day(row["until"])
        if start <= max(end, today) and until >= today:
            yield start, until


def _away(expert: Mapping[str, Any], due: Any, today: date) -> Iterator[Problem]:
    """Whether the absences, taken together, leave no day from today to the due one."""
    free = today
    for start, until in sorted(_absences(expert, due, today)):
        if start > free:
            return
        free = max(free, min(until, _LAST_DAY) + timedelta(days=1))
    if free > today and due and free > last_day(due):
        yield Problem("match.absent-throughout", "", {"day": (free - timedelta(days=1)).isoformat()})


def _partly_away(expert: Mapping[str, Any], due: Any, today: date) -> Iterator[Problem]:
    for start, until in sorted(_absences(expert, due, today)):
        yield Problem("match.absent", "", {"start": start.isoformat(), "day": until.isoformat()})


def _listed(tags: Any) -> str:
    return ", ".join(str(tag) for tag in tags or ())


@dataclass(frozen=True)
class Turnaround:
    """How long a consultation takes, in days: from its sending to the first advice, and to the decision; None while it lasts.

    `waiting` counts the days since it was sent while no advice has come. Days on which a question back waited for the asking side
    are counted in none of these, but in `rested`; `question` is the day of a question back that still waits.
    """

    sent: date
    answered: int | None = None
    decided: int | None = None
    waiting: int | None = None
    rested: int = 0
    question: date | None = None


@dataclass(frozen=True)
class Pause:
    """The time from a question back to the answer to it; without an end it still lasts."""

    since: date
    until: date | None = None


def pauses(said: Iterable[tuple[date, bool]]) -> list[Pause]:
    """The pauses in a dialogue, in the order of time: True is a question back of the asked side, False a word of the other."""
    found: list[Pause] = []
    since: date | None = None
    for day, asks in said:
        if asks:
            since = since or day
        elif since:
            found.append(Pause(since, day))
            since = None
    return [*found, Pause(since)] if since else found


def turnaround(
    sent: date, answered: date | None, decided: date | None, today: date, paused: Sequence[Pause] = ()
) -> Turnaround:
    """The days between the moments, as calendar days; an answer dated before the sending counts as of the same day.

    The clock rests in the pauses before the answer; what is asked after it holds nobody up.
    """

    def took(until: date) -> int:
        return max((until - sent).days - _rested(paused, sent, min(until, answered or until)), 0)

    last = paused[-1] if paused and answered is None else None
    return Turnaround(
        sent,
        None if answered is None else took(answered),
        None if decided is None else took(decided),
        took(today) if answered is None else None,
        _rested(paused, sent, answered or today),
        last.since if last and last.until is None else None,
    )


def _rested(paused: Sequence[Pause], start: date, end: date) -> int:
    """The days of the pauses between two days."""
    return sum(max((min(one.until or end, end) - max(one.since, start)).days, 0) for one in paused)
