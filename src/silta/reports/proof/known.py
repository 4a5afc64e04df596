"""What a text is held against: names, records and counts that whoever asks has gathered. Nothing here knows a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from silta.words.dates import first_day, is_partial_date, last_day


@dataclass(frozen=True)
class Name:
    """A name and how it is written: the preferred form in each language, other forms that will do, and known slips.

    `titles` are offices or forms of address by language. `sort` is a code of `silta.words.codes.NAME_SORT`.
    """

    sort: str
    forms: Mapping[str, str]
    also: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def form(self, language: str) -> str:
        """How to write it in `language`; the first form that there is, if there is none in that language."""
        return self.forms.get(language) or next(iter(self.forms.values()), "")


@dataclass(frozen=True)
class Recorded:
    """A released record with a number or a time: partial ISO dates, empty if it has none. `titles` are by language."""

    uid: str
    kind: str
    number: str
    titles: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    until: str = ""
    marking: str = ""

    def named(self, language: str) -> str:
        """Number and title, as far as there are any, for showing."""
        title = self.titles.get(language) or self.titles.get("en") or next(iter(self.titles.values()), "")
        return " ".join(filter(None, (self.number, title)))[:80]

    @property
    def when(self) -> str:
        """Its time as an ISO 8601 date or interval."""
        return f"{self.start}/{self.until}" if self.until and self.until != self.start else self.start

    def covers(self, day: date) -> bool:
        """Whether the record's time takes in `day`."""
        if not is_partial_date(self.start) or (self.until and not is_partial_date(self.until)):
            return False
        return first_day(self.start) <= day <= last_day(self.until or self.start)


@dataclass(frozen=True)
class Counted:
    """How many of something the records hold. `nouns` are what it may be called, by language; `by_year` all numbers that are
    right for a year (planned, held), so that a sentence may mean any of them.
    """

    nouns: Mapping[str, tuple[str, ...]]
    by_year: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Known:
    """Everything around a text. `began` is when the cooperation began (partial ISO date, empty if nobody recorded it);
    `languages` are those that a public or joint text is to exist in; `numbered` are the records that carry the number of one that
    is under proof, that one too.
    """

    today: date
    names: tuple[Name, ...] = ()
    records: tuple[Recorded, ...] = ()
    counted: tuple[Counted, ...] = ()
    languages: tuple[str, ...] = ()
    numbered: tuple[Recorded, ...] = ()
    began: str = ""

    def record(self, uid: str) -> Recorded | None:
        """A record by its id."""
        return next((one for one in self.records if one.uid == uid), None)
