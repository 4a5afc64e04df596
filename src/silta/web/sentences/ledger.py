"""Sentences about logs: what was found when they were verified."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "ledger.bad-blob": "The attachment {where} is not the file that its author has signed.",
    "ledger.bad-body": "{where}: the content of a record is not the one that its author has signed.",
    "ledger.bad-edge": "The stored state of a log of {size} entries is damaged. Rebuild it from the entries.",
    "ledger.bad-entry-bundle": (
        "The entries in {where} are not those that the log has signed. This copy is damaged; get a new one."
    ),
    "ledger.bad-key": "The key of “{where}” is not a valid key.",
    "ledger.bad-proof": "The proof does not lead to the root of the log.",
    "ledger.bad-signature": (
        "{where}: the signature does not verify, or the key that must have signed has not. Nothing was taken "
        "over."
    ),
    "ledger.bad-tile": "{where} does not hold the hashes that it must hold. This copy is damaged; get a new one.",
    "ledger.charter-mismatch": "{where} does not belong to the charter that you have compared and trust.",
    "ledger.fork": (
        "The log has signed two different histories. Both signed statements are kept as evidence and the "
        "exchange is stopped; talk to the other side before you go on."
    ),
    "ledger.malformed-body": (
        "The content of a record cannot be read: {where} is missing or wrong. It is kept and shown as it is."
    ),
    "ledger.malformed-charter": "The charter cannot be read: {where} is missing or wrong.",
    "ledger.malformed-entry": "{where}: an entry of the log lacks something that it must have, or has it in a wrong form.",
    "ledger.malformed-note": "{where} is not a signed note of the form that the format demands.",
    "ledger.misplaced-open": "{where}: a log must begin with its opening entry and have no second one.",
    "ledger.missing-file": (
        "The file {where} is missing. Without it the log cannot be verified; nothing of it was taken over."
    ),
    "ledger.not-canonical": "{where} holds data that are not written in the one canonical form that the format allows.",
    "ledger.rollback": (
        "The log now shows {offered} entries, but {held} have been seen and signed before. Both signed "
        "statements are kept as evidence; talk to the other side before you go on."
    ),
    "ledger.root-mismatch": (
        "The files do not add up to what the log has signed ({where}): this copy is damaged or incomplete. It "
        "proves nothing against its author; get a new copy."
    ),
    "ledger.too-large": "This has {size} bytes; at most {limit} are allowed.",
    "ledger.unexplained-erasure": (
        "{where}: the content of entry {index} is gone, and no entry of the log says that it was erased."
    ),
    "ledger.unknown-party": "The charter names no party “{where}”.",
    "ledger.wrong-origin": "{where} belongs to another log than the one that was asked for.",
}
