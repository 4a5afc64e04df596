"""The phrases of the minutes. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    EDITION_NO = "Edition {edition}"
    MEETING = "Meeting"
    PRESENT = "Present"
    ITEMS = "What was discussed and decided"
    ITEM = "{number}. {title} ({type})"
    DUE = "Owner: {owner}; due: {due}"
    ACTIONS = "Actions that follow"
    NUMBER = "No."
    ACTION = "Action"
    OWNER = "Owner"
    PERSON = "Responsible person"
    BY = "Due"
