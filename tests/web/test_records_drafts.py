"""Drafting and releasing in the browser's way: forms that need no script, that lose nothing, and that say what they will do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from silta.node.actions import drafts, release
from silta.node.home import Home
from silta.node.queries import records
from silta.records.fields import Field
from silta.records.registry import KINDS
from silta.web.pages.records.controls import WIDE
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.django_db]

Clients = Callable[[str], Client]


def form_of(page: str) -> dict[str, Any]:
    """What a browser without scripts would send back of the draft's form on `page`."""
    form = page.partition('id="draft-form"')[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'\s{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and ("checkbox" not in tag or " checked" in tag):
            sent.setdefault(name[1], []).append(_plain(value[1]) if value else "on")
    for name, body in re.findall(r'<textarea[^>]*\sname="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [_plain(body)]
    for name, body in re.findall(r'<select[^>]*\sname="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


def _plain(text: str) -> str:
    for sign, plain in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(sign, plain)
    return text


def opened(client: Client, url: str) -> dict[str, Any]:
    response = client.get(url)
    assert response.status_code == 200
    return form_of(response.content.decode())


def draft(kind: str = "activity", fields: dict[str, Any] | None = None) -> str:
    return drafts.create(ACTOR, ARRANGEMENT, kind, fields or examples.activity())


def every_field(fields: tuple[Field, ...]) -> list[Field]:
    return [one for field in fields for one in (field, *every_field(field.rows))]


def test_the_form_knows_every_shape_of_every_kind() -> None:
    single_only = {"title", "prose", "flag", "state", "code", "ref", "party"}
    for kind in KINDS.values():
        for field in every_field(kind.described):
            assert not (field.many and field.shape in single_only), f"{kind.code}.{field.name}"
            assert field.many or field.shape not in {"rows", "frozen"}, f"{kind.code}.{field.name}"
            assert not (field.rows and field.shape not in WIDE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_that_opens_for_those_who_write(client_of: Clients, kind: str) -> None:
    assert client_of("contributor").get(f"/records/{kind}/new/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("activity", examples.activity(costs=[{"party": "south", "amount": 1200, "currency": "EUR", "payer": "host"}])),
        ("priority", examples.priority(years=[2026, 2027], level="high")),
        ("arrangement", examples.arrangement(clauses=[{"number": "1", "type": "scope", "text": examples.text("All.")}])),
        ("gap", examples.gap(stakeholders=examples.text("One", fi="Yksi"), provisions=["xx/standard-1@2020#r-1"])),
        ("annual-review", examples.annual_review()),
        ("roadmap-edition", examples.roadmap_edition(stakeholders=examples.text("A ministry"), partners=examples.text("IAEA"))),
        ("crosswalk", examples.crosswalk(raters=["A", "B"])),
        ("mapping", examples.mapping(record_id(1), together=True, targets=["yy/a@1#s-1", "yy/a@1#s-2"])),
    ],
)  # fmt: skip
def test_a_form_that_is_sent_as_it_came_changes_nothing(
    client_of: Clients, kind: str, fields: dict[str, Any]
) -> None:
    uid = draft(kind, fields)
    client = client_of("contributor")
    response = client.post(f"/draft/{uid}/", opened(client, f"/draft/{uid}/"))
    assert response.status_code == 302
    kept = records.draft(uid).fields
    assert {name: value for name, value in kept.items() if value is not False} == {
        name: value for name, value in fields.items() if value not in ([], False)
    }


def test_a_new_record_is_begun_saved_and_found_again(client_of: Clients) -> None:
    client = client_of("contributor")
    form = opened(client, "/records/action/new/") | {
        "number": "2026-A07",
        "title:kk": "Жобаны жіберу",
        "due": "5.2026",
    }
    response = client.post("/records/action/new/", form)
    assert response.status_code == 302
    held = records.drafts("action")[0]
    assert response["Location"] == f"/draft/{held.uid}/"
    assert held.fields == {
        "number": "2026-A07",
        "title": {"kk": {"text": "Жобаны жіберу", "status": "original"}},
        "due": "2026-05",
        "state": "open",
    }


def test_rows_are_added_and_removed_without_any_script(client_of: Clients, node: Home) -> None:
    uid, client = draft(), client_of("contributor")
    url = f"/draft/{uid}/"
    added = client.post(url, opened(client, url) | {"do": "add:sides"})
    assert added["Location"] == f"{url}?add=sides#field-sides"
    form = opened(client, f"{url}?add=sides")
    assert form["sides"] == ["0", "1"]
    client.post(url, form | {"sides:1:party": "south", "sides:1:participants": "4"})
    assert records.draft(uid).fields["sides"][1] == {"party": "south", "participants": 4}
    removed = client.post(url, opened(client, url) | {"do": "remove:sides:0"})
    assert removed["Location"] == f"{url}#field-sides"
    assert records.draft(uid).fields["sides"] == [{"party": "south", "participants": 4}]


def test_what_was_typed_is_kept_even_if_it_cannot_be_right(client_of: Clients, node: Home) -> None:
    uid, client = draft("priority", examples.priority()), client_of("contributor")
    url = f"/draft/{uid}/"
    client.post(url, opened(client, url) | {"years": "2026, next year", "area": "astrology"})
    held = records.draft(uid).fields
    assert held["years"] == [2026, "next year"]
    page = client.get(f"{url}?check").content.decode()
    assert "next year" in page
    assert 'href="#field-years"' in page
    assert "is not in the list to choose from" in page


def test_two_people_on_one_draft_notice_each_other_and_lose_nothing(client_of: Clients, node: Home) -> None:
    uid = draft("priority", examples.priority(why=examples.text("It matters.")))
    url, mine, theirs = f"/draft/{uid}/", client_of("contributor"), client_of("expert")
    my_form, their_form = opened(mine, url), opened(theirs, url)
    theirs.post(url, their_form | {"why:en": "It matters greatly."})
    response = mine.post(url, my_form | {"why:en": "It matters now."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone else has saved this draft" in page
    assert "Test Expert" in page
    assert "It matters <del>greatly</del>." in page
    assert "It matters <ins>now</ins>." in page
    assert records.draft(uid).fields["why"]["en"]["text"] == "It matters greatly."
    assert mine.post(url, form_of(page)).status_code == 302
    assert records.draft(uid).fields["why"]["en"]["text"] == "It matters now."


def test_saving_the_same_words_twice_is_no_conflict(client_of: Clients, node: Home) -> None:
    uid, client = draft("priority", examples.priority()), client_of("contributor")
    form = opened(client, f"/draft/{uid}/")
    assert client.post(f"/draft/{uid}/", form).status_code == 302
    assert client.post(f"/draft/{uid}/", form).status_code == 302


def test_autosave_answers_with_the_version_or_with_words(client_of: Clients, node: Home) -> None:
    uid, client = draft("priority", examples.priority()), client_of("contributor")
    form = opened(client, f"/draft/{uid}/")
    saved = client.post(f"/draft/{uid}/autosave/", form | {"why:en": "Because."}).json()
    assert saved["version"] == 2
    assert saved["saved"]
    late = client.post(f"/draft/{uid}/autosave/", form | {"why:en": "Otherwise."})
    assert late.status_code == 409
    assert late.json()["errors"][0]["code"] == "draft.changed-meanwhile"
    too_long = client.post(f"/draft/{uid}/autosave/", form | {"version": "2", "why:en": "x" * 1_100_000})
    assert too_long.status_code == 400
    assert "Because." in str(records.draft(uid).fields)


def test_a_draft_that_cannot_be_stored_comes_back_with_every_word(client_of: Clients, node: Home) -> None:
    uid, client = draft("priority", examples.priority()), client_of("contributor")
    form = opened(client, f"/draft/{uid}/") | {"why:en": "long " * 220_000}
    response = client.post(f"/draft/{uid}/", form)
    assert response.status_code == 400
    assert "Not saved" in response.content.decode()
    assert form_of(response.content.decode())["why:en"][0].strip() == ("long " * 220_000).strip()


def test_a_release_says_what_it_will_do_does_it_and_says_what_was_done(
    client_of: Clients, node: Home
) -> None:
    uid, client = draft(), client_of("coordinator")
    form = opened(client, f"/draft/{uid}/") | {"do": "release", "marking": "tlp-amber"}
    response = client.post(f"/draft/{uid}/", form)
    assert response["Location"] == f"/draft/{uid}/release/"
    page = client.get(response["Location"]).content.decode()
    for words in ("signed with the key of North", "South", "TLP:AMBER", "It cannot be taken back."):
        assert words in page, words
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    done = client.post(f"/draft/{uid}/release/", {"version": version[1]}, follow=True)
    row = records.get(uid).row
    words = done.content.decode()
    assert (
        f"Revision 1 is released: entry {row.index} of our log, text {row.leaf[:4]} {row.leaf[4:8]}." in words
    )
    again = client.post(f"/draft/{uid}/release/", {"version": version[1]}, follow=True)
    assert again.redirect_chain == [(f"/record/{uid}/", 302)]
    assert "no longer here" in again.content.decode()
    assert records.get(uid).row.leaf == row.leaf, "pressing twice releases once"
    assert records.drafts() == []


def test_an_incomplete_draft_is_not_released_and_each_problem_leads_to_its_field(
    client_of: Clients, node: Home
) -> None:
    uid, client = (
        draft("activity", {"number": "1", "sides": [{"lead": "Somebody"}]}),
        client_of("coordinator"),
    )
    page = client.get(f"/draft/{uid}/release/").content.decode()
    assert "This draft cannot be released yet" in page
    assert f'href="/draft/{uid}/?check#field-title"' in page
    assert f'href="/draft/{uid}/?check#field-sides-0-party"' in page
    assert "Sides 1, Party: This is needed." in page
    form = client.get(f"/draft/{uid}/?check").content.decode()
    assert 'id="field-sides-0-party-error"' in form
    refused = client.post(f"/draft/{uid}/release/", {"version": "1"})
    assert refused.status_code == 409
    assert records.drafts()[0].uid == uid


def test_a_draft_that_changed_under_the_question_is_asked_about_again(client_of: Clients, node: Home) -> None:
    uid, client = draft(), client_of("coordinator")
    drafts.save(ACTOR, uid, examples.activity("2026-02"), version=1)
    response = client.post(f"/draft/{uid}/release/", {"version": "1"}, follow=True)
    assert "changed after you had opened this page" in response.content.decode()
    assert records.drafts()[0].uid == uid


def test_a_revision_offers_only_the_states_that_may_follow(client_of: Clients, node: Home) -> None:
    (done,) = say("activity", examples.activity())
    client = client_of("contributor")
    url = client.post(f"/record/{done.uid}/revise/")["Location"]
    page = client.get(url).content.decode()
    states = page.partition('name="state"')[2].partition("</select>")[0]
    assert re.findall(r'value="([^"]+)"', states) == [
        "planned",
        "confirmed",
        "held",
        "postponed",
        "cancelled",
    ]
    assert "draft of revision 2" in page


def test_a_frozen_record_stays_at_its_revision_until_the_newer_one_is_asked_for(
    client_of: Clients, node: Home
) -> None:
    (first,) = say("activity", examples.activity("2026-01"))
    frozen = {"record": first.uid, "revision": 1, "leaf": first.leaf}
    uid, client = draft("programme", examples.programme(frozen)), client_of("contributor")
    drafts.start_revision(ACTOR, first.uid)
    drafts.save(ACTOR, first.uid, examples.activity("2026-01", state="confirmed"), version=None)
    second = release.release(ACTOR, first.uid)
    form = opened(client, f"/draft/{uid}/")
    client.post(f"/draft/{uid}/", form)
    assert records.draft(uid).fields["activities"] == [frozen]
    form = opened(client, f"/draft/{uid}/")
    client.post(f"/draft/{uid}/", form | {"activities:renew": first.uid})
    assert records.draft(uid).fields["activities"] == [
        {"record": first.uid, "revision": 2, "leaf": second.leaf}
    ]


def test_addresses_of_provisions_say_whether_the_library_has_them(client_of: Clients, node: Home) -> None:
    uid = draft("gap", examples.gap(provisions=["xx/standard-1@2020#r-1", "nonsense"]))
    page = client_of("contributor").get(f"/draft/{uid}/").content.decode()
    assert "is not in the library of this node" in page


def test_a_draft_is_thrown_away_and_the_record_stays(client_of: Clients, node: Home) -> None:
    (done,) = say("priority", examples.priority())
    client = client_of("contributor")
    client.post(f"/record/{done.uid}/revise/")
    assert client.post(f"/draft/{done.uid}/discard/")["Location"] == f"/record/{done.uid}/"
    uid = draft()
    assert client.post(f"/draft/{uid}/discard/")["Location"] == "/records/activity/"
    assert records.drafts() == []
    assert client.post(f"/draft/{uid}/discard/").status_code == 404


def test_files_are_attached_to_a_draft_and_travel_with_its_release(client_of: Clients, node: Home) -> None:
    uid, client = draft(), client_of("coordinator")
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7", content_type="application/pdf")
    assert client.post(f"/draft/{uid}/attach/", {"file": file}).status_code == 302
    assert "plan.pdf" in client.get(f"/draft/{uid}/").content.decode()
    nameless = SimpleUploadedFile("a\x01b", b"x", content_type="text/plain")
    assert client.post(f"/draft/{uid}/attach/", {"file": nameless}).status_code == 302
    assert client.post(f"/draft/{uid}/attach/", {}).status_code == 302
    version = records.draft(uid).version
    client.post(f"/draft/{uid}/release/", {"version": version})
    assert "plan.pdf" in [one["name"] for one in records.get(uid).attachments]


@pytest.mark.parametrize("role", ["reader", "auditor", "administrator"])
def test_those_who_may_not_write_cannot_draft(client_of: Clients, node: Home, role: str) -> None:
    uid = draft()
    (done,) = say("priority", examples.priority())
    client = client_of(role)
    for url in ("/records/activity/new/", f"/draft/{uid}/", f"/draft/{uid}/release/"):
        assert client.get(url).status_code == 403, url
    for url in (
        "/records/activity/new/", f"/draft/{uid}/", f"/draft/{uid}/autosave/", f"/draft/{uid}/discard/",
        f"/draft/{uid}/attach/", f"/draft/{uid}/release/", f"/record/{done.uid}/revise/",
    ):  # fmt: skip
        sent = {"file": SimpleUploadedFile("a.txt", b"x")} if "attach" in url else {}
        assert client.post(url, sent).status_code == 403, url
    assert "Revise" not in client.get(f"/record/{done.uid}/").content.decode()


@pytest.mark.parametrize("role", ["contributor", "expert"])
def test_those_who_may_write_but_not_release_are_told_who_does(
    client_of: Clients, node: Home, role: str
) -> None:
    uid, client = draft(), client_of(role)
    page = client.get(f"/draft/{uid}/").content.decode()
    assert "A coordinator or the head releases it." in page
    assert "/release/" not in page
    assert client.get(f"/draft/{uid}/release/").status_code == 403
    assert client.post(f"/draft/{uid}/release/", {"version": "1"}).status_code == 403


def test_nobody_revises_what_the_partner_has_said(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "priority", examples.priority())
    south.deliver()
    client = client_of("head")
    assert "Revise" not in client.get(f"/record/{record_id(1)}/").content.decode()
    assert client.post(f"/record/{record_id(1)}/revise/")["Location"] == f"/record/{record_id(1)}/"
    assert records.drafts() == []


def test_a_form_without_its_token_is_refused(client_of: Clients, node: Home) -> None:
    uid = draft()
    client = client_of("coordinator")
    client.handler.enforce_csrf_checks = True
    for url in (
        f"/draft/{uid}/",
        f"/draft/{uid}/autosave/",
        f"/draft/{uid}/release/",
        f"/record/{uid}/answer/",
    ):
        assert client.post(url, json.dumps({}), content_type="application/json").status_code == 403


def test_a_file_of_a_draft_is_for_those_who_write(client_of: Clients, node: Home) -> None:
    uid = draft()
    digest = drafts.attach(ACTOR, uid, b"between us", "text/plain", "note.txt").sha256
    response: Any = client_of("expert").get(f"/record/{uid}/file/{digest}/")
    assert b"".join(response.streaming_content) == b"between us"
    assert client_of("reader").get(f"/record/{uid}/file/{digest}/").status_code == 404


def test_a_list_shows_fifty_drafts_at_a_time_however_many_a_sheet_has_made(
    client_of: Clients, node: Home, django_assert_max_num_queries: Any
) -> None:
    prepared = [drafts.Prepared(examples.action(f"N-{n}"), "tlp-green") for n in range(120)]
    drafts.create_many(ACTOR, ARRANGEMENT, "action", prepared)
    client, path, seen = client_of("coordinator"), "/records/action/", list[str]()
    client.get(path)
    while path:
        with django_assert_max_num_queries(30):
            page = client.get(path).content.decode()
        seen += re.findall(r"/draft/([0-9a-f-]{36})/", page)
        further = re.search(r'href="(\?[^"]*)#drafts"', page)
        path = f"/records/action/{_plain(further[1])}" if further else ""
    assert len(seen) == len(set(seen)) == 120
    assert client.get("/records/action/?drafts=nonsense").status_code == 200
