"""Sentences about experts and consultations: what speaks for asking somebody, and what against."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    # for
    "match.availability": "Availability: {availability}.",
    "match.has": "{competence}: {competence_level}.",
    "match.has-verified": "{competence}: {competence_level}, verified by {by}.",
    "match.language": "Works in {language}.",
    # against
    "match.absent": "Absent from {start} to {day}.",
    "match.absent-throughout": "Absent until {day}, past the day on which the answer is needed.",
    "match.away": "Marked as away.",
    "match.consent-ended": "The consent ended on {day}.",
    "match.lacks": "{competence}: {competence_level}, where at least {least} is needed.",
    "match.left": "Has left.",
    "match.no-competence": "Has none of the competences needed.",
    "match.no-consent": "Has not consented to be found for consultations.",
    "match.no-language": "Works in none of the languages of the answer: {languages}.",
    "match.not-available": "Not available.",
}
