"""The proof desk of a node: what stands in the way of a public text, answers that are kept, the register of names."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from silta.node import jobs, proofing
from silta.node.actions import drafts, names, proofreading, release
from silta.node.actions.actor import Actor
from silta.node.documents import make_document
from silta.node.errors import Denied, NotFound, Refused
from silta.node.models import KnownName, LeftFinding
from silta.node.queries import names as register
from silta.node.queries.arrangements import arrangement
from silta.node.queries.records import draft
from silta.records.errors import RecordRefused
from silta.words.errors import SiltaError
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

WRONG = examples.text("Held on Monday, 13 January 2026.")  # it was a Tuesday
PERSON = {
    "sort": "person",
    "name": {
        "fi": {"text": "Aino Lamppula", "status": "official"},
        "ru": {"text": "Айно Ламппула", "status": "official"},
    },
    "office": {"fi": {"text": "pääjohtaja", "status": "official"}},
    "also": ["A. Lamppula"],
    "wrong": ["Lampula"],
}


def drafted(actor: Actor, marking: str = "public", **fields: Any) -> str:
    return drafts.create(actor, ARRANGEMENT, "activity", examples.activity(**fields), marking=marking)


def read(uid: str) -> proofing.Proofed:
    return proofing.proof_draft(draft(uid))


def test_a_public_draft_is_released_when_what_is_critical_has_an_answer(
    south: Partner, coordinator: Actor
) -> None:
    uid = drafted(coordinator, expected=WRONG)
    assert (read(uid).counts["critical"], read(uid).stops) == (1, 1)
    with pytest.raises(Refused, match=r"proof\.critical-draft"):
        release.release(coordinator, uid)
    key = read(uid).waiting("critical")[0].finding.key
    contributor = Actor(None, "contributor", "Contributor")
    with pytest.raises(Denied):
        proofreading.leave_findings(contributor, proofing.draft_subject(uid), [key], "It is so.", "en")
    with pytest.raises(Refused, match=r"proof\.no-reason"):
        proofreading.leave_findings(coordinator, proofing.draft_subject(uid), [key], "  ", "en")
    proofreading.leave_findings(coordinator, proofing.draft_subject(uid), [key], "As the minutes say.", "en")
    left = next(one.left for one in read(uid).looked if one.left)
    assert (left.reason, left.role, read(uid).stops) == ("As the minutes say.", "coordinator", 0)
    release.release(coordinator, uid)
    assert b"As the minutes say" not in b"".join(_everything_published())


def _everything_published() -> list[bytes]:
    from silta.node.models import Entry

    return [bytes(raw) + bytes(body or b"") for raw, body in Entry.objects.values_list("raw", "body")]


def test_answers_wait_for_the_next_revision_and_go_when_the_text_is_erased(
    south: Partner, coordinator: Actor
) -> None:
    uid = drafted(coordinator, "tlp-green", expected=WRONG)
    key = read(uid).waiting("critical")[0].finding.key
    subject = proofing.draft_subject(uid)
    proofreading.leave_findings(coordinator, subject, [key], "Known.", "fi")
    release.release(coordinator, uid)
    drafts.start_revision(coordinator, uid)
    assert not read(uid).waiting("critical")
    proofreading.take_up_finding(coordinator, subject, key)
    assert read(uid).waiting("critical")
    proofreading.leave_findings(coordinator, subject, [key], "Known.", "fi")
    release.erase_all(coordinator, uid, "mistake")
    assert not LeftFinding.objects.exists()


def test_a_draft_that_is_not_public_is_released_whatever_was_found(
    south: Partner, coordinator: Actor
) -> None:
    release.release(coordinator, drafted(coordinator, "tlp-green", expected=WRONG))


def test_many_public_drafts_are_read_with_as_many_questions_as_one(
    south: Partner, coordinator: Actor
) -> None:
    few = [drafted(coordinator, number=f"2026-{number}", expected=None) for number in range(2)]
    many = [drafted(coordinator, number=f"2026-{number}", expected=None) for number in range(10, 30)]

    def asked(uids: list[str]) -> int:
        held = [proofing.UnderProof(uid, "activity", draft(uid).fields, "public") for uid in uids]
        with CaptureQueriesContext(connection) as queries:
            proofing.proof_drafts(ARRANGEMENT, held)
        return len(queries) - len(uids)  # what people said of each

    assert asked(many) == asked(few)


def test_a_communique_leaves_the_house_when_what_is_critical_has_an_answer(
    south: Partner, coordinator: Actor
) -> None:
    south.release(record_id(1), "activity", examples.activity(state="held"), marking="tlp-green")
    south.deliver()
    options = {"year": "2026", "length": "medium"}
    with pytest.raises(SiltaError, match=r"proof\.critical-document") as refused:
        make_document("communique", ARRANGEMENT, options, ["en"], "html")
    assert refused.value.data["count"] == 1
    given: dict[str, int | str] = {"year": 2026, "length": "medium"}
    found = proofing.proof_document("communique", ARRANGEMENT, given)
    assert [one.finding.place.record for one in found.waiting("critical")] == [str(record_id(1))]
    keys = [one.finding.key for one in found.waiting("critical")]
    proofreading.leave_findings(coordinator, found.subject, keys, "Agreed with the partner by letter.", "en")
    assert make_document("communique", ARRANGEMENT, options, ["en"], "html").data
    with pytest.raises(SiltaError, match=r"proof\.critical-document"):
        make_document("communique", ARRANGEMENT, {"year": "2026", "length": "press"}, ["en"], "html")


def test_a_document_of_large_logs_is_read_by_a_job(south: Partner, coordinator: Actor) -> None:
    south.release(record_id(1), "activity", examples.activity(state="held"), marking="tlp-green")
    south.deliver()
    given = {"year": 2026, "length": "medium"}
    number = jobs.start(
        coordinator, "proof", {"report": "communique", "arrangement": ARRANGEMENT, "given": given}
    )
    jobs.carry_out(number)
    job = jobs.find(number)
    assert job is not None
    assert [one["code"] for one in job.result["findings"]] == ["proof.marked-higher"]


def test_a_pasted_text_is_held_against_the_register_and_nothing_of_it_is_kept(
    south: Partner, coordinator: Actor
) -> None:
    names.save_name(coordinator, PERSON)
    around = arrangement(ARRANGEMENT)
    found = proofing.proof_texts(around, {"fi": "Pääjohtaja Aino Lampula ja Aino Lammpula"}, 2026)
    assert [one.finding.code for one in found.looked] == ["proof.name-wrong", "proof.name-near"]
    with pytest.raises(Refused, match=r"proof\.too-long"):
        proofing.proof_texts(around, {"fi": "x" * 200_000}, None)


def test_the_register_keeps_what_it_is_told_and_refuses_what_contradicts_itself(
    node: object, coordinator: Actor, reader: Actor
) -> None:
    uid = names.save_name(coordinator, PERSON)
    held = register.name(uid)
    assert held.fields["name"]["ru"]["text"] == "Айно Ламппула"
    with pytest.raises(Refused, match=r"name\.changed-meanwhile"):
        names.save_name(coordinator, PERSON, uid, version=7)
    assert names.save_name(coordinator, PERSON | {"note": "Since 2026"}, uid, version=1) == uid
    with pytest.raises(RecordRefused, match=r"name\.slip-is-right"):
        names.save_name(coordinator, PERSON | {"wrong": ["a. lamppula"]})
    with pytest.raises(RecordRefused):
        names.save_name(coordinator, {"sort": "ghost"})
    with pytest.raises(Refused, match=r"marking\.classified"):
        names.save_name(coordinator, PERSON | {"note": "СЕКРЕТНО"})
    with pytest.raises(Denied):
        names.save_name(reader, PERSON)
    assert KnownName.objects.get().version == 2
    names.delete_name(coordinator, uid)
    assert not KnownName.objects.exists()
    with pytest.raises(NotFound, match=r"name\.unknown"):
        names.delete_name(coordinator, uid)


def test_the_register_takes_in_parties_experts_and_contact_points_once(
    south: Partner, coordinator: Actor
) -> None:
    south.release(record_id(1), "expert", examples.expert("Aino Lamppula"))
    south.deliver()
    around = arrangement(ARRANGEMENT)
    assert "Aino Lamppula" in {name.form("fi") for name in register.all_names(around)}
    made = names.take_in_names(coordinator, around)
    assert made == len(around.parties) + 1
    assert names.take_in_names(coordinator, around) == 0
    page = register.names_page("lamppula")
    assert [row.fields["name"]["kk"]["text"] for row in page.rows] == ["А. Мысал"]


def test_who_erases_a_persons_data_finds_the_name_gone_from_the_register(
    south: Partner, coordinator: Actor
) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "expert", examples.expert("Aino Lamppula"))
    release.release(coordinator, uid)
    names.take_in_names(coordinator, arrangement(ARRANGEMENT))
    assert register.names_page("lamppula").total == 1
    others = register.names_page().total - 1
    release.erase_all(coordinator, uid, "consent-withdrawn")
    assert register.names_page("lamppula").total == 0
    assert register.names_page().total == others


def test_the_register_is_paged_in_order(
    node: object, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 2)
    for name in ("Cc Dd", "Aa Bb", "Aa Aa"):
        names.save_name(coordinator, PERSON | {"name": examples.text(name), "wrong": [], "also": []})
    first = register.names_page()
    second = register.names_page(after=first.after)
    assert [row.fields["name"]["en"]["text"] for row in (*first.rows, *second.rows)] == [
        "Aa Aa",
        "Aa Bb",
        "Cc Dd",
    ]
    assert (first.total, second.after) == (3, "")
    assert register.names_page("dd", sort="person").total == 1
    assert register.names_page(sort="place").total == 0


def test_the_number_that_both_sides_took_is_told_and_ones_own_is_not(
    south: Partner, coordinator: Actor
) -> None:
    south.release(record_id(1), "activity", examples.activity("2026-07"))
    south.deliver()
    taken = [looked.finding for looked in read(drafted(coordinator, number="2026-07")).looked]
    assert [one.data["record"] for one in taken if one.code == "proof.number-taken"] == [
        "2026-07 Seminar 2026-07"
    ]
    free = drafted(coordinator, number="2026-08")
    release.release(coordinator, free)
    again = drafts.start_revision(coordinator, free)
    codes = {looked.finding.code for looked in read(again).looked}
    assert "proof.number-taken" not in codes
