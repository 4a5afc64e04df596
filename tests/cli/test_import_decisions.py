"""`silta import-decisions`: the edited workbook looked at, kept as drafts, and its errors written to a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from silta.node.actions.library import ImportRequest, import_release
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import Draft
from tests.cli.conftest import Silta
from tests.node import examples
from tests.node.partner import Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

SHEET = "number,heading,text,language,parent,level\n" + "".join(
    f"{n},Rule {n},Text {n}.,en,,section\n" for n in (1, 2)
)


def run(silta: Silta, home: Home, *words: str) -> Any:
    return silta("--home", str(home.path), *words)


@pytest.fixture
def workbook(node: Home, silta: Silta, tmp_path: Path) -> Path:
    """A workbook of a crosswalk without mappings, with a good new row and a bad one."""
    for address in ("xx/standard-1@2020", "yy/act-7@2021-01-01"):
        request = ImportRequest(
            "a.csv", SHEET.encode(), address, "en", "template", address, "act", "official-act"
        )
        import_release(Actor(None, "coordinator", "Coordinator"), request)
    south = Partner("south")
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.deliver()
    path = tmp_path / "crosswalk.xlsx"
    assert run(silta, node, "export-crosswalk", record_id(1), "--out", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Mappings"]
    places = {one.value: int(one.column) for one in sheet[1] if one.column}
    for row, source in ((2, "1"), (3, "77")):
        values = {"Benchmark provisions": source, "Compared provisions": "2", "Relation": "equal"}
        for heading, value in values.items():
            sheet.cell(row, places[heading]).value = value
    book.save(path)
    return path


def test_a_preview_tells_and_changes_nothing(node: Home, silta: Silta, workbook: Path) -> None:
    answer = run(silta, node, "import-decisions", str(workbook), "--preview", "--json")
    assert answer.code == 0
    assert answer.data["crosswalk"] == record_id(1)
    assert answer.data["rows"] == {
        "new": 1,
        "changed": 0,
        "removed": 0,
        "conflict": 0,
        "error": 1,
        "unchanged": 0,
    }
    assert [(one["code"], one["where"]) for one in answer.data["errors"]] == [
        ("workbook.unknown-provision", "Mappings!D3")
    ]
    assert not Draft.objects.exists()


def test_good_rows_become_drafts_and_bad_ones_a_workbook(
    node: Home, silta: Silta, workbook: Path, tmp_path: Path
) -> None:
    back = tmp_path / "mend.xlsx"
    answer = run(silta, node, "import-decisions", str(workbook), "--mend", str(back))
    assert "1 drafts changed, 1 rows left." in answer.said
    assert Draft.objects.get().fields["sources"] == ["xx/standard-1@2020#s-1"]
    assert openpyxl.load_workbook(back)["Mappings"].max_row == 2


def test_a_workbook_that_names_no_crosswalk_is_asked_for_one(
    node: Home, silta: Silta, workbook: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    book.properties.subject = None
    book.save(workbook)
    refused = run(silta, node, "import-decisions", str(workbook))
    assert refused.code == 1
    assert "--crosswalk" in refused.complained
    assert run(silta, node, "import-decisions", str(workbook), "--crosswalk", record_id(1)).code == 0
