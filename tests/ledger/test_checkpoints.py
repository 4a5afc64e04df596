from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.checkpoints import Checkpoint, cosign, log_origin, open_checkpoint, sign_checkpoint
from silta.ledger.errors import LedgerError
from silta.ledger.merkle import EMPTY_ROOT, leaf_hash
from silta.ledger.notes import COSIGNATURE, Signer
from silta.ledger.receipts import open_receipt
from silta.words.errors import SiltaError
from tests.ledger.publisher import UNIX_TIME, seed, signer

LOG = signer("north")
PARTNER = signer("south", COSIGNATURE)
ROOT = leaf_hash(b"entry")
NOTE = sign_checkpoint(Checkpoint(LOG.name, 1, ROOT), LOG)
RECEIPT = cosign(NOTE, PARTNER, UNIX_TIME)


def signed(text: str, by: Signer = LOG) -> bytes:
    return f"{text}\n{by.sign(text)}".encode()


def refused(raw: bytes) -> str:
    with pytest.raises(LedgerError) as caught:
        open_checkpoint(raw, LOG.verifier, [PARTNER.verifier])
    return caught.value.code


def test_an_origin_names_the_arrangement_and_the_party() -> None:
    assert log_origin("kz-fi-2025", "fi") == "silta/kz-fi-2025/fi"


def test_a_checkpoint_is_opened_with_the_key_of_its_log() -> None:
    opened = open_checkpoint(NOTE, LOG.verifier)
    assert opened.checkpoint == Checkpoint(LOG.name, 1, ROOT)
    assert (opened.raw, opened.cosignatures) == (NOTE, {})
    assert NOTE.decode().startswith(opened.text + "\n—")


def test_the_checkpoint_of_an_empty_log_is_well_formed() -> None:
    note = sign_checkpoint(Checkpoint(LOG.name, 0, EMPTY_ROOT), LOG)
    assert open_checkpoint(note, LOG.verifier).checkpoint.size == 0


def test_a_receipt_is_a_checkpoint_with_a_partners_cosignature_and_its_time() -> None:
    assert RECEIPT.startswith(NOTE)
    assert open_receipt(RECEIPT, LOG.verifier, PARTNER.verifier).cosignatures == {PARTNER.name: UNIX_TIME}


def test_a_checkpoint_that_the_partner_has_not_cosigned_is_no_receipt() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-signature"):
        open_receipt(NOTE, LOG.verifier, PARTNER.verifier)


def test_a_cosignature_does_not_stand_in_for_the_logs_own_signature() -> None:
    text = Checkpoint(LOG.name, 1, ROOT).text
    raw = f"{text}\n{PARTNER.sign(text, UNIX_TIME)}".encode()
    assert refused(raw) == "ledger.bad-signature"


def test_a_logs_key_used_as_cosigner_does_not_sign_its_checkpoints() -> None:
    text = Checkpoint(LOG.name, 1, ROOT).text
    raw = f"{text}\n{signer('north', COSIGNATURE).sign(text, UNIX_TIME)}".encode()
    assert refused(raw) == "ledger.bad-signature"


def test_a_checkpoint_of_another_log_signed_by_the_same_key_is_refused() -> None:
    assert refused(signed(Checkpoint(log_origin("other", "north"), 1, ROOT).text)) == "ledger.wrong-origin"


GOOD = NOTE.decode().split("\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        f"{LOG.name}\n1\n",
        f"{LOG.name}\n1\n{GOOD}\nextension\n",
        f"{LOG.name}\n01\n{GOOD}\n",
        f"{LOG.name}\n-1\n{GOOD}\n",
        f"{LOG.name}\n+1\n{GOOD}\n",
        f"{LOG.name}\n1_0\n{GOOD}\n",
        f"{LOG.name}\n١\n{GOOD}\n",
        f"{LOG.name}\n²\n{GOOD}\n",
        f"{LOG.name}\n\n{GOOD}\n",
        f"{LOG.name}\n9007199254740992\n{GOOD}\n",
        f"{LOG.name}\n{'9' * 5000}\n{GOOD}\n",
        f"{LOG.name}\n1\n{GOOD[:-4]}\n",
        f"{LOG.name}\n1\n{GOOD[:-1]}\n",
        f"{LOG.name}\n1\n not base64\n",
        f"\n1\n{GOOD}\n",
    ],
)
def test_a_checkpoint_of_any_other_form_is_refused_although_it_is_signed(text: str) -> None:
    assert refused(signed(text)) == "ledger.malformed-note"


@given(st.integers(0, len(RECEIPT) - 1), st.integers(1, 255))
def test_any_changed_byte_of_a_receipt_is_refused(place: int, change: int) -> None:
    spoilt = RECEIPT[:place] + bytes([RECEIPT[place] ^ change]) + RECEIPT[place + 1 :]
    with pytest.raises(SiltaError):
        open_receipt(spoilt, LOG.verifier, PARTNER.verifier)


@given(st.text(max_size=80))
def test_hostile_texts_under_a_good_signature_raise_a_named_error_and_nothing_else(text: str) -> None:
    try:
        raw = signed(text + "\n")
    except UnicodeEncodeError:
        return
    with pytest.raises(SiltaError):
        open_checkpoint(raw, Signer(LOG.name, seed("north")).verifier)
