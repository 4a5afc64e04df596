"""The phrases of the roadmap. Names are stable, since the digest of its content speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Roadmap {year}"
    FOLLOWS = "Follows the edition of {year}"
    FIRST = "First edition"
    NOTE = (
        "Gaps serve joint work on the texts. They do not rank the parties or their rules, and must not be counted against "
        "those of other countries."
    )

    INTRODUCTION = "Introduction"
    STAKEHOLDERS = "Stakeholders: {text}"
    PARTNERS = "Other partners: {text}"

    NOT_RECORDED = "Nothing is recorded."
    AREA = "Area"
    NO_AREA = "Without an area"
    SECTION = "Area: {area}"
    GAPS = "Gaps: {area}"
    NUMBER = "No."
    GAP = "Gap"
    PRIORITY = "Priority"
    CAUSE = "Cause"
    CONCERNS = "Concerns"
    STATE = "State"
    STEPS = "Steps: {area}"
    STEP = "Step"
    DOCUMENT = "Document to develop"
    YEAR = "Year"
    RESPONSIBLE = "Responsible"
    WITH = "Partners"
    LOOSE = "Steps of gaps that this edition does not hold"
    LOOSE_LIST = "Such steps, by their numbers"
    EXPLAINED = "{number}: {text}"
    BECAUSE = "{number}, reason: {text}"
    STAKEHOLDERS_OF = "{number}, stakeholders: {text}"
    PARTNERS_OF = "{number}, other partners: {text}"
    PROGRESS_OF = "{number}, progress: {text}"
    EVIDENCE_OF = "{number}, evidence: {text}"

    FATES = "What became of the gaps of the edition of {year}"
    FATE_LIST = "Each gap of the edition of {year}"
    STATE_THEN = "State then"
    FATE = "What became of it"
    WHY = "Reason, or where it is now"

    CHANGES = "What is new since the edition of {year}"
    CHANGE_LIST = "Differences to the edition of {year}"
    CHANGE = "Change"
    BEFORE = "Before"
    NOW = "Now"
    NEW_GAP = "New gap"
    NEW_STEP = "New step"
    WORDING = "Wording"
    STEP_GONE = "Step not in this edition"
    NO_CHANGES = "Nothing is new."
