"""A sheet of mappings that comes back: nothing is lost on the way, every edit is found, and what is wrong is told by its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.crosswalk import returned
from silta.crosswalk.formats import FORMATS
from silta.crosswalk.formats.columns import Vocabulary
from silta.crosswalk.formats.content import Content, Item, Mapped, Side
from silta.crosswalk.formats.workbook_rows import read
from silta.crosswalk.incoming import Around, Held, Row, judge
from silta.crosswalk.judgements import Judgement, reworded
from silta.standards.formats.reading import FormatRefused
from silta.words.codes import RATING, RATIONALE, RELATION
from silta.words.errors import SiltaError

B, C = "xx/standard-1@2020", "yy/act-7@2021"
CROSSWALK = "019baf5e-2ac0-7000-8000-000000000001"
UNITS = range(1, 8)
BENCHMARK = Side(B, "Standard 1", "open", tuple(Item(f"r-{n}", f"R{n}", f"Duty {n}") for n in UNITS))
ACT = Side(
    C, "Act 7", "open", tuple(Item(f"s-{n}", f"s. {n}", f"Rule {n}") for n in UNITS), (("s-1", "ст. 1"),),
    frozenset(f"s-{n}" for n in UNITS) | {"s-1.2"},
)  # fmt: skip
BENCHMARK = replace(BENCHMARK, fragments=frozenset(f"r-{n}" for n in UNITS))
OTHER = {"subset of": "osajoukko", "yes": "kyllä", "Relation": "Suhde"}


def say(_context: str, words: str) -> str:
    return words


def wordings(_context: str, words: str) -> list[str]:
    return [words, OTHER.get(words, words)]


VOCABULARY = Vocabulary(wordings)


def uid_of(number: int) -> str:
    return f"019baf5e-2ac0-7000-8000-{number:012d}"


def fields(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "name": f"R{number} – s. {number}", "crosswalk": CROSSWALK, "sources": [f"{B}#r-{number}"],
        "targets": [f"{C}#s-{number}"], "relation": "subset-of", "rationale": "semantic", "legal_rating": "a",
        "implementation_rating": "b", "reasoning": {"en": {"text": "Because", "status": "original"}},
    } | changes  # fmt: skip


def held(*several: dict[str, Any], **changes: Any) -> dict[str, Held]:
    drafts = {"is_own": True, "draft": 1} | changes
    return {uid_of(n): Held(uid_of(n), one, **drafts) for n, one in enumerate(several, 10)}


def exported(there: dict[str, Held]) -> bytes:
    """The workbook of these mappings."""
    mappings = []
    for one in there.values():
        said = Judgement.of(one.fields)
        mappings.append(
            Mapped(
                uid=one.uid, name=one.fields["name"], sources=said.sources, targets=said.targets,
                relation=said.relation, rationale=said.rationale, together=said.together, legal=said.legal,  # type: ignore[arg-type]
                implementation=said.implementation, reasoning="", author="", reviewer=said.reviewer, party="north",  # type: ignore[arg-type]
                state="draft", revision=0, released_at="", reasonings=said.reasoning, version=said.version,
            )
        )  # fmt: skip
    content = Content(
        CROSSWALK, "Crosswalk", "en", "2026-01-01T00:00:00Z", "open", BENCHMARK, ACT, tuple(mappings), {}
    )
    return FORMATS["xlsx"].write(content, say)


def looked(raw: bytes, there: dict[str, Held]) -> list[Row]:
    around = Around(CROSSWALK, BENCHMARK, ACT, there, "Author", "en")
    return judge(read(raw, VOCABULARY), VOCABULARY, around)


def edited(raw: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook as somebody saves it who has edited the sheet of mappings."""
    book = openpyxl.load_workbook(BytesIO(raw))
    change(book["Mappings"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(sheet: Any, heading: str, row: int = 2) -> Any:
    place = next(one.column for one in sheet[1] if one.value == heading)
    return sheet.cell(row, place)


def put(**values: Any) -> Callable[[Any], None]:
    """An edit of the first row, by the headings of columns (``_`` for a blank)."""

    def change(sheet: Any) -> None:
        for name, value in values.items():
            cell(sheet, name.replace("_", " ")).value = value

    return change


def outcome(change: Callable[[Any], object], there: dict[str, Held] | None = None, now: Any = None) -> Row:
    before = there or held(fields())
    found = looked(edited(exported(before), change), now or before)
    assert len(found) == 1
    return found[0]


texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u2028\u2029\ufeff"
    ),
    max_size=40,
) | st.sampled_from(["_x0041_", "_x000D_", "=1+1", "'quoted", "a\nb", '<&>"', "+3", "1.0", "R1; R2", "kyllä"])
judgements = st.fixed_dictionaries(
    {
        "sources": st.lists(
            st.sampled_from([f"{B}#r-{n}" for n in UNITS]), min_size=1, max_size=3, unique=True
        ),
        "targets": st.lists(
            st.sampled_from([*(f"{C}#s-{n}" for n in UNITS), f"{C}#s-1.2", "zz/third@2020#x"]),
            max_size=3,
            unique=True,
        ),
        "relation": st.sampled_from(["", *RELATION]),
        "rationale": st.sampled_from(list(RATIONALE)),
        "together": st.booleans(),
        "legal_rating": st.sampled_from(list(RATING)),
        "implementation_rating": st.sampled_from(list(RATING)),
        "reviewer": texts,
        "reasoning": st.dictionaries(
            st.sampled_from(["kk", "ru", "fi", "en", "sv"]),
            st.builds(lambda words: {"text": words, "status": "original"}, texts.filter(str.strip)),
        ),
    }
)


@settings(max_examples=40)
@given(st.lists(judgements, min_size=1, max_size=4))
def test_whatever_experts_said_comes_back_unchanged(several: list[dict[str, Any]]) -> None:
    there = held(*({"name": "", **one} for one in several))
    found = looked(exported(there), there)
    assert [(row.uid, row.outcome, row.problems) for row in found] == [
        (uid, "unchanged", ()) for uid in there
    ]


@settings(max_examples=25)
@given(judgements, st.sampled_from([*RELATION]), texts.filter(str.strip))
def test_an_edit_is_found_whatever_the_row_said_and_keeps_the_rest(
    said: dict[str, Any], relation: str, words: str
) -> None:
    there = held({"name": "", "crosswalk": CROSSWALK, **said})
    before = Judgement.of(there[uid_of(10)].fields)
    change = put(**{"Relation": relation, "Reasoning_(kk)": words})
    found = outcome(change, there)
    after = replace(before, relation=relation, reasoning={**before.reasoning, "kk": words})
    if found.outcome == "error":
        return  # the combination is none that could be released
    expected = Judgement.of({"reasoning": {"kk": {"text": words}}}).reasoning
    assert found.after is not None
    assert (found.after.relation, found.after.reasoning["kk"]) == (relation, expected["kk"])
    assert replace(found.after, relation="", reasoning={}) == replace(after, relation="", reasoning={})
    assert found.outcome == ("unchanged" if found.after == before else "changed")


@pytest.mark.parametrize("words", ["equal", "Equal", " EQUAL "])
def test_a_code_is_understood_however_it_is_written(words: str) -> None:
    row = outcome(put(Relation=words))
    assert (row.outcome, row.fields and row.fields["relation"]) == ("changed", "equal")


def test_words_of_another_language_are_understood_in_cells_and_headings() -> None:
    there = held(fields(relation="equal"))

    def change(sheet: Any) -> None:
        put(Relation="osajoukko")(sheet)
        cell(sheet, "Relation", 1).value = "Suhde"

    row = outcome(change, there)
    assert row.fields
    assert row.fields["relation"] == "subset-of"


def test_a_provision_may_be_named_by_number_in_any_language_fragment_or_address() -> None:
    row = outcome(put(Compared_provisions=f"ст. 1, s.  2; s-3\n{C}#s-1.2"))
    assert row.fields
    assert row.fields["targets"] == [f"{C}#s-1", f"{C}#s-2", f"{C}#s-3", f"{C}#s-1.2"]
    assert row.fields["name"].startswith("R1 – s. 1, s. 2")


def test_a_bare_number_names_the_provision_that_is_called_so_or_else_the_one_with_a_sign() -> None:
    act = Side(
        C,
        "Act",
        "open",
        (Item("s-6", "6 §", "Rule"), Item("s-7e", "7 e §", "Rule"), Item("s-8", "8 §", "Rule")),
    )
    assert [act.find(words) for words in ("6", "7e", "§ 8", "9")] == [
        {f"{C}#s-6"}, {f"{C}#s-7e"}, {f"{C}#s-8"}, frozenset()
    ]  # fmt: skip
    called = replace(act, items=(*act.items, Item("r-6", "6", "Rule")))
    assert called.find("6") == {f"{C}#r-6"}
    several = replace(act, items=(*act.items, Item("p-6", "§ 6.", "Rule")))
    assert several.find("6") == {f"{C}#s-6", f"{C}#p-6"}


def test_a_number_that_is_there_twice_goes_out_as_an_address_and_is_refused_when_typed() -> None:
    twice = replace(ACT, items=(*ACT.items, Item("s-9", "S. 1", "Rule 9")))
    assert twice.key(f"{C}#s-1") == f"{C}#s-1"
    around = Around(CROSSWALK, BENCHMARK, twice, held(fields()), "Author", "en")
    raw = edited(exported(held(fields())), put(Compared_provisions="s. 1; s. 2"))
    (row,) = judge(read(raw, VOCABULARY), VOCABULARY, around)
    assert [(p.code, p.where) for p in row.problems] == [("workbook.number-twice", "Mappings!G2")]


def test_a_new_row_becomes_a_mapping_with_its_name_and_the_words_as_original() -> None:
    def change(sheet: Any) -> None:
        values = {"Benchmark provisions": "R2", "Compared provisions": "s. 3; s. 4", "Relation": "intersects"}
        for heading, value in {**values, "Reasoning (fi)": "Siksi", "Together": "kyllä"}.items():
            cell(sheet, heading, 3).value = value

    there = held(fields())
    first, new = looked(edited(exported(there), change), there)
    assert (first.outcome, new.outcome, new.uid) == ("unchanged", "new", "")
    assert new.fields == {
        "name": "R2 – s. 3, s. 4", "crosswalk": CROSSWALK, "sources": [f"{B}#r-2"],
        "targets": [f"{C}#s-3", f"{C}#s-4"], "relation": "intersects", "rationale": "semantic", "together": True,
        "legal_rating": "not-assessed", "implementation_rating": "not-assessed", "author": "Author",
        "reasoning": {"fi": {"text": "Siksi", "status": "original"}},
    }  # fmt: skip


def test_what_changed_on_both_sides_is_a_conflict_and_what_changed_alike_is_none() -> None:
    meanwhile = held(fields(relation="equal"))
    assert outcome(put(Relation="intersects"), now=meanwhile).outcome == "conflict"
    assert outcome(put(Relation="equal"), now=meanwhile).outcome == "unchanged"
    assert outcome(put(), now=meanwhile).outcome == "unchanged"


def test_a_draft_is_taken_back_and_a_released_mapping_is_not() -> None:
    assert outcome(put(Take_back="yes")).outcome == "removed"
    released = held(fields(), draft=None, base=1)
    assert [p.code for p in outcome(put(Take_back="yes"), released).problems] == ["workbook.not-a-draft"]


def test_a_column_that_is_not_there_takes_nothing_away() -> None:
    def change(sheet: Any) -> None:
        put(Relation="equal")(sheet)
        sheet.delete_cols(cell(sheet, "Reasoning (en)").column)
        sheet.delete_cols(cell(sheet, "Version").column)

    row = outcome(change)
    assert row.outcome == "conflict"  # nothing says what the row was made from
    assert row.fields
    assert row.fields["reasoning"] == fields()["reasoning"]


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (put(Relation="sort of"), "sheet.unknown-value", "F"),
        (put(Relation=None), "record.missing-field", "F"),
        (put(Law="d"), "sheet.unknown-value", "K"),
        (put(Compared_provisions="s. 99"), "workbook.unknown-provision", "G"),
        (put(Compared_provisions=None), "record.targets-missing", "G"),
        (put(Relation="no relationship"), "workbook.lone-with-targets", "G"),
        (put(Together="yes"), "record.together-needs-two", "I"),
        (put(Practice="c", **{"Reasoning_(en)": None}), "record.reasoning-missing", "P"),
        (put(Benchmark_provisions="R2"), "workbook.provision-changed", "D"),
        (put(Benchmark_provisions=None), "workbook.provision-changed", "D"),
        (put(Identifier=uid_of(99)), "workbook.unknown-mapping", "A"),
        (put(Compared_provisions="=HYPERLINK('[x.xlsx]A'!A1)"), "sheet.formula", "G"),
        (put(Reviewer="x" * 201), "record.too-long", "Q"),
        (put(**{"Reasoning_(kk)": "x" * 20_001}), "record.too-long", "M"),
        (put(**{"Reasoning_(ru)": "СОВЕРШЕННО СЕКРЕТНО"}), "marking.classified", "N"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(change: Callable[[Any], None], code: str, column: str) -> None:
    row = outcome(change)
    assert row.outcome == "error"
    assert (code, f"Mappings!{column}2") in [(p.code, p.where) for p in row.problems]


def test_a_number_of_which_excel_made_a_date_is_told() -> None:
    def change(sheet: Any) -> None:
        target = cell(sheet, "Compared provisions")
        target.value, target.number_format = 45692, "d-mmm"

    assert [p.code for p in outcome(change).problems] == ["sheet.date"]


def test_the_partners_mapping_is_not_ours_to_change() -> None:
    theirs = held(fields(), is_own=False, draft=None, base=1)
    assert [p.code for p in outcome(put(Relation="equal"), theirs).problems] == ["workbook.not-ours"]
    assert outcome(put(), theirs).outcome == "unchanged"


def test_one_mapping_is_said_once() -> None:
    def change(sheet: Any) -> None:
        put(Relation="equal")(sheet)
        for one in sheet[2]:
            sheet.cell(3, one.column).value = one.value
        for heading, value in (
            ("Benchmark provisions", "R1"),
            ("Compared provisions", "s. 1"),
            ("Relation", "equal"),
        ):
            cell(sheet, heading, 4).value = value

    there = held(fields())
    found = looked(edited(exported(there), change), there)
    assert [[p.code for p in row.problems] for row in found] == [
        [],
        ["workbook.row-twice"],
        ["workbook.already-mapped"],
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "format.empty"),
        (b"number,heading\n", "workbook.not-a-workbook"),
        (b"%PDF-1.7 x", "workbook.not-a-workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "format.excel97"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "format.encrypted-xlsx"),
        (b"PK\x03\x04 and no more", "format.malformed-xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_by_what_it_is(raw: bytes, code: str) -> None:
    with pytest.raises(FormatRefused, match=code):
        read(raw, VOCABULARY)


def test_a_sheet_of_something_else_and_one_that_lacks_columns_are_refused() -> None:
    raw = exported(held(fields()))
    with pytest.raises(FormatRefused, match=r"workbook\.no-mappings"):
        read(edited(raw, lambda sheet: sheet.delete_rows(1, 5)), VOCABULARY)
    with pytest.raises(FormatRefused, match=r"workbook\.missing-column") as caught:
        read(edited(raw, lambda sheet: sheet.delete_cols(6)), VOCABULARY)
    assert caught.value.data["columns"] == "Relation"
    with pytest.raises(FormatRefused, match=r"format\.duplicate-column"):
        read(edited(raw, lambda sheet: setattr(sheet["K1"], "value", "Practice")), VOCABULARY)


def test_the_workbook_of_another_crosswalk_is_refused() -> None:
    there = held(fields())
    around = Around(uid_of(5), BENCHMARK, ACT, there, "Author", "en")
    with pytest.raises(SiltaError, match=r"workbook\.other-crosswalk"):
        judge(read(exported(there), VOCABULARY), VOCABULARY, around)


def changed_part(raw: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as held_in, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in held_in.namelist():
            data = held_in.read(name)
            made.writestr(name, change(data) if name == path else data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet3.xml"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: b" " * 70_000_000, "format.too-large-unpacked"),
        (
            lambda data: data.replace(b"<sheetData>", b"<sheetData><row>" + b"<c/>" * 600_000 + b"</row>"),
            "format.xml-too-much",
        ),
        (
            lambda data: data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1).replace(b"R1<", b"&a;<"),
            "format.",
        ),
        (lambda data: data[: len(data) // 2], "format.malformed-xlsx"),
        (
            lambda data: data.replace(
                b't="inlineStr"><is><t xml:space="preserve">R1</t></is>', b't="s"><v>7777</v>'
            ),
            "format.malformed",
        ),
    ],
)
def test_a_hostile_sheet_ends_in_a_named_error(change: Callable[[bytes], bytes], code: str) -> None:
    raw = changed_part(exported(held(fields())), SHEET, change)
    with pytest.raises(FormatRefused, match=code):
        read(raw, VOCABULARY)


def test_a_relationship_to_the_outside_is_not_followed() -> None:
    raw = changed_part(
        exported(held(fields())), "xl/_rels/workbook.xml.rels",
        lambda data: data.replace(b'Target="worksheets/sheet3.xml"', b'Target="file:///etc/passwd" TargetMode="External"'),
    )  # fmt: skip
    with pytest.raises(FormatRefused, match=r"workbook\.no-mappings"):
        read(raw, VOCABULARY)


@settings(max_examples=60)
@given(st.integers(0, 9_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_ends_in_a_named_error_or_a_reading(place: int, damage: bytes) -> None:
    raw = BOOK[:place] + damage + BOOK[place + len(damage) :]
    code = "workbook."
    try:
        looked(raw, held(fields()))
    except SiltaError as error:
        code = error.code
    assert code.startswith(("format.", "workbook."))


BOOK = exported(held(fields()))


def test_rows_with_errors_come_back_as_they_were_each_error_at_its_cell() -> None:
    there = held(fields(1), fields(2), fields(3))

    def change(sheet: Any) -> None:
        cell(sheet, "Relation", 2).value = "sort of"
        cell(sheet, "Reviewer", 2).value = "  Somebody "
        cell(sheet, "Law", 3).value = "covered"
        cell(sheet, "Compared provisions", 4).value = "=1+1"
        sheet.cell(1, 30).value, sheet.cell(2, 30).value = "My own", "remark"

    raw = edited(exported(there), change)
    sheet = read(raw, VOCABULARY)
    rows = looked(raw, there)
    back = returned.write(sheet, rows, "Crosswalk", say, lambda problem: f"told {problem.code}")
    shown = openpyxl.load_workbook(BytesIO(back))["Mappings"]
    assert [cell(shown, "Identifier", row).value for row in (2, 3)] == [uid_of(10), uid_of(12)]
    assert shown.max_row == 3
    assert (cell(shown, "Relation").value, cell(shown, "Reviewer").value) == ("sort of", "  Somebody ")
    assert cell(shown, "My own").value == "remark"
    assert cell(shown, "Relation").comment.text == "told sheet.unknown-value"
    assert cell(shown, "Compared provisions", 3).value == "=1+1"
    assert cell(shown, "Compared provisions", 3).data_type == "s"
    assert shown["A2"].value == "Relation: told sheet.unknown-value"
    again = edited(back, put(Relation="equal"))
    assert [(row.uid, row.outcome) for row in looked(again, there)] == [
        (uid_of(10), "changed"),
        (uid_of(12), "error"),
    ]


def test_an_edit_of_the_original_outdates_the_others_and_a_new_language_beside_it_does_not() -> None:
    there = {"en": {"text": "Because", "status": "original"}, "ru": {"text": "Так", "status": "checked"}}
    moved = reworded(there, {"en": "Since", "ru": "Так"}, "en")
    assert {tag: one["status"] for tag, one in moved.items()} == {"en": "original", "ru": "outdated"}
    added = reworded(there, {"en": "Because", "ru": "Так", "fi": "Koska"}, "fi")
    assert {tag: one["status"] for tag, one in added.items()} == {
        "en": "original",
        "ru": "checked",
        "fi": "draft",
    }
    both = reworded(there, {"en": "Since", "ru": "Ибо"}, "ru")
    assert {tag: one["status"] for tag, one in both.items()} == {"en": "original", "ru": "draft"}
