"""The register of names: what its pages and sheets show, and what checks hold texts against."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from silta.node.errors import NotFound
from silta.node.models import KnownName, Record
from silta.node.queries.arrangements import ArrangementView
from silta.node.uids import parse_uid
from silta.records.registry import KINDS
from silta.reports.proof.known import Name
from silta.reports.proof.register import name_of
from silta.reports.sheets.judging import Known
from silta.reports.sheets.writing import Entry
from silta.words.folding import tokens

PAGE: Final = 100
PEOPLE: Final = ("expert", "contact-point")
"""Kinds whose records are about a person."""
_SHORT: Final = re.compile(r"(.+?)\s*\(([^()]{2,12})\)")
"""A name with its short form in brackets, as charters write it: "Säteilyturvakeskus (STUK)"."""
_MAX_PEOPLE: Final = 2000
"""Experts and contact points whose names are taken from their records."""


@dataclass(frozen=True)
class NameView:
    """An entry as pages show it."""

    uid: str
    fields: Mapping[str, Any]
    version: int
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class NamesPage:
    """Some entries in order; `after` is where the next ones begin, empty at the end."""

    rows: tuple[NameView, ...]
    after: str
    total: int


def names_page(words: str = "", sort: str = "", after: str = "") -> NamesPage:
    """The entries that hold all of `words`, of one sort if it is named; two queries."""
    found = KnownName.objects.all()
    for word in tokens(words[:200]):
        found = found.filter(folded__contains=word)
    if sort:
        found = found.filter(fields__sort=sort)
    total = found.count()
    key, _, last = after.rpartition("~")
    if last.isdecimal() and len(last) < 16:
        found = found.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=int(last)))
    rows = list(found.select_related("updated_by").order_by("sort_key", "id")[: PAGE + 1])
    more = f"{rows[PAGE - 1].sort_key}~{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    return NamesPage(tuple(map(_view, rows[:PAGE])), more, total)


def name(uid: str | UUID) -> NameView:
    """One entry. Raises `NotFound` `name.unknown`."""
    held = KnownName.objects.select_related("updated_by").filter(uid=parse_uid(uid, "name.unknown")).first()
    if held is None:
        raise NotFound("name.unknown", str(uid))
    return _view(held)


def _view(held: KnownName) -> NameView:
    by = held.updated_by
    said = (by.get_full_name() or by.get_username()) if by else ""
    return NameView(str(held.uid), held.fields, held.version, said, held.updated_at)


def name_entries() -> Iterator[Entry]:
    """All entries for a sheet, in order."""
    for held in KnownName.objects.order_by("sort_key", "id").iterator():
        yield Entry(str(held.uid), held.version, "", "", held.fields)


def known_entries(uids: Collection[str]) -> dict[str, Known]:
    """What the register has under ids that a sheet names; one query."""
    wanted = [uid for uid in uids if _is_uuid(uid)]
    found = KnownName.objects.filter(uid__in=wanted)
    return {str(one.uid): Known(str(one.uid), True, one.version, "tlp-green", one.fields) for one in found}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def all_names(around: ArrangementView) -> tuple[Name, ...]:
    """The register, and what the records name besides: parties, experts, contact points; two queries."""
    held = [name_of(fields) for fields in KnownName.objects.values_list("fields", flat=True)]
    return (*held, *(name_of(fields) for fields in strange_names(around, held)))


def strange_names(around: ArrangementView, held: Iterable[Name]) -> list[dict[str, Any]]:
    """Parties, experts and contact points that the names `held` do not have, as entries for the register; one query."""
    known = {form.casefold() for one in held for form in (*one.forms.values(), *one.also)}
    found = []
    for entry in (*_parties(around), *_people(around.id)):
        forms = {one["text"].casefold() for one in entry["name"].values()} | {
            one.casefold() for one in entry.get("also", ())
        }
        if not forms & known:
            known |= forms
            found.append(entry)
    return found


def _parties(around: ArrangementView) -> Iterator[dict[str, Any]]:
    for party in around.parties:
        parted = {tag: _SHORT.fullmatch(name) for tag, name in party.names.items()}
        forms = {tag: found[1] if found else party.names[tag] for tag, found in parted.items()}
        short = list(dict.fromkeys(found[2] for found in parted.values() if found))
        if forms:
            entry: dict[str, Any] = {"sort": "organisation", "name": _text(forms)}
            yield {**entry, "also": short} if short else entry


def _people(arrangement_id: str) -> Iterator[dict[str, Any]]:
    rows = Record.objects.filter(
        arrangement=arrangement_id, kind__in=PEOPLE, withdrawn=False, erased=False
    ).order_by("id")
    for kind, fields in rows.values_list("kind", "fields")[:_MAX_PEOPLE]:
        if kind == "expert":
            yield from _person(str(fields.get(KINDS[kind].title, "")), fields)
            continue
        forms = {tag: str(one.get("text", "")) for tag, one in (fields.get("name") or {}).items()}
        if any(map(_looks_like_a_person, forms.values())):
            yield {"sort": "person", "name": _text(forms)}
        if _looks_like_a_person(str(fields.get("deputy") or "")):
            yield from _person(str(fields["deputy"]), {})


def _person(said: str, fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    forms = {
        str(one["language"]): str(one["name"])
        for one in fields.get("names", ())
        if "-" not in str(one["language"])
    }
    also = [str(one["name"]) for one in fields.get("names", ()) if "-" in str(one["language"])]
    if said:
        latin = said.isascii() or not any("\u0400" <= letter <= "\u04ff" for letter in said)
        for tag in ("en", "fi") if latin else ("ru", "kk"):
            forms.setdefault(tag, said)
        entry: dict[str, Any] = {"sort": "person", "name": _text(forms)}
        yield {**entry, "also": also} if also else entry


def _looks_like_a_person(said: str) -> bool:
    words = said.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and word[1:].islower() for word in words)


def _text(words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {tag: {"text": said, "status": "official"} for tag, said in words.items() if said}
