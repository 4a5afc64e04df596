"""The pages on which people see what newer texts change under a crosswalk, and carry over what is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.node.models import Draft
from silta.node.queries import records
from tests.node.test_renewal import amended, reviewed
from tests.web.conftest import Reads, Visits, check_page

__all__ = ["amended", "reviewed"]
pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_the_page_tells_what_changed_and_what_can_be_carried_over(amended: str, read: Reads) -> None:
    page = read("expert", f"/crosswalk/{amended}/changes/").content.decode()
    assert "Carry 1 unchanged mapping over" in page
    assert '<ins data-mark="inserted:">at once</ins>' in page.replace(" </ins>", "</ins>")
    assert "R2 – s. 8" not in page
    assert "R4 – s. 10" in page
    assert "Carry 1" not in read("reader", f"/crosswalk/{amended}/changes/").content.decode()


def test_a_crosswalk_of_the_newest_texts_says_so(reviewed: str, read: Reads) -> None:
    assert "the newest" in read("reader", f"/crosswalk/{reviewed}/changes/?page=x").content.decode()
    assert read("reader", "/crosswalk/018f0000-0000-7000-8000-000000000000/changes/").status_code == 404


def test_carrying_over_leads_to_the_draft_that_waits_for_its_release(
    amended: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    done = client.post(f"/crosswalk/{amended}/carry/")
    held = Draft.objects.get(kind="crosswalk")
    assert done["Location"] == f"/draft/{held.uid}/"
    again = client.post(f"/crosswalk/{amended}/carry/")
    assert again["Location"] == f"/crosswalk/{amended}/changes/"
    assert Draft.objects.filter(kind="mapping").count() == 1
    assert client_of("reader").post(f"/crosswalk/{amended}/carry/").status_code == 403
    assert client.get(f"/crosswalk/{amended}/carry/").status_code == 405


def test_home_the_workbench_and_coverage_lead_there(amended: str, read: Reads) -> None:
    link = f"/crosswalk/{amended}/changes/"
    for path in ("/", f"/crosswalk/{amended}/r-1/", f"/crosswalk/{amended}/coverage/"):
        assert f'href="{link}"' in read("coordinator", path).content.decode()
    stale = records.list_records("mapping", filters={"state": "stale"}).rows[0]
    page = read("reader", f"/record/{stale.uid}/").content.decode()
    assert f'href="{link}"' in page
    assert 'class="diff changed"' in page
    bench = read("coordinator", f"/crosswalk/{amended}/r-1/").content.decode()
    assert '<ins data-mark="inserted:">at once</ins>' in bench.replace(" </ins>", "</ins>")
    assert link not in read("coordinator", f"/crosswalk/{amended}/r-2/").content.decode()


def test_the_page_asks_no_more_for_many_mappings(
    amended: str, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    client.get(f"/crosswalk/{amended}/changes/")
    with django_assert_max_num_queries(32):
        client.get(f"/crosswalk/{amended}/changes/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_keep_what_every_page_keeps(amended: str, visit: Visits) -> None:
    for path in (
        f"/crosswalk/{amended}/changes/",
        f"/crosswalk/{amended}/r-1/",
        f"/crosswalk/{amended}/coverage/",
        f"/record/{records.list_records('mapping', filters={'state': 'stale'}).rows[0].uid}/",
    ):
        check_page(visit("coordinator", path, language="kk"))
