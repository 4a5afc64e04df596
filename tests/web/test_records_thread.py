"""The thread of a record on a page of its own, and the notes of colleagues about a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node.home import Home
from silta.node.models import Entry
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import NARROW, WIDE, Reads, Visits, check_page

pytestmark = [pytest.mark.django_db]


def story(south: Partner, activities: int = 1) -> None:
    south.release(record_id(3), "gap", examples.gap())
    south.release(record_id(4), "roadmap-item", examples.roadmap_item(record_id(3)))
    for n in range(activities):
        fields = examples.activity(f"2026-{n:02}", roadmap_item=record_id(4))
        south.release(record_id(50 + n), "activity", fields)
    south.deliver()


def test_the_whole_thread_is_drawn_with_what_is_missing(read: Reads, south: Partner) -> None:
    story(south)
    whole = read("reader", f"/record/{record_id(4)}/thread/").content.decode()
    page = whole[whole.index('<svg class="thread-map"') : whole.index("<table")]
    assert page.count("<rect") == 9
    assert page.count('<g class="missing"') == 3, "no provision, no mapping, no action yet"
    assert f'<a href="/record/{record_id(50)}/"><g class="present">' in page
    assert page.count("<path d=") == 2


def test_a_thread_takes_the_same_queries_however_wide_it_is(
    client_of: Callable[[str], Client], south: Partner
) -> None:
    client, counts = client_of("reader"), []
    for n in (2, 12):
        story(south, n)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/record/{record_id(4)}/thread/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_note_about_a_record_stays_on_the_node(client_of: Callable[[str], Client], south: Partner) -> None:
    story(south)
    url = f"/record/{record_id(4)}/"
    entries = Entry.objects.count()
    writer = client_of("contributor")
    assert writer.post(f"{url}note/", {"text": "Ask <the> ministry"}).status_code == 302
    assert "Ask &lt;the&gt; ministry" in client_of("reader").get(url).content.decode()
    assert Entry.objects.count() == entries
    assert client_of("reader").post(f"{url}note/", {"text": "No"}).status_code == 403
    assert writer.post(f"/record/{record_id(99)}/note/", {"text": "x"}).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "kk"])
def test_the_drawn_thread_keeps_what_every_page_keeps(
    visit: Visits, node: Home, south: Partner, language: str
) -> None:
    story(south, 8)
    for width in (WIDE, NARROW):
        check_page(visit("coordinator", f"/record/{record_id(4)}/thread/", language=language, width=width))
