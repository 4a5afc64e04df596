"""The glossary of this node: its own terms first, and after them those that Silta brings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Count, Max

from silta.crosswalk.glossary import Glossary
from silta.node.glossary import built_in_glossary
from silta.node.models import GlossaryTerm


def glossary() -> Glossary:
    """All terms; one query, and a second one where a term was changed since. The same object as long as none was."""
    stamp = GlossaryTerm.objects.aggregate(Max("updated_at"), Count("id"))
    return _merged(tuple(map(str, stamp.values()))) if stamp["id__count"] else built_in_glossary()


@lru_cache(maxsize=1)
def _merged(_stamp: tuple[str, ...]) -> Glossary:
    own = GlossaryTerm.objects.order_by("sort", "id").values_list("terms", flat=True)
    return Glossary([*(_plain(terms) for terms in own), *built_in_glossary().rows])


def _plain(terms: Mapping[str, object]) -> dict[str, str]:
    return {str(tag): str(words) for tag, words in terms.items()}
