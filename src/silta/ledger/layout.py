"""The folder that parties publish and exchange: what lies where. Paths use ``/`` and never start with it.

::

    <arrangement id>/charter.json
    <arrangement id>/<party>/checkpoint
    <arrangement id>/<party>/tile/…        see `silta.ledger.tiles`
    <arrangement id>/<party>/bodies/…
    <arrangement id>/<party>/blob/<sha256>
    <arrangement id>/<party>/receipts/<other party>
"""

from __future__ import annotations

from typing import Final

CHECKPOINT: Final = "checkpoint"
"""Path of the newest checkpoint within a log's folder."""


def charter_path(arrangement_id: str) -> str:
    """Path of an arrangement's charter within a published folder."""
    return f"{arrangement_id}/charter.json"


def log_path(arrangement_id: str, party: str) -> str:
    """Path of the folder of a party's log within a published folder, without a final slash."""
    return f"{arrangement_id}/{party}"


def blob_path(sha256: str) -> str:
    """Path of an attachment within a log's folder, by the hexadecimal digest of its bytes."""
    return f"blob/{sha256}"


def receipt_path(party: str) -> str:
    """Path, within the folder of the log of whoever gives it, of the receipt for the log of `party`."""
    return f"receipts/{party}"
