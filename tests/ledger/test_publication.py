from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.checkpoints import cosign
from silta.ledger.layout import charter_path, log_path, receipt_path
from silta.ledger.notes import encode_base64
from silta.ledger.publication import Report, verify_publication
from tests.ledger.publisher import (
    ARRANGEMENT,
    UNIX_TIME,
    Files,
    SimulatedParty,
    charter,
    cooperation,
    publish,
    reader,
)

NORTH, SOUTH = cooperation()
FILES = publish(NORTH, SOUTH)
CHARTER = charter().to_bytes()
ORIGINS = [NORTH.signer.name, SOUTH.signer.name]


def check(files: Files, *charters: bytes) -> Report:
    return verify_publication(reader(files), charters or [CHARTER])


def errors(report: Report) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in report.errors]


def origins(report: Report) -> list[str]:
    return [log.origin for log in report.logs]


def test_a_folder_that_nobody_touched_is_reported_as_other_tools_rely_on() -> None:
    report = check(FILES)
    assert json.loads(json.dumps(report.to_json())) == {
        "ok": True,
        "logs": [
            {"origin": party.signer.name, "size": size, "root": encode_base64(party.edge.root())}
            for party, size in ((NORTH, 4), (SOUTH, 3))
        ],
        "errors": [],
    }


@given(st.data())
def test_any_changed_byte_in_any_file_is_reported(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES)))
    place, change = data.draw(st.integers(0, len(FILES[path]) - 1)), data.draw(st.integers(1, 255))
    raw = FILES[path]
    report = check(FILES | {path: raw[:place] + bytes([raw[place] ^ change]) + raw[place + 1 :]})
    assert not report.ok
    assert all(code.startswith("ledger.") and where for code, where in errors(report))


@pytest.mark.parametrize("party", ["north", "south"])
def test_the_failure_of_one_log_does_not_hide_that_the_other_is_good(party: str) -> None:
    path = f"{log_path(ARRANGEMENT, party)}/checkpoint"
    report = check(FILES | {path: b"spoilt"})
    assert errors(report) == [("ledger.malformed-note", path)]
    assert origins(report) == [origin for origin in ORIGINS if not origin.endswith(party)]
    assert report.to_json()["ok"] is False


def test_two_failures_are_both_reported() -> None:
    paths = [f"{log_path(ARRANGEMENT, party)}/checkpoint" for party in ("north", "south")]
    report = check({path: raw for path, raw in FILES.items() if path not in paths})
    assert errors(report) == [("ledger.missing-file", path) for path in paths]


def test_a_log_that_is_not_expected_may_be_absent() -> None:
    files = {path: raw for path, raw in FILES.items() if not path.startswith(log_path(ARRANGEMENT, "south"))}
    assert [code for code, _ in errors(check(files))] == ["ledger.missing-file"]
    report = verify_publication(reader(files), [CHARTER], origins=[NORTH.signer.name])
    assert (report.ok, origins(report)) == (True, [NORTH.signer.name])


def test_a_charter_other_than_the_one_that_the_caller_trusts_is_reported() -> None:
    path = charter_path(ARRANGEMENT)
    report = check(FILES | {path: charter("north", "south", "east").to_bytes()})
    assert (errors(report), origins(report)) == ([("ledger.charter-mismatch", path)], ORIGINS)


def test_a_folder_without_its_charter_is_reported() -> None:
    path = charter_path(ARRANGEMENT)
    report = check({name: raw for name, raw in FILES.items() if name != path})
    assert errors(report) == [("ledger.missing-file", path)]


def test_a_charter_that_cannot_be_read_does_not_hide_the_next() -> None:
    report = check(FILES, b"{}", CHARTER)
    assert errors(report) == [("ledger.malformed-charter", "charter 1")]
    assert origins(report) == ORIGINS


RECEIPT = f"{log_path(ARRANGEMENT, 'south')}/{receipt_path('north')}"


def test_receipts_are_optional() -> None:
    assert check({path: raw for path, raw in FILES.items() if path != RECEIPT}).ok


def test_a_spoilt_receipt_is_reported_and_the_log_that_it_is_for_is_still_good() -> None:
    report = check(FILES | {RECEIPT: NORTH.note()})
    assert (errors(report), origins(report)) == ([("ledger.bad-signature", RECEIPT)], ORIGINS)


def receipt_for(party: SimulatedParty) -> bytes:
    return cosign(party.note(), SOUTH.cosigner, UNIX_TIME)


def test_a_receipt_for_an_older_size_fits_the_log() -> None:
    younger = SimulatedParty("north")
    younger.release(1, files=[b"Agenda\n"])
    assert check(FILES | {RECEIPT: receipt_for(younger)}).ok


def test_a_receipt_for_another_history_proves_a_fork() -> None:
    other = SimulatedParty("north")
    other.release(9)
    report = check(FILES | {RECEIPT: receipt_for(other)})
    assert (errors(report), origins(report)) == ([("ledger.fork", RECEIPT)], ORIGINS)


def test_a_receipt_for_more_than_the_log_shows_proves_a_rollback() -> None:
    longer, _ = cooperation()
    longer.release(3)
    report = check(FILES | {RECEIPT: receipt_for(longer)})
    assert (errors(report), origins(report)) == ([("ledger.rollback", RECEIPT)], ORIGINS)


def test_a_wrong_cosignature_of_a_partner_on_a_published_checkpoint_is_reported() -> None:
    path = f"{log_path(ARRANGEMENT, 'north')}/checkpoint"
    assert check(FILES | {path: receipt_for(NORTH)}).ok
    wrong = NORTH.note() + SOUTH.cosigner.sign("other\n", UNIX_TIME).encode()
    assert errors(check(FILES | {path: wrong})) == [("ledger.bad-signature", path)]
