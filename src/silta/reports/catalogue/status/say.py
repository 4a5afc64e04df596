"""The phrases of the status. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Status of the cooperation"
    SUBTITLE = "As recorded by {day}"
    GLANCE = "At a glance"
    PROGRAMME = "Programme {year}: in force since {day}."
    PROGRAMME_OPEN = "Programme {year}: proposed and not agreed by all parties."
    PROGRAMME_NONE = "Programme {year}: none is recorded."
    ACTIVITIES = "Activities of {year}. Held: {held}; ahead: {ahead}; overdue: {overdue}; postponed or cancelled: {dropped}."
    ACTIONS = "Actions. Open: {open}; overdue: {overdue}; done, to be accepted: {done}; accepted: {accepted}."
    GAPS = "Gaps. Open: {open}; resolved: {resolved}. Roadmap items under way: {items}."
    MAPPINGS = (
        "Comparison of rules. Mappings confirmed by both sides: {confirmed}; waiting or objected: {waiting}."
    )
    AHEAD = "In the next three months"
    AHEAD_LIST = "Activities that begin by {day}"
    LATE = "Overdue"
    LATE_ACTIVITIES = "Activities whose date has passed"
    LATE_ACTIONS = "Actions whose date has passed"
    NOTHING_LATE = "Nothing is overdue."
    WAITING = "Waiting for an agreement"
    WAITING_LIST = "Last editions and the answers of the parties"
    NOTHING_WAITS = "No text waits for an agreement."
