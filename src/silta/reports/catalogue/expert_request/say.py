"""The phrases of the expert request. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    SUBTITLE = "Request for expert advice {number}, by {party}"
    AS_OF = "As recorded by {day}"
    QUESTION = "Question and background"
    NEEDED = "What is needed"
    AREA = "Area: {area}"
    DUE = "Needed by {due}; urgency: {urgency}"
    METHOD = "Method: {method}"
    LANGUAGES = "Languages of the answer: {languages}"
    DELIVERABLE = "Deliverable: {text}"
    PROVISIONS = "Standards and provisions: {addresses}"
    STATE = "State of the request: {state}"
    COMPETENCES = "Competence needed"
    COMPETENCE = "Competence"
    LEVEL = "At least"
    INPUTS = "What the experts get"
    INPUT = "Document"
    MARKING = "Marking"
    TERMS = "Terms of reference"
    NO_TERMS = "The terms of reference are not written yet; the request cannot be sent without them."
    CONFLICT = "Conflict of interest"
    CONTACTS = "Contact points"
    CONTACT = "{name}: {mailbox}"
