"""Exports of a crosswalk: what OSCAL, a workbook and a table say, and what they keep to themselves."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any, get_args

import openpyxl
import pytest

from silta.crosswalk.coverage import Decision, coverage
from silta.crosswalk.formats import FORMATS, oscal_mapping, tables
from silta.crosswalk.formats.content import Content, Item, Mapped, Side
from silta.crosswalk.relations import Relation
from silta.words.errors import SiltaError

BENCHMARK = Side(
    "xx/standard-1@2020", "Standard 1", "titles-only", (Item("r-1", "R1", "One"), Item("r-2", "R2", "Two"))
)
ACT = Side(
    "yy/act-7@2021", "Act 7", "official-act", (Item("s-7", "s. 7", "Seven"), Item("s-8", "s. 8", "Eight"))
)
UID = "019baf5e-2ac0-7000-8000-000000000001"


def mapped(relation: Relation = "subset-of", **changes: Any) -> Mapped:
    one = Mapped(
        uid="019baf5e-2ac0-7000-8000-000000000011", name="R1 – s. 7", sources=("xx/standard-1@2020#r-1",),
        targets=("yy/act-7@2021#s-7",), relation=relation, rationale="semantic", together=False, legal="b",
        implementation="a", reasoning="=1+1", author="A", reviewer="", party="north", state="panel-confirmed",
        revision=1, released_at="2026-01-12T09:30:00Z",
    )  # fmt: skip
    return replace(one, **changes)


def content(*mappings: Mapped) -> Content:
    decisions = [Decision(m.uid, m.sources, m.targets, m.relation, legal=m.legal) for m in mappings]
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
    assert book.sheetnames == ["Crosswalk", "Mappings", "Coverage", "Not covered"]
    assert {sheet.freeze_panes for sheet in book.worksheets[1:]} == {"B2"}
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
