"""Coverage of a benchmark: the matrix, one text by itself, what follows through a hub, and the gaps that are recorded."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.ledger.extension import VerifiedEntry
from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.library import ImportRequest, import_release
from silta.node.actions.responses import respond
from silta.node.models import Draft
from silta.node.queries.exports import export_of
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

BENCHMARK, ACT, HUB = "xx/standard-1@2020", "yy/act-7@2021-01-01", "zz/hub-3@2016"
CROSSWALK, TO_HUB, FROM_HUB = record_id(1), record_id(2), record_id(3)
EVIL = "<script>alert(1)</script>"


def sheet(count: int, chapters: int = 2) -> bytes:
    """A text of `count` requirements in chapters, as the template has it."""
    rows = ["number,heading,text,language,parent,level"]
    for chapter in range(1, chapters + 1):
        rows.append(f"{chapter},Chapter {chapter} {EVIL},,en,,chapter")
        rows.extend(
            f"R{n},Heading {n},Text {n}.,en,{chapter},requirement"
            for n in range(1, count + 1)
            if n % chapters == chapter % chapters
        )
    return "\n".join(rows).encode()


def bring_in(address: str, count: int, chapters: int = 2) -> None:
    request = ImportRequest(
        "a.csv", sheet(count, chapters), address, "en", None, f"Title of {address}", "act"
    )
    import_release(Actor(None, "coordinator", "Coordinator"), request)


def mapping(number: int, crosswalk: str = CROSSWALK, **changes: Any) -> dict[str, Any]:
    about = {"sources": [f"{BENCHMARK}#r-{number}"], **changes}
    return examples.mapping(crosswalk, f"R{number} – s. 7", **about)


def confirm(south: Partner, *entries: VerifiedEntry) -> None:
    """North agrees to what South has said."""
    for entry in entries:
        respond(
            Actor(None, "coordinator", "Coordinator"),
            target_origin=south.origin,
            target_index=entry.index,
            target_leaf=entry.leaf.hex(),
            verdict="agree",
        )


@pytest.fixture
def compared(south: Partner) -> Partner:
    """Three texts, three crosswalks; of the benchmark R1 is covered, R2 in part, R3 not, R4 by a path through the hub."""
    for address in (BENCHMARK, ACT, HUB):
        bring_in(address, 6)
    south.release(CROSSWALK, "crosswalk", examples.crosswalk())
    south.release(TO_HUB, "crosswalk", examples.crosswalk(compared=HUB))
    south.release(FROM_HUB, "crosswalk", examples.crosswalk(benchmark=HUB))
    said = [
        south.release(record_id(11), "mapping", mapping(1, targets=[f"{ACT}#r-1"], legal_rating="a")),
        south.release(record_id(12), "mapping", mapping(2, targets=[f"{ACT}#r-2"], relation="subset-of")),
        south.release(record_id(13), "mapping", mapping(3, targets=[], relation="no-relationship")),
        south.release(record_id(14), "mapping", mapping(4, TO_HUB, targets=[f"{HUB}#r-4"])),
        south.release(
            record_id(15),
            "mapping",
            mapping(4, FROM_HUB, sources=[f"{HUB}#r-4"], targets=[f"{ACT}#r-5"], relation="intersects"),
        ),
    ]
    south.release(record_id(16), "mapping", mapping(5, targets=[f"{ACT}#r-6"]))
    south.deliver()
    confirm(south, *said)
    return south


def rows_of(page: str) -> dict[str, str]:
    """Number of a provision → its row in the table of provisions."""
    table = page[page.index('id="provisions"') :]
    return {
        found[1]: row
        for row in re.split(r"<tr role=\"row\">", table)[2:]
        if (found := re.search(r"/(?:r-\d+)/\">(R\d+)</a>", row))
    }


def test_a_node_without_crosswalks_says_where_coverage_comes_from(people: Any, read: Reads) -> None:
    assert "No crosswalk yet" in read("reader", "/coverage/").content.decode()


def test_the_matrix_shows_every_text_and_opens_a_chapter_down_to_its_mappings(
    compared: Partner, read: Reads
) -> None:
    closed = read("reader", "/coverage/").content.decode()
    assert f"Title of {ACT}" in closed
    assert f"Title of {HUB}" in closed
    assert "R1 – s. 7" not in closed
    assert EVIL not in closed
    opened = read("reader", "/coverage/?open=1").content.decode()
    assert f"/record/{record_id(11)}/" in opened
    assert "Confirmed by both" in opened
    other = read("reader", f"/coverage/?benchmark={HUB}").content.decode()
    assert f"Coverage of Title of {HUB}" in other


def test_a_long_chapter_opens_a_hundred_requirements_at_a_time_and_says_so(
    people: Any, south: Partner, read: Reads
) -> None:
    for address, count in ((BENCHMARK, 120), (ACT, 6)):
        bring_in(address, count, chapters=1)
    south.release(CROSSWALK, "crosswalk", examples.crosswalk())
    south.deliver()
    first = read("reader", "/coverage/?open=1").content.decode()
    assert "Requirements 1–100 of 120" in first
    assert first.count("not compared yet") == 100
    assert "&amp;open=1&amp;page=2#row-1" in first
    for number in (2, 99):
        rest = read("reader", f"/coverage/?open=1&page={number}").content.decode()
        assert "Requirements 101–120 of 120" in rest
        assert rest.count("not compared yet") == 20


def test_each_provision_says_how_far_it_is_covered(compared: Partner, read: Reads) -> None:
    rows = rows_of(read("reader", f"/crosswalk/{CROSSWALK}/coverage/").content.decode())
    assert "Covered</span>" in rows["R1"]
    assert "Covered in part" in rows["R2"]
    assert "No counterpart" in rows["R3"]
    assert "Not assessed" in rows["R5"]
    assert f"/record/{record_id(16)}/" in rows["R5"]


def test_what_follows_through_a_hub_is_shown_with_its_path_and_counts_for_nothing(
    compared: Partner, read: Reads
) -> None:
    rows = rows_of(read("reader", f"/crosswalk/{CROSSWALK}/coverage/").content.decode())
    assert "Not assessed" in rows["R4"]
    assert "confirmed by nobody" in rows["R4"]
    assert f"/record/{record_id(14)}/" in rows["R4"]
    assert f"/record/{record_id(15)}/" in rows["R4"]
    assert "confirmed by nobody" not in rows["R1"]


def test_filters_leave_a_chapter_or_what_is_wanting(compared: Partner, read: Reads) -> None:
    page = read("reader", f"/crosswalk/{CROSSWALK}/coverage/?state=open").content.decode()
    assert set(rows_of(page)) == {"R2", "R3"}
    page = read("reader", f"/crosswalk/{CROSSWALK}/coverage/?chapter=1&state=covered").content.decode()
    assert set(rows_of(page)) == {"R1"}
    page = read("reader", f"/crosswalk/{CROSSWALK}/coverage/?chapter=9&page=x&state=zz").content.decode()
    assert len(rows_of(page)) == 6


def test_a_gap_is_recorded_once_with_all_that_is_known(
    compared: Partner, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    answer = client.post(f"/crosswalk/{CROSSWALK}/gap/", {"fragment": "r-2"})
    (draft,) = Draft.objects.filter(kind="gap")
    assert answer.headers["Location"] == f"/draft/{draft.uid}/"
    assert draft.fields["cause"] == "partial-provision"
    assert draft.fields["provisions"] == [f"{BENCHMARK}#r-2", f"{ACT}#r-2"]
    assert draft.fields["mappings"] == [record_id(12)]
    assert re.fullmatch(r"G-\d{4}-01", draft.fields["number"])
    rows = rows_of(client.get(f"/crosswalk/{CROSSWALK}/coverage/").content.decode())
    assert f"/draft/{draft.uid}/" in rows["R2"]
    assert "Record a gap" in rows["R3"]


def test_no_gap_follows_from_what_nobody_confirmed(
    compared: Partner, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    client.post(f"/crosswalk/{CROSSWALK}/gap/", {"fragment": "r-5"})
    assert not Draft.objects.filter(kind="gap").exists()
    assert client.post(f"/crosswalk/{CROSSWALK}/gap/", {"fragment": "r-99"}).status_code == 404
    assert client_of("reader").post(f"/crosswalk/{CROSSWALK}/gap/", {"fragment": "r-2"}).status_code != 200
    assert not Draft.objects.filter(kind="gap").exists()


def test_a_new_release_is_seen_at_once(compared: Partner, read: Reads) -> None:
    path = f"/crosswalk/{CROSSWALK}/coverage/"
    assert "Not assessed" in rows_of(read("reader", path).content.decode())["R5"]
    confirm(compared, compared.said[-1])
    assert "Covered</span>" in rows_of(read("reader", path).content.decode())["R5"]


def test_an_unknown_crosswalk_is_not_found(people: Any, read: Reads) -> None:
    assert read("reader", f"/crosswalk/{record_id(99)}/coverage/").status_code == 404


def test_pages_take_as_many_queries_however_much_there_is(
    south: Partner, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    bring_in(BENCHMARK, 150, 3)
    bring_in(ACT, 5)
    south.release(CROSSWALK, "crosswalk", examples.crosswalk())
    for n in range(1, 60):
        south.release(record_id(100 + n), "mapping", mapping(n))
    south.deliver()
    for path in (f"/crosswalk/{CROSSWALK}/coverage/", "/coverage/?open=1", "/gaps/"):
        with django_assert_max_num_queries(30):
            client.get(path)
    assert "page=2" in client.get(f"/crosswalk/{CROSSWALK}/coverage/").content.decode()
    # Fifty provisions in a chapter are more letters than an eye takes in.
    assert 'class="counted"' in client.get("/coverage/").content.decode()


def test_a_benchmark_of_many_chapters_is_shown_in_parts(south: Partner, read: Reads) -> None:
    bring_in(BENCHMARK, 130, 130)
    bring_in(ACT, 5)
    south.release(CROSSWALK, "crosswalk", examples.crosswalk())
    south.deliver()
    first = read("reader", f"/crosswalk/{CROSSWALK}/coverage/").content.decode()
    heat = first[: first.index('id="provisions"')]
    assert heat.count('scope="row"') == 60
    assert 'aria-current="page">R1–R60</b>' in heat
    assert 'href="?part=3">R121–R130</a>' in heat
    chosen = read("reader", f"/crosswalk/{CROSSWALK}/coverage/?chapter=61&state=open").content.decode()
    assert 'aria-current="page">R61–R120</b>' in chosen
    matrix = read("reader", "/coverage/?part=3").content.decode()
    assert matrix.count('class="chapter"') == 10
    opened = read("reader", "/coverage/?open=61").content.decode()
    assert 'aria-current="page">R61–R120</b>' in opened
    assert "part=2" in opened  # the way to close it stays in its part


@pytest.mark.parametrize(("code", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfuid"), ("oscal", b"{")])
def test_a_crosswalk_goes_out_as_a_file(compared: Partner, read: Reads, code: str, start: bytes) -> None:
    answer = read("reader", f"/crosswalk/{CROSSWALK}/export/?format={code}", "kk")
    assert answer.content.startswith(start)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_drafts_go_out_only_when_asked_for_by_those_who_may_write(
    compared: Partner, client_of: Callable[[str], Client]
) -> None:
    fields = mapping(6, targets=[f"{ACT}#r-6"]) | {"name": "A draft of North"}
    drafts.create(Actor(None, "coordinator", "Coordinator"), ARRANGEMENT, "mapping", fields)
    path = f"/crosswalk/{CROSSWALK}/export/?format=csv"
    assert "A draft of North" not in client_of("expert").get(path).content.decode()
    assert "A draft of North" in client_of("expert").get(f"{path}&drafts=1").content.decode()
    assert "A draft of North" not in client_of("reader").get(f"{path}&drafts=1").content.decode()


def test_headings_of_an_own_copy_stay_here(south: Partner, read: Reads) -> None:
    bring_in(BENCHMARK, 2)
    bring_in(ACT, 2)
    south.release(CROSSWALK, "crosswalk", examples.crosswalk())
    south.deliver()
    content = export_of(CROSSWALK, "en")
    assert {item.number for item in content.benchmark.items} == {"R1", "R2"}
    assert {item.heading for side in (content.benchmark, content.compared) for item in side.items} == {""}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path", ["/coverage/", "/coverage/?open=1", f"/crosswalk/{CROSSWALK}/coverage/", "/coverage/?x"]
)
def test_the_pages_keep_what_every_page_keeps(compared: Partner, visit: Visits, path: str) -> None:
    check_page(visit("coordinator", path, language="kk"))
