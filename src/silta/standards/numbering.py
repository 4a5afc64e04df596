"""From the number that a source prints ("Статья 7-1", "7 e §", "4 a)") to a fragment of an address ("art-7-1", "s-7e").

Fragments are ASCII: Cyrillic letters that number points are transliterated, words such as "Article" or "статья" dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from silta.standards.provisions import Level

PREFIX: Final[dict[Level, str]] = {
    "part": "pt",
    "chapter": "ch",
    "section": "s",
    "article": "art",
    "requirement": "r",
    "paragraph": "p",
    "point": "n",
    "subpoint": "n",
}
"""The prefix of a provision's fragment by level; a piece inside a unit has none: it goes on its parent's fragment."""

_WORDS: Final = re.compile(
    r"\b(?:статья|статьи|глава|раздел|пункт|подпункт|часть|требование"
    r"|бап|талап|тарау|бөлім|тармақ|тармақша"
    r"|article|art|artikla|artikel|vaatimus|chapter|section|part|requirement|paragraph|req"
    r"|pykälä|luku|osa|momentti|kohta|kapitel|kap|avdelning|moment|mom)\b\.?",
    re.IGNORECASE,
)
_CYRILLIC: Final = dict(zip("абвгдезийклмнопрстуфхцыэұі", "abvgdeziyklmnoprstufhcyeui", strict=True)) | {
    letter: latin
    for letters, latins in (("ёжчшщъьюя", "yo zh ch sh shh - - yu ya"), ("әғқңөүһ", "ae gh q ng oe ue hh"))
    for letter, latin in zip(letters, latins.split(), strict=True)
}
_GAP_BEFORE_LETTER: Final = re.compile(r"(?<=\d)\s+(?=[a-z](?![a-z]))")
_OTHER: Final = re.compile(r"[^a-z0-9.]+")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_REQUIREMENT: Final = re.compile(r"^r(?=\d)")
_EDGES: Final = re.compile(r"^[.-]+|[.-]+$")
_RUNS: Final = re.compile(r"[.-]*-[.-]*|\.{2,}")

MAX_CORE: Final = 40


def core(number: str) -> str:
    """The ASCII heart of a number: ``"7 e §"`` → ``7e``, ``"1-1)"`` → ``1-1``, ``"GV.OC-01"`` → ``gv.oc-01``; may be empty."""
    words = _DASHES.sub("-", _WORDS.sub(" ", number)).lower().strip()
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in words)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    joined = _GAP_BEFORE_LETTER.sub("", plain)
    dashed = _RUNS.sub(lambda run: "-" if "-" in run.group() else ".", _OTHER.sub("-", joined))
    return _EDGES.sub("", _EDGES.sub("", dashed)[:MAX_CORE])


def standing_fragment(level: Level, number: str) -> str:
    """The fragment of a provision that stands by itself; without a number it ends in ``u`` (unnumbered)."""
    heart = core(number)
    if level == "requirement":
        heart = _REQUIREMENT.sub("", heart)
    return f"{PREFIX[level]}-{heart or 'u'}"
