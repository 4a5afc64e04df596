"""Verification in one place: what callers import. Pure; files come through a `Reader` that the caller supplies.

- `extend`: what a log has added since it was last seen (mirrors)
- `verify_log`: a whole log, every file of it
- `verify_publication`: a published folder with all its logs (the outsider)
"""

from __future__ import annotations

from silta.ledger.errors import Contradiction, LedgerError, MissingFile
from silta.ledger.extension import Extension, LogState, VerifiedEntry, extend, unexplained_erasures
from silta.ledger.publication import Report, verify_publication
from silta.ledger.reading import Reader
from silta.ledger.receipts import open_receipt
from silta.ledger.whole import VerifiedLog, verify_log

__all__ = [
    "Contradiction",
    "Extension",
    "LedgerError",
    "LogState",
    "MissingFile",
    "Reader",
    "Report",
    "VerifiedEntry",
    "VerifiedLog",
    "extend",
    "open_receipt",
    "unexplained_erasures",
    "verify_log",
    "verify_publication",
]
