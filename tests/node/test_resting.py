"""An arrangement that rests: nothing is said or taken over, nothing falls due, all can be read, saved and verified."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from silta.cli.verification import verify_directory
from silta.node.actions.actor import Actor
from silta.node.actions.drafts import create, save, start_revision
from silta.node.actions.release import release
from silta.node.errors import Refused
from silta.node.exchange import gate
from silta.node.exchange.bundle import write_bundle
from silta.node.exchange.mirror import sync
from silta.node.exchange.publish import publish
from silta.node.home import Home
from silta.node.models import Entry, Record
from silta.node.own_data import write_own_data
from silta.node.queries.arrangements import arrangement as arrangement_view
from silta.node.queries.dates import next_dates
from silta.node.queries.home import needs_me
from silta.node.queries.resting import takes_in
from silta.words.languages import CODES
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

HEAD = Actor.operator("head")


@pytest.fixture
def arrangement(node: Home) -> str:
    """Our record of the arrangement, in force, with a duty that is long overdue."""
    uid = create(HEAD, ARRANGEMENT, "arrangement", examples.arrangement())
    release(HEAD, uid)
    duty = {
        "title": examples.text("Tell the year's plans"),
        "arrangement": uid,
        "type": "programme-and-meeting",
        "rule": "date",
        "start": "2020-01-31",
        "owner": "north",
        "state": "open",
    }
    release(HEAD, create(HEAD, ARRANGEMENT, "obligation", duty))
    release(HEAD, create(HEAD, ARRANGEMENT, "action", examples.action(due="2020-01-31")))
    return uid


def move(uid: str, state: str) -> None:
    start_revision(HEAD, uid)
    reason = {"reason": examples.text("As agreed.")} if state in ("suspended", "terminated") else {}
    save(HEAD, uid, examples.arrangement() | {"state": state} | reason, version=None)
    release(HEAD, uid)


@pytest.mark.parametrize("state", ["suspended", "expired", "terminated"])
def test_the_entry_that_closes_it_is_given_by_every_way_and_is_the_last(
    arrangement: str, tmp_path: Path, state: str
) -> None:
    move(arrangement, state)
    (shown,) = (log for log in publish(tmp_path / "out") if log.origin.endswith("north"))
    assert shown.size == Entry.objects.filter(log__is_own=True).count()
    assert gate.read(ARRANGEMENT, "north/checkpoint").split(b"\n")[1] == str(shown.size).encode()
    assert write_bundle(tmp_path / "out.silta")[0] == shown
    with pytest.raises(Refused, match=r"release\.suspended"):
        release(HEAD, create(HEAD, ARRANGEMENT, "action", examples.action()))
    assert publish(tmp_path / "out")[0] == shown


class Untouched:
    """A source that must not be asked for anything."""

    name = "https://south.example"

    def __call__(self, path: str, limit: int) -> bytes:
        raise AssertionError(f"{path} up to {limit}")


def test_nothing_is_asked_of_a_partner_while_we_rest(arrangement: str, south: Partner) -> None:
    move(arrangement, "suspended")
    (told,) = sync(Untouched(), HEAD)
    assert [problem.code for problem in told.problems] == ["exchange.suspended"]


def test_what_only_the_partner_has_suspended_stays_open_to_its_resumption(node: Home, south: Partner) -> None:
    uid = "019baf5e-2ac0-7000-8000-000000000002"
    rested = examples.arrangement() | {"state": "suspended", "reason": examples.text("Review.")}
    south.release(uid, "arrangement", rested)
    south.deliver()
    assert takes_in(ARRANGEMENT)
    (closed,) = arrangement_view(ARRANGEMENT).closings
    assert (closed.party, closed.uid, closed.reason) == ("south", uid, examples.text("Review."))
    with pytest.raises(Refused, match=r"release\.suspended"):
        release(HEAD, create(HEAD, ARRANGEMENT, "action", examples.action()))
    south.release(uid, "arrangement", examples.arrangement(), 2)
    south.deliver()
    assert arrangement_view(ARRANGEMENT).closings == ()


def test_what_waited_as_a_draft_when_the_partner_suspended_stays_and_goes_out_when_it_resumes(
    arrangement: str, south: Partner
) -> None:
    """Our own record says that it is in force, and our duties rest all the same."""
    draft = create(HEAD, ARRANGEMENT, "action", examples.action("D-1"))
    uid = "019baf5e-2ac0-7000-8000-000000000002"
    rested = examples.arrangement() | {"state": "suspended", "reason": examples.text("Review.")}
    south.release(uid, "arrangement", rested)
    south.deliver()
    assert needs_me(HEAD) == []
    assert next_dates() == []
    with pytest.raises(Refused, match=r"release\.suspended"):
        release(HEAD, draft)
    move(arrangement, "suspended")
    south.release(uid, "arrangement", examples.arrangement(), 2)
    south.deliver()
    with pytest.raises(Refused, match=r"release\.suspended"):
        release(HEAD, draft)  # each that closed it opens it
    move(arrangement, "in-force")
    assert release(HEAD, draft).uid == draft


def test_nothing_falls_due_while_it_rests(arrangement: str) -> None:
    def due() -> list[str]:
        return [one.kind for one in needs_me(HEAD) if one.need == "overdue"]

    assert sorted(due()) == ["action", "obligation"]
    move(arrangement, "suspended")
    assert due() == []
    assert next_dates() == []
    assert Record.objects.get(kind="obligation").standing == "on-hold"
    move(arrangement, "in-force")
    assert sorted(due()) == ["action", "obligation"]


def test_own_data_is_saved_and_can_be_verified_by_anyone(arrangement: str, tmp_path: Path) -> None:
    create(HEAD, ARRANGEMENT, "action", examples.action("D-1"))
    move(arrangement, "suspended")
    steps: list[tuple[int, int]] = []
    target = tmp_path / "history.zip"
    saved = write_own_data(target, ARRANGEMENT, "fi", lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1]
    report = verify_directory(target, [], [])
    assert report.ok
    assert [log.size for log in report.logs] == [saved.logs[0].size]
    with zipfile.ZipFile(target) as packed:
        names = set(packed.namelist())
        packed.extractall(tmp_path / "unpacked")
        assert {f"README.{language}.txt" for language in CODES} <= names
        assert {"records/action.xlsx", "records/action.json", "own/notes.json"} <= names
        drafts = json.loads(packed.read("own/drafts.json"))
        assert saved.logs[0].root in packed.read("README.kk.txt").decode()
    assert [one["fields"]["number"] for one in drafts] == ["D-1"]
    assert verify_directory(tmp_path / "unpacked", [], []).ok


def test_a_package_that_was_changed_does_not_verify(arrangement: str, tmp_path: Path) -> None:
    target, bad = tmp_path / "history.zip", tmp_path / "bad.zip"
    write_own_data(target, ARRANGEMENT, "en")
    with zipfile.ZipFile(target) as packed, zipfile.ZipFile(bad, "w") as changed:
        for name in packed.namelist():
            data = packed.read(name)
            changed.writestr(name, data[:-1] + bytes([data[-1] ^ 1]) if "/tile/entries/" in name else data)
    assert not verify_directory(bad, [], []).ok


def test_a_package_that_is_stopped_leaves_nothing_behind(arrangement: str, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Refused("job.cancelled")

    with pytest.raises(Refused):
        write_own_data(tmp_path / "history.zip", ARRANGEMENT, "en", stop)
    assert [path.name for path in tmp_path.iterdir()] == ["north"]  # the node itself
