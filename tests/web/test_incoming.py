"""Bringing an edited workbook back: looked at first, kept as drafts in one step that can be undone, errors sent back marked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import jobs
from silta.node.actions import uploads
from silta.node.models import Draft, Job, Record
from silta.web.pages.crosswalk import export as export_page
from tests.node.partner import record_id
from tests.web.conftest import NARROW, Reads, Visits, check_page
from tests.web.test_workbench import BENCHMARK, COMPARED, HERE, crosswalk, filled

__all__ = ["crosswalk"]
pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]


def exported(client: Client) -> Any:
    """The workbook with the drafts, opened."""
    answer = client.get(f"{HERE}/export/?format=xlsx&drafts=1")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def cell(sheet: Any, heading: str, row: int) -> Any:
    return sheet.cell(row, next(one.column for one in sheet[1] if one.value == heading))


def filled_in(sheet: Any, row: int, **values: Any) -> None:
    for name, value in values.items():
        cell(sheet, name.replace("_", " "), row).value = value


def row_of(sheet: Any, name: str) -> int:
    return next(int(one.row) for one in sheet["C"] if one.value == name)


def sent(client: Client, book: Any) -> str:
    """Bring a workbook; returns the address of its preview."""
    out = BytesIO()
    book.save(out)
    answer = client.post(f"{HERE}/import/", {"file": SimpleUploadedFile("a.xlsx", out.getvalue())})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return str(answer["Location"])


def confirmed(client: Client, preview: str, **more: Any) -> Any:
    return client.post(f"{HERE}/import/confirm/", {"file": preview.partition("file=")[2], **more})


@pytest.fixture
def decided(crosswalk: str, client_of: Clients) -> Client:
    """An expert with decisions about sections 2, 3 and 4 as drafts."""
    client = client_of("expert")
    for fragment in ("s-2", "s-3", "s-4"):
        client.post(f"{HERE}/{fragment}/", filled(target=fragment, do="stay"))
    assert Draft.objects.count() == 3
    return client


def edit(sheet: Any) -> None:
    """One changed, one taken back, one new, one with an error."""
    filled_in(sheet, row_of(sheet, "2 – 2"), Relation="equal", **{"Reasoning_(kk)": "Екеуі де талап етеді."})
    filled_in(sheet, row_of(sheet, "3 – 3"), Take_back="yes")
    filled_in(sheet, row_of(sheet, "4 – 4"), Law="very good")
    filled_in(
        sheet, sheet.max_row + 1, Benchmark_provisions="5", Compared_provisions="5; 6", Relation="intersects"
    )


def fields_of(fragment: str) -> dict[str, Any]:
    return next(d.fields for d in Draft.objects.all() if d.fields["sources"] == [f"{BENCHMARK}#{fragment}"])


def test_nothing_is_written_before_it_is_confirmed_and_then_all_that_is_good(decided: Client) -> None:
    book = exported(decided)
    edit(book["Mappings"])
    before = {draft.uid: draft.fields for draft in Draft.objects.all()}
    preview = sent(decided, book)
    page = decided.get(preview).content.decode()
    assert "Keep 3 rows as drafts" in page
    assert f"Mappings!K{row_of(book['Mappings'], '4 – 4')}" in page
    assert "“very good” cannot stand here. Possible: covered" in page
    assert {draft.uid: draft.fields for draft in Draft.objects.all()} == before
    done = confirmed(decided, preview)
    assert done["Location"] == preview  # a row is left
    assert {d.fields["sources"][0].partition("#")[2] for d in Draft.objects.all()} == {"s-2", "s-4", "s-5"}
    assert fields_of("s-2")["relation"] == "equal"
    assert fields_of("s-2")["reasoning"]["kk"] == {"text": "Екеуі де талап етеді.", "status": "draft"}
    assert fields_of("s-5")["targets"] == [f"{COMPARED}#s-5", f"{COMPARED}#s-6"]
    assert fields_of("s-4") in before.values()
    assert Record.objects.filter(kind="mapping").count() == 1  # the partner's: nothing was released


def test_one_step_takes_the_whole_back(decided: Client) -> None:
    before = {draft.uid: (draft.fields, draft.marking, draft.base) for draft in Draft.objects.all()}
    book = exported(decided)
    edit(book["Mappings"])
    confirmed(decided, sent(decided, book))
    assert "Undo: 3 drafts" in decided.get(f"{HERE}/decisions/").content.decode()
    decided.post(f"{HERE}/decisions/change/", {"do": "undo"})
    assert {draft.uid: (draft.fields, draft.marking, draft.base) for draft in Draft.objects.all()} == before


def test_rows_with_errors_are_fetched_mended_and_brought_in(decided: Client) -> None:
    book = exported(decided)
    edit(book["Mappings"])
    preview = sent(decided, book)
    token = preview.partition("file=")[2]
    back = openpyxl.load_workbook(BytesIO(decided.get(f"{HERE}/import/mend/?file={token}").content))
    sheet = back["Mappings"]
    assert sheet.max_row == 2
    assert cell(sheet, "Law", 2).value == "very good"
    assert "cannot stand here" in cell(sheet, "Law", 2).comment.text
    cell(sheet, "Law", 2).value = "b"
    assert confirmed(decided, sent(decided, back))["Location"] == f"{HERE}/decisions/"
    assert fields_of("s-4")["legal_rating"] == "b"


def test_what_changed_meanwhile_is_replaced_only_if_it_is_ticked(decided: Client) -> None:
    book = exported(decided)
    sheet = book["Mappings"]
    row = row_of(sheet, "2 – 2")
    filled_in(sheet, row, Relation="equal")
    version = Draft.objects.get(fields__name="2 – 2").version
    decided.post(f"{HERE}/s-2/", filled(do="stay", relation="intersects", version=str(version)))
    preview = sent(decided, book)
    assert f'name="take" value="{row}"' in decided.get(preview).content.decode()
    assert "No row of the workbook was chosen" in confirmed(decided, preview).content.decode()
    assert fields_of("s-2")["relation"] == "intersects"
    confirmed(decided, preview, take=[str(row)])
    assert fields_of("s-2")["relation"] == "equal"


def test_a_released_mapping_of_ours_gets_a_draft_of_its_next_revision(
    decided: Client, client_of: Clients
) -> None:
    client_of("coordinator").post(f"{HERE}/release/")
    book = exported(decided)
    sheet = book["Mappings"]
    filled_in(sheet, row_of(sheet, "2 – 2"), Relation="equal")
    partner = next(row for row in range(2, sheet.max_row + 1) if cell(sheet, "Party", row).value == "south")
    filled_in(sheet, partner, Relation="equal")
    preview = sent(decided, book)
    assert "only the partner can change" in decided.get(preview).content.decode()
    confirmed(decided, preview)
    draft = Draft.objects.get()
    assert (draft.base, draft.fields["relation"]) == (1, "equal")
    assert Record.objects.get(uid=draft.uid).fields["relation"] == "equivalent"


def test_who_may_not_write_brings_nothing_and_nobody_sees_the_file_of_another(
    decided: Client, client_of: Clients
) -> None:
    preview = sent(decided, exported(decided))
    token = preview.partition("file=")[2]
    reader = client_of("reader")
    for path in ("import/", f"import/?file={token}", f"import/mend/?file={token}"):
        assert reader.get(f"{HERE}/{path}").status_code == 403
    assert reader.post(f"{HERE}/import/confirm/", {"file": token}).status_code == 403
    other = client_of("coordinator")
    assert "not kept any more" in other.get(preview).content.decode()
    assert other.get(f"/crosswalk/{record_id(77)}/import/").status_code == 404


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Choose a file first"),
        (b"a,b\n", "This is no Excel workbook"),
        (b"PK\x03\x04x", "The workbook is damaged"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(decided: Client, raw: bytes, said: str) -> None:
    files = {"file": SimpleUploadedFile("a.xlsx", raw)} if raw else {}
    answer = decided.post(f"{HERE}/import/", files, follow=True)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_asking_takes_as_many_queries_for_many_rows_as_for_few(
    decided: Client, django_assert_num_queries: Any
) -> None:
    book = exported(decided)
    few = sent(decided, book)
    decided.get(few)
    with CaptureQueriesContext(connection) as queries:
        decided.get(few)
    counted = len(queries)
    sheet = book["Mappings"]
    for n in range(200):
        filled_in(
            sheet, 10 + n, Benchmark_provisions="6", Compared_provisions=f"{n}", Relation="equal", Law="?"
        )
    many = sent(decided, book)
    with django_assert_num_queries(counted):
        decided.get(many)


def test_a_large_workbook_is_read_and_taken_over_by_jobs(
    decided: Client, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "is_large", lambda _: True)

    def carried(page: str) -> str:
        jobs.carry_out(Job.objects.latest("pk").pk)
        return page

    book = exported(decided)
    edit(book["Mappings"])
    preview = sent(decided, book)
    assert "Waiting for its turn" in decided.get(preview).content.decode()
    page = decided.get(carried(preview)).content.decode()
    assert ["Екеуі де талап етеді." in page, "very good" in page, "Keep 3 rows as drafts" in page] == [
        True
    ] * 3
    assert "Екеуі де" not in client_of("coordinator").get(preview).content.decode()
    token = Job.objects.latest("pk").arguments["token"]
    mended = openpyxl.load_workbook(BytesIO(decided.get(f"{HERE}/import/mend/?file={token}").content))
    assert mended["Mappings"].max_row == 2
    taking = confirmed(decided, f"file={token}")["Location"]
    # The row with an error is left: the page goes on with what the file would still change.
    rest = decided.get(carried(taking))["Location"]
    page = decided.get(carried(rest)).content.decode()
    assert "3 drafts changed." in page
    assert "Keep" not in page.split("</form>")[0]
    assert {draft.fields["relation"] for draft in Draft.objects.all()} == {
        "equal",
        "equivalent",
        "intersects",
    }


@pytest.mark.browser
def test_the_pages_are_readable_by_everyone(decided: Client, visit: Visits) -> None:
    book = exported(decided)
    edit(book["Mappings"])
    for width in (NARROW, 1280):
        page = visit("expert", f"{HERE}/import/", "kk", width=width)
        check_page(page)
        out = BytesIO()
        book.save(out)
        page.set_input_files(
            "#file", {"name": "a.xlsx", "mimeType": "application/zip", "buffer": out.getvalue()}
        )
        page.locator("form .primary").click()
        page.wait_for_url("**file=*")
        check_page(page)


def test_a_large_export_is_a_job_whose_file_waits_for_those_who_may_have_it(
    decided: Client, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page, "AT_ONCE", 2)
    page = decided.get(f"{HERE}/coverage/").content.decode()
    assert f'<form method="post" action="{HERE}/export/">' in page
    assert decided.get(f"{HERE}/export/?format=xlsx&drafts=1")["Location"] == f"{HERE}/coverage/#export"
    started = decided.post(f"{HERE}/export/", {"format": "xlsx", "drafts": "1"})
    job = Job.objects.get()
    assert started["Location"] == f"{HERE}/coverage/?job={job.pk}#export"
    jobs.carry_out(job.pk)
    shown = decided.get(started["Location"].partition("#")[0]).content.decode()
    assert f"{HERE}/export/file/?job={job.pk}" in shown
    fetched = decided.get(f"{HERE}/export/file/?job={job.pk}")
    assert openpyxl.load_workbook(BytesIO(fetched.content))["Mappings"].max_row == 5
    assert client_of("reader").get(f"{HERE}/export/file/?job={job.pk}").status_code == 403
    assert decided.get(f"/crosswalk/{record_id(77)}/export/file/?job={job.pk}").status_code == 404


def test_a_cancelled_export_leaves_no_file(decided: Client) -> None:
    decided.post(f"{HERE}/export/", {"format": "xlsx"})
    Job.objects.update(cancel_asked=True)
    jobs.carry_out(Job.objects.get().pk)
    assert (Job.objects.get().state, Job.objects.get().result) == ("cancelled", {})


def test_a_crosswalk_goes_out_as_reqif_with_both_texts(decided: Client, read: Reads) -> None:
    answer = read("reader", f"{HERE}/export/?format=reqif")
    words = answer.content.decode()
    assert words.count("<SPECIFICATION ") == 2
    assert words.count("<SPEC-RELATION ") == 1
    assert "The duty number 1 is needed." in words
