"""The small marks beside words: parties, ratings, markings, digests, languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from silta.records.views import PartyView

HUES: Final = ("kz", "fi", "p3", "p4")
"""CSS class of a party by its place in the arrangement's order (the first two are named after the first pair)."""

LETTERS: Final = {
    "a": ("A", "A"),
    "b": ("B", "B"),
    "c": ("C", "C"),
    "not-assessed": ("–", "x"),
    "not-applicable": ("·", "n"),
}
"""Rating → its letter and its CSS class. The ground gets darker from A to C, so that it survives a photocopy."""

_DARK_MARKINGS: Final = frozenset({"tlp-amber", "tlp-amber-strict", "kz-dsp", "fi-secret-by-law"})
STATUS_ICONS: Final = {"checked": "check", "official": "check", "draft": "half", "outdated": "stale"}


def hue(code: str, parties: Sequence[PartyView]) -> str:
    """The hue of a party by its place among `parties`; a party that is not among them has none."""
    order = [party.code for party in parties]
    if code not in order:
        return ""
    return HUES[min(order.index(code), len(HUES) - 1)]


def marking_tone(marking: str) -> str:
    """CSS class of a marking: dark for those that bind the reader."""
    if marking == "tlp-red":
        return "red"
    return "amber" if marking in _DARK_MARKINGS else ""


def short_digest(digest: str, signs: int = 8) -> str:
    """The first signs of a hex digest in groups of four: ``7c41 9e0b``."""
    head = digest[:signs]
    return " ".join(head[i : i + 4] for i in range(0, len(head), 4))
