from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.errors import LedgerError
from silta.ledger.notes import COSIGNATURE, ED25519, MAX_NOTE, Signer, Verifier, open_note
from silta.words.errors import SiltaError
from tests.ledger.publisher import UNIX_TIME, seed

# The example of Go's golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

TEXT = "first line\n\nlast line\n"
ALICE = Signer("example.org/alice", seed("alice"))
BOB = Signer("example.org/bob", seed("bob"))
WITNESS = Signer("example.org/witness", seed("witness"), COSIGNATURE)
NOTE = (TEXT + "\n" + ALICE.sign(TEXT) + WITNESS.sign(TEXT, UNIX_TIME)).encode()
KNOWN = (ALICE.verifier, WITNESS.verifier)


def refused(raw: bytes, *verifiers: Verifier) -> str:
    with pytest.raises(LedgerError) as caught:
        open_note(raw, verifiers or KNOWN)
    return caught.value.code


def test_the_published_note_of_go_is_opened_with_its_published_key() -> None:
    opened = open_note(f"{GO_TEXT}\n{GO_LINE}".encode(), [Verifier.parse(GO_KEY)])
    assert opened.text == GO_TEXT
    assert opened.signatures == {("PeterNeumann", ED25519): None}


def test_the_published_secret_key_of_go_signs_the_published_line() -> None:
    signer = Signer("PeterNeumann", base64.b64decode(GO_SECRET)[1:])
    assert signer.vkey == GO_KEY
    assert signer.sign(GO_TEXT) == GO_LINE


def test_a_note_tells_who_signed_and_when_a_cosigner_did() -> None:
    opened = open_note(NOTE, KNOWN)
    assert opened.text == TEXT
    assert opened.signatures == {(ALICE.name, ED25519): None, (WITNESS.name, COSIGNATURE): UNIX_TIME}


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    assert open_note(NOTE, [ALICE.verifier]).signatures == {(ALICE.name, ED25519): None}


def test_one_seed_gives_two_keys_with_different_ids_for_the_two_types() -> None:
    cosigner = Signer(ALICE.name, seed("alice"), COSIGNATURE)
    assert cosigner.verifier == ALICE.verifier.cosigner()
    assert cosigner.verifier.key_id != ALICE.verifier.key_id
    note = (TEXT + "\n" + ALICE.sign(TEXT) + cosigner.sign(TEXT, 7)).encode()
    both = {(ALICE.name, ED25519): None, (ALICE.name, COSIGNATURE): 7}
    assert open_note(note, [ALICE.verifier, cosigner.verifier]).signatures == both


def test_a_cosignature_signs_the_header_and_the_time_as_c2sp_says() -> None:
    line = WITNESS.sign(TEXT, UNIX_TIME)
    raw = base64.b64decode(line.split(" ")[2])
    assert raw[:4] == WITNESS.verifier.key_id
    assert int.from_bytes(raw[4:12], "big") == UNIX_TIME
    message = f"cosignature/v1\ntime {UNIX_TIME}\n{TEXT}"
    assert Verifier("any", ED25519, WITNESS.verifier.public).verify(message, raw[12:]) is None


def test_a_note_that_nobody_known_signed_is_refused() -> None:
    assert refused(NOTE, BOB.verifier) == "ledger.bad-signature"


def test_a_wrong_signature_of_a_known_key_spoils_the_note_even_beside_a_good_one() -> None:
    line = BOB.sign("other text\n")
    assert refused(NOTE + line.encode(), *KNOWN, BOB.verifier) == "ledger.bad-signature"


def test_two_signatures_of_one_known_key_are_refused() -> None:
    assert refused(NOTE + ALICE.sign(TEXT).encode()) == "ledger.malformed-note"


def test_a_cosignature_with_another_time_is_refused() -> None:
    line = WITNESS.sign(TEXT, UNIX_TIME)
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[11] ^= 1
    forged = line.replace(line.split(" ")[2].strip(), base64.b64encode(raw).decode())
    assert refused((TEXT + "\n" + forged).encode()) == "ledger.bad-signature"


def test_a_cosignature_beyond_the_last_possible_time_is_refused() -> None:
    assert refused((TEXT + "\n" + WITNESS.sign(TEXT, 2**63)).encode()) == "ledger.bad-signature"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"first", b"fir\tst"),
        NOTE.replace(b"first", b"fir\rst"),
        NOTE.replace(b"first", b"fir\xffst"),
        NOTE.replace("—".encode(), b"-"),
        NOTE.replace(b"example.org/alice ", b""),
        NOTE + "— name\n".encode(),
        NOTE + "— na me AAAAAAAA\n".encode(),
        NOTE + "— na+me AAAAAAAA\n".encode(),
        NOTE + "— na\u00a0me AAAAAAAA\n".encode(),
        NOTE + "—  AAAAAAAA\n".encode(),
        NOTE + "— name AAAA\n".encode(),
        NOTE + "— name AAAAAAAB=\n".encode(),
        NOTE + "— name AAAAAAA\n".encode(),
        NOTE + "— name ААААAAAA\n".encode(),
        NOTE + "— name AAAAAAF=\n".encode(),
    ],
)
def test_a_malformed_note_is_refused(raw: bytes) -> None:
    assert raw != NOTE
    assert refused(raw) == "ledger.malformed-note"


def test_a_note_above_the_limit_is_refused_unread() -> None:
    assert refused(b"\n" * (MAX_NOTE + 1)) == "ledger.too-large"


def test_sixteen_signatures_are_accepted() -> None:
    signers = [Signer(f"example.org/{n}", seed(str(n))) for n in range(16)]
    note = (TEXT + "\n" + "".join(signer.sign(TEXT) for signer in signers)).encode()
    assert len(open_note(note, [signer.verifier for signer in signers]).signatures) == 16


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+AAAA",
        GO_KEY[:-1],
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("c74f20a3", "C74F20A3"),
        GO_KEY.replace("PeterNeumann", "Peter Neumann"),
        GO_KEY.replace("PeterNeumann", ""),
        GO_KEY.replace("PeterNeumann", "\ud800"),
        GO_KEY.replace("+AR", "+Ah"),
        GO_KEY + "+more",
    ],
)
def test_a_bad_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Verifier.parse(vkey)
    assert caught.value.code == "ledger.bad-key"


@pytest.mark.parametrize("key", [ALICE, WITNESS])
def test_a_verifier_key_is_read_back_from_its_text(key: Signer) -> None:
    assert Verifier.parse(key.vkey) == key.verifier


@pytest.mark.parametrize(
    ("name", "length", "kind"), [("a b", 32, 1), ("a", 31, 1), ("a", 32, 2), ("", 32, 1)]
)
def test_a_bad_signing_key_is_refused(name: str, length: int, kind: int) -> None:
    with pytest.raises(LedgerError) as caught:
        Signer(name, b"\0" * length, kind)
    assert caught.value.code == "ledger.bad-key"


def test_a_cosignature_without_a_time_cannot_be_made_nor_a_signature_with_one() -> None:
    with pytest.raises(ValueError, match="time"):
        WITNESS.sign(TEXT)
    with pytest.raises(ValueError, match="time"):
        ALICE.sign(TEXT, UNIX_TIME)


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_any_changed_byte_of_a_note_is_refused(place: int, change: int) -> None:
    spoilt = NOTE[:place] + bytes([NOTE[place] ^ change]) + NOTE[place + 1 :]
    try:
        opened = open_note(spoilt, KNOWN)
    except SiltaError:
        return
    # One of the two keys may have become unknown; then its signature counts for nothing.
    assert len(opened.signatures) == 1
    assert opened.text == TEXT


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_hostile_bytes_raise_a_named_error_and_nothing_else(raw: bytes) -> None:
    for hostile in (raw, b"text\n\n" + raw, TEXT.encode() + b"\n" + "— name ".encode() + raw + b"\n"):
        with pytest.raises(SiltaError):
            open_note(hostile, KNOWN)


@given(st.text(max_size=100))
def test_hostile_verifier_keys_raise_a_named_error_and_nothing_else(text: str) -> None:
    for hostile in (text, "name+00000000+" + text, text + GO_KEY[12:]):
        try:
            Verifier.parse(hostile)
        except SiltaError:
            continue
        assert hostile == GO_KEY
