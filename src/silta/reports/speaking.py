"""From inlines to runs of text in one language. What is missing in that language is marked, never silently replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from typing import Literal as OneOf

from silta.reports.content import (
    Clock,
    Decimal,
    Inline,
    Joined,
    Literal,
    Moment,
    Multi,
    Number,
    Period,
    Words,
)
from silta.reports.phrases import CONTEXT, NOT_IN, TRANSLATION, WRITTEN_IN, Phrase
from silta.words.formatting import format_decimal, format_hour, format_moment, format_number, format_period
from silta.words.languages import fallback_order

Translate = Callable[[str, str, str], str]
"""(context, msgid, language) → the wording; the msgid itself if there is none."""

_PLACE: Final = re.compile(r"\{(\w+)\}")
_ABBREVIATED: Final = re.compile(r"(?:^|\W)\w{1,2}\.$")
"""A stop that belongs to an abbreviation, such as that of a year (``г.``, ``ж.``)."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Run:
    """A stretch of text. `language` is empty for what belongs to no language; `look` ``note`` is a remark of the layout.

    `number` is the whole number that the text writes, for formats that hold numbers as such.
    """

    text: str
    language: str = ""
    look: OneOf["", "note", "code"] = ""
    number: int | None = None


@dataclass(frozen=True)
class Line:
    """What one inline says in one language of the document. A text of a record may hold line breaks."""

    language: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Speaker:
    """Says inlines in the languages of one document, the first of which is the document's own."""

    languages: tuple[str, ...]
    translate: Translate
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict, compare=False)

    def say(self, inline: Inline) -> tuple[Line, ...]:
        """One line for each language."""
        return tuple(Line(language, tuple(self._runs(inline, language))) for language in self.languages)

    def stack(self, inline: Inline) -> tuple[Line, ...]:
        """As `say`, but what is alike in all languages (a number, a code, a name) is said once."""
        lines = self.say(inline)
        return lines[:1] if all(line.text == lines[0].text for line in lines) else lines

    def cell(self, inline: Inline) -> tuple[Line, ...]:
        """As `stack`; words of Silta's own begin with a capital, since they stand alone."""
        first = inline.parts[0] if isinstance(inline, Joined) and inline.parts else inline
        lines = self.stack(inline)
        if not isinstance(first, Words):
            return lines
        return tuple(
            line
            if self._translated(first.context, first.msgid, line.language).startswith("{")
            else _capital(line)
            for line in lines
        )

    def word(self, phrase: Phrase, language: str, **args: str) -> str:
        """A phrase of the layout in one language, its places filled with plain text."""
        said = self._translated(CONTEXT, phrase.value, language)
        return _PLACE.sub(lambda place: args.get(place[1], place[0]), said)

    def _translated(self, context: str, msgid: str, language: str) -> str:
        key = (context, msgid, language)
        if key not in self._known:
            self._known[key] = self.translate(context, msgid, language)
        return self._known[key]

    def _runs(self, inline: Inline, language: str) -> Iterator[Run]:
        match inline:
            case Literal():
                yield Run(_grouped(inline.text) if inline.style else inline.text, look=inline.style)
            case Words():
                yield from self._words(inline, language)
            case Multi():
                yield from self._multi(inline, language)
            case Joined():
                yield from self._joined(inline, language)
            case Number():
                yield Run(format_number(inline.value, language), language, number=inline.value)
            case _:
                yield Run(_value(inline, language), language)

    def _words(self, words: Words, language: str) -> Iterator[Run]:
        parts = _PLACE.split(self._translated(words.context, words.msgid, language))
        for place, part in enumerate(parts):
            if place % 2 and part in words.args:
                filled = words.args[part]
                runs = tuple(self._runs(filled, language))
                inside = parts[place - 1].rstrip()[-1:] not in ("", ".")
                yield from _without_stop(_lowered(runs, filled) if inside else runs, parts[place + 1])
            elif part:
                yield Run(part if place % 2 == 0 else f"{{{part}}}", language)

    def _joined(self, joined: Joined, language: str) -> Iterator[Run]:
        for place, part in enumerate(joined.parts):
            if place:
                yield Run(joined.separator)
            last = place == len(joined.parts) - 1
            yield from _without_stop(tuple(self._runs(part, language)), "" if last else joined.separator)

    def _multi(self, multi: Multi, language: str) -> Iterator[Run]:
        wording = multi.texts.get(language)
        if wording:
            yield Run(wording["text"], language)
            yield from self._status(wording, language)
            return
        if any(tag in multi.texts for tag in self.languages):
            yield Run(f"({self.word(NOT_IN[language], language)})", language, "note")
            return
        other = next((tag for tag in (*fallback_order(language), *multi.texts) if tag in multi.texts), "")
        if other:
            written = WRITTEN_IN.get(other.partition("-")[0], Phrase.IN_ANOTHER)
            yield Run(multi.texts[other]["text"], other)
            yield self._note(self.word(written, language, tag=other), language)
            yield from self._status(multi.texts[other], language)

    def _status(self, wording: Mapping[str, str], language: str) -> Iterator[Run]:
        """What is said beside a wording that nobody has vouched for."""
        phrase = TRANSLATION.get(wording.get("status", ""))
        if phrase:
            yield self._note(self.word(phrase, language), language)

    @staticmethod
    def _note(words: str, language: str) -> Run:
        return Run(f"\u00a0({words})", language, "note")


def _without_stop(runs: tuple[Run, ...], following: str) -> tuple[Run, ...]:
    """`runs` of a text that may be a sentence of its own, without its full stop where the sentence goes on after it."""
    *rest, last = runs or (Run(""),)
    after = following.lstrip()[:1]
    kept = after != "." and (after not in set(":;,(") or _ABBREVIATED.search(last.text))
    if kept or last.look or not last.text.endswith("."):
        return runs
    return (*rest, replace(last, text=last.text[:-1]))


def _lowered(runs: tuple[Run, ...], filled: Inline) -> tuple[Run, ...]:
    """The word for a state, which begins with a capital where it stands alone, as it stands inside a sentence."""
    if not isinstance(filled, Words) or not filled.context.startswith("state of ") or not runs:
        return runs
    first, *rest = runs
    return (replace(first, text=first.text[:1].lower() + first.text[1:]), *rest)


def _capital(line: Line) -> Line:
    first, *rest = line.runs or (Run(""),)
    raised = replace(first, text=first.text[:1].upper() + first.text[1:])
    return replace(line, runs=(raised, *rest))


def _value(inline: Period | Decimal | Clock | Moment, language: str) -> str:
    match inline:
        case Decimal():
            return format_decimal(inline.value, language)
        case Clock():
            return format_hour(inline.value, language)
        case Period():
            return format_period(inline.start, inline.until or None, language)
        case Moment():
            return format_moment(inline.value, language)


def _grouped(code: str) -> str:
    """A SHA-256 in groups of four digits, so that people can compare two of them; anything else stays as it is."""
    if not _HASH.fullmatch(code):
        return code
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))
