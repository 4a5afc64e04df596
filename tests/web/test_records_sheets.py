"""A list as a sheet: what nobody touched changes nothing, good rows become drafts, what is wrong comes back marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import jobs
from silta.node.actions import drafts, release, uploads
from silta.node.actions.actor import Actor
from silta.node.home import Home
from silta.node.labels import say
from silta.node.models import Draft, Job
from silta.records.registry import KINDS
from silta.reports.sheets.columns import headings, main_columns
from silta.standards.formats.magic import OLE2
from silta.words.languages import CODES
from tests.conftest import Bounds
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")
Clients = Callable[[str], Client]


def released(kind: str, *fields: dict[str, Any]) -> list[str]:
    uids = [drafts.create(ACTOR, ARRANGEMENT, kind, one) for one in fields]
    return [one.uid for one in release.release_many(ACTOR, uids)]


def opened(raw: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(raw))


def taken(client: Client, kind: str, query: str = "", language: str = "en") -> Any:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return opened(client.get(f"/records/{kind}/sheet/{query}").content)


def sent(client: Client, kind: str, book: Any) -> Any:
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("list.xlsx", stream.getvalue())
    return client.post(f"/records/{kind}/bring/", {"file": file})


def bring(client: Client, kind: str, book: Any) -> str:
    return str(sent(client, kind, book).content.decode())


def counted(page: str) -> list[int]:
    """New, changed, unchanged, in conflict, with errors."""
    facts = re.search(r'<p class="facts">(.*?)</p>', page, re.DOTALL)
    assert facts, page
    return [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+)<", facts[1])]


def column(sheet: Any, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_two_columns_of_a_sheet_have_one_heading(kind: str) -> None:
    for language in CODES:
        said = list(headings(main_columns(KINDS[kind]), say, language).values())
        assert len(said) == len(set(said))


@pytest.mark.parametrize("language", CODES)
def test_a_sheet_that_nobody_touched_changes_nothing_in_any_language(
    client_of: Clients, south: Partner, language: str
) -> None:
    south.release(record_id(1), "activity", examples.activity("2026-02", host="south"))
    south.deliver()
    gap = released("gap", examples.gap(priority="high"))[0]
    released("roadmap-item", examples.roadmap_item(gap))
    cost = {"party": "north", "amount": 1200, "currency": "EUR", "payer": "host"}
    released("activity", examples.activity("2026-01", costs=[cost]))
    client = client_of("coordinator")
    for kind, count in (("gap", 1), ("roadmap-item", 1), ("activity", 2)):
        book = taken(client, kind, language=language)
        assert counted(bring(client, kind, book)) == [0, 0, count, 0, 0]


def test_changed_and_new_rows_become_drafts_and_nothing_before_that(client_of: Clients, node: Home) -> None:
    uid = released("gap", examples.gap())[0]
    released("roadmap-item", examples.roadmap_item(uid))
    client = client_of("coordinator")
    book = taken(client, "roadmap-item")
    sheet = book.worksheets[0]
    gap = column(sheet, "Gap")
    assert sheet.cell(2, gap).value == "G-2026-01"
    sheet.cell(2, column(sheet, "Year")).value = "2027"
    new = {"Number": "R-2027-02", "Step (English)": "Write a guide", "Gap": "g-2026-01", "Area": "legislation",
           "Year": 2027, "Responsible": "SOUTH", "State": "Planned"}  # fmt: skip
    for heading, value in new.items():
        sheet.cell(3, column(sheet, heading)).value = value
    page = bring(client, "roadmap-item", book)
    assert counted(page) == [1, 1, 0, 0, 0], page
    assert Draft.objects.count() == 0
    assert client.post("/records/roadmap-item/bring/confirm/").status_code == 302
    made = {draft.base: draft.fields for draft in Draft.objects.all()}
    assert made[1]["year"] == made[0]["year"] == 2027
    assert made[0]["gap"] == uid
    assert made[0]["title"] == {"en": {"text": "Write a guide", "status": "original"}}
    assert client.post("/records/roadmap-item/bring/confirm/").status_code == 400
    assert Draft.objects.count() == 2
    take_back(client, client_of("contributor"))


def take_back(client: Client, colleague: Client) -> None:
    """Whoever brought the sheet takes it back in one step, unless a draft was worked on; nobody else does."""
    assert "Undo: 2 drafts" in client.get("/records/roadmap-item/").content.decode()
    assert "Undo" not in colleague.get("/records/roadmap-item/").content.decode()
    colleague.post("/records/roadmap-item/bring/undo/")
    draft = Draft.objects.earliest("pk")
    Draft.objects.filter(pk=draft.pk).update(version=2)
    client.post("/records/roadmap-item/bring/undo/")
    assert "has been saved or released since" in client.get("/records/roadmap-item/").content.decode()
    assert Draft.objects.count() == 2
    Draft.objects.filter(pk=draft.pk).update(version=1)
    client.post("/records/roadmap-item/bring/undo/")
    assert Draft.objects.count() == 0
    assert "Undo" not in client.get("/records/roadmap-item/").content.decode()


def test_conflicts_and_errors_are_named_and_come_back_marked(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity("2026-09"))
    south.deliver()
    first, second, third = released("activity", *(examples.activity(f"2026-0{n}") for n in (1, 2, 3)))
    client = client_of("coordinator")
    book = taken(client, "activity")
    drafts.start_revision(ACTOR, first)
    drafts.save(ACTOR, first, examples.activity("2026-01", place=examples.text("Astana")), version=None)
    release.release(ACTOR, drafts.start_revision(ACTOR, second))
    sheet = book.worksheets[0]
    place, form, start = (column(sheet, words) for words in ("Place (English)", "Form", "From"))
    for row in (2, 3, 5):
        sheet.cell(row, place).value = "Helsinki"
    sheet.cell(4, form).value = "dance"
    sheet.cell(4, start).value = "=NOW()"
    page = bring(client, "activity", book)
    assert counted(page) == [0, 0, 0, 2, 2], page
    for words in (
        "“dance” cannot stand here",
        "formula",
        "stands at revision 2",
        "draft of the next revision",
        "another party",
    ):
        assert words in page
    back = opened(client.get("/records/activity/bring/returned/").content).worksheets[0]
    assert back.max_row == 5
    wrong = column(back, "What is wrong")
    assert "dance" in back.cell(4, wrong).value
    marked = {cell.column for cell in back[4] if cell.fill.fgColor.rgb == "FFFBE3E0"}
    assert marked == {form, start, wrong}
    assert third in [cell.value for cell in back["A"]]


def test_only_writers_bring_sheets_and_everybody_takes_lists_along(client_of: Clients, node: Home) -> None:
    reader = client_of("reader")
    assert reader.get("/records/activity/sheet/").status_code == 200
    assert reader.get("/records/activity/bring/").status_code == 403
    assert reader.get("/records/nonsense/sheet/").status_code == 404


def test_a_sheet_keeps_the_filters_of_its_list(client_of: Clients, node: Home) -> None:
    released("activity", examples.activity("1"), examples.activity("2", form="workshop"))
    sheet = taken(client_of("reader"), "activity", "?form=workshop").worksheets[0]
    assert [cell.value for cell in sheet[2]].count("2") == 1
    assert sheet.max_row == 2


def test_a_csv_comes_back_as_it_went(client_of: Clients, node: Home) -> None:
    title = {"en": {"text": "=SUM(A1)\nand more", "status": "original"}}
    released("activity", examples.activity("-1", title=title))
    client = client_of("coordinator")
    raw = client.get("/records/activity/sheet/?format=csv").content
    assert b"'=SUM" in raw
    file = SimpleUploadedFile("list.csv", raw)
    page = client.post("/records/activity/bring/", {"file": file}).content.decode()
    assert counted(page) == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"hello", "None of the columns"),
        (b"PK\x03\x04 broken", "The workbook is damaged"),
        (OLE2 + bytes(600), "Save it as .xlsx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7", "None of the columns"),
        (b"a,b\n1,2\n", "None of the columns"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(client_of: Clients, node: Home, raw: bytes, words: str) -> None:
    response = client_of("coordinator").post(
        "/records/gap/bring/", {"file": SimpleUploadedFile("x.xlsx", raw)}
    )
    assert response.status_code == 400
    assert "cannot be taken" in response.content.decode()
    assert words in response.content.decode()


@pytest.mark.timeout(300)
def test_a_sheet_of_5000_rows_with_errors_is_judged_in_seconds_and_a_handful_of_queries(
    client_of: Clients, node: Home, less_than: Bounds
) -> None:
    client = client_of("coordinator")
    rows = (f"A-{n},Send draft {n},{'NORTH' if n % 10 else 'nobody'},2027-03-31,Open" for n in range(5000))
    table = "\n".join(("Number,Title (English),Owner,Due,State", *rows)).encode()
    # So many rows are read and taken over by jobs, whose page can be left and found again.
    waiting = client.post("/records/action/bring/", {"file": SimpleUploadedFile("list.csv", table)})[
        "Location"
    ]
    number = Job.objects.get().pk
    assert waiting == f"/records/action/bring/?job={number}"
    for page in (waiting, "/records/action/bring/", f"/jobs/{number}/"):
        shown = client.get(page).content.decode()
        assert "Reading the file that was brought back" in shown
        assert "<h1>" in shown
    assert "Reading the file" not in client_of("expert").get(waiting).content.decode()
    with less_than(60):
        jobs.carry_out(number)
    assert counted(client.get(waiting).content.decode()) == [4500, 0, 0, 0, 500]
    assert len(opened(client.get("/records/action/bring/returned/").content).worksheets[0]["A"]) == 501
    taking = client.post("/records/action/bring/confirm/")["Location"]
    with less_than(60), CaptureQueriesContext(connection) as queries:
        jobs.carry_out(Job.objects.latest("pk").pk)
    assert "4,500 drafts" in client.get(taking, follow=True).content.decode().replace("4500", "4,500")
    assert Draft.objects.count() == 4500
    assert sum("node_job" not in query["sql"] for query in queries) < 30


def test_whoever_cancels_the_reading_of_a_large_sheet_finds_the_form_and_no_draft(
    client_of: Clients, node: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("coordinator")
    book = taken(client, "action")
    monkeypatch.setattr(uploads, "is_large", lambda _: True)
    waiting = sent(client, "action", book)["Location"]
    number = Job.objects.get().pk
    assert client_of("reader").post(f"/jobs/{number}/cancel/").status_code == 403
    client.post(f"/jobs/{number}/cancel/")
    jobs.carry_out(number)
    page = client.get(waiting).content.decode()
    assert "Cancelled; nothing was changed" in page
    assert 'type="file"' in page
    # What cannot be read as a sheet is told by the page as it is of a small one.
    broken = SimpleUploadedFile("list.csv", b"nothing,known\n1,2\n")
    waiting = client.post("/records/action/bring/", {"file": broken})["Location"]
    jobs.carry_out(Job.objects.latest("pk").pk)
    assert "The sheet cannot be taken like this" in client.get(waiting).content.decode()
    assert Draft.objects.count() == 0
