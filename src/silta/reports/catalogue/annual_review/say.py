"""The phrases of the annual review. Names are stable, since the digest of a review speaks of them; the English may be reworded.

Sentences with numbers are worded so that they hold for any number in any language ("held: 3"), as official tables are.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Annual review {year}"
    AS_OF = "As recorded by {day}"
    PROVISIONAL = "Provisional: the logs end before the year does"
    NOT_RECORDED = "Nothing is recorded."

    SUMMARY = "Summary"

    EXECUTION = "Execution of the programme"
    PROGRAMME_IN_FORCE = (
        "The programme for {year}, edition {edition}, has been in force since {since}. "
        "Each activity is compared with the text that was agreed then."
    )
    PROGRAMME_NOT_AGREED = (
        "A programme for {year} was proposed and has not been agreed by all parties. "
        "Each activity is compared with the proposal."
    )
    NO_PROGRAMME = (
        "No programme was agreed for {year}. The activities of the year are listed as they were recorded."
    )
    COUNTS = (
        "Activities in the programme: {planned}. Held: {held}; postponed: {postponed}; cancelled: {cancelled}; "
        "not held by the end of the period: {open}."
    )
    HELD_OUTSIDE = "Held outside of the programme: {count}."
    ACTIVITIES = "Activities of the year"
    NUMBER = "No."
    ACTIVITY = "Activity"
    FORM = "Form"
    PLANNED_FOR = "Planned for"
    LATEST_DATE = "Held or now planned for"
    AS_PLANNED = "as planned"
    STATE = "State"
    NOT_IN_PROGRAMME = "outside of the programme"
    NOT_IN_LOGS = "not in the logs that this document was made from"
    WHY_CHANGED = "What changed, and why"
    STATE_AND_REASON = "{number} {title}: {state}. {reason}"
    NO_REASON = "No reason is recorded."
    OUTCOMES = "What came of the activities"
    OUTCOME = "Outcome"
    BY_FORM = "Activities by form, planned and held"
    PLANNED = "Planned"
    HELD = "Held"
    POSTPONED = "Postponed"
    CANCELLED = "Cancelled"
    TOTAL = "Total"

    INDICATORS = "Results against indicators"
    INDICATOR_LIST = "What was measured, against baseline and target"
    INDICATOR = "Indicator"
    UNIT = "Unit"
    BASELINE = "Baseline"
    TARGET = "Target"
    VALUE_OF = "Value in {year}"
    VALUE_IN = "{value} ({year})"

    ACTIONS = "Actions"
    ACTION_COUNTS = (
        "Actions that fell due or were open in {year}: {all}. "
        "Done: {done}; open: {open}; overdue: {overdue}; dropped: {dropped}."
    )
    ACTION_LIST = "Actions of the year"
    ACTION = "Action"
    OWNER = "Owner"
    DUE = "Due"
    EVIDENCE = "Evidence or reason"

    CONSULTATIONS = "Expert consultations"
    CONSULTATIONS_ANSWERED = (
        "Requests for advice sent in {year}: {asked}. Answered: {answered}; "
        "days from question to advice, median: {days}."
    )
    CONSULTATIONS_OPEN = "Requests for advice sent in {year}: {asked}. None is answered yet."
    CONSULTATION_LIST = "Requests by number; days on which a question back waited are not counted"
    ASKED_BY = "Asked by"
    SENT = "Sent"
    ANSWERED = "Answered"
    DAYS_TAKEN = "Days"

    COMPARISON = "Comparison of rules"
    COMPARISON_NOTE = (
        "The comparison serves joint work on the texts. It does not rank the parties or their rules, "
        "and its numbers must not be compared with those of other countries."
    )
    CROSSWALKS = "Work on the crosswalks"
    CROSSWALK = "Crosswalk"
    MAPPINGS = "Mappings made"
    MADE_IN_YEAR = "of them in the year"
    CONFIRMED = "Confirmed by both sides"
    OBJECTED = "Objected"
    WAITING = "Waiting for an answer"
    COVERAGE = (
        "{title}: provisions of the benchmark with a mapping confirmed by both sides: {confirmed} of {all}."
    )
    COVERAGE_OPEN = (
        "{title}: provisions of the benchmark with a mapping confirmed by both sides: {confirmed}."
    )

    GAPS = "Gaps and roadmap"
    GAP_COUNTS = (
        "Gaps opened in {year}: {opened}. "
        "Resolved: {resolved}; accepted as they are: {accepted}; open at the end: {open}."
    )
    GAP_LIST = "Gaps that were opened, worked on or closed"
    GAP = "Gap"
    AREA = "Area"
    OPENED = "Opened"
    ANSWERED_BY = "Answered by"
    ROADMAP = "Roadmap items of the year"
    STEP = "Step"
    RESPONSIBLE = "Responsible"
    PROGRESS = "Progress"

    EXPERIENCE = "Practices and lessons"
    PRACTICE_COUNTS = (
        "Practices and lessons that were published in {year} or worked on in it are listed. "
        "Published: {published}; taken up by the other side so far: {taken_up}."
    )
    PRACTICE_LIST = "What one side learned, and what the other made of it"
    PRACTICE = "Practice or lesson"
    PRACTICE_KIND = "Kind"
    LEARNED_BY = "From"
    MADE_OF_IT = "At the other side"
    REVIEWED_BY = "{party}: {verdict}, {state}"

    AGREEMENTS = "Commitments and agreements"
    DUTY_COUNTS = "Obligations that fell due in {year}: {all}. Met: {met}; open: {open}; overdue: {overdue}."
    DUTY_LIST = "Obligations of the year, by their dates"
    DUTY = "Duty"
    CLAUSE = "Clause"
    EVERYONE = "every party"
    MET_ON = "met, {day}"
    ARRANGEMENT_STATE = "{title}: {state}."
    JOINT_TEXTS = "Texts that the parties agreed or were asked to agree"
    JOINT_TEXT = "Text and edition"
    EDITION = "{title}, edition {edition}"
    AGREED_ON = "agreed, {day}"
    TEXT_HASH = "Hash of the text"
    NO_ANSWER = "no answer yet"
    OBJECTED_ON = "objected, {day}"

    COSTS = "Participation and costs of each side"
    COSTS_NOTE = (
        "Sides stand in the order of the arrangement. "
        "Figures are those that each side recorded for activities that were held."
    )
    PARTICIPATION = "Participants in the activities held"
    COST_TABLE = "Costs of the activities held"

    NEXT_YEAR = "Priorities and proposals for {year}"
    PRIORITIES = "Priorities, in the order of the open gaps and carried-over work that they answer"
    PRIORITY = "Priority"
    WHY = "Why"
    ANSWERS = "Open work that it answers"
    NO_PRIORITIES = "No priorities are recorded for {year}."
    UNANSWERED = "Open work that no priority for {year} answers yet; it is proposed for the programme:"
    OPEN_WORK = "{number} {title}: {state}"
    ALL_ANSWERED = "All open work is answered by a priority."

    COMMENTS = "Comments of the parties"
    COMMENT = "{party}: {text}"
    PROPOSED = "Priorities that this review proposes: {titles}."
