"""The pictures that pages share: icons on a 16 px grid, and set diagrams of relations. Inlined once a page as a sprite."""

from __future__ import annotations

from functools import cache
from typing import Final

ICONS: Final = {
    "check": '<path d="M3 8.5l3.2 3.2L13 4.8"/>',
    "double": '<path d="M1.5 8.5l3 3 6-6.5M7.5 11.2l.6.5 6.4-6.8"/>',
    "ring": '<circle cx="8" cy="8" r="5.2"/>',
    "half": '<circle cx="8" cy="8" r="5.2"/><path d="M8 2.8a5.2 5.2 0 0 1 0 10.4z" fill="currentColor"/>',
    "dot": '<circle cx="8" cy="8" r="4.6" fill="currentColor"/>',
    "clock": '<circle cx="8" cy="8" r="5.6"/><path d="M8 4.8V8l2.2 1.6"/>',
    "cal": '<path d="M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.4v3M10.5 2.4v3"/>',
    "pen": '<path d="M3 13l.8-3 7-7 2.2 2.2-7 7zM9.5 4.3l2.2 2.2"/>',
    "sign": '<path d="M2 10.5c2-5 3.5-7 4.5-6.3 1.3 1-2.3 6.3-.8 6.3 1.2 0 1.8-2 2.8-2 .8 0 .4 1.6 1.5 1.6.9 0 1.4-.7 2-1.4M2 13.5h12"/>',
    "warn": '<path d="M8 2.4l6 10.8H2zM8 6.5v3.2M8 11.4v.1"/>',
    "stop": '<path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM8 5v3.8M8 11v.1"/>',
    "info": '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.4v3.6M8 5v.1"/>',
    "stale": '<path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 2v2.9h-2.9"/>',
    "x": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "minus": '<path d="M3.5 8h9"/>',
    "plus": '<path d="M8 3.5v9M3.5 8h9"/>',
    "right": '<path d="M6 3.5L10.5 8 6 12.5"/>',
    "down": '<path d="M3.5 6L8 10.5 12.5 6"/>',
    "up": '<path d="M3.5 10L8 5.5 12.5 10"/>',
    "left": '<path d="M10 3.5L5.5 8l4.5 4.5"/>',
    "updown": '<path d="M5 6.2L8 3.2l3 3M5 9.8l3 3 3-3"/>',
    "search": '<circle cx="7" cy="7" r="4.3"/><path d="M10.2 10.2L14 14"/>',
    "lock": '<path d="M3.5 7.2h9v6.3h-9zM5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7"/>',
    "doc": '<path d="M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.3h3.4M6 8h4.5M6 10.8h4.5"/>',
    "clip": '<path d="M11 4.5v6.2a3 3 0 0 1-6 0V4a2 2 0 0 1 4 0v6.5"/>',
    "talk": '<path d="M2 3h12v8H7.5L4.5 13.6V11H2z"/>',
    "print": '<path d="M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z"/>',
    "down-file": '<path d="M8 2v7.5M4.8 6.6L8 9.8l3.2-3.2M2.5 13.5h11"/>',
    "up-file": '<path d="M8 10V2.5M4.8 5.6L8 2.4l3.2 3.2M2.5 13.5h11"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "undo": '<path d="M5.5 3L2.5 6l3 3M2.8 6H10a3.4 3.4 0 0 1 0 6.8H6"/>',
    "pause": '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
    "flag": '<path d="M4 14V2.5h8L10.2 5.6 12 8.7H4"/>',
    "eye": '<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.8"/>',
    "shield": '<path d="M8 1.8l5 1.8v4c0 3.2-2.1 5.4-5 6.6-2.9-1.2-5-3.4-5-6.6v-4zM5.6 8l1.8 1.8L10.6 6.2"/>',
    "globe": '<circle cx="8" cy="8" r="5.8"/><path d="M2.2 8h11.6M8 2.2c-3.4 3.6-3.4 8 0 11.6M8 2.2c3.4 3.6 3.4 8 0 11.6"/>',
    "missing": '<circle cx="8" cy="8" r="5.4" stroke-dasharray="2.4 2.2"/>',
    "link": '<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.4-2.4A2.6 2.6 0 0 0 9 3.3L8 4.3M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l1-1"/>',
}
"""Icon → its shapes. An icon never stands without a word."""

DIAGRAMS: Final = {
    "equal": '<circle class="sn" cx="22" cy="13" r="9"/><circle class="sb" cx="22" cy="13" r="9"/>',
    "equivalent": '<circle class="sn" cx="22" cy="13" r="8"/><circle class="sb" cx="22" cy="13" r="11"/><path class="sb" d="M16.5 11.5h11M16.5 15h11" stroke-width="1.2"/>',
    "subset-of": '<circle class="sn" cx="24" cy="14" r="5.5"/><circle class="sb" cx="22" cy="13" r="11"/>',
    "superset-of": '<circle class="sn" cx="22" cy="13" r="11.5"/><circle class="sb" cx="24" cy="14" r="5.5"/>',
    "intersects": '<circle class="sn" cx="27.5" cy="13" r="9.5"/><circle class="sb" cx="16.5" cy="13" r="9.5"/>',
    "no-relationship": '<circle class="sn" cx="34" cy="13" r="7.5"/><circle class="sb" cx="10" cy="13" r="7.5"/>',
    "equivalent-alternative": '<rect class="sn" x="26" y="5" width="16" height="16"/><circle class="sb" cx="10" cy="13" r="8.5"/><path class="sb" d="M20.5 11h3.5M20.5 15h3.5" stroke-width="1.3"/>',
    "not-applicable": '<circle class="sb" cx="22" cy="13" r="9.5" stroke-dasharray="3 2.5"/><path class="sb" d="M15 20L29 6"/>',
}
"""Code of a relation → its diagram. Outline: the benchmark. Filled: the compared text."""


@cache
def sprite() -> str:
    """All symbols, as one hidden SVG that the page's ``<use>`` elements point into."""
    icons = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 16 16">{shape}</symbol>' for name, shape in ICONS.items()
    )
    sets = "".join(
        f'<symbol id="set-{name}" viewBox="0 0 44 26">{shape}</symbol>' for name, shape in DIAGRAMS.items()
    )
    return f'<svg class="sprite" aria-hidden="true" focusable="false">{icons}{sets}</svg>'


def icon(name: str) -> str:
    """One icon; an unknown name (of a newer record) becomes the ring."""
    return f'<svg class="i" aria-hidden="true" focusable="false"><use href="#i-{name if name in ICONS else "ring"}"/></svg>'


def diagram(relation: str) -> str:
    """The set diagram of a relation; empty for a relation that this version does not know."""
    if relation not in DIAGRAMS:
        return ""
    return f'<svg class="set" aria-hidden="true" focusable="false"><use href="#set-{relation}"/></svg>'
