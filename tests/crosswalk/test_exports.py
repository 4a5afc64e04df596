"""Exports of a crosswalk: what OSCAL, a workbook and a table say, and what they keep to themselves."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any, Literal, get_args

import openpyxl
import pytest
from lxml import etree

from silta.crosswalk.coverage import Decision, coverage
from silta.crosswalk.formats import FORMATS, oscal_mapping, tables
from silta.crosswalk.formats.content import Content, Item, Mapped, Side
from silta.crosswalk.relations import Relation
from silta.standards.formats import reqif as reqif_reader
from silta.standards.formats.reading import Options
from silta.standards.provisions import Provision, Release
from silta.words.errors import SiltaError

BENCHMARK = Side(
    "xx/standard-1@2020", "Standard 1", "titles-only", (Item("r-1", "R1", "One"), Item("r-2", "R2", "Two"))
)
ACT = Side(
    "yy/act-7@2021", "Act 7", "official-act", (Item("s-7", "s. 7", "Seven"), Item("s-8", "s. 8", "Eight"))
)
UID = "019baf5e-2ac0-7000-8000-000000000001"


def mapped(relation: Relation | Literal[""] = "subset-of", **changes: Any) -> Mapped:
    one = Mapped(
        uid="019baf5e-2ac0-7000-8000-000000000011", name="R1 – s. 7", sources=("xx/standard-1@2020#r-1",),
        targets=("yy/act-7@2021#s-7",), relation=relation, rationale="semantic", together=False, legal="b",
        implementation="a", reasoning="=1+1", author="A", reviewer="", party="north", state="panel-confirmed",
        revision=1, released_at="2026-01-12T09:30:00Z",
    )  # fmt: skip
    return replace(one, **changes)


def content(*mappings: Mapped) -> Content:
    decisions = [
        Decision(m.uid, m.sources, m.targets, m.relation, legal=m.legal) for m in mappings if m.relation
    ]
    units = [f"{BENCHMARK.address}#{item.fragment}" for item in BENCHMARK.items]
    return Content(
        UID,
        "Crosswalk",
        "en",
        "2026-01-12T09:30:00Z",
        "open",
        BENCHMARK,
        ACT,
        mappings,
        coverage(units, decisions),
    )


def say(context: str, words: str) -> str:
    return words


def oscal(*mappings: Mapped) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(oscal_mapping.write(content(*mappings), say))["mapping-collection"]
    return found


def test_oscal_tells_what_the_source_is_to_the_target() -> None:
    (mapping,) = oscal(mapped("subset-of"))["mappings"]
    assert mapping["source-resource"] == {"type": "catalog", "href": BENCHMARK.address}
    assert mapping["target-resource"] == {"type": "catalog", "href": ACT.address}
    (one,) = mapping["maps"]
    # The act is a part of the standard, so the standard contains the act.
    assert one["relationship"] == "superset-of"
    assert [item["id-ref"] for item in (*one["sources"], *one["targets"])] == ["r-1", "s-7"]
    assert {"name": "rating-of-law", "value": "b", "ns": oscal_mapping.NAMESPACE} in one["props"]


@pytest.mark.parametrize("relation", get_args(Relation))
def test_every_relation_has_its_word_or_our_namespace(relation: Relation) -> None:
    (one,) = oscal(mapped(relation))["mappings"][0]["maps"]
    ours = relation in ("equivalent-alternative", "not-applicable")
    assert one.get("ns", "") == (oscal_mapping.NAMESPACE if ours else "")


def test_what_has_no_counterpart_stands_in_the_summary_of_gaps() -> None:
    lone = mapped("no-relationship", uid="m2", sources=("xx/standard-1@2020#r-2",), targets=())
    (mapping,) = oscal(mapped(), lone)["mappings"]
    assert len(mapping["maps"]) == 1
    assert mapping["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["r-2"]}]


def test_ids_are_of_the_versions_that_oscal_allows_and_lead_back_to_our_records() -> None:
    uid = "019baf5e-2ac0-7000-8000-000000000001"
    found = oscal(mapped(uid=uid), mapped(uid=uid, party="south"))
    one, other = found["mappings"][0]["maps"]
    allowed = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    ids = [found["uuid"], found["mappings"][0]["uuid"], one["uuid"], other["uuid"]]
    assert all(map(allowed.fullmatch, ids))
    assert len(set(ids)) == 4
    assert {"name": "record", "value": uid, "ns": oscal_mapping.NAMESPACE} in one["props"]


def test_an_oscal_collection_needs_a_map() -> None:
    with pytest.raises(SiltaError) as caught:
        oscal_mapping.write(content(), say)
    assert caught.value.problems[0].code == "crosswalk.nothing-to-export"


def test_drafts_make_the_collection_a_draft() -> None:
    found = oscal(mapped(), mapped(uid="m2", state="draft", released_at=""))
    assert found["provenance"]["status"] == "draft"
    assert {p["value"] for m in found["mappings"][0]["maps"] for p in m["props"] if p["name"] == "state"} == {
        "panel-confirmed",
        "draft",
    }


def test_the_workbook_has_a_sheet_per_purpose_with_frozen_headings_and_no_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].write(content(mapped()), say)))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == [
        "Crosswalk", "How to fill in", "Mappings", "Coverage", "Not covered", "Compared provisions",
    ]  # fmt: skip
    assert book["Mappings"].freeze_panes == "D2"
    assert {book[name].freeze_panes for name in ("Coverage", "Not covered")} == {"B2"}
    assert [cell.value for cell in book["Coverage"]["D"]] == ["Coverage", "Covered in part", "Not assessed"]
    assert [cell.value for cell in book["Not covered"]["A"]] == ["Number", "R1"]
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.rows for cell in row)


def test_the_table_keeps_its_columns_and_runs_nothing() -> None:
    found = list(csv.DictReader(StringIO(tables.write(content(mapped()), say).decode("utf-8-sig"))))
    assert tuple(found[0]) == tables.COLUMNS
    assert found[0]["relation"] == "subset-of"
    assert found[0]["reasoning"] == "'=1+1"


@pytest.mark.parametrize("code", FORMATS)
def test_the_same_content_gives_the_same_bytes(code: str) -> None:
    assert FORMATS[code].write(content(mapped()), say) == FORMATS[code].write(content(mapped()), say)


def test_what_a_row_is_about_is_locked_and_what_experts_decide_is_free() -> None:
    sheet = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].write(content(mapped()), say)))["Mappings"]
    assert sheet.protection.sheet
    free = {
        sheet.cell(1, cell.column).value for cell in sheet[2] if cell.value and not cell.protection.locked
    }
    assert free == {"Relation", "Compared provisions", "Rationale", "Law", "Practice"}
    below = {name: sheet.column_dimensions[name].protection.locked for name in "ABDF"}
    assert below == {"A": True, "B": True, "D": False, "F": False}


def test_lists_offer_the_words_of_the_reader_from_a_hidden_sheet() -> None:
    book = openpyxl.load_workbook(
        BytesIO(FORMATS["xlsx"].write(content(mapped()), lambda _, words: f"«{words}»"))
    )
    rules = {str(rule.sqref): rule.formula1 for rule in book["«Mappings»"].data_validations.dataValidation}
    assert rules["F2:F1048576"] == "'«Lists»'!$A$1:$A$8"
    assert book["«Lists»"].sheet_state == "hidden"
    assert [cell.value for cell in book["«Lists»"]["A"]][:2] == ["«equal»", "«equivalent»"]


def test_a_draft_without_a_relation_is_in_the_workbook_and_in_no_other_export() -> None:
    begun = mapped(uid="m2", relation="", state="draft", released_at="")
    assert len(oscal(mapped(), begun)["mappings"][0]["maps"]) == 1
    book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].write(content(begun), say)))
    assert book["Mappings"]["F2"].value is None


def text_of(address: str, word: str) -> Release:
    units = [
        Provision(f"{word}{n}", (), f"Heading {n}", f"Text {n}.", "en", "requirement", None, f"{word}-{n}", n)
        for n in (1, 2)
    ]
    return Release(f"Title of {address}", "en", tuple(units), identifier=address)


def exchanged(*mappings: Mapped) -> bytes:
    whole = content(*mappings)
    benchmark = replace(whole.benchmark, release=text_of(BENCHMARK.address, "r"))
    compared = replace(whole.compared, release=replace(text_of(ACT.address, "s"), title="Act"))
    return FORMATS["reqif"].write(replace(whole, benchmark=benchmark, compared=compared), say)


@pytest.mark.parametrize(("part", "word"), [(f"Title of {BENCHMARK.address}", "r"), ("Act", "s")])
def test_both_texts_of_a_reqif_exchange_come_in_again_as_they_were(part: str, word: str) -> None:
    found = reqif_reader.FORMAT.read(exchanged(mapped()), "en", Options(part=part))
    assert [p.fragment for p in found.release.provisions] == [f"{word}-1", f"{word}-2"]
    held = text_of(BENCHMARK.address, word).provisions
    assert [(p.number, p.heading, p.text, p.level) for p in found.release.provisions] == [
        (p.number, p.heading, p.text, p.level) for p in held
    ]
    assert not [p for p in found.problems if p.severity == "error"]


def test_a_relation_stands_between_the_objects_of_each_pair_and_says_what_the_experts_said() -> None:
    one = mapped(
        sources=(f"{BENCHMARK.address}#r-1",),
        targets=(f"{ACT.address}#s-1", f"{ACT.address}#s-2"),
        reasonings={"kk": "Себебі", "en": "Because"},
    )
    root = etree.fromstring(exchanged(one, mapped("no-relationship", uid="m2", targets=())))
    relations = root.findall(".//{*}SPEC-RELATION")
    ends = [
        tuple(found.findtext(f"{{*}}{end}/{{*}}SPEC-OBJECT-REF") for end in ("SOURCE", "TARGET"))
        for found in relations
    ]
    assert ends == [("benchmark.r-1", "compared.s-1"), ("benchmark.r-1", "compared.s-2")]
    objects = {found.get("IDENTIFIER") for found in root.findall(".//{*}SPEC-OBJECT")}
    assert {end for pair in ends for end in pair} <= objects
    names = {
        d.get("IDENTIFIER"): d.get("LONG-NAME") for d in root.findall(".//{*}ATTRIBUTE-DEFINITION-STRING")
    }
    said = {
        names[value.findtext("{*}DEFINITION/{*}ATTRIBUTE-DEFINITION-STRING-REF")]: value.get("THE-VALUE")
        for value in relations[0].findall("{*}VALUES/{*}ATTRIBUTE-VALUE-STRING")
    }
    assert said["Silta.relation"] == "subset-of"
    assert (said["Silta.legal_rating"], said["Silta.implementation_rating"]) == ("b", "a")
    assert (said["Silta.reasoning.kk"], said["Silta.reasoning.en"]) == ("Себебі", "Because")


def test_identifiers_of_an_exchange_are_there_once() -> None:
    root = etree.fromstring(
        exchanged(mapped(sources=(f"{BENCHMARK.address}#r-1",), targets=(f"{ACT.address}#s-1",)))
    )
    found = [one.get("IDENTIFIER") for one in root.iter() if one.get("IDENTIFIER")]
    assert len(found) == len(set(found))


def test_a_writer_can_be_stopped_by_whom_it_reports_to() -> None:
    def stop(done: int, total: int) -> None:
        raise SiltaError("job.cancelled", done=done, total=total)

    for one in FORMATS.values():
        with pytest.raises(SiltaError, match=r"job\.cancelled"):
            one.write(content(mapped()), say, stop)
