"""The columns of the sheet of mappings, as it goes out and as it comes back: one table for both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from silta.crosswalk.formats.content import Say
from silta.words.codes import RATING, RATIONALE, RELATION, CodeList
from silta.words.languages import CODES, is_language_tag

Wordings = Callable[[str, str], Iterable[str]]
"""(context, English msgid) → the words in each language that there is, the reader's first."""

YES: Final = "yes"
NO: Final = "no"
FLAGS: Final = CodeList("export", {YES: YES, NO: NO})
_REASONING: Final = "reasoning"


@dataclass(frozen=True)
class Column:
    """A column: its code, heading (msgid, context ``export``), width, the codes that it holds, and who may write in it.

    `locked`: nobody but the export; `identity`: whoever adds a row, and nobody afterwards. `tag` is the language of a reasoning.
    """

    code: str
    heading: str
    width: int = 14
    codes: CodeList | None = None
    locked: bool = False
    identity: bool = False
    tag: str = ""

    def words(self, say: Say) -> str:
        """The heading in one language; that of a reasoning names the language of its column."""
        return f"{say('export', self.heading)} ({self.tag})" if self.tag else say("export", self.heading)


_COLUMNS: Final = (
    Column("identifier", "Identifier", 12, locked=True),
    Column("version", "Version", 10, locked=True),
    Column("name", "Mapping", 28, locked=True),
    Column("sources", "Benchmark provisions", 24, identity=True),
    Column("source_headings", "Heading in the benchmark", 36, locked=True),
    Column("relation", "Relation", 18, RELATION),
    Column("targets", "Compared provisions", 24),
    Column("target_headings", "Heading in the compared text", 36, locked=True),
    Column("together", "Together", 10, FLAGS),
    Column("rationale", "Rationale", 14, RATIONALE),
    Column("legal", "Law", 18, RATING),
    Column("implementation", "Practice", 18, RATING),
    Column(_REASONING, "Reasoning", 50),
    Column("reviewer", "Reviewer", 18),
    Column("remove", "Take back", 10, FLAGS),
    Column("author", "Rated by", 18, locked=True),
    Column("party", "Party", 10, locked=True),
    Column("state", "State", 18, locked=True),
    Column("as_of", "As of", 12, locked=True),
)
NEEDED: Final = ("identifier", "sources", "targets", "relation")
"""Without these a sheet is none of mappings; of any other that is missing, the mappings keep what they have."""
WRONG: Final = Column("wrong", "What is wrong", 50, locked=True)
"""The column that stands before the others where rows go back to be mended."""
HEADINGS: Final = (*(one.heading for one in (*_COLUMNS, WRONG)), YES, NO)


def columns(tags: Iterable[str]) -> tuple[Column, ...]:
    """All columns in order, with a reasoning in each language of the interface and of `tags`."""
    wanted = dict.fromkeys((*CODES, *sorted(tags)))
    return tuple(
        made
        for one in _COLUMNS
        for made in (
            [Column(f"{_REASONING}:{tag}", one.heading, one.width, tag=tag) for tag in wanted]
            if one.code == _REASONING
            else [one]
        )
    )


class Vocabulary:
    """What people may write in headings and in cells with codes: the code itself, or its words in any language."""

    def __init__(self, wordings: Wordings) -> None:
        self._headings = {
            _plain(words): one.code
            for one in (*_COLUMNS, WRONG)
            for words in (one.code, *wordings("export", one.heading))
        }
        self._choices = {
            one.code: [next(iter(wordings(one.codes.name, label))) for label in one.codes.labels.values()]
            for one in _COLUMNS
            if one.codes
        }
        self._named = {one.code: next(iter(wordings("export", one.heading))) for one in _COLUMNS}
        self._codes: dict[str, Mapping[str, str]] = {
            one.code: {
                _plain(words): code
                for code, label in one.codes.labels.items()
                for words in (*wordings(one.codes.name, label), code)
            }
            for one in _COLUMNS
            if one.codes
        }

    def heading(self, words: str) -> str:
        """The code of the column that is headed so (``relation``, ``reasoning:kk``); empty for a heading that nobody knows."""
        code = self._headings.get(_plain(words), "")
        if code and code != _REASONING:
            return code
        name, _, tag = words.strip().rstrip(")").rpartition("(")
        known = self._headings.get(_plain(name), "") == _REASONING and is_language_tag(tag)
        return f"{_REASONING}:{tag}" if known else ""

    def named(self, code: str) -> str:
        """What the reader calls a column."""
        name, _, tag = code.partition(":")
        return f"{self._named[name]} ({tag})" if tag else self._named[name]

    def code(self, column: str, words: str) -> str | None:
        """The code that a cell of `column` means; None if there is none so called."""
        return self._codes[column].get(_plain(words))

    def choices(self, column: str) -> list[str]:
        """The reader's words for the codes of a column."""
        return self._choices[column]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
