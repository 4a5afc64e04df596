"""The phrases of the hand-over package. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Hand-over package"
    SUBTITLE = "How the cooperation stands on {day}, for whoever takes it over"
    HOW = "How to begin"
    HOW_HOME = (
        "Open the first page of the node: it tells what waits for you, what is new and what is due soon."
    )
    HOW_THREAD = (
        "Every record shows its thread: from a provision through gaps and activities to results, both ways."
    )
    HOW_ANSWER = "Answer what the other side has said on the page of the record. Notes for colleagues stay on the node."
    HOW_ROLES = (
        "Ask the administrator for your roles, and have the entries of the contact points below changed."
    )
    HOW_LOGS = "Nothing here rests on memory: all of it follows from the logs named at the end, which anyone can verify."
    INSTRUMENTS = "The arrangement"
    INSTRUMENTS_OF = "Instruments with their terms"
    INSTRUMENT = "Instrument"
    IN_FORCE = "In force since"
    NOTICE = "Notice by"
    END = "End or renewal"
    WHO = "Who is who"
    WHO_OF = "Contact points of the parties"
    PERSON = "Person or role"
    PARTY = "Party"
    AREAS = "Areas"
    ALL_AREAS = "all areas"
    MAILBOX = "Mailbox"
    DEPUTY = "Deputy"
    DUTIES = "Obligations"
    DUTIES_OF = "Duties that are open, by their next date"
    DUTY = "Duty"
    CLAUSE = "Clause"
    OWNER = "Owner"
    EVERYONE = "every party"
    DUE = "Due"
    STATE = "State"
    ACTIONS = "Open actions"
    ACTIONS_OF = "Actions that somebody still owes, by date"
    TEXTS = "Agreements awaited"
    TEXTS_OF = "Texts that not every party has agreed to"
    NO_TEXTS = "No text waits for an agreement."
    REMARKS_OF = "Remarks on joint texts that nobody has answered yet"
    REMARK = "Remark"
    TEXT = "Joint text"
    SINCE = "Since"
    EXPERTISE = "Consultations"
    EXPERTISE_OF = "Requests for advice that are not closed"
    NUMBER = "No."
    REQUEST = "Request"
    COMING = "Coming activities"
    COMING_OF = "Planned for the next six months"
    THREADS = "Open threads"
    THREADS_OF = "Open gaps with the steps and activities that answer them; their order is no ranking"
    GAP = "Gap"
    STEPS = "Steps"
    WORK = "Activities"
    AREAS_HEAD = "Where things stand, by area"
    AREAS_OF = "What is open in each area; an area that is not named has nothing open"
    AREA = "Area"
    PRIORITIES = "Priorities"
    GAPS = "Open gaps"
    ACTIVITIES = "Activities ahead"
