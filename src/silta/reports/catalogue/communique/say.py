"""The phrases of the communiqué. Names are stable, since the digest speaks of them; the English may be reworded.

Numbers follow a colon, so that a sentence holds for any number in any language.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final

from silta.words.codes import CodeList

LENGTH: Final = CodeList(
    "length of a communiqué", {"short": "short", "medium": "medium", "press": "for the press"}
)


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Communiqué on the cooperation in {year}"
    RESULTS = "Results of {year}"
    OPENING = "{first} and {second} have summed up their cooperation in {year} and discussed the priorities of {next}."
    OPENING_MANY = "The parties ({names}) have summed up their cooperation in {year} and discussed the priorities of {next}."
    BASIS = "The cooperation rests on the following instrument: {title}."
    COUNTS = "Activities planned for {year}: {planned}. Of these, held by the end of the year: {held}."
    COUNTS_SO_FAR = "Activities planned for {year}: {planned}. Of these, held by {day}: {held}."
    COUNTS_NO_PROGRAMME = "Activities held in {year}: {held}."
    EVENTS = "Among what took place:"
    EVENT = "{title} ({form}, {when})"
    EVENT_AT = "{title} ({form}, {when}, {place})"
    OUTCOME = "{title}: {outcome}"
    OUTCOMES = "What came of it:"
    COMPARISON = (
        "The parties go on comparing their rules with international requirements. "
        "Comparisons confirmed by both sides: {count}."
    )
    NEXT = "Priorities of {year}"
    PRIORITIES = "In {year} the parties mean to work on:"
    PRIORITIES_SHORT = "Priorities of {year}: {titles}."
    NO_PRIORITIES = "The priorities of {year} are being discussed."
    PROGRAMME = "The programme of cooperation for {year} was agreed on {day}."
    EDITORS = "Notes for editors"
    ABOUT_PARTY = "{name} ({code})"
    RELEASE = "Not for release before all parties have agreed to this text."
