"""The phrases of the annual programme. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Programme of cooperation {year}"
    EDITION_NO = "Edition {edition}"
    NONE_YET = (
        "No programme has been proposed for {year} yet; below stand the activities that are recorded for it."
    )
    PREAMBLE = "Preamble"
    PRIORITIES = "Priorities"
    PRIORITIES_OF = "Priorities of {year}"
    PRIORITY = "Priority"
    AREA = "Area"
    WHY = "Why"
    ACTIVITIES = "Activities"
    ACTIVITIES_OF = "Activities of {year}"
    RESULTS = "Expected results"
    RESULTS_OF = "What is expected of the activities, and how it will be known"
    NUMBER = "No."
    EXPECTED = "Expected result"
    INDICATOR = "Indicator"
    LEADS = "Led by"
    CARRIED = "Carried over from {year}: {titles}."
