"""How each language writes dates and numbers in running text, as patterns for `silta.words.figures`.

Groups of a date: `first` and `day` (a period has both), `month` (a number or a word), `until_month` (the month of `first` where
it is another one), `year`; `swap` marks dates whose day and month may stand either way round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_DASH: Final = r"\s?[–—-]\s?"
_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_FREE: Final = r"(?<![\w.,/@#-])"
"""Nothing before that would make the number a part of something longer."""

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Jan(?:uary|\\.)?", "Feb(?:ruary|\\.)?", "Mar(?:ch|\\.)?", "Apr(?:il|\\.)?", "May", "June?", "July?",
           "Aug(?:ust|\\.)?", "Sept?(?:ember|\\.)?", "Oct(?:ober|\\.)?", "Nov(?:ember|\\.)?", "Dec(?:ember|\\.)?"),
    "fi": tuple(f"{name}kuu[a-zäö]*" for name in (
        "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")),
    "ru": ("янв(?:ар[а-я]+|\\.)", "фев(?:рал[а-я]+|\\.)", "мар(?:т[а-я]*|\\.)", "апр(?:ел[а-я]+|\\.)", "ма(?:й|я|е|ю|ем)",
           "июн[а-я]+", "июл[а-я]+", "авг(?:уст[а-я]*|\\.)", "сент?(?:ябр[а-я]+|\\.)", "окт(?:ябр[а-я]+|\\.)",
           "ноя(?:бр[а-я]+|\\.)", "дек(?:абр[а-я]+|\\.)"),
    "kk": tuple(f"{name[:3]}(?:{name[3:]}[а-яёәғқңөұүһі]*|\\.)" for name in (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
        "желтоқсан")),
    "sv": ("jan(?:uari|\\.)", "feb(?:ruari|\\.)", "mars", "apr(?:il|\\.)", "maj", "juni", "juli", "aug(?:usti|\\.)",
           "sep(?:tember|t?\\.)", "okt(?:ober|\\.)", "nov(?:ember|\\.)", "dec(?:ember|\\.)"),
}  # fmt: skip


def _compiled(language: str, *patterns: str) -> tuple[re.Pattern[str], ...]:
    month = "|".join(_MONTHS[language])
    earlier = month.replace("kuu[a-zäö]*", "(?:kuu[a-zäö]*)?")  # Finnish says "huhti–kesäkuu"
    return tuple(
        re.compile(
            pattern.replace("<M>", rf"(?P<month>{month})\b").replace("<U>", rf"(?P<until_month>{earlier})"),
            re.IGNORECASE if language != "en" else 0,
        )
        for pattern in patterns
    )


_FIRST: Final = rf"(?:(?P<first>[0-9]{{1,2}}){_DASH})?"
_ORDINAL: Final = r"(?:st|nd|rd|th)?"
_KK_YEAR: Final = rf"{_FREE}{_YEAR}\s*(?:-?ж(?:\.|ыл[а-яёәғқңөұүһі]*))\s+"
DATES: Final[Mapping[str, tuple[re.Pattern[str], ...]]] = {
    "en": _compiled(
        "en",
        rf"{_FREE}(?:(?P<first>[0-9]{{1,2}}){_ORDINAL}{_DASH})?(?P<day>[0-9]{{1,2}}){_ORDINAL}\s+(?:of\s+)?<M>(?:,?\s+{_YEAR})?",
        rf"\b<M>\s+{_FIRST}(?P<day>[0-9]{{1,2}}){_ORDINAL}(?![0-9])(?:,?\s+{_YEAR})?",
        rf"\b(?:<U>{_DASH})?<M>,?\s+{_YEAR}",
    ),
    "fi": _compiled(
        "fi",
        rf"{_FREE}(?:(?P<first>[0-9]{{1,2}})\.?{_DASH})?(?P<day>[0-9]{{1,2}})\.\s+<M>(?:\s+{_YEAR})?",
        rf"\bvuo(?:den|nna)\s+{_YEAR}\s+<M>",
        rf"\b(?:<U>{_DASH})?<M>\s+{_YEAR}",
    ),
    "ru": _compiled(
        "ru",
        rf"{_FREE}{_FIRST}(?P<day>[0-9]{{1,2}})(?:-?го)?\s+<M>(?:\s+{_YEAR})?",
        rf"\b(?:<U>{_DASH})?<M>\s+{_YEAR}",
    ),
    "kk": _compiled(
        "kk",
        rf"{_KK_YEAR}{_FIRST}(?P<day>[0-9]{{1,2}})(?:-?ші|-?шы)?\s+<M>",
        rf"{_KK_YEAR}(?:<U>{_DASH})?<M>",
        rf"{_FREE}{_FIRST}(?P<day>[0-9]{{1,2}})(?:-?ші|-?шы)?\s+<M>(?:\s+{_YEAR})?",
        rf"\b<M>\s+{_YEAR}",
    ),
    "sv": _compiled(
        "sv",
        rf"{_FREE}(?:den\s+)?{_FIRST}(?P<day>[0-9]{{1,2}})\s+<M>(?:\s+{_YEAR})?",
        rf"\b(?:<U>{_DASH})?<M>\s+{_YEAR}",
    ),
}  # fmt: skip
ISO_DATE: Final = re.compile(
    r"(?<![\w-])(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])"
)
NUMERIC_DATE: Final = re.compile(
    rf"{_FREE}(?:(?P<first>[0-9]{{1,2}})\.?(?:(?P<until_month>[0-9]{{1,2}})\.?)?{_DASH})?"
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[12][0-9]{3})(?![0-9])"
)
SLASHED_DATE: Final = re.compile(
    r"(?<![\w/])(?P<day>[0-9]{1,2})(?P<swap>/)(?P<month>[0-9]{1,2})/(?P<year>[12][0-9]{3})(?![\w/])"
)
TIME: Final = re.compile(r"(?<![\w:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![\w:])")

PLACE: Final = re.compile(r"\{[A-Za-z_][A-Za-z0-9_]{0,40}\}|%\([A-Za-z_][A-Za-z0-9_]{0,40}\)[sd]")
LINK: Final = re.compile(
    r"https?://[^\s<>\"]+"
    r"|(?<![\w/])[a-z][a-z0-9-]{1,20}/[A-Za-z0-9.-]{1,60}@[0-9][0-9.-]{0,20}(?:#[a-z0-9.-]{1,60})?"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
)
"""Addresses of pages, provisions and people."""
CODE: Final = re.compile(
    r"(?<![\w.,/@#:-])(?=[^\W_]*(?:[-/.@#:][^\W_]+){0,12}?[-/.@#:]?[0-9])"
    r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w]*|[a-z]{2,12}(?=/)|[0-9]+(?=[A-Za-z./-]))(?:[-/.@#:]+[^\W_]+)*"
)
"""Letters with digits, or digits joined by strokes or points: ``KZ-2026-05``, ``442-V``, ``990/1987``, the ``A.1`` of YVL."""

NUMBER: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"(?<![0-9.])(?P<minus>(?<![\w)\]])[-−])?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9])"
    ),
    "": re.compile(
        r"(?<![0-9.,])(?P<minus>(?<![\w)\]])[-−])?"
        r"(?P<number>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?![0-9])"
    ),
}

_SCALE_WORDS: Final = {
    "en": ("thousand", "million", "billion"),
    "fi": ("tuha", "milj", "miljard|mrd"),
    "ru": ("тыс", "млн|миллион", "млрд|миллиард"),
    "kk": ("мың", "млн|миллион", "млрд|миллиард"),
    "sv": ("tusen", "miljon|mn", "miljard|md"),
}
SCALES: Final = {
    language: tuple(
        (zeros, re.compile(rf"[\s\u00a0]*(?:{words})", re.IGNORECASE))
        for zeros, words in zip((3, 6, 9), scale, strict=True)
    )
    for language, scale in _SCALE_WORDS.items()
}
"""For each language how many zeros its words for a thousand, a million and a thousand millions stand for."""

_ENDINGS: Final = r"[а-яёәғқңөұүһі]*"
_SMALL: Final = {
    "en": ("one|single", "two|both|twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
    "fi": ("yksi|yhde[a-zäö]*|yhte[a-zäö]*", "ka(?:ksi|hde|hta|hte)[a-zäö]*|molem[a-zäö]*", "kolm[a-zäö]*", "nelj[a-zäö]*",
           "vii(?:si|de|ttä|te)[a-zäö]*", "kuu(?:si|de|tta|te)[a-zäö]*", "seitsem[a-zäö]*", "kahdeks[a-zäö]*",
           "yhdeks[a-zäö]*", "kymmen[a-zäö]*",
           *(f"{unit}[a-zäö]*toista"
             for unit in ("yh?[dkt]", "ka[hk]", "kolm", "nelj", "vii", "kuu", "seitsem", "kahdeks", "yhdeks")),
           "kaksikymmen[a-zäö]*|kahdenkymmen[a-zäö]*"),
    "ru": ("одн[а-я]+|один", "дв(?:а|е|ух|ум|умя)|об[ае]", "тр(?:и|[её]х|[её]м|емя)", "четыр[а-яё]*", "пят[ьи]ю?",
           "шест[ьи]ю?", "сем[ьи]ю?", "вос[е]?м[ьи]ю?", "девят[ьи]ю?", "десят[ьи]ю?",
           *(f"{unit}надцат[ьи]ю?" for unit in ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")),
           "двадцат[ьи]ю?"),
    "kk": (f"бір(?:і{_ENDINGS})?|жалғыз", f"екі{_ENDINGS}|қос{_ENDINGS}", f"үш{_ENDINGS}", f"төрт{_ENDINGS}",
           f"бес(?:еу{_ENDINGS})?", f"алты{_ENDINGS}", f"жеті{_ENDINGS}", f"сегіз{_ENDINGS}",
           f"тоғыз{_ENDINGS}", f"он(?:{_ENDINGS}інші)?",
           *(f"он {unit}{_ENDINGS}" for unit in ("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")),
           f"жиырма{_ENDINGS}"),
}  # fmt: skip
WORDS_FOR_NUMBERS: Final = {
    language: tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in small)
    for language, small in _SMALL.items()
}
"""For each language the words for one to twenty."""


@lru_cache(maxsize=256)
def month_of(written: str, language: str) -> int:
    """The number of a month that a date names by number or word; 0 if it is none."""
    if written.isdigit():
        return int(written)
    for number, pattern in enumerate(_MONTHS[language], start=1):
        if re.fullmatch(pattern.replace("kuu[a-zäö]*", "(?:kuu[a-zäö]*)?"), written, re.IGNORECASE):
            return number
    return 0
