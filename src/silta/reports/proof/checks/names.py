"""Names of persons, organisations and places against the register of how they are written.

A word is held to be a name if it is one in some form that the register has, inflected as its language does it. A word that begins
with a capital and differs from a name by a slip of the pen ("Tiipana" for "Tiippana") is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from silta.crosswalk.stems import stem
from silta.reports.proof.finding import Finding, Severity
from silta.reports.proof.known import Known, Name
from silta.reports.proof.subject import Passage, Subject

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEAST: Final = 5
"""Letters from which a word is long enough for a slip to be told from another word."""
_LONG: Final = 8
"""Letters from which two slips are still a slip."""
_ENDINGS: Final = {
    "en": re.compile(r"(?:s|’s|'s)?"),
    "fi": re.compile(
        r"(?:n|a|ä|ta|tä|in|en|an|än|on|ön|un|yn|hin|han|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|ksi|na|nä|ia|iä|iin|issa|issä"
        r"|ista|istä|ille|illa|illä|ien|t)?(?:kin|kaan|kään|nsa|nsä)?"
    ),
    "ru": re.compile(r"(?:а|у|я|ю|ом|ым|ем|е|ой|ою|ей|и|ы|ых|их|ам|ами|ах|ого|ому|ую|ая|ов)?"),
    "kk": re.compile(
        r"(?:лар|лер|дар|дер|тар|тер)?(?:ы|і|сы|сі)?(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ды|ді|ты|ті|ны|ні|да|де|та|те"
        r"|нда|нде|дан|ден|тан|тен|нан|нен|мен|бен|пен|н)?"
    ),
}  # fmt: skip
_NO_ENDING: Final = re.compile("")


class _Spot(NamedTuple):
    """A word of a text and its place."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    """One way of writing a name, or one word of a person's. `words` have to stand in a row. `sure`: they tell who is meant, as
    the last name of a person does and the first name does not.
    """

    name: Name
    text: str
    language: str
    words: tuple[str, ...]
    sure: bool = True


class _Register:
    """The forms of all names by the folded first letter of their first word, so that a word meets only few of them."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self.by_letter: dict[str, list[_Form]] = {}
        self.wrong: list[tuple[Name, str]] = []
        self.sure: set[str] = set()
        for name in names:
            self.wrong += [(name, slip) for slip in name.wrong]
            for language, text in [*name.forms.items(), *(("", other) for other in name.also)]:
                self._add(name, language, text)

    def _add(self, name: Name, language: str, text: str) -> None:
        words = tuple(word.casefold() for word in _WORD.findall(text))
        self.sure.update(words)
        rows = [(word,) for word in words if len(word) > 2] if name.sort == "person" else [words]
        for place, row in enumerate(rows, 1):
            if row:
                form = _Form(name, text, language, row, place == len(rows))
                self.by_letter.setdefault(row[0][0], []).append(form)


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.name-wrong`, `proof.name-near`, `proof.name-other-language`, `proof.name-lost`, `proof.name-one-script`,
    `proof.name-other-title`, `proof.name-unknown`.
    """
    register = _Register(known.names)
    for passage in subject.passages:
        met: dict[str, dict[int, Name]] = {}
        for language, text in passage.texts.items():
            spots = [_Spot(found[0], *found.span()) for found in _WORD.finditer(text)]
            slips = list(_wrong(register, passage, language, text))
            wrong = [finding for _, finding in slips]
            yield from wrong
            named = _named(register, spots, language)
            met[language] = {id(form.name): form.name for form in named.values() if form.sure}
            met[language] |= {id(name): name for name, _ in slips}
            taken = set(named) | {
                place
                for place, spot in enumerate(spots)
                if any(one.place.start <= spot.start < one.place.end for one in wrong)
            }
            for form, finding in _slips(register, passage, language, spots, taken, named):
                met[language][id(form.name)] = form.name
                yield finding
            yield from _forms(passage, language, spots, named)
            yield from _titles(known, passage, language, spots, named)
        yield from _lost(passage, met)
        if passage.person:
            yield from _unknown(known, passage, met)


def _wrong(register: _Register, passage: Passage, language: str, text: str) -> Iterator[tuple[Name, Finding]]:
    """Spellings that the register lists as slips."""
    for name, slip in register.wrong:
        for found in re.finditer(rf"(?<!\w){re.escape(slip)}\w{{0,5}}(?!\w)", text, re.IGNORECASE):
            if found[0].casefold() not in register.sure:
                right = name.form(language)
                span = found.span()
                yield (
                    name,
                    passage.found("proof.name-wrong", "critical", language, span, said=found[0], name=right),
                )


def _named(register: _Register, spots: list[_Spot], language: str) -> dict[int, _Form]:
    """Where names stand, each with the form that it is in; one in the language of the text is preferred."""
    found: dict[int, list[_Form]] = {}
    for place, spot in enumerate(spots):
        for form in register.by_letter.get(spot.word[0].casefold(), ()):
            row = spots[place : place + len(form.words)]
            if len(row) == len(form.words) and all(
                _is(word.word.casefold(), target, language)
                for word, target in zip(row, form.words, strict=True)
            ):
                found.setdefault(place, []).append(form)
    named = {}
    for place, forms in found.items():
        longest = max(len(form.words) for form in forms)
        fit = [form for form in forms if len(form.words) == longest]
        named[place] = next((form for form in fit if form.language in (language, "")), fit[0])
    return named


@lru_cache(maxsize=50_000)
def _is(word: str, target: str, language: str) -> bool:
    """Whether `word` is `target`, inflected or not."""
    if word == target:
        return True
    ending = _ENDINGS.get(language.partition("-")[0], _NO_ENDING)
    if word.startswith(target) and ending.fullmatch(word[len(target) :].lstrip("-’'")):
        return True
    cut = target[:-1]
    loses_last = language[:2] in ("ru", "fi", "kk") and target[-1] in "аяоиеыьйaäoie" and len(cut) > 3
    if loses_last and word.startswith(cut) and ending.fullmatch(word[len(cut) :]):
        return True
    alike = len(target) >= _LEAST and len(word) >= len(target) and word[: len(target) - 2] == target[:-2]
    return alike and stem(word, language) == stem(target, language)


def _slips(
    register: _Register, passage: Passage, language: str, spots: list[_Spot], taken: set[int], named: dict[int, _Form]
) -> Iterator[tuple[_Form, Finding]]:  # fmt: skip
    for place, spot in enumerate(spots):
        word = spot.word.casefold()
        if place in taken or len(word) < _LEAST - 1 or not spot.word[0].isupper() or word in register.sure:
            continue
        forms = register.by_letter.get(word[0], ())
        near = next((form for form in forms if _is_slip(form, spots, place, language, taken)), None)
        if near and (near.sure or _last_name_follows(near, place, named)):
            last = spots[place + len(near.words) - 1]
            severity: Severity = "critical" if near.name.sort == "person" else "warning"
            span = spot.start, last.end
            right = _right(near, language)
            said = passage.texts[language][slice(*span)]
            yield near, passage.found("proof.name-near", severity, language, span, said=said, name=right)


def _last_name_follows(form: _Form, place: int, named: dict[int, _Form]) -> bool:
    """Whether the last name of the same person stands near: alone, a first name that is nearly another one is just that."""
    near = (named.get(place + offset) for offset in (-1, 1, 2))
    return any(one and one.sure and one.name is form.name for one in near)


def _right(form: _Form, language: str) -> str:
    """How to write the name that was missed: in the script that was used."""
    preferred = form.name.forms.get(language, "")
    return preferred if preferred and _script(preferred) == _script(form.text) else form.text


def _is_slip(form: _Form, spots: list[_Spot], place: int, language: str, taken: set[int]) -> bool:
    row = spots[place : place + len(form.words)]
    if len(row) < len(form.words) or any(place + offset in taken for offset in range(len(row))):
        return False
    off = [
        (spot.word.casefold(), target)
        for spot, target in zip(row, form.words, strict=True)
        if not _is(spot.word.casefold(), target, language)
    ]
    return len(off) == 1 and _near(*off[0], language)


@lru_cache(maxsize=50_000)
def _near(word: str, target: str, language: str) -> bool:
    """Whether `word` is `target` with a slip or two in it, and perhaps an ending after it."""
    if len(target) < _LEAST or abs(len(word) - len(target)) > 6 or _script(word) != _script(target):
        return False
    allowed = 2 if len(target) >= _LONG else 1
    ending = _ENDINGS.get(language.partition("-")[0], _NO_ENDING)
    for length in (len(target) - 2, len(target) - 1, len(target), len(target) + 1):
        if length <= len(word) and ending.fullmatch(word[length:]):
            distance = OSA.distance(word[:length], target, score_cutoff=allowed)
            if 0 < distance <= allowed:
                return True
    return False


def _script(text: str) -> str:
    return "Cyrl" if re.search(r"[\u0400-\u04ff]", text) else "Latn"


def _forms(passage: Passage, language: str, spots: list[_Spot], named: dict[int, _Form]) -> Iterator[Finding]:
    """Names in a form of another language, or of none that the register has for this one; each once."""
    told: set[int] = set()
    for place, form in named.items():
        if not (language and form.sure) or form.language in (language, "") or id(form.name) in told:
            continue
        own = form.name.forms.get(language)
        if own and all(part.casefold() in form.text.casefold() for part in own.split()):
            continue  # written alike in both
        told.add(id(form.name))
        span = spots[place].start, spots[place + len(form.words) - 1].end
        if own:
            yield passage.found(
                "proof.name-other-language", "note", language, span,
                said=passage.texts[language][slice(*span)], name=own,
            )  # fmt: skip
        elif _script(form.text) != ("Cyrl" if language in ("kk", "ru") else "Latn"):
            yield passage.found("proof.name-one-script", "note", language, span, name=form.text)


def _titles(
    known: Known, passage: Passage, language: str, spots: list[_Spot], named: dict[int, _Form]
) -> Iterator[Finding]:
    """The office before a person's name, if it is somebody else's."""
    offices = {name.titles[language].casefold() for name in known.names if language in name.titles}
    for place, form in named.items():
        own = form.name.titles.get(language, "")
        if form.name.sort != "person" or not form.sure or not own:
            continue
        first = place
        while first and _belongs(spots[first - 1], named.get(first - 1), form.name):
            first -= 1
        said = _office([spot.word for spot in spots[max(first - 8, 0) : first]], offices, language)
        if said and said != own.casefold():
            span = spots[place].start, spots[place].end
            name = form.name.form(language)
            yield passage.found(
                "proof.name-other-title", "warning", language, span, said=said, name=name, title=own
            )


def _belongs(spot: _Spot, form: _Form | None, name: Name) -> bool:
    """Whether a word before a last name is a first name of the same person, or an initial."""
    return len(spot.word) == 1 or (form is not None and form.name is name)


def _office(before: list[str], offices: set[str], language: str) -> str:
    """The office that the words right before a name say, whatever its case; empty if they say none."""
    fit = []
    for office in offices:
        row = _WORD.findall(office)
        said = before[-len(row) :] if row else []
        if len(said) == len(row) > 0 and all(
            _one_office(*pair, language) for pair in zip(said, row, strict=True)
        ):
            fit.append(office)
    return max(fit, key=len, default="")


def _one_office(said: str, word: str, language: str) -> bool:
    """Whether two words of offices are one word in two cases, the way "suurlähettilään" is "suurlähettiläs"."""
    said = said.casefold()
    alike = max(5, min(len(said), len(word)) - 3)
    return stem(said, language) == stem(word, language) or (
        len(word) > alike and said[:alike] == word[:alike]
    )


def _lost(passage: Passage, met: dict[str, dict[int, Name]]) -> Iterator[Finding]:
    """Persons and organisations that one language names and another one does not."""
    if len(passage.texts) < 2:
        return
    everyone = {key: name for named in met.values() for key, name in named.items() if name.sort != "place"}
    for language in passage.texts:
        for key, name in everyone.items():
            if key not in met[language] and language in name.forms:
                there = next(tag for tag, named in met.items() if key in named)
                severity: Severity = "warning" if name.sort == "person" else "note"
                yield passage.found(
                    "proof.name-lost", severity, language, name=name.form(language), other=there
                )


def _unknown(known: Known, passage: Passage, met: dict[str, dict[int, Name]]) -> Iterator[Finding]:
    """What a field for a person holds and looks like one, and the register does not know."""
    if not known.names:
        return
    for language, text in passage.texts.items():
        words = text.split()
        is_name = 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words)
        if is_name and not met[language] and not any(char.isdigit() for char in text):
            yield passage.found("proof.name-unknown", "note", language, (0, len(text)), name=text)
