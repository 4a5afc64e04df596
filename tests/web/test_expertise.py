"""Experts, consultations, advice, experience and results: each kind whole on its pages, and what follows from what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from silta.ledger.entries import Summary
from silta.ledger.extension import VerifiedEntry
from silta.node.home import Home
from silta.node.queries import records
from silta.records.registry import KINDS
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads
from tests.web.test_records_lists import say

pytestmark = [pytest.mark.django_db]

Example = Callable[..., dict[str, Any]]

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
