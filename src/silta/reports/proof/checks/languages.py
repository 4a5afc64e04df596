"""A text's languages against each other: what is missing, what differs, what is not in the language that it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from silta.reports.proof.finding import Finding, Severity
from silta.reports.proof.known import Known
from silta.reports.proof.subject import Passage, Subject
from silta.words.figures import Difference, Figure, compare_figures
from silta.words.languages import CODES

_LIST: Final = re.compile(r"^\s*(?:[-–—•*]|\(?\w{1,3}[.)])\s+\S", re.MULTILINE)
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_KAZAKH: Final = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_ENOUGH: Final = 10
"""Letters from which the script of a text can be told."""
_MOSTLY: Final = 0.8
"""Part of the letters in another script: names of standards and plants stay Latin in any text."""
_LONG: Final = 60
"""Letters from which a Kazakh text has some that Russian lacks."""
_SMALL_WORDS: Final = {
    "en": frozenset({"the", "of", "and", "to", "in", "for", "is", "are", "with", "by", "that", "was", "be", "from"}),
    "fi": frozenset({"ja", "on", "ei", "sekä", "että", "oli", "ovat", "joka", "jotka", "kun", "tai", "mukaan", "sen", "myös"}),
    "sv": frozenset({"och", "att", "är", "av", "för", "som", "på", "med", "den", "det", "till", "inte"}),
}  # fmt: skip


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.language-missing`, `proof.paragraphs`, `proof.list-items`, `proof.figures`, `proof.other-script`,
    `proof.other-language`, `proof.untranslated`.
    """
    wanted = _wanted(subject, known)
    # An act is called in other languages as somebody has translated its title, and often nobody has.
    severity: Severity = "critical" if subject.public and subject.kind != "framework-release" else "warning"
    for passage in subject.passages:
        written = {tag: words for tag, words in passage.texts.items() if tag}
        if not written:
            continue
        for tag in wanted:
            if tag not in written:
                words = next(iter(written.values()))
                yield passage.found(
                    "proof.language-missing", severity, tag, words=" ".join(words.split())[:60]
                )
        odd = {}
        for tag, words in written.items():
            if finding := _in_other(passage, tag, words):
                odd[tag] = finding
                yield finding
        yield from _compared(passage, written, odd, subject)


def _wanted(subject: Subject, known: Known) -> tuple[str, ...]:
    """The languages that each text is to exist in: of what all parties or the public read all of the arrangement's; otherwise
    those that most texts of this subject exist in, so that one that was forgotten is seen.
    """
    texts = [passage for passage in subject.passages if any(passage.texts)]
    if subject.public or subject.joint:
        return known.languages
    counts = {tag: sum(tag in passage.texts for passage in texts) for tag in CODES}
    return tuple(tag for tag, count in counts.items() if count * 2 > len(texts))


def _compared(
    passage: Passage, written: dict[str, str], odd: dict[str, Finding], subject: Subject
) -> Iterator[Finding]:
    first = passage.original if passage.original in written else next(iter(written))
    for tag, words in written.items():
        if tag == first or tag in odd or first in odd:
            continue
        if _is_copy(written[first], words):
            yield passage.found("proof.untranslated", "warning", tag, (0, len(words)), other=first)
            continue
        yield from _structure(passage, tag, words, first, written[first])
        difference = compare_figures(written[first], first, words, tag)
        if difference:
            severity: Severity = "critical" if subject.public or subject.joint else "warning"
            yield _differing(passage, tag, first, difference, severity)


def _structure(passage: Passage, tag: str, words: str, first: str, original: str) -> Iterator[Finding]:
    items, others = len(_LIST.findall(words)), len(_LIST.findall(original))
    if items != others and max(items, others) > 1:
        yield passage.found("proof.list-items", "warning", tag, count=items, there=others, other=first)
        return
    count, there = _paragraphs(words), _paragraphs(original)
    if count != there:
        yield passage.found("proof.paragraphs", "warning", tag, count=count, there=there, other=first)


def _paragraphs(words: str) -> int:
    return sum(bool(line.strip()) for line in words.splitlines())


def _differing(passage: Passage, tag: str, first: str, difference: Difference, severity: Severity) -> Finding:
    span = (difference.extra[0].start, difference.extra[0].end) if difference.extra else (0, 0)
    return passage.found(
        "proof.figures", severity, tag, span, other=first, missing=_shown(difference.missing), extra=_shown(difference.extra)
    )  # fmt: skip


def _shown(figures: tuple[Figure, ...]) -> str:
    return "; ".join(figure.text for figure in figures[:6]) or "—"


def _is_copy(one: str, other: str) -> bool:
    words = [word for word in other.split() if any(letter.isalpha() for letter in word)]
    return len(words) >= 3 and one.strip().casefold() == other.strip().casefold()


def _in_other(passage: Passage, tag: str, words: str) -> Finding | None:
    """What says that a text is in another script or language than its tag, if anything does."""
    language, _, rest = tag.partition("-")
    latin, cyrillic = len(_LATIN.findall(words)), len(_CYRILLIC.findall(words))
    if language in CODES and latin + cyrillic >= _ENOUGH:
        wants_cyrillic = language in ("kk", "ru") and not rest.startswith("Latn")
        other = latin if wants_cyrillic else cyrillic
        if other > _MOSTLY * (latin + cyrillic):
            script = "Latn" if wants_cyrillic else "Cyrl"
            return passage.found("proof.other-script", "critical", tag, script=script)
    other_language = _sounds_like(language, words, cyrillic)
    if other_language:
        return passage.found("proof.other-language", "warning", tag, sounds=other_language)
    return None


def _sounds_like(language: str, words: str, cyrillic: int) -> str:
    """The language that a text seems to be in, if it is another one; empty if nothing speaks for that."""
    if language in ("kk", "ru"):
        own = len(_KAZAKH.findall(words))
        if language == "ru":
            return "kk" if own >= 4 and own > 0.03 * cyrillic else ""
        return "ru" if cyrillic >= _LONG and not own else ""
    said = re.findall(r"[^\W\d_]+", words.casefold())
    if language not in _SMALL_WORDS or len(said) < 5:
        return ""
    counts = {tag: sum(word in small for word in said) for tag, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    is_other = (
        best != language and not counts[language] and counts[best] >= 3 and counts[best] * 6 >= len(said)
    )
    return best if is_other else ""
