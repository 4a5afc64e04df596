"""The phrases of the briefing pack. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Briefing pack"
    SUBTITLE = "For a meeting on {day} or after"
    MEETING = "The meeting"
    ACTIONS = "Open actions"
    ACTIONS_OF = "Actions that somebody still owes, by date"
    EVENTS = "Main events"
    PAST = "Held in the last six months"
    PAST_LIST = "Activities held since {day}"
    COMING = "Planned for the next six months"
    COMING_LIST = "Activities that begin by {day}"
    TEXTS = "Texts that wait for an agreement"
    TEXTS_LIST = "Last editions and the answers of the parties"
    NO_TEXTS = "No text waits for an agreement."
    GAPS = "Open gaps"
    GAPS_OF = "Open gaps, by their numbers; their order is no ranking"
    NUMBER = "No."
    GAP = "Gap"
    AREA = "Area"
    STATE = "State"
    STEPS = "Steps that answer it"
