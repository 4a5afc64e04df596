"""Experts, consultations, advice, experience and results: each kind whole on its pages, and what follows from what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.ledger.entries import Summary
from silta.ledger.extension import VerifiedEntry
from silta.node import clock
from silta.node.actions import drafts, release, responses
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import Draft, Revision
from silta.node.queries import records
from silta.node.queries.home import needs_me
from silta.node.queries.measures import measured
from silta.records.registry import KINDS
from tests.node import examples
from tests.node.conftest import expert
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads
from tests.web.test_records_lists import ACTOR, say
from tests.web.test_records_page import revise

__all__ = ["expert"]

pytestmark = [pytest.mark.django_db]

Example = Callable[..., dict[str, Any]]
Clients = Callable[[str], Client]

CHAINS: dict[str, tuple[Example, ...]] = {
    "expert": (examples.expert,),
    "consultation": (examples.consultation,),
    "advice": (examples.consultation, examples.advice),
    "advice-response": (examples.consultation, examples.advice, examples.advice_response),
    "assessment": (examples.assessment,),
    "finding": (examples.assessment, examples.finding),
    "practice": (examples.practice,),
    "applicability-review": (examples.practice, examples.applicability_review),
    "indicator": (examples.indicator,),
    "result": (examples.indicator, examples.result),
    "document": (examples.document,),
}
"""Kind → the examples that lead to it: each names the one before."""


def code_of(example: Example) -> str:
    return example.__name__.replace("_", "-")


def say_chain(kind: str) -> str:
    """Release the examples that lead to a kind; the id of the last one."""
    uid = ""
    for example in CHAINS[kind]:
        uid = say(code_of(example), example(uid) if uid else example())[0].uid
    return uid


@pytest.mark.parametrize("kind", sorted(CHAINS))
def test_each_kind_has_its_page_its_list_and_its_form_in_every_language(
    read: Reads, node: Home, kind: str
) -> None:
    uid = say_chain(kind)
    for language in ("kk", "ru", "fi", "en"):
        page = read("coordinator", f"/record/{uid}/", language)
        assert page.status_code == 200
        assert read("reader", f"/records/{kind}/", language).status_code == 200
        assert read("contributor", f"/records/{kind}/new/", language).status_code == 200
    if len(CHAINS[kind]) > 1:
        (target,) = {link.uid for link in records.references_out(uid) if link.row}
        assert f"/record/{uid}/" in read("reader", f"/record/{target}/").content.decode()


@pytest.mark.parametrize("kind", sorted(CHAINS))
def test_each_kind_is_reached_from_the_list_of_subjects(read: Reads, node: Home, kind: str) -> None:
    page = read("reader", f"/records/{kind}/").content.decode()
    assert page.count('aria-current="page"') >= 1, KINDS[kind].plural


def state(uid: str) -> str:
    return records.get(uid).row.state_code


def test_the_state_of_a_consultation_follows_what_both_sides_have_said(node: Home, south: Partner) -> None:
    (asked,) = say("consultation", examples.consultation())
    target = records.target_of(asked.uid)
    assert state(asked.uid) == "sent"
    text = VerifiedEntry(target.index, bytes.fromhex(target.leaf), b"", Summary("release", None), None)
    south.respond(target.origin, text, "agree")
    south.deliver()
    assert state(asked.uid) == "accepted"
    advice = examples.advice(asked.uid)
    south.release(record_id(1), "advice", advice | {"state": "in-preparation"})
    south.deliver()
    assert state(asked.uid) == "assigned"
    south.release(record_id(1), "advice", advice, 2)
    south.deliver()
    assert (state(asked.uid), state(record_id(1))) == ("answered", "issued")
    say("advice-response", examples.advice_response(record_id(1)))
    assert (state(asked.uid), state(record_id(1))) == ("decided", "in-part")


def test_advice_of_ones_own_answers_nothing(node: Home) -> None:
    (asked,) = say("consultation", examples.consultation())
    (own,) = say("advice", examples.advice(asked.uid))
    say("advice-response", examples.advice_response(own.uid))
    assert (state(asked.uid), state(own.uid)) == ("sent", "issued")


def test_withdrawn_advice_and_advice_that_names_another_question_leave_the_consultation_as_it_was(
    node: Home, south: Partner
) -> None:
    first, second = say("consultation", examples.consultation(), examples.consultation("2026-C02"))
    south.release(record_id(1), "advice", examples.advice(first.uid))
    south.deliver()
    assert (state(first.uid), state(second.uid)) == ("answered", "sent")
    south.release(record_id(1), "advice", examples.advice(second.uid), 2)
    south.deliver()
    assert (state(first.uid), state(second.uid)) == ("sent", "answered")
    south.withdraw(record_id(1), 2)
    south.deliver()
    assert (state(first.uid), state(second.uid)) == ("sent", "sent")


def test_a_result_stands_by_its_indicator_and_the_indicator_by_its_latest_result(
    node: Home, south: Partner
) -> None:
    south.release(record_id(2), "result", examples.result(record_id(1)))
    south.deliver()
    assert state(record_id(2)) == "not-measured"
    south.release(record_id(1), "indicator", examples.indicator())
    south.deliver()
    assert (state(record_id(1)), state(record_id(2))) == ("on-track", "on-track")
    south.release(record_id(3), "result", examples.result(record_id(1), year=2027, actual="8"))
    south.deliver()
    assert (state(record_id(1)), state(record_id(3))) == ("off-track", "off-track")
    south.release(record_id(1), "indicator", examples.indicator(target="8"), 2)
    south.deliver()
    assert (state(record_id(1)), state(record_id(3))) == ("achieved", "achieved")


def test_a_practice_is_adopted_when_the_other_side_puts_it_into_action(node: Home, south: Partner) -> None:
    (shared,) = say("practice", examples.practice())
    taken_up = examples.applicability_review(
        shared.uid, verdict="applicable", reasons=examples.text("As is."), planned=examples.text("Faster."),
        state="in-action",
    )  # fmt: skip
    south.release(record_id(1), "applicability-review", taken_up)
    south.deliver()
    assert state(shared.uid) == "adopted"
    seen = taken_up | {"observed": examples.text("Twice as fast."), "state": "verified"}
    south.release(record_id(1), "applicability-review", seen, 2)
    south.deliver()
    assert state(shared.uid) == "proven"


def test_a_document_that_a_later_one_replaces_says_so(node: Home) -> None:
    (old,) = say("document", examples.document())
    say("document", examples.document("2026-D02", replaces=old.uid))
    assert state(old.uid) == "replaced"


def page_of(read: Reads, role: str, uid: str) -> str:
    return read(role, f"/record/{uid}/").content.decode()


def test_the_page_of_a_consultation_says_who_could_be_asked_and_who_not_and_why(
    read: Reads, node: Home, south: Partner
) -> None:
    (asked,) = say("consultation", examples.consultation())
    say("expert", examples.expert("Of our own"))
    south.release(record_id(1), "expert", examples.expert("Fitting"))
    south.release(record_id(2), "expert", examples.expert("Unfit", languages=["fi"]))
    south.deliver()
    page = page_of(read, "reader", asked.uid)
    suitable, _, excluded = page.partition("<details")
    assert "Fitting" in suitable
    assert "3.3 inspection: high, verified by Head of training." in suitable
    assert "Unfit" not in suitable
    assert "Works in none of the languages of the answer: English." in excluded
    assert "Of our own" not in page
    assert "waits for 0 days" in page
    assert f"/records/advice/new/?consultation={asked.uid}" not in page


def test_the_side_that_is_asked_accepts_prepares_and_the_asking_side_decides(
    read: Reads, node: Home, south: Partner
) -> None:
    south.release(record_id(1), "consultation", examples.consultation())
    south.deliver()
    page = page_of(read, "coordinator", record_id(1))
    assert "We accept the request" in page_of(read, "expert", record_id(1))
    link = f"/records/advice/new/?consultation={record_id(1)}"
    assert link in page
    assert "It is not a regulatory decision" in read("coordinator", link).content.decode()
    (asked,) = say("consultation", examples.consultation("2026-C02"))
    south.release(record_id(2), "advice", examples.advice(asked.uid))
    south.deliver()
    page = page_of(read, "contributor", record_id(2))
    assert f"/records/advice-response/new/?advice={record_id(2)}" in page
    say("advice-response", examples.advice_response(record_id(2)))
    page = page_of(read, "contributor", record_id(2))
    assert "Samples are kept" in page
    assert "/records/advice-response/new/" not in page
    assert "decided after 0 days" in page_of(read, "reader", asked.uid)


def test_the_page_of_a_practice_says_who_took_it_up_and_what_it_changed(
    read: Reads, node: Home, south: Partner
) -> None:
    south.release(record_id(1), "practice", examples.practice())
    south.deliver()
    assert f"/records/applicability-review/new/?practice={record_id(1)}" in page_of(
        read, "contributor", record_id(1)
    )
    seen = examples.applicability_review(
        record_id(1), verdict="applicable", reasons=examples.text("As is."), planned=examples.text("Faster."),
        observed=examples.text("Twice as fast."), state="verified",
    )  # fmt: skip
    say("applicability-review", seen)
    page = page_of(read, "contributor", record_id(1))
    assert page.index("Faster.") < page.index("Twice as fast.")
    assert "/records/applicability-review/new/" not in page


def test_an_indicator_shows_its_results_and_what_the_records_say(read: Reads, node: Home) -> None:
    say("activity", examples.activity("2026-01", state="held"), examples.activity("2026-02"))
    fields = examples.indicator(rule="activities-held", target="12.5")
    (measured,) = say("indicator", fields)
    say("result", examples.result(measured.uid, actual="2.5"))
    page = read("reader", f"/record/{measured.uid}/", "fi").content.decode()
    assert "2,5" in page
    assert "12,5" in page
    assert '<span class="num">2026</span>: <b class="num">1</b>' in page


def test_what_the_records_measure_names_its_evidence_and_becomes_a_result(
    read: Reads, client_of: Clients, node: Home
) -> None:
    say(
        "activity",
        examples.activity("2026-01", state="held", form="seminar"),
        examples.activity("2026-02", state="held", form="technical-visit"),
    )
    (said,) = say("indicator", examples.indicator(rule="seminars-held"))
    page = page_of(read, "reader", said.uid)
    assert "Shown by 1 record" in page
    assert ">2026-01 " in page
    assert ">2026-02 " not in page
    client = client_of("contributor")
    client.post(f"/indicator/{said.uid}/computed/", {"year": "2026"})
    (draft,) = records.drafts("result")
    assert (draft.fields["actual"], draft.fields["year"], len(draft.fields["records"])) == ("1", 2026, 1)
    assert "seminars and workshops held in the year" in draft.fields["evidence"]["en"]["text"]
    assert draft.fields["evidence"]["fi"]["text"].startswith("Laskettu tietueista")
    assert release.release_many(ACTOR, [draft.uid])
    client.post(f"/indicator/{said.uid}/computed/", {"year": "2020"})
    assert records.drafts("result") == []


def test_the_turnaround_of_a_year_is_the_median_without_the_days_of_questions_back(
    read: Reads, node: Home, south: Partner
) -> None:
    first = south.release(record_id(1), "consultation", examples.consultation(), time="2026-03-01T08:00:00Z")
    south.release(
        record_id(2), "consultation", examples.consultation("2026-C02"), time="2026-03-01T08:00:00Z"
    )
    south.deliver()
    target: Any = records.target_of(record_id(1))
    with clock.set_to(datetime(2026, 3, 5, 8, tzinfo=UTC)):
        responses.respond(
            ACTOR, target_origin=target.origin, target_index=target.index, target_leaf=target.leaf,
            verdict="comment", reasons=examples.text("Which cables?"),
        )  # fmt: skip
    south.respond(south.origin, first, "comment", time="2026-03-15T08:00:00Z")
    south.deliver()
    for number, day in ((1, 31), (2, 11)):
        with clock.set_to(datetime(2026, 3, day, 8, tzinfo=UTC)):
            say("advice", examples.advice(record_id(number), f"2026-V0{number}"))
    (found,) = measured(ARRANGEMENT, "consultation-days", "en")
    assert (found.year, found.value, len(found.rows)) == (2036, "15", 2)
    page = page_of(read, "reader", record_id(1))
    assert "answered after 20 days" in page
    assert "besides 10 days on which the clock rested" in page


def test_what_was_adopted_from_whom_stands_on_one_page(
    client_of: Clients, node: Home, south: Partner
) -> None:
    client, counts, page = client_of("reader"), [], ""
    assert "Nothing has been adopted yet" in client.get("/adoption/").content.decode()
    for number in range(2):
        for place in range(1 + 4 * number):
            offered = record_id(20 + 10 * number + place)
            south.release(offered, "practice", examples.practice(f"2026-P{offered[-3:]}"))
            south.deliver()
            seen = examples.applicability_review(
                offered, verdict="applicable", reasons=examples.text("As is."), planned=examples.text("Faster."),
                observed=examples.text("Twice as fast."), state="verified",
            )  # fmt: skip
            say("applicability-review", seen)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/adoption/").content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert page.index("Faster.") < page.index("Twice as fast.")
    assert "Twice as fast." not in client.get("/adoption/?party=south").content.decode()
    assert "Twice as fast." not in client.get("/adoption/?area=transport").content.decode()


def test_everything_about_an_expert_can_be_erased_in_one_step(client_of: Clients, node: Home) -> None:
    (said,) = say("expert", examples.expert("Given Name"))
    revise(said.uid, examples.expert("Given Name", availability="on-request"))
    drafts.start_revision(ACTOR, said.uid)
    client = client_of("coordinator")
    page = client.get(f"/record/{said.uid}/").content.decode()
    assert f"/record/{said.uid}/end/#erase" in page
    sent = {"do": "erase", "revision": "all", "reason": "personal-data", "sure": "on"}
    assert client.post(f"/record/{said.uid}/end/", sent).status_code == 302
    for path in (
        f"/record/{said.uid}/",
        f"/record/{said.uid}/?revision=1",
        "/records/expert/",
        "/search/?q=Given",
    ):
        assert "Given Name" not in client.get(path).content.decode()
    assert not Draft.objects.exists()
    assert not Revision.objects.exclude(fields=None).exists()
    assert client.post(f"/record/{said.uid}/end/", sent).status_code == 409


def test_what_the_other_side_asks_advises_and_offers_waits_for_us(
    node: Home, south: Partner, expert: Actor
) -> None:
    (asked,) = say("consultation", examples.consultation())
    south.release(record_id(1), "consultation", examples.consultation())
    south.release(record_id(2), "advice", examples.advice(asked.uid))
    south.release(record_id(3), "practice", examples.practice())
    south.deliver()
    waiting = {need.uid for need in needs_me(expert) if need.need == "review"}
    assert waiting == {record_id(1), record_id(2), record_id(3)}
    say("advice-response", examples.advice_response(record_id(2)))
    say("applicability-review", examples.applicability_review(record_id(3)))
    assert {need.uid for need in needs_me(expert) if need.need == "review"} == {record_id(1)}


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_cost_the_same_queries_whatever_stands_on_them(
    client_of: Callable[[str], Client], node: Home, south: Partner, count: int
) -> None:
    (asked,) = say("consultation", examples.consultation())
    for n in range(count):
        south.release(record_id(n), "expert", examples.expert(f"Expert {n}"))
        south.release(
            record_id(50 + n), "advice", examples.advice(asked.uid, f"V{n}", state="in-preparation")
        )
    south.deliver()
    client = client_of("reader")
    client.get(f"/record/{asked.uid}/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/record/{asked.uid}/").status_code == 200
    assert len(queries) <= 28
