"""What the pages say while cooperation under an arrangement rests, and before a head decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.node import jobs
from silta.node.actions.actor import Actor
from silta.node.actions.drafts import create, save, start_revision
from silta.node.actions.release import release
from silta.node.models import Draft, Job
from tests.node import examples
from tests.node.partner import ARRANGEMENT
from tests.web.conftest import Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

HEAD = Actor.operator("head")
RESTS = "Cooperation under this arrangement rests"


@pytest.fixture
def suspending(people: Any) -> str:
    """A draft that suspends the arrangement; its id."""
    uid = create(HEAD, ARRANGEMENT, "arrangement", examples.arrangement())
    release(HEAD, uid)
    start_revision(HEAD, uid)
    fields = examples.arrangement() | {"state": "suspended", "reason": examples.text("A review.")}
    save(HEAD, uid, fields, version=None)
    return uid


def test_the_page_before_the_release_says_what_it_means_and_who_may(
    suspending: str, client_of: Callable[[str], Client]
) -> None:
    asked = client_of("coordinator").get(f"/draft/{suspending}/release/").content.decode()
    assert "rests from this moment" in asked
    assert "Only a head can release this." in asked
    assert "Sign and release" not in asked
    head = client_of("head")
    assert "Sign and release" in head.get(f"/draft/{suspending}/release/").content.decode()
    head.post(f"/draft/{suspending}/release/", {"version": Draft.objects.get(uid=suspending).version})
    assert RESTS in head.get("/").content.decode()


def test_nothing_is_released_on_the_pages_but_it_is_told_and_own_data_is_saved(
    suspending: str, client_of: Callable[[str], Client]
) -> None:
    release(HEAD, suspending)
    client = client_of("coordinator")
    page = client.get("/trust/").content.decode()
    assert "A review." in page
    assert 'href="/trust/sealed/"' in page, "the partner may have no other way to learn of it"
    draft = create(HEAD, ARRANGEMENT, "action", examples.action())
    answer = client.post(f"/draft/{draft}/release/", {"version": "1"})
    assert answer.status_code == 409
    client.post("/trust/own-data/")
    job = Job.objects.get(name="own-data")
    jobs.carry_out(job.pk)
    saved: Any = client.get(f"/trust/own-data/file/?job={job.pk}")
    assert b"".join(saved.streaming_content).startswith(b"PK")
    assert client_of("reader").post("/trust/own-data/").status_code == 403
    assert client_of("reader").get(f"/trust/own-data/file/?job={job.pk}").status_code == 403
    assert client.get("/trust/own-data/file/?job=999").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_resting_arrangement_keep_what_every_page_keeps(
    suspending: str, visit: Visits
) -> None:
    page = visit("head", f"/draft/{suspending}/release/", language="kk")
    check_page(page)
    release(HEAD, suspending)
    page.goto(page.url.split("/draft/")[0] + "/trust/")
    check_page(page)
