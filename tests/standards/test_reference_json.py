from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, Options, Reading, read
from silta.standards.formats.reference_json import UNCHECKED, slug
from tests.standards.invented import ISSUES, TITLES, statute


def reading(raw: bytes, part: str | None = None, as_of: str | None = None) -> Reading:
    return read(raw, "law.json", "fi", options=Options(part, as_of))


def refusal(raw: bytes, part: str | None = None, as_of: str | None = None) -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        reading(raw, part, as_of)
    return caught.value


def test_sections_stand_under_their_chapters_and_parts() -> None:
    chapter = {"no": "1 luku", "heading": "Yleistä"}
    release = reading(
        statute(
            {"id": "1 §", "text": "Valo palaa.", "chapter": chapter, "heading": "Valo"},
            {"id": "2 §", "text": "Se sammuu:\n1) yöllä;\n2) päivällä.", "chapter": chapter, "section": "II"},
            {"id": None, "text": "Voimaan heti."},
        )
    ).release
    assert [(u.number, u.level, u.path) for u in release.units()] == [
        ("1 §", "section", ("1 luku",)),
        ("2 §", "section", ("II", "1 luku")),
        ("", "section", ()),
    ]
    assert (release.title, release.identifier) == ("Majakkalaki", "12/1999")
    assert [p.fragment for p in release.points_of(release.units()[1])] == ["s-2.1", "s-2.2"]


def test_a_chapter_in_one_string_is_divided_into_number_and_heading() -> None:
    release = reading(
        statute({"id": "Article 1", "text": "Light.", "chapter": "CHAPTER 2 LAMPS AND OIL"})
    ).release
    chapter = release.chapter_of(release.units()[0])
    assert chapter is not None
    assert (chapter.number, chapter.heading, release.units()[0].fragment) == (
        "CHAPTER 2",
        "LAMPS AND OIL",
        "art-1",
    )


def test_editorial_notes_and_repeal_are_seen() -> None:
    row = {
        "id": "Статья 2",
        "heading": "Исключена в соответствии с Законом",
        "text": "",
        "editorial_notes": ["См.: 1"],
    }
    unit = reading(statute(row)).release.units()[0]
    assert (unit.status, unit.notes) == ("repealed", ("См.: 1",))


VERSIONS = (
    {"id": "1 §", "text": "Vanha valo.", "version": "alkup"},
    {"id": "2 §", "text": "Öljy.", "version": "alkup"},
    {"id": "1 §", "text": "Uusi valo.", "version": "ajantasa/20180101"},
    {"id": "1 §", "text": "Väliaikainen valo.", "version": "ajantasa/20010101"},
    {"id": "3 §", "text": "Sähkö.", "version": "ajantasa/20100101"},
)


def test_of_several_versions_the_latest_is_taken_and_the_others_are_noted() -> None:
    found = reading(statute(*VERSIONS))
    assert [(u.number, u.text) for u in found.release.units()] == [
        ("1 §", "Uusi valo."),
        ("2 §", "Öljy."),
        ("3 §", "Sähkö."),
    ]
    assert [(p.code, p.data["number"], p.data["kept"]) for p in found.problems] == [
        ("format.several-versions", "1 §", "ajantasa/20180101")
    ]


def test_on_an_earlier_date_the_version_of_that_day_is_taken() -> None:
    found = reading(statute(*VERSIONS), as_of="2005-06")
    assert [(u.number, u.text) for u in found.release.units()] == [
        ("1 §", "Väliaikainen valo."),
        ("2 §", "Öljy."),
    ]
    assert [p.code for p in found.problems] == ["format.several-versions", "format.not-yet-in-force"]
    assert refusal(statute(*VERSIONS), as_of="last year").code == "format.as-of-malformed"


def test_the_same_number_twice_without_versions_names_both_places() -> None:
    error = refusal(statute({"id": "1 §", "text": "a"}, {"id": "1 §", "text": "b"}))
    assert (error.code, error.where) == ("format.duplicate-number", "provisions[1]")
    assert error.data["first"] == "provisions[0]"


def test_requirement_titles_are_chosen_by_the_framework_of_an_address_or_by_name() -> None:
    found = reading(TITLES, "lhr-1")
    assert [(u.number, u.heading, u.fragment) for u in found.release.units()] == [
        ("1", "National policy for light", "r-1"),
        ("2", "Independence of the keeper", "r-2"),
    ]
    assert found.release == reading(TITLES, "LHR Part 1 (Rev. 1)").release
    assert found.release.units()[0].notes == (UNCHECKED,)
    assert [(p.code, p.data["count"]) for p in found.problems] == [("format.unchecked-titles", 1)]
    assert reading(TITLES, "lhs-2-1").release.title == "Towers"


def test_a_file_of_several_standards_asks_which_and_lists_them() -> None:
    error = refusal(TITLES)
    assert error.code == "format.part-needed"
    assert error.data["choices"] == "lhr-1 = LHR Part 1 (Rev. 1); lhs-2-1 = LHS-2/1"
    assert refusal(TITLES, "lhr-9").code == "format.no-such-part"


def test_names_of_standards_become_frameworks() -> None:
    names = ("GSR Part 1 (Rev. 1)", "SSR-2/1 (Rev. 1)", "gsr-part-3", "GSR Part 2")
    assert [slug(name) for name in names] == ["gsr-1", "ssr-2-1", "gsr-3", "gsr-2"]


def test_issues_are_requirements_with_letters() -> None:
    release = reading(ISSUES).release
    assert release.title == "Lamp levels"
    assert [(u.number, u.heading, u.fragment) for u in release.units()] == [
        ("A", "Light policy", "r-a"),
        ("LM", "Fog", "r-lm"),
    ]


@pytest.mark.parametrize(
    ("raw", "code", "where"),
    [
        (b'{"provisions": [}', "format.malformed-json", "line 1, column 17"),
        (b'{"provisions": [\n{"id": "1', "format.malformed-json", "line 2, column 8"),
        (b'{"provisions": {}}', "format.json-shape", "provisions"),
        (b'{"provisions": [7]}', "format.json-shape", "provisions[0]"),
        (b'{"provisions": [{"id": "1"}]}', "format.json-shape", "provisions[0].text"),
        (b'{"provisions": [{"id": [], "text": ""}]}', "format.json-shape", "provisions[0].id"),
        (b'{"provisions": [{"id": "1", "text": "a\\u0000b"}]}', "format.nul-byte", "provisions[0].text"),
        (b'{"provisions": [{"id": "1", "text": "a\\ud800b"}]}', "format.encoding", "provisions[0].text"),
        (b'{"provisions": []}', "format.nothing-recognised", ""),
        (b'{"provisions": ' + b"[" * 100_000, "format.json-too-deep", "line 1"),
        (b'{"other": 1}', "format.json-shape", "provisions"),
        (b'{"issues": {"A": null, "B": {}}}', "format.json-shape", "issues.B"),
    ],
)
def test_a_document_of_another_shape_names_the_place(raw: bytes, code: str, where: str) -> None:
    error = refusal(raw)
    assert (error.code, error.where) == (code, where)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "provisions",
                    "standards",
                    "issues",
                    "document",
                    "id",
                    "text",
                    "version",
                    "chapter",
                    "no",
                    "title",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(
    st.dictionaries(
        st.sampled_from(["provisions", "standards", "issues", "document"]), JSON_VALUES, max_size=3
    )
)
def test_any_document_ends_in_a_named_error_or_a_reading(document: object) -> None:
    with contextlib.suppress(FormatRefused):
        read(json.dumps(document).encode(), "x.json", "en", "reference-json", Options("lhr-1"))
