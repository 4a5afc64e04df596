"""What does not fit in a plan: clashes of people, hosts and dates, crowded months, lead times that can no longer be kept.

Computed from dates and a day of today, never typed. The numbers of days are habits of the trade that a node can change, not rules
of any authority. A stretch that is known by its month only, or that goes on for weeks beside others, clashes with nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import combinations
from typing import Final

_LONGEST: Final = 14
"""Days: what lasts longer goes on beside other things."""
_WEEK: Final = 7
OPEN: Final = ("proposed", "planned", "confirmed")
"""States of an activity that still lies ahead."""
_UNSURE: Final = ("proposed", "planned")
"""States in which nobody has said yet that all is arranged."""
SITES: Final = (
    "technical-visit", "scientific-visit", "study-visit", "on-the-job-training", "secondment", "inspection-observation",
    "joint-inspection", "exercise-observation", "joint-exercise",
)  # fmt: skip
"""Forms of activity that lead visitors into places where not everybody is let in."""
SPOKEN: Final = ("seminar", "workshop", "working-meeting", "annual-meeting", "study-visit", "technical-visit")
"""Forms of activity that are as a rule interpreted."""


@dataclass(frozen=True)
class Limits:
    """What a node keeps its plans to: days before the beginning, and events of one month. Zero: no warning of that sort."""

    visa_days: int = 30
    clearance_days: int = 45
    interpretation_days: int = 21
    per_month: int = 4

    @classmethod
    def of(cls, changed: Mapping[str, int]) -> Limits:
        """The defaults with what a node has changed; names that this version does not know are passed over."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in changed.items() if name in known})


@dataclass(frozen=True)
class Stretch:
    """What takes place in a plan: an event, or an activity that has none yet; `activity` is the id of the activity itself.

    `exact` says that both days are known. `people` are those who lead or take part, `lead_days` the days before the beginning by
    code (``visa``, ``clearance``, ``interpretation``) that the record sets itself; `arranged` are the codes that are done.
    `travels` says that one side goes to the other, `latest` is the last day on which it can begin where the day is still open.
    """

    uid: str
    activity: str
    kind: str
    state: str
    form: str
    start: date
    until: date
    exact: bool
    host: str = ""
    travels: bool = True
    people: frozenset[str] = frozenset()
    lead_days: Mapping[str, int] | None = None
    arranged: frozenset[str] = frozenset()
    latest: date | None = None

    @property
    def narrow(self) -> bool:
        """Whether its days are few and known, so that something else can clash with it."""
        return self.exact and (self.until - self.start).days < _LONGEST

    @property
    def weeks(self) -> Iterator[date]:
        """The Mondays of the weeks that it touches."""
        monday = self.start - timedelta(days=self.start.weekday())
        while monday <= self.until:
            yield monday
            monday += timedelta(days=_WEEK)


@dataclass(frozen=True)
class Misfit:
    """Something that does not fit. `code` is of the code list `PLAN_WARNING`.

    `uid` is the record that it is about, `others` those that it clashes with; `day` is the Monday of the week, the first of the
    month, the day itself or the day by which it had to be asked for. `who` names people or the host, `number` counts events of a
    month or days of a lead time.
    """

    code: str
    uid: str
    activity: str
    day: date
    others: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    number: int = 0


def warnings(stretches: Sequence[Stretch], limits: Limits, today: date) -> list[Misfit]:
    """Everything that does not fit among what still lies ahead, by day. What is over or called off counts for nothing."""
    ahead = [one for one in stretches if one.state in OPEN and one.until >= today]
    found = [
        *_in_one_week(ahead, "same-people", _people),
        *_in_one_week(ahead, "same-host", _host),
        *_on_one_day(ahead),
        *_full_months(ahead, limits),
        *(late for one in ahead for late in _too_late(one, limits, today)),
    ]
    return sorted(found, key=lambda one: (one.day, one.code, one.uid))


def _people(one: Stretch) -> frozenset[str]:
    return one.people


def _host(one: Stretch) -> frozenset[str]:
    return frozenset({one.host} - {""}) if one.travels else frozenset()


def _in_one_week(
    ahead: Sequence[Stretch], code: str, shared: Callable[[Stretch], frozenset[str]]
) -> Iterator[Misfit]:
    """Pairs of different activities that need the same people, or the same host, in one week; each pair once, at its first."""
    by_week: dict[date, list[Stretch]] = defaultdict(list)
    for one in ahead:
        if one.narrow and shared(one):
            for week in one.weeks:
                by_week[week].append(one)
    told: set[tuple[str, str]] = set()
    for week, several in sorted(by_week.items()):
        for one, other in combinations(several, 2):
            both = shared(one) & shared(other)
            if both and one.activity != other.activity and (one.uid, other.uid) not in told:
                told.add((one.uid, other.uid))
                yield from _mutual(code, one, other, week, tuple(sorted(both)))


def _on_one_day(ahead: Sequence[Stretch]) -> Iterator[Misfit]:
    """Pairs of different activities of which at least one is an event, on one and the same day."""
    several = sorted((one for one in ahead if one.narrow), key=lambda one: (one.start, one.uid))
    for place, one in enumerate(several):
        for other in several[place + 1 :]:
            if other.start > one.until:
                break
            if "event" in (one.kind, other.kind) and one.activity != other.activity:
                yield from _mutual("same-days", one, other, max(one.start, other.start), ())


def _mutual(code: str, one: Stretch, other: Stretch, day: date, who: tuple[str, ...]) -> Iterator[Misfit]:
    yield Misfit(code, one.uid, one.activity, day, (other.uid,), who)
    yield Misfit(code, other.uid, other.activity, day, (one.uid,), who)


def _full_months(ahead: Sequence[Stretch], limits: Limits) -> Iterator[Misfit]:
    """Months in which more begins than both sides can carry; what is known by its month only counts too."""
    by_month: dict[date, list[Stretch]] = defaultdict(list)
    for one in ahead:
        if one.travels and (one.until - one.start).days <= 31:
            by_month[one.start.replace(day=1)].append(one)
    for month, several in by_month.items():
        uids = tuple(one.uid for one in several)
        if limits.per_month and len(several) > limits.per_month:
            for one in several:
                others = tuple(uid for uid in uids if uid != one.uid)
                yield Misfit("full-month", one.uid, one.activity, month, others, number=len(several))


def _too_late(one: Stretch, limits: Limits, today: date) -> Iterator[Misfit]:
    """Lead times that have run out before anybody has said that all is arranged."""
    begins = one.latest or one.start
    if one.state not in _UNSURE or begins < today:
        return
    for code, days in needed_days(one, limits).items():
        by = begins - timedelta(days=days)
        if days and by < today and code not in one.arranged:
            yield Misfit(f"{code}-late", one.uid, one.activity, by, number=days)


def needed_days(one: Stretch, limits: Limits) -> dict[str, int]:
    """Code → days before the beginning: what the record sets itself, else the limits where its form needs such a thing."""
    usual = {
        "visa": limits.visa_days if one.travels else 0,
        "clearance": limits.clearance_days if one.travels and one.form in SITES else 0,
        "interpretation": limits.interpretation_days if one.form in SPOKEN else 0,
    }
    return usual | dict(one.lead_days or {})


def by_record(found: Iterable[Misfit]) -> dict[str, list[Misfit]]:
    """Warnings by the id of the record that they are about and, for an event, by that of its activity too."""
    told: dict[str, list[Misfit]] = defaultdict(list)
    for one in found:
        for uid in dict.fromkeys((one.uid, one.activity)):
            told[uid].append(one)
    return dict(told)
