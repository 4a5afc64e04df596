from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, read
from silta.standards.formats.kz_headings import heading_of
from silta.standards.formats.kz_notes import is_note
from silta.standards.provisions import Provision, Release
from tests.standards.invented import KAZAKH_KK, KAZAKH_RU


def law(text: str = KAZAKH_RU, language: str = "ru") -> Release:
    return read(text.encode(), "law.txt", language).release


def unit(fragment: str) -> Provision:
    found = law().get(fragment)
    assert found is not None
    return found


def test_title_preamble_and_articles_are_told_from_the_table_of_contents() -> None:
    release = law()
    assert release.title == "ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН О маяках"
    assert release.source_note.startswith("(с изменениями")
    assert release.identifier == "5-VI"
    assert release.provisions[0].text.startswith("Настоящий Закон определяет")
    assert [u.number for u in release.units()] == ["Статья 1", "Статья 2", "Статья 2-1", "Статья 3"]


def test_editorial_notes_stand_apart_from_the_words_of_the_law() -> None:
    article = unit("art-1")
    assert article.text == (
        "В настоящем Законе используются следующие понятия:\n1) маяк - башня со светом;\n1-1) свет - то, что видно издалека;\n"
        "2) сторож - лицо, исключенное из списка пассажиров в соответствии с законодательством."
    )
    assert [note.split()[0] for note in article.notes] == ["Подпункт", "Статья", "Статья", "См.:"]
    assert [note.split()[0] for note in unit("art-2").notes] == ["2."]


def test_a_note_before_a_heading_belongs_to_what_it_heads() -> None:
    chapter = unit("ch-2")
    assert [note.split()[0] for note in chapter.notes] == ["Глава"]
    assert [note.split()[1] for note in unit("art-3").notes] == ["изменения"]


def test_a_repealed_article_stays_without_text() -> None:
    repealed = unit("art-2-1")
    assert (repealed.status, repealed.text) == ("repealed", "")
    assert repealed.heading.startswith("Исключена")


def test_points_and_numbered_paragraphs_have_addresses() -> None:
    release = law()
    found = {u.fragment: [p.fragment for p in release.points_of(u)] for u in release.units()}
    assert found["art-1"] == ["art-1.1", "art-1.1-1", "art-1.2"]
    assert found["art-2"] == ["art-2.1", "art-2.1.1", "art-2.1.2", "art-2.1.p2", "art-2.3"]
    assert found["art-2-1"] == []


def test_chapters_have_the_number_alone() -> None:
    release = law()
    assert [(p.number, p.heading) for p in release.provisions if p.level == "chapter"] == [
        ("1", "ОБЩИЕ ПОЛОЖЕНИЯ"),
        ("2", "НАДЗОР"),
    ]
    assert release.units()[3].path == ("2",)


def test_lines_outside_of_articles_are_kept_reported_and_no_part_of_any_point() -> None:
    reading = read(KAZAKH_RU.encode(), "law.txt", "ru")
    assert [words for _, words in reading.unrecognised] == [
        "ЗА СВЕТОМ",
        "Президент",
        "Республики Казахстан",
        "Астана, 1 января 2019 года",
        "№ 5-VI ЗРК",
    ]
    assert unit("art-2").text.endswith("чай.\nЗА СВЕТОМ")
    assert unit("art-3").text.startswith("Инспектор смотрит на маяк.\nПрезидент")
    assert unit("art-2.3").text == "Сторож имеет право на чай."


def test_what_the_table_of_contents_says_otherwise_is_a_warning() -> None:
    problems = read(KAZAKH_RU.encode(), "law.txt", "ru").problems
    stray = KAZAKH_RU.split("\n").index("ЗА СВЕТОМ") + 1
    assert [(p.code, p.where, p.severity) for p in problems] == [
        ("format.line-after-chapter", f"line {stray}", "warning"),
        ("format.contents-differ", f"line {stray - 1}", "warning"),
    ]


def test_an_article_of_the_contents_that_the_text_lacks_is_a_warning() -> None:
    cut = KAZAKH_RU[: KAZAKH_RU.rindex("См. изменения")]
    problems = read(cut.encode(), "law.txt", "ru").problems
    assert [p.data["number"] for p in problems if p.code == "format.missing-from-text"] == ["Статья 3"]


def test_a_kazakh_law_is_read_in_kazakh() -> None:
    release = law(KAZAKH_KK, "kk")
    assert release.title == "ШАМШЫРАҚТАР ТУРАЛЫ"
    assert [(u.number, u.fragment, u.status) for u in release.units()] == [
        ("1-бап", "art-1", "in-force"),
        ("1-1-бап", "art-1-1", "repealed"),
        ("2-бап", "art-2", "in-force"),
    ]
    assert [(p.number, p.heading) for p in release.provisions if p.level == "chapter"] == [
        ("1", "ЖАЛПЫ ЕРЕЖЕЛЕР"),
        ("2", "ҚАДАҒАЛАУ"),
    ]
    assert len(release.units()[0].notes) == 2
    assert [p.fragment for p in release.points_of(release.units()[0])] == ["art-1.1", "art-1.2"]


def test_an_article_that_comes_twice_is_kept_apart_and_both_lines_are_named() -> None:
    reading = read(
        "Статья 1. Свет\nГорит.\nСтатья 2. Тьма\nТемна.\nСтатья 1. Свет\nГаснет.".encode(), "law.txt", "ru"
    )
    assert [u.fragment for u in reading.release.units()] == ["art-1", "art-2", "art-1_2"]
    [problem] = reading.problems
    assert (problem.code, problem.where, problem.severity) == ("format.number-repeated", "line 5", "warning")
    assert problem.data == {"number": "Статья 1", "first": "line 1", "fragment": "art-1_2"}


def test_an_article_without_words_is_a_warning() -> None:
    problems = read("Статья 1. Свет\nСтатья 2. Тьма\nТемна.".encode(), "law.txt", "ru").problems
    assert [(p.code, p.where) for p in problems] == [("format.unit-without-text", "line 1")]


def test_parts_chapters_and_paragraphs_of_chapters_nest() -> None:
    text = "РАЗДЕЛ I. СВЕТ\nГлава 1. Лампы\nПараграф 1. Стекла\nСтатья 1. Лампа\nГорит.\nГлава 2. Окна\nСтатья 2. Окно\nЕсть."
    assert [u.path for u in law(text).units()] == [("I", "1", "Параграф 1"), ("I", "2")]


def test_old_russian_encodings_are_converted_with_a_warning_where_there_is_no_doubt_and_else_refused() -> (
    None
):
    text = KAZAKH_RU.replace("Қ", "К")
    assert read(text.encode("utf-16"), "law.txt", "ru").release == law()
    for encoding, name in (("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R")):
        plain = text.replace("№", "N")
        reading = read(plain.encode(encoding), "law.txt", "ru")
        assert reading.release == law(plain)
        assert (reading.problems[0].code, reading.problems[0].data["encoding"]) == (
            "format.encoding-converted",
            name,
        )
    for encoding in ("cp866", "mac_cyrillic", "iso8859-5"):
        with pytest.raises(FormatRefused) as caught:
            read(text.encode(encoding, "ignore"), "law.txt", "ru", "kz-law-text")
        assert caught.value.code == "format.encoding"


@pytest.mark.parametrize(
    "line",
    [
        "Статья 5 настоящего Закона применяется к маякам.",
        "Статья",
        "Глава семьи зажигает свет.",
        "Глава 2 изложена иначе.",
        "5-бапта көрсетілген",
    ],
)
def test_sentences_that_speak_of_articles_are_no_headings(line: str) -> None:
    assert heading_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Пункты хранения ламп, исключенные из реестра в соответствии с законодательством, закрываются.",
        "Законодательство о маяках основывается на Конституции и состоит из настоящего Закона.",
        "Статья введена в действие правил.",
        "2) изменения вносятся в соответствии с правилами;",
    ],
)
def test_words_of_the_law_that_speak_of_changes_are_no_notes(line: str) -> None:
    assert not is_note(line)


@given(st.integers(0, len(KAZAKH_RU)), st.text(max_size=8), st.integers(0, 30))
def test_damage_anywhere_ends_in_a_named_error_or_a_reading(place: int, damage: str, gone: int) -> None:
    text = KAZAKH_RU[:place] + damage + KAZAKH_RU[place + gone :]
    with contextlib.suppress(FormatRefused):
        read(text.encode("utf-8", "ignore"), "law.txt", "ru", "kz-law-text")
