"""Search over records and provisions: by beginnings, stems and parts of words, in either script, and in spite of slips.

A name that the register of names has is found by each of its forms, the wrong ones too: texts may hold any of them.

SQLite answers from its index of words (FTS5) and the list of all words in it, PostgreSQL from its index of trigrams; both are
kept by the database itself. A few queries, whatever there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz, process

from silta.crosswalk.stems import stem
from silta.node.models import KnownName, Provision, Record
from silta.node.queries.library import ProvisionRow, provision_row
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.node.queries.words import WORD, inside, is_begun, matching, vocabulary
from silta.standards.provisions import UNIT_LEVELS
from silta.words.folding import fold
from silta.words.languages import CODES, fallback_order
from silta.words.transliteration import other_scripts

_MAX_WORDS: Final = 8
_SHORTEST: Final = 3
_INSIDE: Final = 4
"""From so many letters on, a word is also looked for inside of others, as Finnish makes them."""
_MOST_INSIDE: Final = 50
_CANDIDATES: Final = 300
"""Records of which the best are chosen, the newest first."""
_LIKE: Final = 82
"""How much alike two words have to be, of 100, where nothing fits as it is written."""
_MAX_LIKE: Final = 12
_NAMES: Final = 20
"""Entries of the register of names that one search asks."""
_LIKE_TRIGRAMS: Final = "0.4"
"""The same for PostgreSQL: the part of their trigrams that two words share."""


@dataclass(frozen=True)
class Found:
    """What a search found: records, the best first, and provisions. `alike` are words that stood in for those without a match."""

    records: list[Row]
    provisions: list[ProvisionRow]
    alike: tuple[str, ...] = ()


@dataclass
class _Asked:
    """A question: for each word that was typed, all forms that may stand for it."""

    words: list[str]
    forms: list[frozenset[str]]
    alike: list[str] = field(default_factory=list)


def find(
    q: str,
    language: str,
    arrangement: str | None = None,
    *,
    filters: Mapping[str, str] | None = None,
    limit: int = 50,
) -> Found:
    """Records (`filters`: ``kind``, ``party``, ``year``) and provisions (only without filters) that hold every word of `q`."""
    given = {name: value for name, value in (filters or {}).items() if value}
    asked = _asked(q)
    if not asked.words or not given.get("year", "0").isdecimal():
        return Found([], [])
    records = _holding(Record, asked).exclude(standing="withdrawn")
    if arrangement is not None:
        records = records.filter(arrangement=arrangement)
    for name in given.keys() & {"kind", "party", "year"}:
        records = records.filter(**{name: given[name]})
    ranked = _ranked(records, asked, language, q, limit)
    return Found(
        ranked, [] if given else _provisions(asked, language, limit), tuple(dict.fromkeys(asked.alike))
    )


def _asked(q: str) -> _Asked:
    typed = list(dict.fromkeys(_words(q[:200].casefold())))[:_MAX_WORDS]
    called = _called_too([fold(word) for word in typed])
    forms = [_forms(word).union(*map(_forms, called[fold(word)])) for word in typed]
    return _Asked([fold(word) for word in typed], forms)


def _called_too(words: Iterable[str]) -> Mapping[str, set[str]]:
    """What else a word is called, by the register of names: of other forms of a name the word at the same place. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = [word for word in words if len(word) >= _SHORTEST]
    condition = Q()
    for word in wanted:
        condition |= Q(folded__contains=word)
    names = KnownName.objects.filter(condition).values_list("fields", flat=True) if wanted else ()
    for fields in names[:_NAMES]:
        forms = [fold(form).split() for form in _name_forms(fields)]
        for word in wanted:
            # Counted from the end: what is last in a name stays last, however many given names stand before it.
            places = {n - len(form) for form in forms for n, part in enumerate(form) if part.startswith(word)}
            found[word] |= {form[place] for form in forms for place in places if len(form) >= -place}
    return found


def _name_forms(fields: Mapping[str, Any]) -> Iterator[str]:
    """Every way in which an entry of the register says the name."""
    yield from (one["text"] for one in fields.get("name", {}).values())
    yield from (*fields.get("also", ()), *fields.get("wrong", ()))


def _words(q: str) -> Iterator[str]:
    """The words that were typed; what folds to several, as ½ does, as those."""
    for word in WORD.findall(q):
        folded = fold(word)
        yield from [word] if WORD.fullmatch(folded) else WORD.findall(folded)


@lru_cache(maxsize=2000)
def _forms(word: str) -> frozenset[str]:
    """Beginnings by which a word is known in its other forms: stems in both scripts, and a long word without its last letters."""
    found = {fold(word)}
    for written in (word, *other_scripts(fold(word))):
        found.add(fold(written))
        cuts = [fold(stem(written, language)) for language in CODES] + [fold(written)[:-3]]
        # A stemmer of another language may leave too little of a word to mean it.
        found |= {cut for cut in cuts if len(cut) >= max(_SHORTEST, len(written) * 0.55)}
    # What begins with another form is found with it.
    return frozenset(
        one
        for one in found
        if WORD.fullmatch(one) and not any(one != other and one.startswith(other) for other in found)
    )


def _holding(model: type[models.Model], asked: _Asked) -> QuerySet[Any]:
    """The rows of `model` that hold a form of every word; the newest of them, if they are many."""
    if connection.vendor == "postgresql":
        return _by_trigrams(model, asked)
    parts = [
        _alternatives(model, word, forms, asked) for word, forms in zip(asked.words, asked.forms, strict=True)
    ]
    found: QuerySet[Any] = model._default_manager.filter(  # noqa: SLF001 - documented
        pk__in=matching(model, " AND ".join(parts), _CANDIDATES)
    )
    return found


def _alternatives(model: type[models.Model], word: str, forms: Iterable[str], asked: _Asked) -> str:
    """The forms as beginnings, words that have one of them inside, and if there are none of either, words that are like it."""
    listed = sorted(forms)
    if word[0].isdecimal():  # a number is called as it is
        return f"({' OR '.join(_beginnings(listed))})"
    known = vocabulary(model)
    others = [one for form in listed if len(form) >= _INSIDE for one in inside(form, known, _MOST_INSIDE)]
    if not others and not is_begun(model, listed):
        everything = known.split()
        candidates = [
            found
            for written in (word, *other_scripts(word))
            for found in process.extract(
                written, everything, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MAX_LIKE
            )
        ]
        others = [str(one) for one, _, _ in candidates]
        asked.alike += others
    return "(" + " OR ".join([*_beginnings(listed), *(f'"{one}"' for one in others)]) + ")"


def _beginnings(forms: Iterable[str]) -> list[str]:
    return [f'"{form}"*' for form in forms]


def _by_trigrams(model: type[models.Model], asked: _Asked) -> QuerySet[Any]:
    found: QuerySet[Any] = model._default_manager.all()  # noqa: SLF001 - documented
    for word, forms in zip(asked.words, asked.forms, strict=True):
        condition = Q()
        for form in sorted(forms):
            # A short form counts where a word begins with it, as in the other database: "02" is not meant by "2026".
            condition |= Q(folded__contains=form) if len(form) >= _INSIDE else Q(folded__regex=rf"\m{form}")
        if len(word) >= _INSIDE and not model._default_manager.filter(condition).exists():  # noqa: SLF001 - documented
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [_LIKE_TRIGRAMS]
                )
            like = RawSQL("%s <%% folded", [word], output_field=models.BooleanField())
            alike = model._default_manager.annotate(like=like).filter(like=True)  # noqa: SLF001 - documented
            condition = Q(pk__in=alike.values("pk")[:_CANDIDATES])
        found = found.filter(condition)
    return found


def _ranked(records: QuerySet[Record], asked: _Asked, language: str, q: str, limit: int) -> list[Row]:
    """The best first: called by that number, all words in the title, then the newest."""
    number = fold(q)
    light = records.order_by("-released_at", "-id").values_list("pk", "number", "titles")[:_CANDIDATES]
    scored = []
    for place, (pk, called, titles) in enumerate(light):
        title = fold(" ".join(titles.values()))
        hits = sum(any(form in title for form in forms) for forms in asked.forms)
        scored.append((fold(called) != number, not fold(called).startswith(number), -hits, place, pk))
    best = [pk for *_, pk in sorted(scored)[:limit]]
    rows = {one.pk: one for one in shown(Record.objects.filter(pk__in=best))}
    today = local_today()
    stale = stale_mappings() if any(one.kind == "mapping" for one in rows.values()) else frozenset()
    return [row(rows[pk], language, today, stale=stale) for pk in best]


def _provisions(asked: _Asked, language: str, limit: int) -> list[ProvisionRow]:
    """Units of the library, each once, in the wording nearest to the reader's language."""
    order = {tag: place for place, tag in enumerate(fallback_order(language))}
    rows = _holding(Provision, asked).filter(level__in=UNIT_LEVELS).select_related("release")
    found: dict[str, ProvisionRow] = {}
    for one in rows.order_by("release__address", "order")[: limit * len(order)]:
        made = provision_row(one.release.address, one)
        held = found.get(made.address)
        if held is None or order.get(made.language, len(order)) < order.get(held.language, len(order)):
            found[made.address] = made
    return list(found.values())[:limit]
