"""The node's own terms, and those that Silta brings, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from silta.node.errors import NotFound
from silta.node.glossary import built_in_glossary
from silta.node.models import GlossaryTerm
from silta.words.folding import fold, tokens


@dataclass(frozen=True)
class TermRow:
    """A concept: its terms by language. `number` names one of the node's own; `by` and `at` tell who changed it and when."""

    terms: Mapping[str, str]
    number: int = 0
    note: str = ""
    by: str = ""
    at: datetime | None = None


def own_terms() -> list[TermRow]:
    """The node's own terms in order; one query. There are never more than a few thousand."""
    found = GlossaryTerm.objects.select_related("updated_by").order_by("sort", "id")
    return [_row(term) for term in found]


def own_term(number: int) -> TermRow:
    """One of them. Raises `NotFound` `glossary.unknown`."""
    found = GlossaryTerm.objects.select_related("updated_by").filter(pk=number).first()
    if found is None:
        raise NotFound("glossary.unknown", str(number))
    return _row(found)


def built_in_terms() -> list[TermRow]:
    """The terms that Silta brings."""
    return [TermRow(row) for row in built_in_glossary().rows]


def matching(rows: list[TermRow], words: str) -> Iterator[TermRow]:
    """Those of `rows` that hold every one of `words`, in any language."""
    wanted = tokens(words)
    for row in rows:
        folded = fold(" ".join((*row.terms.values(), row.note)))
        if all(word in folded for word in wanted):
            yield row


def _row(term: GlossaryTerm) -> TermRow:
    person = term.updated_by
    by = (person.get_full_name() or person.get_username()) if person else ""
    return TermRow(term.terms, term.pk, term.note, by, term.updated_at)
