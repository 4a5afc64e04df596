"""What is under proof: passages of words, dates that fields hold, sums of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from silta.reports.proof.finding import Finding, Place, Severity, quoted
from silta.words.errors import Scalar


@dataclass(frozen=True)
class Passage:
    """One text in its languages; the key ``""`` stands for words in no particular language (a name, a place).

    `original` is the language that it was written in, empty if nobody said so. `person` marks a field that names somebody.
    `record` and `marking` tell whose words they are where a document quotes a record.
    """

    where: str
    texts: Mapping[str, str]
    original: str = ""
    person: bool = False
    record: str = ""
    marking: str = ""

    def found(
        self, code: str, severity: Severity, language: str, span: tuple[int, int] = (0, 0), **data: Scalar
    ) -> Finding:
        """A finding about the characters of `span` in one language of this passage; without a span, about all of it."""
        start, end = span
        text = self.texts.get(language, "")
        place = Place(self.where, language, start, end, self.record)
        quote = quoted(text, start, end) if end else quoted(text, 0, 0)
        return Finding(code, severity, place, data, quote, text[start:end])


@dataclass(frozen=True)
class Dated:
    """A date or a period that a field or a block holds as such; partial ISO dates."""

    where: str
    start: str
    until: str = ""
    record: str = ""


@dataclass(frozen=True)
class Sum:
    """A column of a table whose last row claims to be its sum."""

    where: str
    heading: str
    values: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Subject:
    """A text under proof. `year` is the one that it counts for or reports on; `marking` its own; `public`: everybody may read it.

    `kind`, `number` and `record` say of a draft what it is, by which number it is called and its id; `points_to` are the ids of
    records that it names. `joint`: the parties are to agree to it, so that it is wanted in all their languages.
    """

    passages: tuple[Passage, ...]
    dates: tuple[Dated, ...] = ()
    sums: tuple[Sum, ...] = ()
    year: int | None = None
    marking: str = "public"
    public: bool = False
    joint: bool = False
    kind: str = ""
    number: str = ""
    record: str = ""
    points_to: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[Passage, str, str]]:
        """Every passage in every language: (passage, language, words)."""
        for passage in self.passages:
            for language, words in passage.texts.items():
                yield passage, language, words
