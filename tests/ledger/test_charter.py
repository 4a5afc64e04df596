from __future__ import annotations

import contextlib
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.canonical import canonical_json
from silta.ledger.charter import Charter, Party
from silta.ledger.errors import LedgerError
from silta.ledger.notes import COSIGNATURE, Signer
from silta.words.errors import SiltaError
from tests.ledger.publisher import charter, seed, signer

CHARTER = charter()
RAW = CHARTER.to_bytes()
RECOVERY = [Signer(f"north-recovery-{n}", seed(f"recovery {n}")).vkey for n in range(3)]


def wire(**changes: Any) -> dict[str, Any]:
    return CHARTER.to_wire() | changes


def with_party(**changes: Any) -> dict[str, Any]:
    north, south = (party.to_wire() for party in CHARTER.parties)
    return wire(parties=[{k: v for k, v in (north | changes).items() if v is not ...}, south])


def refused(value: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(LedgerError) as caught:
        Charter.parse(canonical_json(value))
    return caught.value.code, caught.value.where


def test_a_charter_is_read_back_from_its_bytes() -> None:
    assert Charter.parse(RAW) == CHARTER


def test_members_that_this_version_does_not_know_come_out_byte_for_byte() -> None:
    raw = canonical_json(with_party(recipient="age1…") | {"newer": [1]})
    assert Charter.parse(raw).to_bytes() == raw


def test_the_fingerprint_is_eight_groups_of_eight_digits_for_the_telephone() -> None:
    digits = sha256(RAW).hexdigest()
    fingerprint = CHARTER.fingerprint()
    assert fingerprint.replace(" ", "") == digits
    assert [len(group) for group in fingerprint.split(" ")] == [8] * 8
    assert CHARTER.fingerprint(short=True) == f"{digits[:8]} {digits[8:16]}"


def test_a_charter_gives_the_keys_of_a_partys_log_and_of_its_receipts() -> None:
    assert CHARTER.verifier("north") == signer("north").verifier
    assert CHARTER.cosigner("north") == signer("north", COSIGNATURE).verifier


def test_a_party_that_is_not_in_the_charter_has_no_key() -> None:
    with pytest.raises(LedgerError) as caught:
        CHARTER.verifier("east")
    assert (caught.value.code, caught.value.where) == ("ledger.unknown-party", "east")


def test_a_party_may_prepare_alone() -> None:
    alone = charter("north")
    assert Charter.parse(alone.to_bytes()) == alone


def test_recovery_keys_come_with_a_threshold_that_they_can_reach() -> None:
    party = Charter.parse(canonical_json(with_party(recovery=RECOVERY, recovery_threshold=2))).parties[0]
    assert (party.recovery, party.recovery_threshold) == (tuple(RECOVERY), 2)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("version", "silta-charter/2"),
        ("arrangement", "Example"),
        ("arrangement", "a/b"),
        ("arrangement", None),
        ("title", {}),
        ("title", {"english": "x"}),
        ("title", {"en": ""}),
        ("title", {"en": 1}),
        ("title", "x"),
        ("parties", {}),
        ("parties", [1]),
        ("parties", []),
        ("parties", [CHARTER.to_wire()["parties"][0]] * 2),  # type: ignore[index]  # it is a list
        ("marking_ceiling", "TLP:AMBER"),
    ],
)
def test_a_charter_with_a_bad_member_is_refused_and_the_member_is_named(member: str, value: Any) -> None:
    assert refused(wire(**{member: value})) == ("ledger.malformed-charter", member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("code", "N"),
        ("code", ...),
        ("names", ["North"]),
        ("vkey", "x"),
        ("vkey", 1),
        ("vkey", signer("north", COSIGNATURE).vkey),
        ("vkey", Signer("silta/other/north", seed("north")).vkey),
        ("vkey", Signer("silta/example-2026/north", seed("south")).vkey),
        ("languages", []),
        ("languages", "en"),
        ("languages", ["en", "en"]),
        ("languages", [1]),
        ("recovery", [1]),
        ("recovery", {}),
        ("recovery_threshold", 1),
        ("recovery_threshold", -1),
        ("recovery_threshold", True),
    ],
)
def test_a_party_with_a_bad_member_is_refused_and_the_member_is_named(member: str, value: Any) -> None:
    assert refused(with_party(**{member: value})) == ("ledger.malformed-charter", member)


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_means_nothing_is_refused(threshold: int) -> None:
    value = with_party(recovery=RECOVERY, recovery_threshold=threshold)
    assert refused(value) == ("ledger.malformed-charter", "recovery_threshold")


def test_a_charter_cannot_be_built_that_could_not_be_read() -> None:
    with pytest.raises(LedgerError):
        Party(code="north", names={}, vkey=signer("north").vkey, languages=("en",))


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_any_changed_byte_gives_another_fingerprint_or_a_named_error(place: int, change: int) -> None:
    spoilt = RAW[:place] + bytes([RAW[place] ^ change]) + RAW[place + 1 :]
    with contextlib.suppress(SiltaError):
        assert Charter.parse(spoilt).fingerprint() != CHARTER.fingerprint()
