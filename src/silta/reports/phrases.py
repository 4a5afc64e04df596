"""The phrases that layouts add around any report, and all phrases of the package for the translation catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum, unique
from typing import Final

from silta.reports import letters
from silta.reports.catalogue import REPORTS
from silta.reports.framing import Frame
from silta.reports.gathering import Gathering
from silta.reports.listing import Listing
from silta.reports.provisions import Cited

CONTEXT: Final = "report"


@unique
class Phrase(StrEnum):
    """English msgids; context ``report``."""

    FIGURE = "Figure {number}. {caption}"
    TABLE = "Table {number}. {caption}"
    CHART_ALT = "{caption}. Bar chart; the same numbers stand in the table beside it."
    PAGE = "Page {page} of {pages}"
    DRAFT = "DRAFT"
    DRAFT_NOTE = "Draft: not agreed by all parties"
    SIGNED_NOTE = "Agreed by {parties}, {day}"
    RECORDS_NOTE = "From released records, as of {day}"
    CODE_ALT = "Code for machines: the digest of the content and the logs that it was made from"
    MOMENT = "{moment} UTC"
    ROLE = "role: {role}"
    ENTRY = "entry {entry} of the log {origin}"
    KEY = "key {key}"
    MACHINE = "machine translation"
    DRAFT_TRANSLATION = "draft translation"
    OUTDATED = "outdated translation"
    IN_KAZAKH = "in Kazakh"
    IN_RUSSIAN = "in Russian"
    IN_FINNISH = "in Finnish"
    IN_ENGLISH = "in English"
    IN_SWEDISH = "in Swedish"
    IN_ANOTHER = "in another language: {tag}"
    NO_KAZAKH = "no Kazakh text"
    NO_RUSSIAN = "no Russian text"
    NO_FINNISH = "no Finnish text"
    NO_ENGLISH = "no English text"


WRITTEN_IN: Final = {
    "kk": Phrase.IN_KAZAKH,
    "ru": Phrase.IN_RUSSIAN,
    "fi": Phrase.IN_FINNISH,
    "en": Phrase.IN_ENGLISH,
    "sv": Phrase.IN_SWEDISH,
}
"""What is said beside a text that is shown in a language that the reader did not ask for."""
NOT_IN: Final = {
    "kk": Phrase.NO_KAZAKH,
    "ru": Phrase.NO_RUSSIAN,
    "fi": Phrase.NO_FINNISH,
    "en": Phrase.NO_ENGLISH,
}
"""What is said in place of a text that stands beside, in the document's other language."""
TRANSLATION: Final = {
    "machine": Phrase.MACHINE,
    "draft": Phrase.DRAFT_TRANSLATION,
    "outdated": Phrase.OUTDATED,
}
"""What is said beside a translation that nobody has vouched for."""


def messages() -> Iterator[tuple[str, str]]:
    """Every (context, msgid) that reports carry as data; labels of codes and states are listed with their own packages."""
    for report in REPORTS.values():
        yield CONTEXT, report.label
        yield CONTEXT, report.about
        for option in report.options:
            yield CONTEXT, option.label
            for words in option.choices.labels.values() if option.choices else ():
                yield option.choices.name if option.choices else "", words
        for phrase in report.phrases:
            yield CONTEXT, str(phrase)
    for phrase in (*Phrase, *Frame, *Listing, *Gathering, *Cited):
        yield CONTEXT, str(phrase)
    for saying in letters.Say:
        yield letters.CONTEXT, str(saying)
