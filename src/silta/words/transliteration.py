"""Cyrillic as Latin letters and back, the way names are written in passports and in e-mail: for search, not for print.

``"саткалиев"`` → ``"satkaliev"``, ``"satkaliyev"`` → ``"саткалиев"``, ``"қазақстан"`` → ``"qazaqstan"`` and ``"kazakstan"``.
"""

from __future__ import annotations

import re
from typing import Final

_LATIN: Final = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_CYRILLIC: Final = {
    "shch": "щ", "iye": "ие", "yev": "ьев", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю",
    "ya": "я",
    "ja": "я", "ye": "е", "je": "е", "yo": "е", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "и", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
_PARTS: Final = re.compile("|".join(sorted(_CYRILLIC, key=len, reverse=True)))
_IS_CYRILLIC: Final = re.compile("[а-яәғқңөұүһі]")


def other_scripts(word: str) -> tuple[str, ...]:
    """How a folded word may be written in the other script; none for a word of neither."""
    if _IS_CYRILLIC.search(word):
        plain = "".join(_LATIN.get(letter, letter) for letter in word)
        return tuple(dict.fromkeys((plain, plain.replace("q", "k"), plain.replace("kh", "h"))))
    if not word.isascii() or not word.isalpha():
        return ()
    written = _PARTS.sub(lambda found: _CYRILLIC[found[0]], word)
    return tuple(dict.fromkeys((written, written.replace("ьев", "ев").replace("ы", "и"))))
