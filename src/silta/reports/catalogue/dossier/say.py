"""The phrases of the audit dossier. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Audit dossier: {title}"
    RESULT = "The result"
    INDICATOR = "Indicator: {title}"
    VALUE = "Value in {year}: {value} (baseline {baseline}, target {target})"
    UNIT = "Unit: {unit}"
    STANDS = "State: {state}"
    EVIDENCE = "Evidence"
    THREAD = "The thread"
    THREAD_OF = (
        "Every record that the result rests on, and what was made of it; records about people are left out"
    )
    KIND = "Kind"
    RECORD = "Record"
    PARTY = "Party"
    STATE = "State"
    PROVISIONS = "Provisions that the thread cites: {addresses}"
    REVISIONS = "Every revision"
    REVISIONS_OF = "Revisions in the order of the logs"
    REVISION = "Revision"
    RELEASED = "Released"
    ENTRY = "Entry"
    LEAF = "Leaf hash"
    ERASED = "its text was erased"
    ANSWERS = "Answers and agreements"
    ANSWERS_OF = "What the parties answered to these revisions"
    ANSWER = "Answer"
    ROLE = "Role"
    SAID = "Said"
    TO = "To revision"
    FILES = "Evidence files"
    FILES_OF = "Files that belong to these revisions, by their digests"
    FILE = "File"
    SIZE = "Bytes"
    DIGEST = "SHA-256"
    HOW = "How an outsider verifies this, offline"
    HOW_FOLDER = (
        "The dossier as an archive holds, beside this document, every entry named above as it stands in the logs, its body, the "
        "files, the charter with the keys of the parties, and for each entry a proof of inclusion in the C2SP format tlog-proof."
    )
    HOW_COMMAND = "{command} checks all of it without a network and without a node."
    HOW_KEYS = "Compare the fingerprint of the charter with a party: keys that come along with a proof prove nothing alone."
    HOW_HAND = (
        "By hand: the leaf is SHA-256 over a zero byte and the entry; the proof leads from it to the root in the checkpoint, "
        "which the party has signed with Ed25519; the entry names the SHA-256 of its body."
    )
