from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.bodies import MAX_BODY, digest, open_body, seal
from silta.ledger.canonical import canonical_json
from silta.ledger.errors import LedgerError
from silta.words.errors import SiltaError

SALT = bytes(range(16))
RAW = seal("activity", 1, {"title": {"kk": {"text": "Семинар", "status": "original"}}}, SALT)


def refused(raw: bytes, digest_hex: str | None = None) -> tuple[str, str]:
    with pytest.raises(LedgerError) as caught:
        open_body(raw, digest_hex)
    return caught.value.code, caught.value.where


def test_a_body_is_canonical_json_with_salt_kind_schema_and_fields() -> None:
    expected = (
        '{"fields":{"title":{"kk":{"status":"original","text":"Семинар"}}},"kind":"activity",'
        '"salt":"000102030405060708090a0b0c0d0e0f","schema":1}'
    )
    assert expected.encode() == RAW


def test_a_body_is_opened_by_the_digest_that_an_entry_names() -> None:
    body = open_body(RAW, sha256(RAW).hexdigest())
    assert (body.kind, body.schema, body.salt, body.raw) == ("activity", 1, SALT, RAW)
    assert body.fields == {"title": {"kk": {"text": "Семинар", "status": "original"}}}


def test_the_same_fields_with_another_salt_have_another_digest() -> None:
    assert digest(seal("a", 1, {}, SALT)) != digest(seal("a", 1, {}, SALT[::-1]))


def test_a_body_of_another_digest_is_refused() -> None:
    assert refused(RAW, digest(b"other"))[0] == "ledger.bad-body"


def test_members_that_this_version_does_not_know_stay_in_the_bytes() -> None:
    raw = canonical_json({"fields": {}, "kind": "a", "salt": SALT.hex(), "schema": 2, "newer": [1]})
    assert open_body(raw, None).raw == raw


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("kind", ""),
        ("kind", 1),
        ("schema", 0),
        ("schema", True),
        ("schema", "1"),
        ("fields", []),
        ("salt", "00"),
        ("salt", "00" * 15 + "0G"),
        ("salt", None),
    ],
)
def test_a_body_with_a_bad_member_is_refused_and_the_member_is_named(member: str, value: Any) -> None:
    good: dict[str, Any] = {"fields": {}, "kind": "a", "salt": SALT.hex(), "schema": 1}
    assert refused(canonical_json(good | {member: value})) == ("ledger.malformed-body", member)
    del good[member]
    assert refused(canonical_json(good)) == ("ledger.malformed-body", member)


def test_a_body_above_the_limit_is_neither_sealed_nor_opened() -> None:
    with pytest.raises(LedgerError) as caught:
        seal("a", 1, {"text": "x" * MAX_BODY}, SALT)
    assert caught.value.code == "ledger.too-large"
    assert refused(b"x" * (MAX_BODY + 1))[0] == "ledger.too-large"


def test_a_body_without_a_whole_salt_is_not_sealed() -> None:
    with pytest.raises(LedgerError) as caught:
        seal("a", 1, {}, b"short")
    assert (caught.value.code, caught.value.where) == ("ledger.malformed-body", "salt")


@given(st.binary(max_size=100))
def test_hostile_bytes_raise_a_named_error_and_nothing_else(raw: bytes) -> None:
    with pytest.raises(SiltaError):
        open_body(raw, None)
