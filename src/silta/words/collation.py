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
from collections.abc import Iterator, Mapping
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
_SPACE, _SIGN, _DIGIT, _LETTER, _OTHER = "\u0010", "\u0011", "\u0012", "\u0013", "\u0014"
"""What a first-level weight begins with. One more sign follows: the sign itself, or a letter's place in the alphabet."""
_PLACES: Final = 0x100


def sort_key(text: str, language: str) -> str:
    """A key for `text` among texts of `language`: ``sort_key(a, l) < sort_key(b, l)`` by code point means a stands before b.

    Any text has a key, in any script. Keys of different languages do not compare.
    """
    first, second, third = [], [], []
    for weight, accent, size in _weights(text, language.partition("-")[0]):
        first.append(weight)
        second.append(accent)
        third.append(size)
    return f"{''.join(first)}{_LEVEL}{_trimmed(second, _NO_ACCENT)}{_LEVEL}{_trimmed(third, _SMALL)}"


def _trimmed(level: list[str], usual: str) -> str:
    """A level without the usual weights at its end: shorter to store, and what is left compares the same."""
    return "".join(level).rstrip(usual)


def _weights(text: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Weights of the three levels for each letter or sign of `text`, in order."""
    places = _places(language if language in _ALPHABETS else "en")
    beside = _AS.get(language, {})
    for character in unicodedata.normalize("NFC", text):
        small = character.lower()
        size = _SMALL if small == character else _CAPITAL
        if small in places:
            yield places[small], _NO_ACCENT, size
        elif small in beside:
            yield places[beside[small]], _accent(small), size
        else:
            yield from _taken_apart(character, small, size, places)


def _taken_apart(
    character: str, small: str, size: str, places: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Weights of what is in no alphabet here: a letter with an accent, a sign, a digit, a letter of another script."""
    plain = _PLAIN.get(small) or _base(small)
    if plain and all(letter in places for letter in plain):
        for letter in plain:
            yield places[letter], _accent(small), size
    elif character.isspace():
        yield _SPACE, _NO_ACCENT, _SMALL
    elif character.isdecimal():
        yield _DIGIT + str(unicodedata.decimal(character)), _NO_ACCENT, _SMALL
    elif unicodedata.category(character)[0] in "PSC":
        yield _SIGN + _speakable(character), _NO_ACCENT, _SMALL
    else:
        yield _OTHER + _speakable(small), _NO_ACCENT, size


def _base(small: str) -> str:
    """A letter without the accents that Unicode knows how to take off; empty if it has none."""
    apart = unicodedata.normalize("NFD", small)
    return "".join(c for c in apart if not unicodedata.combining(c)) if len(apart) > 1 else ""


def _accent(small: str) -> str:
    return _ACCENT + _speakable(small)


def _speakable(text: str) -> str:
    """`text` without what a database cannot store: NUL and lone surrogates. Control signs would collide with the levels."""
    return "".join(c if c > "\u001f" and not "\ud800" <= c <= "\udfff" else "\ufffd" for c in text)


@cache
def _places(language: str) -> Mapping[str, str]:
    return {letter: _LETTER + chr(_PLACES + place) for place, letter in enumerate(_ALPHABETS[language])}
