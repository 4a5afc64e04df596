from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from silta.reports.translations import workbook, xliff
from silta.reports.translations.units import MAX_UNITS, Batch, Returned, Term, Unit, digest_of, path_of, plain
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import SiltaError

ONE = "01890000-0000-7000-8000-00000000000{}"
STATUSES = [*TRANSLATION_STATUS, "missing"]
CORE, XML = f"{{{xliff.CORE}}}", "{http://www.w3.org/XML/1998/namespace}"
NMTOKEN = re.compile(r"[-._:A-Za-z0-9]+")

# What a draft can hold: no NUL and no half of a surrogate pair.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40).filter(
    lambda words: bool(plain(words))
)  # fmt: skip
PRINTABLE = st.text(
    st.sampled_from("aÄжҚ7 ,«»\n\t=+@_x0D&<'\"") | st.characters(categories=["L", "N", "P", "S"]),
    min_size=1,
    max_size=40,
).filter(lambda words: bool(plain(words)))


def units_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[Unit]:
    return st.builds(
        Unit,
        record=st.sampled_from([ONE.format(1), ONE.format(2)]),
        revision=st.integers(0, 99),
        path=st.sampled_from(["title", "items[2].text", "items[11].title", "reason.text", "expected_result"]),
        source=words,
        target=words,
        status=st.sampled_from(list(TRANSLATION_STATUS)),
        heading=words,
        label=words,
        terms=st.lists(st.builds(Term, words, words), max_size=2).map(tuple),
    )


def batches_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[Batch]:
    found = st.lists(units_of(words), min_size=1, max_size=4, unique_by=lambda unit: unit.id)
    ordered = found.map(lambda units: tuple(sorted(units, key=lambda unit: unit.record)))
    return st.builds(Batch, st.just("fi"), st.just("kk"), ordered)


def say(_context: str, msgid: str) -> str:
    return msgid


BY_WORD: Mapping[str, str] = {TRANSLATION_STATUS.label(code).casefold(): code for code in TRANSLATION_STATUS}


def held(batch: Batch) -> list[tuple[str, str, str, str, str]]:
    return [(u.id, u.source, u.target, u.status, digest_of(u.target) or "none") for u in batch.units]


def brought(returned: Returned) -> list[tuple[str, str, str, str, str]]:
    return [(u.id, u.source, u.target, u.status, u.was) for u in returned.units]


@given(batches_of(WORDS))
def test_an_xliff_file_brings_back_every_character_and_status(batch: Batch) -> None:
    returned = xliff.read(xliff.write(batch))
    assert (returned.source, returned.target) == ("fi", "kk")
    assert brought(returned) == held(batch)


@settings(max_examples=25)
@given(batches_of(PRINTABLE))
def test_a_workbook_brings_back_every_word_and_status(batch: Batch) -> None:
    returned = workbook.read(workbook.write(batch, say), BY_WORD)
    assert (returned.source, returned.target) == ("fi", "kk")
    assert [(i, plain(s), plain(t), status, was) for i, s, t, status, was in brought(returned)] == [
        (i, plain(s), plain(t), status, was) for i, s, t, status, was in held(batch)
    ]


@given(units_of(WORDS))
def test_an_id_leads_back_to_record_revision_and_text(unit: Unit) -> None:
    assert path_of(unit.id) == (unit.record, unit.revision, unit.path)


BATCH = Batch(
    "fi",
    "kk",
    (
        Unit(ONE.format(1), 2, "title", "Käyttöluvan\n\nuusiminen", "", "missing", "Toimenpide", "Otsikko",
             terms=(Term("Käyttöluvan", "пайдалану лицензиясы"),)),
        Unit(ONE.format(1), 2, "items[1].text", " Avaus ", "Ашылу", "machine"),
        Unit(ONE.format(2), 0, "title", "\x01<b>&", "<b>&\ufffe", "checked"),
    ),
)  # fmt: skip


@given(batches_of(WORDS))
def test_what_is_written_keeps_the_constraints_of_the_standard(batch: Batch) -> None:
    check_xliff(xliff.write(batch), batch)


def check_xliff(raw: bytes, batch: Batch) -> None:
    """The constraints of XLIFF 2.1 on the elements that are written, §4.2 and §4.3."""
    root = etree.fromstring(raw)
    assert root.tag == f"{CORE}xliff"
    assert root.get("version") == "2.1"
    assert (root.get("srcLang"), root.get("trgLang")) == (batch.source, batch.target)
    files = list(root)
    assert files
    assert all(file.tag == f"{CORE}file" for file in files)
    assert len({file.get("id") for file in files}) == len(files)
    for file in files:
        assert NMTOKEN.fullmatch(str(file.get("id")))
        kinds = [child.tag for child in file]
        assert kinds == sorted(kinds, key=lambda tag: [f"{CORE}notes", f"{CORE}unit"].index(str(tag)))
        units = file.findall(f"{CORE}unit")
        assert units
        assert len({unit.get("id") for unit in units}) == len(units)
        for unit in units:
            check_unit(unit)


def check_unit(unit: etree._Element) -> None:
    assert NMTOKEN.fullmatch(str(unit.get("id")))
    tags = [str(child.tag) for child in unit]
    modules = [tag for tag in tags if not tag.startswith(CORE)]
    assert tags[: len(modules)] == modules, "modules stand before the core elements"
    assert [tag.removeprefix(CORE) for tag in tags[len(modules) :]] in (["notes", "segment"], ["segment"])
    for entry in unit.iter(f"{{{xliff.GLOSSARY}}}glossEntry"):
        assert entry[0].tag == f"{{{xliff.GLOSSARY}}}term"
        assert len(entry) > 1, "an entry has a translation or a definition"
    for group in unit.iter(f"{{{xliff.METADATA}}}metaGroup"):
        assert len(group)
        assert all(meta.get("type") for meta in group)
    segment = unit.find(f"{CORE}segment")
    assert segment is not None
    assert [str(child.tag).removeprefix(CORE) for child in segment] in (["source"], ["source", "target"])
    assert segment.get("state") in xliff.STATES
    assert segment.get("subState") is None or re.fullmatch(r"[^:]+:.+", str(segment.get("subState")))
    if segment.get("state") != "initial":
        assert segment.find(f"{CORE}target") is not None, "only what is initial may lack a target"
    for text in segment:
        assert text.get(f"{XML}space") == "preserve"
        assert text.get(f"{XML}lang") is None
        assert all(child.tag == f"{CORE}cp" and child.get("hex") for child in text)


def test_the_example_reads_as_it_should() -> None:
    raw = xliff.write(BATCH)
    check_xliff(raw, BATCH)
    text = raw.decode()
    assert f'<unit id="{ONE.format(1)}.2.items.1.text" name="items[1].text">' in text
    assert '<cp hex="0001"/>&lt;b&gt;&amp;' in text
    assert '<cp hex="FFFE"/>' in text
    assert "<gls:translation>пайдалану лицензиясы</gls:translation>" in text
    assert 'state="initial" subState="silta:missing"' in text
    assert 'state="translated" subState="silta:machine"' in text


def changed(old: str, new: str) -> Returned:
    text = xliff.write(BATCH).decode()
    assert old in text
    return xliff.read(text.replace(old, new).encode())


@pytest.mark.parametrize(
    ("state", "status"),
    [("initial", "draft"), ("translated", "machine"), ("reviewed", "checked"), ("final", "checked"), ("done", "draft")],
)  # fmt: skip
def test_a_state_that_a_tool_has_set_counts_more_than_what_silta_had_said(state: str, status: str) -> None:
    returned = changed(
        'state="translated" subState="silta:machine"', f'state="{state}" subState="silta:machine"'
    )
    assert returned.units[1].status == status


def test_segments_that_a_tool_has_cut_are_put_together_in_their_order() -> None:
    cut = (
        '<segment state="reviewed"><source>Yksi. </source><target order="3">Бір.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>Kaksi <pc id="1">ja<ph id="2"/></pc>.</source>'
        '<target order="1">Екі <mrk id="m" type="term">және</mrk>. </target></segment>'
    )
    text = re.sub(r"<segment.*?</segment>", cut, xliff.write(BATCH).decode(), count=1, flags=re.DOTALL)
    unit = xliff.read(text.encode()).units[0]
    assert unit.source == "Yksi.  Kaksi ja."
    assert unit.target == "Екі және.  Бір."
    assert unit.status == "checked"


def test_a_unit_of_which_only_a_part_is_translated_says_so() -> None:
    cut = "<segment><source>a</source><target>б</target></segment><segment><source>c</source></segment>"
    text = re.sub(r"<segment.*?</segment>", cut, xliff.write(BATCH).decode(), count=1, flags=re.DOTALL)
    assert xliff.read(text.encode()).units[0].status == "part-missing"


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'
OLD = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file/></xliff>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (BOMB, "format.xml-doctype"),
        (OUTSIDE, "format.xml-doctype"),
        (b"<tmx version='1.4'/>", "translation.not-xliff"),
        (OLD, "translation.xliff-version"),
        (xliff.write(BATCH).replace(b'trgLang="kk"', b""), "translation.no-languages"),
        (xliff.write(BATCH)[:-40], "format.truncated-xml"),
        (b"", "format.truncated-xml"),
        (b"<a>" * 200, "format.truncated-xml"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    with pytest.raises(SiltaError) as refused:
        xliff.read(raw)
    assert refused.value.code == code


def test_more_units_than_a_translator_takes_are_refused() -> None:
    unit = "<unit id='x'><segment><source>a</source></segment></unit>"
    head = f'<xliff xmlns="{xliff.CORE}" version="2.1" srcLang="fi" trgLang="kk"><file id="f">'
    with pytest.raises(SiltaError, match="too-many-units"):
        xliff.read(f"{head}{unit * (MAX_UNITS + 1)}</file></xliff>".encode())


def test_a_workbook_says_what_it_cannot_read() -> None:
    with pytest.raises(SiltaError, match="no-header"):
        workbook.read(_edited({}), BY_WORD)
    formula = workbook.read(_edited({"C1": "target kk"}, formula=True), BY_WORD)
    assert formula.units[0].status == "formula"
    unknown = workbook.read(_edited({"C1": "target kk", "D2": "valmis"}), BY_WORD)
    assert unknown.units[0].status == "unknown"


def _edited(cells: Mapping[str, str], *, formula: bool = False) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, words in {"A1": "id", "B1": "source fi", "D1": "status", "A2": "x.1.title", **cells}.items():
        sheet[place] = words
    if formula:
        sheet["C2"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_holds_no_formula_whatever_the_words_are() -> None:
    batch = Batch("fi", "kk", (Unit(ONE.format(1), 1, "title", "=1+1", "@SUM(A1)", "draft", "+x", "-y"),))
    raw = workbook.write(batch, say)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert workbook.read(raw, BY_WORD).units[0].target == "@SUM(A1)"
