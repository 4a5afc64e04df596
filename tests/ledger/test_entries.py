from __future__ import annotations

import contextlib
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger import entries as e
from silta.ledger.bodies import MAX_BODY
from silta.ledger.canonical import MAX_INTEGER, canonical_json
from silta.ledger.errors import LedgerError
from silta.ledger.notes import encode_base64
from silta.words.errors import SiltaError
from tests.ledger.publisher import TIME, record_id, signer

HEX = sha256(b"").hexdigest()
COMMON: dict[str, Any] = {"time": TIME, "role": "coordinator"}
ORIGIN = "silta/example-2026/north"

FILE = e.Attachment(sha256=HEX, size=0, media_type="application/pdf", name="Күн тәртібі (1).pdf")
OPEN = e.Open(**COMMON, charter=HEX)
RELEASE = e.Release(
    **COMMON,
    record=record_id(1),
    kind="annual-review",
    revision=1,
    body=HEX,
    body_size=10,
    marking="tlp-green",
    attachments=(FILE,),
)
RESPOND = e.Respond(
    **COMMON,
    verdict="object",
    target=e.Target(origin=ORIGIN, index=3, leaf=HEX),
    body=HEX,
    body_size=9,
)
RECEIPT = e.Respond(**COMMON, verdict="receipt", target=e.Target(origin=ORIGIN, index=0, leaf=HEX))
WITHDRAW = e.Withdraw(**COMMON, record=record_id(1), revision=1, reason="mistake")
ERASE = e.Erase(**COMMON, index=3, reason="personal-data")
ANCHOR = e.Anchor(**COMMON, origin=ORIGIN, size=3, root=encode_base64(bytes(32)), checkpoint=HEX)
KEYS = e.Keys(**COMMON, vkey=signer("north").vkey, statement="a signed note\n")
UNKNOWN = e.Unknown(**COMMON, type="delegate", extra={"to": "south", "type_": 1})
ALL: list[e.Entry] = [OPEN, RELEASE, RESPOND, RECEIPT, WITHDRAW, ERASE, ANCHOR, KEYS, UNKNOWN]


def wire(entry: e.Entry, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in (entry.to_wire() | changes).items() if value is not ...}


def refused(raw: bytes) -> tuple[str, str]:
    with pytest.raises(LedgerError) as caught:
        e.parse_entry(raw)
    return caught.value.code, caught.value.where


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.type)
def test_an_entry_is_read_back_from_its_bytes(entry: e.Entry) -> None:
    assert e.parse_entry(entry.to_bytes()) == entry


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.type)
def test_members_that_this_version_does_not_know_come_out_byte_for_byte(entry: e.Entry) -> None:
    raw = canonical_json(wire(entry, newer={"and": ["more", 1, None]}, extra="x"))
    assert e.parse_entry(raw).to_bytes() == raw


def test_unknown_members_of_attachments_and_targets_are_kept_too() -> None:
    for entry, member in ((RELEASE, "attachments"), (RESPOND, "target")):
        value = entry.to_wire()[member]
        nested: dict[str, Any] = value[0] if isinstance(value, list) else value  # type: ignore[assignment]
        newer = {**nested, "newer": "x"}
        raw = canonical_json(wire(entry, **{member: [newer] if isinstance(value, list) else newer}))
        assert e.parse_entry(raw).to_bytes() == raw


def test_a_release_is_written_as_the_formats_say() -> None:
    assert RELEASE.to_bytes().decode() == (
        f'{{"attachments":[{{"media_type":"application/pdf","name":"Күн тәртібі (1).pdf","sha256":"{HEX}","size":0}}],'
        f'"body":"{HEX}","body_size":10,"kind":"annual-review","marking":"tlp-green","record":"{record_id(1)}",'
        '"revision":1,"role":"coordinator","time":"2026-01-12T09:30:00Z","type":"release"}'
    )


def test_an_entry_of_an_unknown_type_is_kept_as_it_is() -> None:
    raw = canonical_json({"type": "delegate", "to": ["south"], **COMMON})
    entry = e.parse_entry(raw)
    assert isinstance(entry, e.Unknown)
    assert (entry.type, entry.extra, entry.to_bytes()) == ("delegate", {"to": ["south"]}, raw)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (OPEN, None),
        (RELEASE, (HEX, 10)),
        (RESPOND, (HEX, 9)),
        (RECEIPT, None),
        (e.Unknown(**COMMON, type="x", extra={"body": HEX, "body_size": 5}), (HEX, 5)),
        (e.Erase(**COMMON, index=0, reason="x", extra={"body": HEX, "body_size": 5}), (HEX, 5)),
    ],
)
def test_an_entry_of_any_type_names_its_body_in_the_same_two_members(
    entry: e.Entry, expected: tuple[str, int] | None
) -> None:
    assert entry.named_body == expected
    assert e.summarise(entry.to_bytes())[:2] == (entry.type, expected)


BAD = [
    (OPEN, "charter", "00"),
    (OPEN, "charter", HEX.upper()),
    (OPEN, "charter", ...),
    (OPEN, "time", "2026-01-12T09:30:00"),
    (OPEN, "time", "2026-01-12T09:30:00+00:00"),
    (OPEN, "time", "2026-01-12T09:30:00.5Z"),
    (OPEN, "time", "2026-02-30T09:30:00Z"),
    (OPEN, "time", "2026-01-12t09:30:00z"),
    (OPEN, "time", "2026-01-12T24:00:00Z"),
    (OPEN, "time", "٢٠٢٦-01-12T09:30:00Z"),
    (OPEN, "time", 1768210200),
    (OPEN, "time", ...),
    (OPEN, "role", "Head"),
    (OPEN, "role", ""),
    (OPEN, "role", ...),
    (OPEN, "type", ""),
    (OPEN, "type", 1),
    (OPEN, "type", "Open"),
    (OPEN, "type", ...),
    (RELEASE, "record", "1"),
    (RELEASE, "record", record_id(1).upper()),
    (RELEASE, "kind", "annual review"),
    (RELEASE, "kind", "a" * 49),
    (RELEASE, "revision", 0),
    (RELEASE, "revision", True),
    (RELEASE, "revision", "1"),
    (RELEASE, "body", None),
    (RELEASE, "body", ...),
    (RELEASE, "body_size", 0),
    (RELEASE, "body_size", MAX_BODY + 1),
    (RELEASE, "marking", "TLP:RED"),
    (RELEASE, "attachments", ...),
    (RELEASE, "attachments", {}),
    (RELEASE, "attachments", [1]),
    (RESPOND, "verdict", "approve"),
    (RESPOND, "verdict", ["agree"]),
    (RESPOND, "target", []),
    (RESPOND, "target", ...),
    (RESPOND, "body", None),
    (WITHDRAW, "reason", None),
    (ERASE, "index", -1),
    (ERASE, "index", False),
    (ANCHOR, "origin", "example.org/log"),
    (ANCHOR, "origin", "silta/-example/north"),
    (ANCHOR, "origin", "silta/example-2026/n"),
    (ANCHOR, "origin", "other/example-2026/north"),
    (ANCHOR, "origin", 7),
    (ANCHOR, "root", encode_base64(bytes(31))),
    (ANCHOR, "root", "not base64"),
    (ANCHOR, "root", 7),
    (ANCHOR, "checkpoint", 7),
    (KEYS, "vkey", "name+00000000+AAAA"),
    (KEYS, "vkey", 7),
    (KEYS, "statement", 7),
]


@pytest.mark.parametrize(("entry", "member", "value"), BAD)
def test_an_entry_with_a_bad_member_is_refused_and_the_member_is_named(
    entry: e.Entry, member: str, value: Any
) -> None:
    assert refused(canonical_json(wire(entry, **{member: value}))) == ("ledger.malformed-entry", member)


@pytest.mark.parametrize("absent", ["body", "body_size"])
def test_a_response_names_a_body_with_its_size_or_none(absent: str) -> None:
    assert refused(canonical_json(wire(RESPOND, **{absent: ...}))) == ("ledger.malformed-entry", "body")


@pytest.mark.parametrize(
    "extra", [{"body": HEX}, {"body": None}, {"body": "x", "body_size": 1}, {"body": HEX, "body_size": 0}]
)
def test_an_unknown_entry_names_a_body_properly_or_not_at_all(extra: dict[str, Any]) -> None:
    assert refused(canonical_json({"type": "x", **COMMON, **extra})) == ("ledger.malformed-entry", "body")


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", "a\nb", "a\x7fb", "a\u202efdp.exe", "a\u2066b", "x" * 256, 1],
)
def test_an_attachment_whose_name_could_harm_or_mislead_is_refused(name: Any) -> None:
    attachment = FILE.to_wire() | {"name": name}
    assert refused(canonical_json(wire(RELEASE, attachments=[attachment]))) == (
        "ledger.malformed-entry",
        "name",
    )


@pytest.mark.parametrize(
    ("member", "value"),
    [("media_type", "text"), ("media_type", "text/html; charset=utf-8"), ("size", -1), ("sha256", "x")],
)
def test_an_attachment_with_a_bad_member_is_refused(member: str, value: Any) -> None:
    attachment = FILE.to_wire() | {member: value}
    assert refused(canonical_json(wire(RELEASE, attachments=[attachment]))) == (
        "ledger.malformed-entry",
        member,
    )


def test_an_entry_cannot_be_built_that_could_not_be_read() -> None:
    with pytest.raises(LedgerError):
        e.Open(**COMMON, charter="x")
    with pytest.raises(LedgerError):
        e.Open(**COMMON, charter=HEX, extra={"time": "x"})
    with pytest.raises(LedgerError):
        e.Open(**COMMON, charter=HEX, type="close")


def test_an_entry_above_the_limit_is_neither_written_nor_read() -> None:
    with pytest.raises(LedgerError) as caught:
        e.Open(**COMMON, charter=HEX, extra={"x": "y" * e.MAX_ENTRY}).to_bytes()
    assert caught.value.code == "ledger.too-large"
    assert refused(b"x" * (e.MAX_ENTRY + 1))[0] == "ledger.too-large"


@given(st.from_regex(e._PLAIN_RELEASE, fullmatch=True))
def test_whatever_the_shortcut_takes_for_a_release_is_one_to_the_parser(raw: bytes) -> None:
    entry = e.parse_entry(raw)
    assert isinstance(entry, e.Release)
    assert e.summarise(raw) == (entry.type, entry.named_body, entry.attachments)
    assert entry.to_bytes() == raw


def test_the_shortcut_is_taken_for_an_ordinary_release() -> None:
    assert e._PLAIN_RELEASE.fullmatch(canonical_json(wire(RELEASE, attachments=[])))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from(ALL), st.data(), JSON)
def test_hostile_members_raise_a_named_error_or_are_read_as_they_are(
    entry: e.Entry, data: st.DataObject, value: Any
) -> None:
    member = data.draw(st.sampled_from(sorted(entry.to_wire())))
    try:
        raw = canonical_json(wire(entry, **{member: value}))
        assert e.parse_entry(raw).to_bytes() == raw
    except SiltaError:
        pass


@given(st.sampled_from(ALL), st.data())
def test_hostile_bytes_raise_a_named_error_or_are_read_as_they_are(
    entry: e.Entry, data: st.DataObject
) -> None:
    raw = bytearray(entry.to_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(SiltaError):
        assert e.parse_entry(bytes(raw)).to_bytes() == raw
