from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.canonical import MAX_DEPTH, MAX_INTEGER, canonical_json, parse_canonical
from silta.ledger.errors import LedgerError
from silta.words.errors import SiltaError

LIMIT = 1_000_000
KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=6)


@given(OBJECTS)
def test_the_bytes_are_those_of_an_independent_implementation_of_rfc_8785(value: dict[str, Any]) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


@given(OBJECTS)
def test_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    assert parse_canonical(canonical_json(value), LIMIT) == value


def test_control_characters_are_escaped_as_rfc_8785_section_3_2_2_2_says() -> None:
    value = {"text": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/\u007f\u2028"}
    assert canonical_json(value) == '{"text":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u2028"}'.encode()


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"a": 1.0}, "type-float"),
        ({"a": float("nan")}, "type-float"),
        ({"a": {"ә": 1}}, "key-not-ascii"),
        ({1: "a"}, "key-not-ascii"),
        ({"a": MAX_INTEGER + 1}, "integer-out-of-range"),
        ({"a": -MAX_INTEGER - 1}, "integer-out-of-range"),
        ({"a": b"bytes"}, "type-bytes"),
        ({"a": {1, 2}}, "type-set"),
        ({"a": "\ud800"}, "not-unicode"),
        (nested(MAX_DEPTH + 1), "too-deep"),
    ],
)
def test_what_has_no_canonical_form_is_not_written(value: Any, reason: str) -> None:
    with pytest.raises(LedgerError) as caught:
        canonical_json(value)
    assert (caught.value.code, caught.value.data["reason"]) == ("ledger.not-canonical", reason)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"{}{}",
        b"{} ",
        b" {}",
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u000A"}',
        b'{"a":"\\ud800"}',
        b'{"\\u0456":1}',
        '{"і":1}'.encode(),
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b"\xef\xbb\xbf{}",
        '{"a":1}'.encode("utf-16"),
        b'{"a":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1),
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_any_other_way_of_writing_an_object_is_refused(raw: bytes) -> None:
    with pytest.raises(LedgerError) as caught:
        parse_canonical(raw, LIMIT)
    assert caught.value.code == "ledger.not-canonical"


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    raw = canonical_json(nested(MAX_DEPTH))
    assert canonical_json(parse_canonical(raw, LIMIT)) == raw


def test_many_brackets_side_by_side_are_not_taken_for_deep_nesting() -> None:
    raw = canonical_json({"a": [[] for _ in range(1000)]})
    assert len(parse_canonical(raw, LIMIT)["a"]) == 1000  # type: ignore[arg-type]  # it is a list


def test_bytes_above_the_limit_are_refused_unread() -> None:
    with pytest.raises(LedgerError) as caught:
        parse_canonical(b'{"a":1}', 6)
    assert caught.value.code == "ledger.too-large"


@given(st.binary(max_size=200))
def test_hostile_bytes_raise_a_named_error_and_nothing_else(raw: bytes) -> None:
    try:
        value = parse_canonical(raw, LIMIT)
    except SiltaError:
        return
    assert canonical_json(value) == raw


@given(OBJECTS, st.data())
def test_a_changed_byte_gives_another_object_or_an_error(value: dict[str, Any], data: st.DataObject) -> None:
    raw = bytearray(canonical_json(value))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    try:
        changed = parse_canonical(bytes(raw), LIMIT)
    except SiltaError:
        return
    assert changed != value
    assert canonical_json(changed) == raw
