"""Who had access: what is written down by itself, who may read it, and that it never changes and never leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from silta.node import clock
from silta.node.actions import access
from silta.node.actions.accounts import set_active, set_roles, set_user
from silta.node.actions.actor import Actor
from silta.node.actions.drafts import create
from silta.node.actions.release import erase, release
from silta.node.actions.responses import respond
from silta.node.models import Access, User
from silta.node.queries.access import PAGE, Wanted, lines
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import PASSWORD, Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ADMINISTRATOR = Actor.operator("administrator")


def told(*columns: str) -> list[tuple[Any, ...]]:
    return list(Access.objects.order_by("pk").values_list(*columns))


def test_sign_ins_and_refusals_are_written_down_with_the_address(people: dict[str, int]) -> None:
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.7")
    Access.objects.all().delete()
    client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    client.post("/sign-in/", {"username": "expert", "password": PASSWORD})
    client.post("/sign-out/")
    assert told("what", "name", "roles", "address") == [
        ("sign-in-refused", "nobody", [], "192.0.2.7"),
        ("signed-in", "expert", ["expert"], "192.0.2.7"),
        ("signed-out", "expert", ["expert"], "192.0.2.7"),
    ]


def test_whoever_is_locked_out_is_written_down(people: dict[str, int]) -> None:
    client = Client(SERVER_NAME="localhost")
    for _ in range(9):
        client.post("/sign-in/", {"username": "expert", "password": "wrong"})
    assert Access.objects.filter(what="locked-out", name="expert").exists()


def test_accounts_tell_when_they_came_what_they_may_and_that_they_are_closed(node: Any) -> None:
    number = set_user("dana", PASSWORD, roles=["expert"], weak_password=True)
    set_roles(ADMINISTRATOR, number, ["expert", "head"])
    set_roles(ADMINISTRATOR, number, ["expert", "head"])
    set_active(ADMINISTRATOR, number, active=False)
    set_active(ADMINISTRATOR, number, active=False)
    assert told("what", "subject", "data") == [
        ("account-added", "dana", {"after": ["expert"]}),
        ("roles-changed", "dana", {"before": ["expert"], "after": ["expert", "head"]}),
        ("account-closed", "dana", {}),
    ]


def test_releases_agreements_and_erasures_name_the_person_here_and_only_here(
    people: dict[str, int], south: Partner
) -> None:
    head = Actor.of(User.objects.get(username="head"))
    done = release(head, create(head, ARRANGEMENT, "action", examples.action("2026-A09")))
    entry = south.release(record_id(1), "annual-review", examples.annual_review())
    south.deliver()
    respond(
        head,
        target_origin=south.origin,
        target_index=entry.index,
        target_leaf=entry.leaf.hex(),
        verdict="agree",
    )
    erase(head, done.uid, 1, "mistake")
    assert [one for one in told("what", "name", "kind", "subject") if one[0] != "account-added"] == [
        ("released", "head", "action", "2026-A09"),
        ("agreed", "head", "annual-review", ""),
        ("erased", "head", "action", "2026-A09"),
    ]


def test_every_file_that_is_saved_is_written_down(
    people: dict[str, int], client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    client.get("/records/action/sheet/")
    client.get("/trust/copies/")
    sealed: Any = client.get("/trust/sealed/")
    assert b"".join(sealed.streaming_content)
    saved = [one for one in told("what", "subject") if one[0].endswith("-saved")]
    assert saved == [
        ("list-saved", "action.xlsx"),
        ("logs-saved", f"{ARRANGEMENT}.zip"),
        ("sealed-saved", f"{ARRANGEMENT}.silta"),
    ]


def test_auditors_read_it_and_others_neither_see_nor_open_it(people: dict[str, int], read: Reads) -> None:
    page = read("auditor", "/access/").content.decode()
    assert "signed in" in page
    assert 'href="/access/"' in page
    assert read("coordinator", "/access/").status_code == 403
    assert read("coordinator", "/access/file.xlsx").status_code == 403
    assert 'href="/access/"' not in read("coordinator", "/").content.decode()


def test_filters_narrow_the_page_and_the_file(
    people: dict[str, int], client_of: Callable[[str], Client]
) -> None:
    client_of("expert")
    client = client_of("auditor")
    page = client.get("/access/", {"what": "signed-in", "name": "expert"}).context["lines"]
    assert [(one.what, one.name) for one in page] == [("signed-in", "expert")]
    today = clock.now().date()
    assert client.get("/access/", {"until": str(today - timedelta(days=3))}).context["lines"] == []
    answer = client.get("/access/file.xlsx", {"what": "signed-in", "name": "expert"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [[cell.value for cell in row][1] for row in sheet.iter_rows(min_row=2)] == ["expert"]
    assert client.get("/access/file.pdf").status_code == 404


def test_names_that_look_like_formulas_stay_text(
    people: dict[str, int], client_of: Callable[[str], Client]
) -> None:
    Client(SERVER_NAME="localhost").post("/sign-in/", {"username": "=1+1", "password": "x"})
    said = client_of("auditor").get("/access/file.csv").content.decode("utf-8-sig")
    assert "'=1+1" in said


def test_a_line_never_changes_and_goes_after_its_time(people: dict[str, int]) -> None:
    access.note(ADMINISTRATOR, "signed-in")
    line = Access.objects.latest("pk")
    line.name = "somebody else"
    with pytest.raises(RuntimeError):
        line.save()
    Access.objects.filter(pk=line.pk).update(at=clock.now() - timedelta(days=4 * 366))
    access.note_sign_in(ADMINISTRATOR)
    assert not Access.objects.filter(pk=line.pk).exists()


def test_long_lists_go_on_page_by_page(node: Any, django_assert_num_queries: Any) -> None:
    access.note_all(ADMINISTRATOR, "released", [access.About(str(n)) for n in range(PAGE + 5)])
    with django_assert_num_queries(1):
        first, after = lines(Wanted(what="released"))
    second, end = lines(Wanted(what="released"), after)
    assert (len(first), len(second), end) == (PAGE, 5, None)
    assert not {one.id for one in first} & {one.id for one in second}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_keeps_what_every_page_keeps(people: dict[str, int], visit: Visits) -> None:
    check_page(visit("auditor", "/access/", language="kk"))
