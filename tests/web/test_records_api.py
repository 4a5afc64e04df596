"""The API: the same records and refusals as on the pages, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.node.actions import drafts
from silta.node.home import Home
from silta.node.queries import records
from silta.records.registry import KINDS
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.django_db]

Clients = Callable[[str], Client]


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    return client.generic(method, f"/api/v1{path}", json.dumps(body), content_type="application/json")


def codes(response: Any) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def test_a_stranger_gets_an_error_and_nothing_else(node: Home) -> None:
    (done,) = say("priority", examples.priority())
    stranger = Client(SERVER_NAME="localhost")
    for path in ("/kinds", "/records", f"/records/{done.uid}", "/drafts", "/search?q=x"):
        response = stranger.get(f"/api/v1{path}")
        assert response.status_code == 401, path
        assert response.json() == {
            "errors": [{"code": "api.not-signed-in", "where": "", "message": "Sign in first."}]
        }
    assert stranger.get("/api/v1/openapi.json").status_code == 302


def test_a_change_needs_the_token_against_forged_requests(client_of: Clients, node: Home) -> None:
    client = client_of("coordinator")
    client.handler.enforce_csrf_checks = True
    forged = send(client, "POST", "/drafts", {"kind": "activity"})
    assert (forged.status_code, codes(forged)) == (403, ["api.token-missing"])
    assert records.drafts() == []


def test_there_is_no_page_of_the_documentation_but_its_document(client_of: Clients, node: Home) -> None:
    client = client_of("reader")
    assert client.get("/api/v1/docs").status_code == 404
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/records/{uid}" in described["paths"]


def test_kinds_are_described_with_fields_codes_and_a_schema(client_of: Clients, node: Home) -> None:
    client = client_of("reader")
    told = client.get("/api/v1/kinds").json()
    assert [one["code"] for one in told] == list(KINDS)
    activity = client.get("/api/v1/kinds/activity").json()
    by_name = {field["name"]: field for field in activity["fields"]}
    assert by_name["form"]["codes"]["seminar"] == "seminar"
    assert by_name["roadmap_item"]["kinds"] == ["roadmap-item"]
    assert [row["name"] for row in by_name["sides"]["rows"]] == ["party", "lead", "participants"]
    assert activity["moves"]["held"] == ["reported"]
    assert "number" in activity["fields_schema"]["required"]
    assert codes(client.get("/api/v1/kinds/sauna")) == ["record.unknown-kind"]


def test_records_are_listed_a_page_at_a_time(client_of: Clients, node: Home) -> None:
    say("action", *(examples.action(f"A{n}") for n in range(5)))
    client, seen = client_of("reader"), list[str]()
    after: str | None = ""
    while after is not None:
        page = client.get(f"/api/v1/records?kind=action&sort=number&limit=2&after={after}").json()
        assert page["total"] == 5
        seen += [row["number"] for row in page["records"]]
        after = page["next"]
    assert seen == [f"A{n}" for n in range(5)]
    assert client.get("/api/v1/records?kind=action&state=open").json()["total"] == 0
    assert client.get("/api/v1/search?q=draft+A3").json()[0]["number"] == "A3"


def test_a_record_has_the_same_shape_as_at_the_command_line(client_of: Clients, south: Partner) -> None:
    said = south.release(record_id(1), "action", examples.action(colour="blue"))
    south.respond(south.origin, said, "comment")
    south.deliver()
    told = client_of("reader").get(f"/api/v1/records/{record_id(1)}").json()
    assert told == json.loads(json.dumps(records.record_for_tools(record_id(1))))
    missing = client_of("reader").get(f"/api/v1/records/{record_id(2)}")
    assert (missing.status_code, codes(missing)) == (404, ["record.unknown"])


def test_a_draft_is_begun_saved_and_released(client_of: Clients, node: Home) -> None:
    client = client_of("coordinator")
    begun = send(client, "POST", "/drafts", {"kind": "activity", "fields": {"number": "2026-01"}})
    assert begun.status_code == 201
    uid = begun.json()["uid"]
    assert {"code": "record.missing-field", "where": "title", "message": "This is needed."} in begun.json()[
        "problems"
    ]
    refused = send(client, "POST", f"/drafts/{uid}/release")
    assert refused.status_code == 422
    assert "record.missing-field" in codes(refused)
    saved = send(
        client, "PUT", f"/drafts/{uid}", {"fields": examples.activity(), "version": 1, "marking": "public"}
    )
    assert (saved.status_code, saved.json()["problems"], saved.json()["version"]) == (200, [], 2)
    late = send(client, "PUT", f"/drafts/{uid}", {"fields": {}, "version": 1})
    assert (late.status_code, codes(late)) == (409, ["draft.changed-meanwhile"])
    assert client.get(f"/api/v1/drafts/{uid}").json()["fields"] == examples.activity()
    done = send(client, "POST", f"/drafts/{uid}/release")
    row = records.get(uid).row
    assert done.status_code == 201
    assert done.json() == {
        "uid": uid,
        "revision": 1,
        "origin": row.origin,
        "index": row.index,
        "leaf": row.leaf,
    }
    assert send(client, "POST", f"/records/{uid}/revise").json() == {"uid": uid}
    assert [one["uid"] for one in client.get("/api/v1/drafts?kind=activity").json()] == [uid]
    assert send(client, "DELETE", f"/drafts/{uid}").status_code == 204
    assert client.get("/api/v1/drafts").json() == []


def test_an_answer_names_the_text_that_was_read(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.deliver()
    target = records.target_of(record_id(2))
    said = {"verdict": "agree", "origin": target.origin, "index": target.index, "leaf": target.leaf}
    client = client_of("expert")
    other = send(client, "POST", f"/records/{record_id(2)}/answers", said | {"leaf": "0" * 64})
    assert (other.status_code, codes(other)) == (409, ["respond.other-leaf"])
    assert send(client, "POST", f"/records/{record_id(2)}/answers", said).status_code == 201
    assert [answer.verdict for answer in records.get(record_id(2)).record.responses] == ["agree"]
    denied = send(client_of("reader"), "POST", f"/records/{record_id(2)}/answers", said)
    assert (denied.status_code, codes(denied)) == (403, ["permission.denied"])


def test_an_answer_is_given_at_the_address_of_its_own_record(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "priority", examples.priority())
    south.release(record_id(2), "priority", examples.priority())
    south.deliver()
    target = records.target_of(record_id(2))
    said = {"verdict": "comment", "origin": target.origin, "index": target.index, "leaf": target.leaf,
            "reasons": examples.text("Yes.")}  # fmt: skip
    response = send(client_of("expert"), "POST", f"/records/{record_id(1)}/answers", said)
    assert (response.status_code, codes(response)) == (409, ["respond.other-leaf"])


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("auditor", 403), ("contributor", 200)])
def test_drafts_are_for_those_who_write(client_of: Clients, node: Home, role: str, status: int) -> None:
    uid = drafts.create(ACTOR, ARRANGEMENT, "activity", examples.activity())
    client = client_of(role)
    assert client.get("/api/v1/drafts").status_code == status
    assert client.get(f"/api/v1/drafts/{uid}").status_code == status
    assert send(client, "PUT", f"/drafts/{uid}", {"fields": {}, "version": 1}).status_code == status
    assert send(client, "POST", f"/drafts/{uid}/release").status_code == 403


@pytest.mark.parametrize("body", ["{nonsense", "[]", '{"kind": 1}', "", '{"kind": "activity", "fields": []}'])
def test_a_request_that_cannot_be_read_says_where(client_of: Clients, node: Home, body: str) -> None:
    response = client_of("coordinator").generic(
        "POST", "/api/v1/drafts", body, content_type="application/json"
    )
    assert response.status_code in (400, 422)
    assert set(codes(response)) == {"api.malformed"}


def test_an_address_that_is_none_is_told_as_an_error(client_of: Clients, node: Home) -> None:
    response = client_of("reader").get("/api/v1/records/not-an-id")
    assert (response.status_code, codes(response)) == (404, ["api.no-such-address"])


def test_errors_are_told_in_the_language_of_the_one_who_asks(client_of: Clients, node: Home) -> None:
    client = client_of("reader")
    path = f"/records/{record_id(1)}"
    told = {language: _message(client, path, language) for language in ("en", "fi")}
    assert told["en"] != told["fi"]


def _message(client: Client, path: str, language: str) -> str:
    client.post("/preferences/", {"language": language, "next": "/"})
    return str(client.get(f"/api/v1{path}").json()["errors"][0]["message"])
