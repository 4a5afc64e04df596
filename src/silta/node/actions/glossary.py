"""The node's own terms: typed in, or brought from a table. No log holds them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.db import transaction

from silta.node import clock
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import GlossaryTerm
from silta.node.permissions import WRITERS, require
from silta.standards.formats.decoding import decode
from silta.standards.formats.template_rows import APOSTROPHE
from silta.words.collation import sort_key
from silta.words.errors import Problem
from silta.words.folding import fold
from silta.words.languages import is_language_tag

MAX_TERMS: Final = 5_000
MAX_TABLE: Final = 4 * 1024 * 1024
_LONGEST: Final = 200
_NOTE: Final = "note"
_MAX_NOTE: Final = 500
_KEY_ORDER: Final = ("en", "ru", "fi", "kk")
_ENOUGH: Final = 2
_MAX_PROBLEMS: Final = 50
_SLIPS: Final = {"kz": "kk", "kaz": "kk", "rus": "ru", "fin": "fi", "eng": "en", "swe": "sv"}
"""Headings that have the form of a language's tag but are none, → what is meant: their terms would never be looked up."""


@dataclass(frozen=True)
class Imported:
    """What a table changed: rows that are new, rows whose term was there and says something else now, and all others."""

    new: int
    changed: int
    unchanged: int


def save_term(actor: Actor, number: int | None, terms: Mapping[str, str], note: str = "") -> int:
    """Add a concept, or change the one with that number; returns the number.

    Raises `Denied`, `NotFound` `glossary.unknown`, `Refused` as `_checked` tells.
    """
    require(actor, *WRITERS)
    clean = _clean(terms)
    _refuse(_checked(clean, note, ""))
    if number is None:
        return _insert(actor, clean, note).pk
    changed = GlossaryTerm.objects.filter(pk=number).update(
        terms=clean, note=note.strip(), sort=_sort(clean), updated_by_id=actor.user_id, updated_at=clock.now()
    )
    if not changed:
        raise NotFound("glossary.unknown", str(number))
    return number


def remove_term(actor: Actor, number: int) -> None:
    """Take a concept out. Raises `Denied`, `NotFound` `glossary.unknown`."""
    require(actor, *WRITERS)
    deleted, _ = GlossaryTerm.objects.filter(pk=number).delete()
    if not deleted:
        raise NotFound("glossary.unknown", str(number))


def import_table(actor: Actor, raw: bytes) -> Imported:
    """Take over a table of terms (CSV; the header names languages, and may name ``note``): all of it or nothing.

    A row whose English term (or else Russian, Finnish, Kazakh) is there already changes that one.

    Raises `Denied`; `Refused`: `glossary.too-large`, `glossary.no-header`, `glossary.too-many`, and with the rows what `_checked`
    finds in them; `glossary.slip` for headings such as ``kz``; `FormatRefused` as `decode`.
    """
    require(actor, *WRITERS)
    if len(raw) > MAX_TABLE:
        raise Refused("glossary.too-large", limit=MAX_TABLE)
    rows = list(_rows(decode(raw)))
    with transaction.atomic():
        held = {_key(term.terms): term for term in GlossaryTerm.objects.select_for_update()}
        if len(held) + len(rows) > MAX_TERMS:
            raise Refused("glossary.too-many", limit=MAX_TERMS)
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        for terms, note in rows:
            counts[_take(actor, held, terms, note)] += 1
    return Imported(**counts)


def _take(actor: Actor, held: dict[str, GlossaryTerm], terms: dict[str, str], note: str) -> str:
    term = held.get(_key(terms))
    if term is None:
        held[_key(terms)] = _insert(actor, terms, note)
        return "new"
    merged = {**term.terms, **terms}
    if merged == term.terms and note in ("", term.note):
        return "unchanged"
    term.terms, term.note, term.sort = merged, note or term.note, _sort(merged)
    term.updated_by_id, term.updated_at = actor.user_id, clock.now()
    term.save()
    return "changed"


def _insert(actor: Actor, terms: dict[str, str], note: str) -> GlossaryTerm:
    return GlossaryTerm.objects.create(
        terms=terms, note=note.strip(), sort=_sort(terms), updated_by_id=actor.user_id, updated_at=clock.now()
    )


def _rows(table: str) -> Iterator[tuple[dict[str, str], str]]:
    """The concepts of a table. Raises `Refused` with every row that is wrong, up to `_MAX_PROBLEMS`."""
    first = table.partition("\n")[0]
    reader = csv.reader(StringIO(table), delimiter=max(",;\t", key=first.count))
    found: list[Problem] = []
    try:
        head = [cell.strip() for cell in next(reader)]
        languages = {place: name for place, name in enumerate(head) if is_language_tag(name)}
        if len(languages) < _ENOUGH:
            raise Refused("glossary.no-header", "row 1")
        _refuse([_slip(name) for name in languages.values() if name in _SLIPS])
        for number, row in enumerate(reader, start=2):
            if number > MAX_TERMS + 1:
                raise Refused("glossary.too-many", limit=MAX_TERMS)
            cells = {place: APOSTROPHE.sub("", cell) for place, cell in enumerate(row)}
            terms = _clean({name: cells.get(place, "") for place, name in languages.items()})
            note = cells.get(head.index(_NOTE), "").strip() if _NOTE in head else ""
            if terms:
                found += _checked(terms, note, f"row {number}")
                yield terms, note
    except csv.Error:
        raise Refused("glossary.no-header", "row 1") from None
    _refuse(found[:_MAX_PROBLEMS])


def _slip(heading: str) -> Problem:
    return Problem("glossary.slip", "row 1", {"given": heading, "meant": _SLIPS[heading]})


def _clean(terms: Mapping[str, str]) -> dict[str, str]:
    return {tag: words for tag, given in terms.items() if (words := " ".join(given.split()))}


def _checked(terms: Mapping[str, str], note: str, where: str) -> list[Problem]:
    """What is wrong with a concept: `glossary.one-language`, `glossary.too-long`, `glossary.bad-term`."""
    found = []
    if len(terms) < _ENOUGH:
        found.append(Problem("glossary.one-language", where))
    for tag, words in terms.items():
        if len(words) > _LONGEST or len(note) > _MAX_NOTE:
            found.append(Problem("glossary.too-long", where, {"limit": _LONGEST}))
        if not is_language_tag(tag) or not words.isprintable():
            found.append(Problem("glossary.bad-term", where, {"language": tag[:20]}))
    return found


def _refuse(found: list[Problem]) -> None:
    if found:
        raise Refused.of(tuple(found))


def _key(terms: Mapping[str, str]) -> str:
    """What a concept is recognised by: its term in the first language that it has, of a fixed order."""
    tag = next((tag for tag in (*_KEY_ORDER, *sorted(terms)) if tag in terms), "")
    return f"{tag} {fold(terms.get(tag, ''))}"


def _sort(terms: Mapping[str, str]) -> str:
    tag, _, words = _key(terms).partition(" ")
    return sort_key(words, tag)[:200]
