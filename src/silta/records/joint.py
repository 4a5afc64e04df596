"""The states of joint texts, which follow from the parties' answers and are never typed."""

from typing import Final

from silta.records.lifecycle import State

JOINT_STATES: Final = {
    "proposed": State("Proposed", "wait", "ring"),
    "agreed-by-some": State("Agreed by one of two", "wait", "half"),
    "objected": State("Objected", "wait", "undo"),
    "in-force": State("In force", "good", "check"),
}
