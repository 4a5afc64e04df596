"""Receipts: a partner's statement "I hold a verified copy of your log up to here", as a cosignature on a checkpoint."""

from __future__ import annotations

from silta.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from silta.ledger.errors import LedgerError
from silta.ledger.notes import Verifier


def open_receipt(raw: bytes, log_verifier: Verifier, cosigner_verifier: Verifier) -> SignedCheckpoint:
    """A checkpoint of the log of `log_verifier` that `cosigner_verifier` has cosigned too.

    Raises `LedgerError` as `open_checkpoint` does, and `ledger.bad-signature` when the cosignature is not there.
    """
    signed = open_checkpoint(raw, log_verifier, [cosigner_verifier])
    if cosigner_verifier.name not in signed.cosignatures:
        raise LedgerError("ledger.bad-signature", cosigner_verifier.name, reason="unsigned")
    return signed
