"""How a text is set: quotation marks, brackets, spaces, units, and letters of two scripts in one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from silta.reports.proof.finding import Finding
from silta.reports.proof.known import Known
from silta.reports.proof.subject import Passage, Subject
from silta.words.formatting import quotes_of

_MOST: Final = 5
"""Findings of one sort that one text is told of: whoever mends five sees the rest."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_ALIKE: Final = frozenset("aceopxyikhABCEHIKMOPTXYyасеорхуіһАВСЕНІКМОРТХУ")
"""Letters that look like one of the other script."""
_GAPS: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_BEFORE: Final = re.compile(r"(?<=\w)[ \u00a0]+(?=[,;!?](?:\s|$)|\.(?:\s|$))")
_UNITS: Final = (
    "(?:[kcm]?m|[km]?g|t|h|[kMG]W[et]?|[GT]Wh|[mµμ]?Sv|[kMGT]?Bq|m?Gy"
    "|[кс]?м|мм|к?г|т|[кМГ]Вт|(?:м|мк)?Зв|[кМГ]?Бк|м?Гр)"
)
_GLUED: Final = re.compile(rf"(?<![\w.,-])\d+(?:[.,]\d+)?({_UNITS})(?![\w-])")
_PERCENT: Final = re.compile(r"\d%")
_LEFT_OVER: Final = re.compile(
    r"\b(?:TODO|TBD|TBC|XXX+|FIXME)\b|\?\?\?+|\[\s*(?:\.\.\.|…)\s*\]|(?i:\blorem ipsum\b)"
)
_PAIRS: Final = {")": "(", "]": "[", "}": "{", "»": "«"}
_QUOTES: Final = '"“”„«»‟″'
_LIST_MARK: Final = re.compile(r"(?:^|(?<=[\s,;:]))(?:\w{1,2}|[ivxIVX]{1,5})\)", re.MULTILINE)


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.left-over`, `proof.mixed-letters`, `proof.brackets`, `proof.quotation-marks`, `proof.double-space`,
    `proof.space-before`, `proof.glued-unit`.
    """
    del known
    for passage, language, text in subject.texts():
        for found in _LEFT_OVER.finditer(text):
            yield passage.found("proof.left-over", "critical", language, found.span(), said=found[0])
        yield from islice(_mixed(passage, language, text), _MOST)
        yield from _brackets(passage, language, text)
        yield from _spaces(passage, language, text)
        if language:
            yield from _quotes(passage, language, text)


def _mixed(passage: Passage, language: str, text: str) -> Iterator[Finding]:
    for found in _WORD.finditer(text):
        for start, part in _parts(found[0], found.start()):
            if _LATIN.search(part) and _CYRILLIC.search(part):
                few, strange = _strangers(part)
                yield passage.found(
                    "proof.mixed-letters", "warning", language, (start, start + len(part)),
                    word=part[:60], letters=", ".join(dict.fromkeys(few)), script=strange,
                )  # fmt: skip


def _parts(word: str, start: int) -> Iterator[tuple[int, str]]:
    """The parts of a hyphenated word: "IT-жүйе" mixes nothing."""
    for part in re.finditer(r"[^’'-]+", word):
        yield start + part.start(), part[0]


def _strangers(word: str) -> tuple[list[str], str]:
    """The letters that do not belong, and their script: the one that has fewer letters which look like none of the other."""
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    sure_latin = [letter for letter in latin if letter not in _ALIKE]
    sure_cyrillic = [letter for letter in cyrillic if letter not in _ALIKE]
    if (len(sure_latin), len(latin)) < (len(sure_cyrillic), len(cyrillic)):
        return latin, "Latn"
    return cyrillic, "Cyrl"


def _brackets(passage: Passage, language: str, text: str) -> Iterator[Finding]:
    marks = {found.end() - 1 for found in _LIST_MARK.finditer(text)}
    waiting: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if sign in "([{«":
            waiting.append((sign, place))
        elif sign in _PAIRS and (waiting or place not in marks):
            if sign == "»" and language in ("fi", "sv"):
                continue  # there the same sign opens and closes
            if not waiting or waiting.pop()[0] != _PAIRS[sign]:
                yield passage.found("proof.brackets", "warning", language, (place, place + 1), sign=sign)
                return
    if waiting:
        sign, place = waiting[-1]
        yield passage.found("proof.brackets", "warning", language, (place, place + 1), sign=sign)


def _spaces(passage: Passage, language: str, text: str) -> Iterator[Finding]:
    for found in islice(_GAPS.finditer(text), _MOST):
        span = max(found.start() - 1, 0), found.end() + 1
        yield passage.found("proof.double-space", "note", language, span)
    for found in islice(_BEFORE.finditer(text), _MOST):
        yield passage.found("proof.space-before", "note", language, (found.start(), found.end() + 1))
    glued = [(found, found[1]) for found in _GLUED.finditer(text)]
    if language.partition("-")[0] in ("fi", "sv", "ru", "kk"):
        glued += [(found, "%") for found in _PERCENT.finditer(text)]
    for match, unit in glued[:_MOST]:
        yield passage.found("proof.glued-unit", "note", language, match.span(), unit=unit)


def _quotes(passage: Passage, language: str, text: str) -> Iterator[Finding]:
    """The first quotation mark that is not one of this language; one within another one is let be."""
    own = quotes_of(language)
    inner = "“”„"
    for place, sign in enumerate(text):
        if sign in _QUOTES and sign not in own:
            if sign in inner and language.partition("-")[0] in ("ru", "kk") and _within(text, place, own):
                continue
            yield passage.found(
                "proof.quotation-marks", "note", language, (place, place + 1), sign=sign, right="…".join(own)
            )
            return


def _within(text: str, place: int, pair: tuple[str, str]) -> bool:
    return text.count(pair[0], 0, place) > text.count(pair[1], 0, place)
