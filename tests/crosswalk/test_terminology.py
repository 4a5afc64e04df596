from __future__ import annotations

import pytest

from silta.crosswalk.glossary import Glossary
from silta.crosswalk.terminology import pieces, terms_used
from silta.reports.translations.checking import findings

OWN = {"en": "licence", "fi": "lupa", "kk": "рұқсат қағаз; рұқсат", "ru": "разрешение"}
GLOSSARY = Glossary(
    [
        OWN,
        {"en": "licence", "fi": "lupa", "kk": "лицензия", "ru": "лицензия"},
        {"en": "nuclear safety", "fi": "ydinturvallisuus", "kk": "ядролық қауіпсіздік", "ru": "ядерная безопасность"},
        {"en": "radioactive waste", "fi": "radioaktiivinen jäte", "kk": "радиоактивті қалдықтар"},
        {"en": "only here"},
    ]
)  # fmt: skip


def used(source: str, language: str, target: str, other: str) -> list[tuple[str, bool, str]]:
    return [
        (use.term, use.used, use.instead) for use in terms_used(GLOSSARY, source, language, target, other)
    ]


@pytest.mark.parametrize(
    ("source", "language", "target", "other"),
    [
        ("Ydinturvallisuuden valvonta", "fi", "Ядролық қауіпсіздікті қадағалау", "kk"),
        ("Radioactive waste", "en", "Радиоактивті қалдықтарымыздың", "kk"),
        ("ядерной безопасности", "ru", "ydinturvallisuudesta", "fi"),
        ("The licence", "en", "Luvan haltija", "fi"),
        ("The licence", "en", "Рұқсаты бар ұйым", "kk"),
    ],
)
def test_a_term_counts_in_every_form_of_its_words(
    source: str, language: str, target: str, other: str
) -> None:
    ((_, is_used, _),) = used(source, language, target, other)
    assert is_used


def test_own_terms_come_first_and_another_row_for_the_same_is_named() -> None:
    (use,) = terms_used(GLOSSARY, "Renew the licence", "en", "Лицензияны ұзарту", "kk")
    assert (use.expected, use.used, use.instead) == (("рұқсат қағаз", "рұқсат"), False, "Лицензияны")
    (problem,) = findings("Renew the licence", "en", "Лицензияны ұзарту", "kk", [use], short=True)
    assert problem.code == "translation.other-term"
    assert problem.data["used"] == "Лицензияны"


def test_what_is_not_there_is_missing_and_what_has_no_counterpart_is_passed_over() -> None:
    assert used("Nuclear safety, only here", "en", "Қауіпсіздік", "kk") == [("Nuclear safety", False, "")]
    assert used("Nuclear safety", "en", "", "sv") == []


def test_a_text_is_cut_at_its_terms_and_nothing_is_lost() -> None:
    text = "The licence and nuclear safety; a licence."
    uses = terms_used(GLOSSARY, text, "en", "", "kk")
    cut = pieces(text, uses)
    assert "".join(words for words, _ in cut) == text
    assert [words for words, use in cut if use] == ["licence", "nuclear safety", "licence"]
    assert pieces("", uses[:0]) == []


def codes(source: str, target: str, *, short: bool = False) -> list[str]:
    return [problem.code for problem in findings(source, "en", target, "fi", (), short=short)]


def test_figures_paragraphs_lengths_and_copies_are_looked_at() -> None:
    assert codes("By 14 April 2026", "14.4.2026 mennessä") == []
    assert codes("By 14 April 2026", "14.4.2025 mennessä") == [
        "translation.figure-missing",
        "translation.figure-extra",
    ]
    assert codes("One.\n\nTwo.", "Yksi. Kaksi.") == ["translation.paragraphs"]
    assert codes("A seminar in spring", "A seminar in spring") == ["translation.same-words"]
    assert codes("Short", "p" * 151, short=True) == ["translation.too-long"]
    assert codes("Short", "p" * 151) == ["translation.much-longer"]
    assert codes("Anything 5", "  ") == []
