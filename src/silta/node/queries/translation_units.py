"""What outside translators are given of the list of what needs translating, and what of ours a file that comes back names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from silta.crosswalk.formats.content import Report, silent
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.terminology import terms_used
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.terms import glossary
from silta.node.queries.translations import Asked, Working, everything, foreign, working
from silta.records.wordings import OPEN, Place, texts
from silta.reports.translations.judging import Judged, Known, check_languages, judge, records_of
from silta.reports.translations.units import MAX_UNITS, Batch, Returned, Term, Unit, batches
from silta.words.codes import MARKING
from silta.words.errors import SiltaError
from silta.words.languages import CODES

Say = Callable[[str, str], str]
_MOST_TERMS: Final = 40


def units(
    around: ArrangementView, asked: Asked, say: Say, language: str, *, all_texts: bool = False
) -> list[Batch]:
    """The texts of a list that lack something in its language, in a batch for each language that they are written in.

    With `all_texts` those too that lack nothing, so that a translator sees how a term was said elsewhere. `say` words labels in
    `language`. Raises `SiltaError`: `translation.too-many-units`, `translation.nothing`.
    """
    pairs = _pairs(around, asked, say, language, all_texts=all_texts)
    found = list(islice(pairs, MAX_UNITS + 1))
    if len(found) > MAX_UNITS:
        raise SiltaError("translation.too-many-units", limit=MAX_UNITS)
    if not found:
        raise SiltaError("translation.nothing")
    return batches(found, asked.to, around.id)


def units_of(
    one: Working, to: str, say: Say, language: str, known: Glossary, *, all_texts: bool = False
) -> Iterator[tuple[str, Unit]]:
    """The texts of one record to be translated into `to`, each with the language that it is written in."""
    heading = heading_of(one, say, language)
    for place in texts(one.kind, one.fields):
        source, status = place.source, place.status(to)
        if source and source != to and (all_texts or status in OPEN):
            yield source, _unit(one, place, to, heading, say, known)


def _pairs(
    around: ArrangementView, asked: Asked, say: Say, language: str, *, all_texts: bool
) -> Iterator[tuple[str, Unit]]:
    known = glossary()
    for one in everything(around, asked, MAX_UNITS + 1):
        for source, unit in units_of(one, asked.to, say, language, known, all_texts=all_texts):
            if asked.source in ("", source) and (all_texts or asked.status in ("", unit.status)):
                yield source, unit


def _unit(one: Working, place: Place, to: str, heading: str, say: Say, known: Glossary) -> Unit:
    words = place.text[place.source]["text"]
    uses = terms_used(known, words, place.source, "", to)
    return Unit(
        record=one.uid,
        revision=one.revision,
        path=place.path,
        source=words,
        target=place.text[to]["text"] if to in place.text else "",
        status=place.status(to),
        heading=heading,
        label=label_of(place, say),
        terms=tuple(Term(use.term, " / ".join(use.expected)) for use in uses[:_MOST_TERMS]),
    )


def heading_of(one: Working, say: Say, language: str) -> str:
    """What people call a record, and how it has to be handled: its kind, number, title and marking."""
    title, _ = one.kind.title_of(one.fields, language)
    marking = say(MARKING.name, MARKING.label(one.marking)) if one.marking in MARKING else one.marking
    return " · ".join(part for part in (say("kind", one.kind.label), one.number, title, marking) if part)


def label_of(place: Place, say: Say) -> str:
    """What people call a text: its field, after the list and the row that it stands in."""
    label = say("field", place.field.label)
    return f"{say('field', place.above.label)} {place.row} · {label}" if place.above else label


def judged(around: ArrangementView, returned: Returned, report: Report = silent) -> list[Judged]:
    """What a file would change. Raises as `check_languages`."""
    check_languages(returned, CODES)
    named = records_of(returned)
    held = working(around, named)
    known = {uid: Known(one.kind, one.fields) for uid, one in held.items()}
    return judge(returned, known, foreign(around, named - known.keys()), report)


@dataclass(frozen=True)
class Looked:
    """A file that came back, and what each of its units amounts to."""

    returned: Returned
    rows: tuple[Judged, ...]


def look(around: ArrangementView, returned: Returned, report: Report = silent) -> Looked:
    """What a file would change, to be shown. Raises as `judged`."""
    return Looked(returned, tuple(judged(around, returned, report)))


def left(
    around: ArrangementView, records: Collection[str], say: Say, language: str
) -> dict[tuple[str, str], tuple[Place, str, str]]:
    """By record and path: the texts of records that a file names as they are here, and what people call record and field."""
    found: dict[tuple[str, str], tuple[Place, str, str]] = {}
    for uid, one in working(around, records).items():
        heading = heading_of(one, say, language)
        for place in texts(one.kind, one.fields):
            found[uid, place.path] = (place, heading, label_of(place, say))
    return found
