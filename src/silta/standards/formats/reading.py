"""What a format is, what reading yields, and how reading refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from silta.standards.provisions import Release
from silta.words.errors import Problem, SiltaError

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_PROVISIONS: Final = 100_000
MAX_NUMBER: Final = 80
"""Characters of a provision's number: what is longer is no number."""
MAX_PROBLEMS: Final = 50
EXCERPT: Final = 200
"""Characters of an unrecognised piece, or of a value in a problem, that are repeated to the reader."""


Report = Callable[[int, int], bool]
"""Told now and then how many pieces of how many are read; may raise, to stop that; False means that the beginning is enough."""


class FormatRefused(SiltaError):
    """Input that cannot be imported. Codes begin with ``format.``; `where` names line, row, column or element."""


def unwatched(_done: int, _total: int) -> bool:
    """The report of a reading that nobody watches."""
    return True


@dataclass(frozen=True)
class Options:
    """Wishes of the importer that some formats need.

    `part` says which framework of a file that holds several, by its name or by the framework of an address (``gsr-1``).
    `as_of` is an ISO date: of a provision in several versions, take the one in force then instead of the latest.
    `numbering` shows how provisions are numbered, the outermost first (``Luku {n}``, ``{n} §``): see `patterns`.
    `report` hears of the progress of formats that take long.
    """

    part: str | None = None
    as_of: str | None = None
    numbering: tuple[str, ...] = ()
    report: Report = unwatched


@dataclass(frozen=True)
class Reading:
    """A release as it was read, what is doubtful about it, and pieces of the input that found no place in it.

    `problems` are warnings and notes only: errors refuse the whole input. `unrecognised` holds (place, words) pairs. `format` is
    the code of the format that was read.
    """

    release: Release
    problems: tuple[Problem, ...] = ()
    unrecognised: tuple[tuple[str, str], ...] = ()
    format: str = ""


@dataclass(frozen=True)
class Format:
    """One import format. `label` is an English msgid; `extensions` are lower-case and without the dot.

    `sniff(raw, filename)` says whether the bytes look like the format and never raises. `read(raw, language, options)`
    raises `FormatRefused` and nothing else. A general format is asked only where no other recognises the content.
    """

    code: str
    label: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, Options], Reading]
    is_general: bool = False


@dataclass
class Notebook:
    """Where a reader writes down problems and unrecognised pieces as it goes."""

    problems: list[Problem] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)

    def error(self, code: str, where: str = "", **data: str | int) -> None:
        """Note an error; `refuse_errors` raises what was noted."""
        self.problems.append(Problem(code, where, data))

    def warn(self, code: str, where: str = "", **data: str | int) -> None:
        """Note something that a person should look at before accepting the import."""
        self.problems.append(Problem(code, where, data, "warning"))

    def note(self, code: str, where: str = "", **data: str | int) -> None:
        """Note something that is good to know."""
        self.problems.append(Problem(code, where, data, "note"))

    def leave(self, where: str, words: str) -> None:
        """Keep a piece that has no place in the release."""
        self.unrecognised.append((where, excerpt(words)))

    def refuse_many_errors(self) -> None:
        """Raise `FormatRefused` once there are more errors than a person will read: the rest of the input adds nothing."""
        if len(self.problems) > MAX_PROBLEMS:
            errors = sum(problem.severity == "error" for problem in self.problems)
            if errors >= MAX_PROBLEMS:
                self.refuse_errors()

    def refuse_errors(self) -> None:
        """Raise `FormatRefused` with all errors noted so far (at most `MAX_PROBLEMS`), if there are any."""
        errors = tuple(p for p in self.problems if p.severity == "error")[:MAX_PROBLEMS]
        if errors:
            raise FormatRefused.of(errors)

    def reading(self, release: Release) -> Reading:
        """The finished reading.

        Raises `FormatRefused`: errors noted, `format.nothing-recognised` without any unit, `format.too-many-provisions`,
        `format.number-too-long`.
        """
        self.refuse_errors()
        if len(release.provisions) > MAX_PROVISIONS:
            raise FormatRefused("format.too-many-provisions", limit=MAX_PROVISIONS)
        for provision in release.provisions:
            if len(provision.number) > MAX_NUMBER:
                number = excerpt(provision.number)
                raise FormatRefused(
                    "format.number-too-long", provision.fragment, number=number, limit=MAX_NUMBER
                )
        if not release.units():
            raise FormatRefused("format.nothing-recognised")
        return Reading(release, tuple(self.problems), tuple(self.unrecognised))


def excerpt(words: str) -> str:
    """The beginning of `words` in one line, for a problem or a list of unrecognised pieces."""
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
