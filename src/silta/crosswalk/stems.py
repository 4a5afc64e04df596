"""Words of a text and their stems, so that "лицензии" meets "лицензия" and "käyttöluvan" meets "käyttölupa".

Snowball stems Russian, Swedish, English and others. Kazakh has no stemmer to build on; as it only ever adds endings from a
closed set, they are taken off one by one. Finnish is done here too: Snowball cuts "ydinaineen" to "ydi" and keeps "lupa" and
"luvan" apart, so that a glossary would miss them. A stem is a key for comparing and need not be a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import Stemmer

SNOWBALL: Final = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "nb": "norwegian",
    "ru": "russian",
    "sv": "swedish",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3

_KAZAKH_ENDING: Final = re.compile(
    "(?:[лдт][ае]р|[ндт][ыі]ң|[ғқгк][ае]|[дтн][ае]н?|[ндт][ыі]|[мбп]ен|[ыі]?м[ыі]з|[ыі]ң[ыі]з|с?[ыі]н?)$"
)
_KAZAKH_VOICED: Final = str.maketrans("гғб", "кқп")

_VOWELS: Final = "aeiouyäö"
_FINNISH_ENDINGS: Final = (
    re.compile(r"(?:kaan|kään|kin)$"),
    re.compile(r"ns[aä]$"),
    re.compile(r"(?<=[am]is)t[aä]$"),
    re.compile(
        r"(?:i?(?:ss|st|ll|lt)[aä]|i?lle|i?ksi|in[aä]|it[aä]|i(?:d|tt)en|ien|jen|(?<=s)een|siin"
        rf"|[{_VOWELS}]h[{_VOWELS}]n|(?<=[slrt])t[aä]|n|t)$"
    ),
)
_FINNISH_LAW: Final = re.compile(r"la(?:ki|i)(?:n|a|in|t|en|ss[aä]|sta|lla|lta|lle|ksi)?$")
"""The word for law loses its k altogether (laki : lain), and every citation has it."""

_FINNISH_GRADES: Final = (
    (re.compile(r"(?<=uu|yy)s$"), "t"),
    (re.compile(r"ks$"), "s"),
    (re.compile(r"(?<=n)n$"), "t"),
    (re.compile(r"(?<=[lr])[lr]$"), "t"),
    (re.compile(r"(?<=m)m$"), "p"),
    (re.compile(r"ng$"), "nk"),
    (re.compile(r"(?:v|pp)$"), "p"),
    (re.compile(r"(?:d|tt)$"), "t"),
    (re.compile(r"kk$"), "k"),
)


class Word(NamedTuple):
    """A word of a text: its stem, and where it stands (`start`, `end`: character offsets)."""

    stem: str
    start: int
    end: int


def words(text: str, language: str) -> Iterator[Word]:
    """The words of `text` in order; digits and punctuation are skipped, parts of hyphenated words count apart."""
    for start, end in word_places(text):
        yield Word(stem(text[start:end], language), start, end)


def word_places(text: str) -> list[tuple[int, int]]:
    """Where the words of `text` stand, for those who need the stems of a few of them only."""
    return [found.span() for found in _WORD.finditer(text)]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of one word in `language` (a tag such as ``kk`` or ``sv-FI``); a language without a stemmer: case folded."""
    base = language.partition("-")[0]
    plain = word.casefold().replace("ё", "е")
    if base == "kk":
        return _kazakh(plain)
    if base == "fi":
        return _finnish(plain)
    if base not in SNOWBALL:
        return plain
    found: str = _stemmer(SNOWBALL[base]).stemWord(plain)
    return found


@lru_cache(maxsize=16)
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name, 0)  # its own cache is off: `stem` has one


def _kazakh(word: str) -> str:
    while True:
        shorter = _KAZAKH_ENDING.sub("", word)
        if shorter == word or len(shorter) < _SHORTEST:
            break
        word = shorter
    return word[:-1] + word[-1:].translate(_KAZAKH_VOICED)


def _finnish(word: str) -> str:
    """Without clitic, possessive, case and last vowels; in one grade (lupa : luvan, ydinjäte : ydinjätteen)."""
    if word.endswith("nen"):
        return f"{word[:-3]}s"
    if _FINNISH_LAW.search(word):
        return _FINNISH_LAW.sub("lak", word)
    for ending in _FINNISH_ENDINGS:
        word = _unless_too_short(ending.sub("", word), word)
    if not word.endswith(("uus", "yys")):
        word = _unless_too_short(word.rstrip(_VOWELS), word)
    for grade, plain in _FINNISH_GRADES:
        if grade.search(word):
            return grade.sub(plain, word)
    return word


def _unless_too_short(shorter: str, word: str) -> str:
    return shorter if len(shorter) >= _SHORTEST else word
