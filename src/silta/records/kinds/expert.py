"""An expert: a person whom a party offers for consultations, with competences, languages and the consent to say so.

A record about a person is released only while consent is recorded. When it is withdrawn, the texts of all revisions are erased.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Day, Fields, Id, Line, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AVAILABILITY, COMPETENCE, COMPETENCE_LEVEL, CONSENT_SCOPE, LANGUAGE
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem


class NameVariant(Fields):
    """The name as another language or script writes it."""

    language: Line = about(
        "Language or script", "Language tag, with the script if it matters: kk, kk-Latn, ru."
    )
    name: Line = about("Name")


class Post(Fields):
    """What the person is or was, and where; a post that has not ended has no end."""

    organisation: Title = about("Organisation")
    title: Title = about("Role")
    start: Day | None = about("From", default=None)
    until: Day | None = about("To", default=None)


class Competence(Fields):
    """One competence, how deep it goes, and who has seen that."""

    competence: Annotated[str, Codes(COMPETENCE)] = about("Competence")
    level: Annotated[str, Codes(COMPETENCE_LEVEL)] = about("Level")
    verified_by: Title | None = about(
        "Verified by", "A person or a body; empty if the expert says so.", default=None
    )
    verified: Day | None = about("Verified on", default=None)


class Absence(Fields):
    """A time at which the person cannot be asked; without the reason, which is nobody's business."""

    start: Day = about("From")
    until: Day = about("To")


class Expert(Fields):
    name: Line = about("Name", "As the person writes it, in Latin letters if there is such a form.")
    names: list[NameVariant] = about(
        "Other forms of the name", "In the languages and scripts of the parties.", default=[]
    )
    posts: list[Post] = about("Organisation and roles", "The present one and those before.", default=[])
    competences: list[Competence] = about("Competences", "By the areas of the IAEA's SARCoN.", least=1)
    languages: list[Annotated[str, Codes(LANGUAGE)]] = about("Languages of work", least=1)
    availability: Annotated[str, Codes(AVAILABILITY)] = about("Availability", default="on-request")
    absences: list[Absence] = about("Absences", "Dates only, no reasons.", default=[])
    deputy: Annotated[Id, To(("expert",))] | None = about("Deputy", default=None)
    note: Prose | None = about("Note", default=None)
    consent: Day | None = about(
        "Consent given on",
        "Day on which the person agreed in writing to what is recorded here. Without it nothing is released.",
        default=None,
    )
    consent_scope: list[Annotated[str, Codes(CONSENT_SCOPE)]] = about("Consent covers", default=[])
    consent_until: Day | None = about("Consent holds until", "Empty: until it is withdrawn.", default=None)
    state: StateCode = about("State")


def _check(expert: Expert) -> Iterator[Problem]:
    if expert.consent is None:
        yield Problem("record.consent-missing", "consent")
    elif not expert.consent_scope:
        yield Problem("record.consent-without-scope", "consent_scope")
    periods = [(f"posts[{n}]", post.start, post.until) for n, post in enumerate(expert.posts, 1)]
    periods += [(f"absences[{n}]", gone.start, gone.until) for n, gone in enumerate(expert.absences, 1)]
    for place, start, until in periods:
        if start and until and last_day(until) < first_day(start):
            yield Problem("record.ends-before-it-starts", f"{place}.until")


KIND = Kind(
    code="expert",
    schema=2,  # who verified a competence is told in each language
    group="expertise",
    label="Expert",
    plural="Experts",
    fields=Expert,
    title="name",
    columns=("availability", "languages"),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "active": State("Active", "good", "check"),
            "away": State("Away", "wait", "pause"),
            "left": State("Left", "off", "x"),
        },
        moves={"active": ("away", "left"), "away": ("active", "left"), "left": ("active",)},
    ),
)
