"""Numbers against what they count: sums of tables, counts of records said in words, currencies across languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from silta.crosswalk.stems import stem, word_places
from silta.reports.proof.finding import Finding, Place
from silta.reports.proof.known import Counted, Known
from silta.reports.proof.reading import Sentence, figures, sentences
from silta.reports.proof.subject import Passage, Subject
from silta.words.figure_patterns import WORDS_FOR_NUMBERS
from silta.words.figures import Figure

_CURRENCIES: Final = {
    "EUR": re.compile(r"\bEUR\b|€|\b(?i:euro|euros|euroa|еуро|евро)\b"),
    "KZT": re.compile(r"\bKZT\b|₸|\b(?i:tenge|tengeä|теңге|тенге)\b"),
    "USD": re.compile(r"\bUSD\b|(?<![A-Z])\$|\b(?i:dollars?|dollaria?|доллар[а-яё]*)\b"),
    "RUB": re.compile(r"\bRUB\b|₽|\b(?i:roubles?|rubles?|ruplaa?|рубл[а-яё]+|рубль)\b"),
    "GBP": re.compile(r"\bGBP\b|£"),
}
_YEARS: Final = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)(?![\w/]|[.,]\d|-\d)")
_WHOLE: Final = re.compile(r"[1-9]\d{0,5}")
_YEARLY: Final = frozenset({"", "annual-review", "programme", "result"})
"""Kinds whose texts speak of a year as a whole; a document is of none."""
_BETWEEN: Final = 1
"""Words that may stand between a number and what it counts: "eight joint seminars"."""
_NO_ADJECTIVE: Final = {
    "fi": re.compile(r"n$"),
    "kk": re.compile(r"(?:[дтн][ыі]|[ғқгк][ае]|[дтн][ае]н?|[дтн][ыі]ң|[мбп]ен)$"),
}
"""Endings of words that are counted themselves: "kahden tarkastajan koulutus" is one training."""


class _Said(NamedTuple):
    """A number that a sentence says, and where it stands in the sentence."""

    value: int
    start: int
    end: int


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.sum`, `proof.count`, `proof.currency`."""
    for one in subject.sums:
        if sum(one.values) != one.total:
            yield Finding(
                "proof.sum",
                "critical",
                Place(one.where),
                {"column": one.heading, "sum": sum(one.values), "total": one.total},
            )
    for passage, language, text in subject.texts():
        for sentence in sentences(text) if language and known.counted else ():
            yield from _counts(subject, known, passage, language, sentence)
    for passage in subject.passages:
        yield from _currencies(passage)


def _counts(
    subject: Subject, known: Known, passage: Passage, language: str, sentence: Sentence
) -> Iterator[Finding]:
    years = {int(one) for one in _YEARS.findall(sentence.text)}
    years |= {
        int(figure.readings[0][:4])
        for figure in figures(sentence.text, language)
        if figure.kind == "date" and figure.readings[0][0] != "-"
    }
    explicit = bool(years)
    year = years.pop() if len(years) == 1 else None if years else subject.year
    if year is None or not (explicit or _is_about_a_year(subject, passage)):
        return
    for said in _said(sentence.text, language):
        counted, end = _counted(sentence.text, said, language, known.counted)
        held = counted.by_year.get(year) if counted else None
        if counted and held and said.value not in held:
            start = sentence.start + said.start
            yield passage.found(
                "proof.count", "critical" if explicit else "warning", language,
                (start, sentence.start + end), said=sentence.text[said.start : end], year=str(year),
                found=", ".join(map(str, held)),
            )  # fmt: skip


def _is_about_a_year(subject: Subject, passage: Passage) -> bool:
    """Whether a text speaks of a whole year even where it does not name it; that of one consultation counts its own meetings."""
    return subject.kind in _YEARLY and not passage.record


def _said(text: str, language: str) -> Iterator[_Said]:
    for figure in figures(text, language):
        if figure.kind == "number" and _is_count(text, figure):
            yield _Said(int(figure.readings[0]), figure.start, figure.end)
    spelled: dict[tuple[int, int], int] = {}
    for value, words in enumerate(WORDS_FOR_NUMBERS.get(language.partition("-")[0], ()), 1):
        for match in words.finditer(text):
            spelled[match.span()] = (
                value  # the longer word for the larger number begins like the smaller: kahdeksan
            )
    for span, value in spelled.items():
        if value > 1:  # "one" counts nothing, most of the time
            yield _Said(value, *span)


def _is_count(text: str, figure: Figure) -> bool:
    """Whether a number may count something: no year, and no part of the number of a record (2026-05)."""
    written = figure.readings[0]
    alone = text[figure.start - 1 : figure.start] not in ("-", "/", "№", "#") if figure.start else True
    after = text[figure.end : figure.end + 1]
    return (
        alone
        and after not in ("-", "/")
        and _WHOLE.fullmatch(written) is not None
        and not _YEARS.fullmatch(written)
    )


def _counted(
    text: str, said: _Said, language: str, counted: tuple[Counted, ...]
) -> tuple[Counted | None, int]:
    """What a number counts, by the words right after it; the longest noun wins. And where these words end."""
    after = text[said.end :]
    places = [place for place in word_places(after) if place[0] < 60][: _BETWEEN + 4]
    if not places or after[: places[0][0]].strip(" \u00a0") or text[said.end : said.end + 1].isalnum():
        return None, said.end
    stems = tuple(stem(after[start:end], language) for start, end in places)
    spaced = [not after[places[n][1] : places[n + 1][0]].strip(" \u00a0") for n in range(len(places) - 1)]
    best: tuple[int, Counted | None, int] = (0, None, said.end)
    for one in counted:
        for noun in _stems(one.nouns.get(language, ()), language):
            for skipped in range(_BETWEEN + 1):
                if not all(spaced[:skipped]) or not _may_stand_between(after, places[:skipped], language):
                    break
                if noun == stems[skipped : skipped + len(noun)] and len(noun) > best[0]:
                    best = len(noun), one, said.end + places[skipped + len(noun) - 1][1]
    return best[1], best[2]


def _may_stand_between(text: str, places: list[tuple[int, int]], language: str) -> bool:
    """Whether the words between a number and a noun can be adjectives; others belong to something else that is counted."""
    ending = _NO_ADJECTIVE.get(language.partition("-")[0])
    return not ending or not any(ending.search(text[start:end]) for start, end in places)


@lru_cache(maxsize=512)
def _stems(nouns: tuple[str, ...], language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(stem(noun[start:end], language) for start, end in word_places(noun)) for noun in nouns if noun
    )


def _currencies(passage: Passage) -> Iterator[Finding]:
    """Wordings that name other currencies than the original does."""
    named = {language: _named(text) for language, text in passage.texts.items() if language}
    first = passage.original or next(iter(named), "")
    if not any(named.values()) or first not in named:
        return
    for language, currencies in named.items():
        if currencies != named[first]:
            yield passage.found(
                "proof.currency", "critical", language, other=first,
                said=_list(currencies), there=_list(named[first]),
            )  # fmt: skip


def _named(text: str) -> Mapping[str, None]:
    return {code: None for code, pattern in _CURRENCIES.items() if pattern.search(text)}


def _list(codes: Mapping[str, None]) -> str:
    return ", ".join(codes) or "—"
