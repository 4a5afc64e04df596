"""Drafts: anyone who writes may prepare, nobody overwrites anybody."""

from __future__ import annotations

import pytest

from silta.ledger.errors import LedgerError
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.home import Home
from silta.node.models import Blob, Draft, User
from silta.node.queries import records
from silta.records.registry import KINDS
from silta.words.errors import SiltaError
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_draft_need_not_be_complete(node: Home, expert: Actor) -> None:
    uid = drafts.create(expert, ARRANGEMENT, "activity", {"number": "2026-01"})
    view = records.draft(uid)
    assert (view.fields, view.version, view.base, view.marking) == ({"number": "2026-01"}, 1, 0, "tlp-green")
    assert {problem.code for problem in drafts.problems(uid)} == {"record.missing-field"}


def test_two_people_on_one_draft_notice_each_other_and_nothing_is_overwritten(node: Home) -> None:
    anna, boris = (
        Actor.of(User.objects.create(username=name, first_name=name.title(), roles=["expert"]))
        for name in ("anna", "boris")
    )
    uid = drafts.create(anna, ARRANGEMENT, "activity", {"number": "2026-01"})
    assert drafts.save(boris, uid, {"number": "2026-02"}, version=1) == 2
    with pytest.raises(Refused, match=r"draft\.changed-meanwhile") as refused:
        drafts.save(anna, uid, {"number": "2026-03"}, version=1)
    assert refused.value.data["by"] == "Boris"
    assert str(refused.value.data["at"]).endswith("Z")
    assert records.draft(uid).fields == {"number": "2026-02"}


def test_readers_do_not_write(node: Home, reader: Actor, expert: Actor) -> None:
    with pytest.raises(Denied):
        drafts.create(reader, ARRANGEMENT, "activity", {})
    uid = drafts.create(expert, ARRANGEMENT, "activity", {})
    with pytest.raises(Denied):
        drafts.save(reader, uid, {}, version=1)
    with pytest.raises(Denied):
        drafts.discard(reader, uid)


def test_what_no_record_can_hold_is_refused_at_once(node: Home, expert: Actor) -> None:
    def create(kind: str, fields: dict[str, object], marking: str = "tlp-green") -> str:
        return drafts.create(expert, ARRANGEMENT, kind, fields, marking=marking)

    with pytest.raises(Refused, match=r"record\.unknown-kind"):
        create("poem", {})
    with pytest.raises(Refused, match=r"record\.unexpected-field"):
        create("activity", {"rhyme": "no"})
    with pytest.raises(Refused, match=r"marking\.unknown"):
        create("activity", {}, "top-secret")
    with pytest.raises(Refused, match=r"text\.control-character"):
        create("activity", {"title": {"en": {"text": "a\x00b"}}})
    with pytest.raises(LedgerError, match=r"ledger\.not-canonical"):
        create("activity", {"number": 1.5})
    with pytest.raises(NotFound, match=r"arrangement\.unknown"):
        drafts.create(expert, "elsewhere", "activity", {})


def test_a_revision_starts_from_the_latest_one_and_an_open_draft_stays(
    node: Home, coordinator: Actor
) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity(), marking="tlp-amber")
    release.release(coordinator, uid)
    assert drafts.start_revision(coordinator, uid) == uid
    held = records.draft(uid)
    assert (held.base, held.marking) == (1, "tlp-amber")
    assert held.fields["number"] == "2026-01"
    drafts.save(coordinator, uid, examples.activity("2026-77"), version=1)
    drafts.start_revision(coordinator, uid)
    assert records.draft(uid).fields["number"] == "2026-77"


def test_only_our_own_records_are_revised(node: Home, coordinator: Actor, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity())
    south.deliver()
    with pytest.raises(Refused, match=r"record\.not-ours"):
        drafts.start_revision(coordinator, record_id(1))
    with pytest.raises(Refused, match=r"record\.exists"):
        drafts.create(coordinator, ARRANGEMENT, "activity", {}, uid=record_id(1))
    with pytest.raises(NotFound, match=r"record\.unknown"):
        drafts.start_revision(coordinator, record_id(2))


def test_a_discarded_draft_is_gone_and_its_record_is_not(node: Home, coordinator: Actor) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity())
    release.release(coordinator, uid)
    drafts.start_revision(coordinator, uid)
    drafts.discard(coordinator, uid)
    with pytest.raises(NotFound, match=r"draft\.unknown"):
        records.draft(uid)
    assert records.get(uid).draft is None


def test_an_attachment_of_the_same_name_replaces_the_one_before(node: Home, expert: Actor) -> None:
    uid = drafts.create(expert, ARRANGEMENT, "activity", examples.activity())
    drafts.attach(expert, uid, b"first", "text/plain", "notes.txt")
    attachment = drafts.attach(expert, uid, b"second", "text/plain", "notes.txt")
    (held,) = records.draft(uid).attachments
    assert held["sha256"] == attachment.sha256
    assert node.blob_path(attachment.sha256).read_bytes() == b"second"
    with pytest.raises(LedgerError, match=r"ledger\.malformed-entry"):
        drafts.attach(expert, uid, b"third", "text/plain", "../notes.txt")


@pytest.mark.parametrize(("raw", "name"), [("Үкім\nӨТЕ ҚҰПИЯ", "notes.txt"), ("Үкім", "TL II plan.txt")])
def test_a_file_with_the_stamp_of_a_security_class_is_not_stored(
    node: Home, expert: Actor, raw: str, name: str
) -> None:
    uid = drafts.create(expert, ARRANGEMENT, "activity", examples.activity())
    with pytest.raises(SiltaError, match=r"marking\.classified"):
        drafts.attach(expert, uid, raw.encode(), "text/plain", name)
    assert not records.draft(uid).attachments
    assert not Blob.objects.exists()


def test_an_attachment_whose_file_is_gone_stops_the_release(node: Home, coordinator: Actor) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity())
    drafts.attach(coordinator, uid, b"notes", "text/plain", "notes.txt")
    Blob.objects.update(held=False)
    assert [problem.code for problem in drafts.problems(uid)] == ["draft.attachment-missing"]


def test_a_draft_that_was_overtaken_is_refused(node: Home, coordinator: Actor) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity())
    release.release(coordinator, uid)
    drafts.start_revision(coordinator, uid)
    Draft.objects.update(base=0)
    with pytest.raises(Refused, match=r"draft\.overtaken"):
        release.release(coordinator, uid)


def test_drafts_are_listed_by_kind_the_last_saved_first(node: Home, expert: Actor) -> None:
    first = drafts.create(expert, ARRANGEMENT, "activity", {})
    second = drafts.create(expert, ARRANGEMENT, "gap", {})
    drafts.save(expert, first, {"number": "1"}, version=1)
    assert [view.uid for view in records.drafts()] == [first, second]
    assert [view.uid for view in records.drafts("gap", ARRANGEMENT)] == [second]


@pytest.mark.parametrize("value", [[], {}, 7, True, "text", [[]], [{"record": []}], {"en": 5}, [None]])
@pytest.mark.parametrize("kind", ["programme", "arrangement", "activity", "mapping"])
def test_a_draft_of_any_shape_gets_problems_and_never_an_exception(
    node: Home, coordinator: Actor, kind: str, value: object
) -> None:
    fields = {field.name: value for field in KINDS[kind].described}
    uid = drafts.create(coordinator, ARRANGEMENT, kind, fields)
    assert drafts.problems(uid)
    with pytest.raises(Refused):
        release.release(coordinator, uid)
