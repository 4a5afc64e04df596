"""What newer releases made of the provisions that a mapping names, as pages tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from silta.node.queries.renewal import ProvisionChange, addresses_of, changes_of
from silta.web.pages.library.changes import Operations, difference
from silta.web.wording import reader_language

FATES: Final = {
    "reworded": ("half", pgettext_lazy("change", "reworded")),
    "moved": ("right", pgettext_lazy("change", "moved")),
    "split": ("half", pgettext_lazy("change", "split, it seems")),
    "merged": ("half", pgettext_lazy("change", "merged, it seems")),
    "repealed": ("x", pgettext_lazy("change", "repealed")),
}


@dataclass(frozen=True)
class Told:
    """A provision that changed, for the page: its words as a difference, and where they stand now if elsewhere."""

    change: ProvisionChange
    icon: str
    word: str
    heading: Operations
    operations: Operations
    numbers: str
    anchor: str


def told(fields: Mapping[str, Any]) -> list[Told]:
    """What changed among the provisions that a mapping names."""
    found = changes_of(addresses_of(fields), reader_language())
    return list(map(as_told, found.values()))


def as_told(change: ProvisionChange) -> Told:
    icon, word = FATES[change.kind]
    here = change.address.partition("#")[2]
    names = [address.partition("#")[2] for address in change.addresses]
    return Told(
        change,
        icon,
        str(word),
        difference(change.before[0], change.after[0]),
        difference(change.before[1], change.after[1]),
        ", ".join(names) if names != [here] else "",
        f"#c-{names[0]}" if names else f"#gone-{here}",
    )
