"""Sort keys: strings that sort by code point as the words sort in a language. Pure; made to be stored in a column.

Databases here sort by code point, which is wrong for every language of the interface: ә, ғ, қ, ң, ө, ұ, ү, һ and і stand after
я, å and ä after z and before ö, ё after я, and all capitals before all small letters. A key holds three levels, parted by a sign
below all others: the letters, then accents, then capitals; so accents and capitals decide only between words that are
otherwise equal. White space sorts before signs, signs before digits, digits before letters.

========  ===============================================================================================================
language  order
========  ===============================================================================================================
kk        the 42 letters of the Kazakh Cyrillic alphabet (ё a letter of its own after е), then Latin
ru        the Russian alphabet, ё as е with an accent (the order of dictionaries and of CLDR), then Latin
fi        a … z å ä ö; ü as y, æ as ä, ø and õ as ö with an accent; v and w apart (SFS 4600 since 1999); then Cyrillic
en        a … z, accented letters beside their plain ones; then Cyrillic
========  ===============================================================================================================

Other languages sort as English does. Source of the tailorings: Unicode CLDR, common/collation (kk, ru, fi).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_KAZAKH: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ALPHABETS: Final = {
    "kk": _KAZAKH + _LATIN,
    "ru": _RUSSIAN + _LATIN,
    "fi": _LATIN + "åäö" + _KAZAKH,
    "en": _LATIN + _KAZAKH,
}
_AS: Final[Mapping[str, Mapping[str, str]]] = {
    "fi": {"ü": "y", "ű": "y", "æ": "ä", "ø": "ö", "õ": "ö", "ő": "ö", "œ": "ö"},
}
"""Letters that sort beside another one, as if they were it with an accent."""
_PLAIN: Final = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ŋ": "n",
    "ı": "i",
}
"""Letters that no canonical decomposition takes apart."""

_LEVEL: Final = "\u0001"
_ACCENT, _NO_ACCENT = "\u0003", "\u0002"
_CAPITAL, _SMALL = "\u0003", "\u0002"
_SPACE, _SIGN, _OTHER = "\u0010", "\u0011", "\ue000"
_FIRST_LETTER: Final = 0x100
"""First-level weights: a space, a sign (and the sign itself), a digit (as it is), a letter by its place, any other letter."""
_KEPT: Final = 5_000
"""Characters whose weights are kept for the next text: more than four languages need, less than a hostile text could fill."""
_WORD: Final = 40
"""Characters of the longest word whose weights are kept for the next text."""


def sort_key(text: str, language: str) -> str:
    """What `text` sorts by among texts of `language`: of two keys, the smaller by code point is the one that stands first.

    Any text has a key, in any script. Keys of different languages do not compare.
    """
    bare = language.partition("-")[0]
    known = bare if bare in _ALPHABETS else "en"
    # A space takes part in no composition, so that words can be weighed one by one; titles share most of theirs.
    weighed = _words(known)
    levels = [weighed[word] for word in text.split(" ")]
    letters = _SPACE.join([first for first, _, _ in levels])
    # Usual weights at the end of a level say nothing: without them keys are shorter and compare the same.
    accents = _NO_ACCENT.join([second for _, second, _ in levels]).rstrip(_NO_ACCENT)
    capitals = _SMALL.join([third for _, _, third in levels]).rstrip(_SMALL)
    return f"{letters}{_LEVEL}{accents}{_LEVEL}{capitals}"


def _levels(word: str, language: str) -> tuple[str, str, str]:
    """The weights of a word without spaces on the three levels."""
    if word.isascii() and word.isdecimal():  # a number weighs what it is, and nearly each is a new word
        return word, _NO_ACCENT * len(word), _SMALL * len(word)
    composed = unicodedata.normalize("NFC", word)
    first, second, third = (composed.translate(table) for table in _tables(language))
    return first, second, third


class _Words(dict[str, tuple[str, str, str]]):
    """The weights of words of one language, worked out when one is first met. A number is hardly ever met twice."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, str, str]:
        levels = _levels(word, self._language)
        if len(word) <= _WORD and not word.isdecimal():
            if len(self) >= _KEPT:
                self.clear()
            self[word] = levels
        return levels


@cache
def _words(language: str) -> _Words:
    return _Words(language)


class _Table(dict[int, str]):
    """The weights of one level, by code point, worked out when a character is first met."""

    def __init__(self, language: str, level: int) -> None:
        super().__init__()
        self._language, self._level = language, level

    def __missing__(self, code_point: int) -> str:
        weight = _weights(chr(code_point), self._language)[self._level]
        if len(self) < _KEPT:
            self[code_point] = weight
        return weight


@cache
def _tables(language: str) -> tuple[_Table, ...]:
    return tuple(_Table(language, level) for level in range(3))


def _weights(character: str, language: str) -> tuple[str, str, str]:
    """The weights of one letter or sign on the three levels."""
    places, small = _places(language), character.lower()
    size = _SMALL if small == character else _CAPITAL
    if small in places:
        return places[small], _NO_ACCENT, size
    plain = _AS.get(language, {}).get(small) or _PLAIN.get(small) or _base(small)
    if plain and all(letter in places for letter in plain):
        accents = _ACCENT + _storable(small) + _NO_ACCENT * (len(plain) - 1)
        return "".join(places[letter] for letter in plain), accents, size * len(plain)
    return _of_sign(character, small), _NO_ACCENT, size


def _of_sign(character: str, small: str) -> str:
    """The first-level weight of what is no letter of an alphabet here."""
    if character.isspace():
        return _SPACE
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character)[0] in "PSC":
        return _SIGN + _storable(character)
    return _OTHER + _storable(small)


def _base(small: str) -> str:
    """A letter without the accents that Unicode knows how to take off; empty if it has none."""
    apart = unicodedata.normalize("NFD", small)
    return "".join(c for c in apart if not unicodedata.combining(c)) if len(apart) > 1 else ""


def _storable(text: str) -> str:
    """`text` without what a database cannot store (NUL, lone surrogates) and what would collide with the signs of levels."""
    return "".join(c if c > "\u001f" and not "\ud800" <= c <= "\udfff" else "\ufffd" for c in text)


@cache
def _places(language: str) -> Mapping[str, str]:
    return {letter: chr(_FIRST_LETTER + place) for place, letter in enumerate(_ALPHABETS[language])}
