from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.reports.catalogue.annual_review.build import build
from silta.reports.content import Items, Joined, Literal, Moment, Multi, Number, Period, Words
from silta.reports.layout import (
    LaidChart,
    LaidHeading,
    LaidItems,
    LaidParagraph,
    LaidTable,
    LayoutRefused,
    lay_out,
)
from silta.reports.speaking import Run, Speaker
from tests.reports.story import review, snapshot, text

WORDS = {
    ("report", "Figure {number}. {caption}", "kk"): "{number}-сурет. {caption}",
    ("report", "no Kazakh text", "kk"): "қазақша мәтін жоқ",
    ("report", "in Finnish", "kk"): "фин тілінде",
    ("report", "machine translation", "ru"): "машинный перевод",
}


def translate(context: str, msgid: str, language: str) -> str:
    return WORDS.get((context, msgid, language), msgid)


def speak(*languages: str) -> Speaker:
    return Speaker(languages, translate)


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        ([], "report.too-many-languages"),
        (["en", "fi", "ru"], "report.too-many-languages"),
        (["en", "en"], "report.too-many-languages"),
        (["sv"], "report.unknown-language"),
        (["../en"], "report.unknown-language"),
    ],
)
def test_a_document_has_one_or_two_languages_of_the_interface(languages: list[str], code: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        lay_out(build(snapshot(), 2026), languages, translate)
    assert refused.value.code == code


def test_a_missing_language_is_marked_and_never_silently_replaced() -> None:
    only_finnish = Multi({"fi": {"text": "Kiitos", "status": "original"}})
    (line,) = speak("kk").say(only_finnish)
    assert line.runs == (Run("Kiitos", "fi"), Run("\u00a0(фин тілінде)", "kk", "note"))


def test_a_text_that_stands_beside_is_not_said_twice() -> None:
    lines = speak("kk", "fi").say(Multi({"fi": {"text": "Kiitos", "status": "original"}}))
    assert [line.text for line in lines] == ["(қазақша мәтін жоқ)", "Kiitos"]


@pytest.mark.parametrize("status", ["machine", "draft", "outdated"])
def test_a_translation_that_nobody_vouched_for_says_so(status: str) -> None:
    (line,) = speak("ru").say(Multi({"ru": {"text": "Спасибо", "status": status}}))
    assert line.runs[1].look == "note"
    (checked,) = speak("ru").say(Multi({"ru": {"text": "Спасибо", "status": "checked"}}))
    assert len(checked.runs) == 1
    (other,) = speak("kk").say(Multi({"ru": {"text": "Спасибо", "status": status}}))
    assert [run.look for run in other.runs] == ["", "note", "note"], (
        "its language, and that nobody has vouched for it"
    )


def test_values_are_written_as_each_language_writes_them() -> None:
    parts = (Period("2026-04-14"), Number(12345), Moment("2027-01-20T09:40:00Z"))
    said = [line.text for line in speak("en", "fi").say(Joined(parts, " | "))]
    assert said == [
        "14 Apr 2026 | 12,345 | 20 Jan 2027, 09:40",
        "14.4.2026 | 12\u00a0345 | 20.1.2027 klo\u00a09.40",
    ]


def test_what_is_alike_in_all_languages_is_said_once() -> None:
    assert len(speak("en", "fi").stack(Literal("2026-01"))) == 1
    assert len(speak("en", "fi").stack(Number(1))) == 1
    assert len(speak("en", "fi").stack(Period("2026-04-14"))) == 2


def test_a_hash_is_written_in_groups_of_four() -> None:
    (line,) = speak("en").say(Literal("0123456789abcdef" * 4, "code"))
    assert line.text.startswith("0123 4567 89ab cdef 0123")
    assert speak("en").say(Literal("silta verify", "code"))[0].text == "silta verify"


@given(st.text(max_size=40), st.text(max_size=40))
def test_braces_in_texts_and_translations_do_no_harm(said: str, given_text: str) -> None:
    words = Words("report", said, {"a": Literal(given_text), "b": Literal("{a}")})
    (line,) = Speaker(("en",), lambda _c, msgid, _l: msgid).say(words)
    assert isinstance(line.text, str)
    (exact,) = speak("en").say(Words("report", "x {b} {c}", {"b": Literal("{a}")}))
    assert exact.text == "x {a} {c}"


def test_sections_paragraphs_figures_and_tables_are_numbered() -> None:
    laid = lay_out(build(snapshot(), 2026), ["kk"], translate)
    sections = [b.number for b in laid.blocks if isinstance(b, LaidHeading) and b.level == 1]
    assert sections == [str(n) for n in range(1, len(sections) + 1)]
    assert [b.number for b in laid.blocks if isinstance(b, LaidParagraph)][:3] == ["1.1", "1.2", "1.3"]
    captions = [b.caption[0].text for b in laid.blocks if isinstance(b, LaidTable)]
    assert [c.split(".")[0] for c in captions] == [f"Table {n}" for n in range(1, len(captions) + 1)]
    chart = next(b for b in laid.blocks if isinstance(b, LaidChart))
    assert chart.caption[0].text.startswith("1-сурет. ")


def test_words_that_stand_alone_in_a_cell_begin_with_a_capital_and_texts_of_records_do_not() -> None:
    speaker = speak("en")
    assert speaker.cell(Words("form of activity", "workshop"))[0].text == "Workshop"
    assert speaker.cell(Multi(text(en="iodine")))[0].text == "iodine"
    assert speaker.cell(Words("report", "{a}", {"a": Multi(text(en="iodine"))}))[0].text == "iodine"


def test_two_languages_stay_aligned_line_by_line() -> None:
    laid = lay_out(build(snapshot(), 2026, review=review("0" * 64)), ["fi", "ru"], translate)
    for block in laid.blocks:
        if isinstance(block, LaidHeading | LaidParagraph):
            assert [line.language for line in block.text] == ["fi", "ru"]
        if isinstance(block, LaidItems):
            assert all([line.language for line in item] == ["fi", "ru"] for item in block.items)


def test_a_draft_says_draft_in_both_languages() -> None:
    laid = lay_out(
        build(snapshot(), 2026), ["en", "fi"], lambda _c, m, lang: f"{m}-{lang}" if m == "DRAFT" else m
    )
    assert laid.draft
    assert laid.draft_word == "DRAFT-en · DRAFT-fi"


def test_a_list_keeps_its_order() -> None:
    content = replace(build(snapshot({}), 2026), blocks=(Items((Literal("b"), Literal("a"))),), back=())
    (block,) = lay_out(content, ["en"], translate).blocks
    assert isinstance(block, LaidItems)
    assert [item[0].text for item in block.items] == ["b", "a"]
