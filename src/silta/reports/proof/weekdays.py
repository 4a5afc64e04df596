"""The days of the week as each language writes them beside a date."""

from __future__ import annotations

import re
from typing import Final

_ENDING: Final = "[а-яёәғқңөұүһі]*"
_WEEK: Final = {
    "en": ("Mon(?:day)?s?", "Tue(?:s|sday)?", "Wed(?:nesday)?", "Thu(?:r|rs|rsday)?", "Fri(?:day)?", "Sat(?:urday)?",
           "Sun(?:day)?"),
    "fi": ("maanantai[a-zäö]*|ma", "tiistai[a-zäö]*|ti", "keskiviik(?:ko|on|koa)[a-zäö]*|ke", "torstai[a-zäö]*|to",
           "perjantai[a-zäö]*|pe", "lauantai[a-zäö]*|la", "sunnuntai[a-zäö]*|su"),
    "ru": ("понедельник[а-я]*", "вторник[а-я]*", "сред[аыуеой]+", "четверг[а-я]*", "пятниц[а-я]+", "суббот[а-я]+",
           "воскресень[а-я]+"),
    "kk": (f"дүйсенбі{_ENDING}", f"сейсенбі{_ENDING}", f"сәрсенбі{_ENDING}", f"бейсенбі{_ENDING}", f"жұма{_ENDING}",
           f"сенбі{_ENDING}", f"жексенбі{_ENDING}"),
    "sv": ("måndag[a-zåäö]*", "tisdag[a-zåäö]*", "onsdag[a-zåäö]*", "torsdag[a-zåäö]*", "fredag[a-zåäö]*",
           "lördag[a-zåäö]*", "söndag[a-zåäö]*"),
}  # fmt: skip
NAMES: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
}
"""Monday to Sunday, as a sentence tells them."""

_DAYS: Final = {
    language: "|".join(f"(?P<d{number}>{day})" for number, day in enumerate(week))
    for language, week in _WEEK.items()
}
_BEFORE: Final = {
    language: re.compile(rf"\b(?:{days})\b\.?,?[\s(]{{1,3}}(?:(?:the|den|klo)\s)?$", re.IGNORECASE)
    for language, days in _DAYS.items()
}
_AFTER: Final = {
    language: re.compile(rf"(?:-?[^\W\d_]{{0,4}})?,?[\s(]{{1,3}}(?:{days})\b", re.IGNORECASE)
    for language, days in _DAYS.items()
}
_NEAR: Final = 24


def weekday_beside(text: str, start: int, end: int, language: str) -> tuple[int, int, int] | None:
    """The day of the week (Monday is 0) that stands right before or after the date from `start` to `end`, and its place."""
    base = language.partition("-")[0]
    if base not in _DAYS:
        return None
    first = max(start - _NEAR, 0)
    before = _BEFORE[base].search(text[first:start])
    if before:
        return _number(before), first + before.start(), start
    after = _AFTER[base].match(text, end)
    if after and not re.match(r"[\s,]{1,2}\d", text[after.end() :]):
        return _number(after), end, after.end()
    return None


def _number(match: re.Match[str]) -> int:
    return next(int(name[1:]) for name, said in match.groupdict().items() if said)
