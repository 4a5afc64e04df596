"""What only Silta says of a provision, kept in formats that have no place for it, so that an export comes back whole.

Names and values are those of the template's optional columns: ``level``, ``fragment``, ``status``, ``obligation``, ``stem``,
``points`` (``none``: not to be divided). Values come back from files, so they are checked like any other input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from silta.standards import points
from silta.standards.addresses import is_fragment
from silta.standards.assembly import Content
from silta.standards.formats.reading import Notebook, excerpt
from silta.standards.provisions import (
    LEVELS,
    OBLIGATIONS,
    STATUSES,
    Level,
    Obligation,
    Provision,
    Release,
    Status,
)
from silta.standards.repeal import status_of

UNDIVIDED: Final = "none"
_MAX_FRAGMENT: Final = 80
_Code = TypeVar("_Code", bound=str)


@dataclass(frozen=True)
class Kept:
    """The kept values of one provision; None and empty where the file says nothing."""

    level: Level | None = None
    fragment: str | None = None
    status: Status | None = None
    obligation: Obligation = "unknown"
    stem: str = ""
    divided: bool = True

    def content(self, heading: str, text: str, notes: tuple[str, ...]) -> Content:
        return Content(heading, text, notes, self.status, self.obligation, self.stem)


def kept_of(values: Mapping[str, str], where: str, notebook: Notebook) -> Kept:
    """The kept values in `values`; what is not allowed is noted as an error (`format.unknown-value`)."""
    fragment = values.get("fragment", "")
    if fragment and (not is_fragment(fragment) or len(fragment) > _MAX_FRAGMENT):
        notebook.error("format.unknown-value", f"{where}, fragment", value=excerpt(fragment), choices="")
    points_value = _code(values, "points", (UNDIVIDED,), where, notebook)
    return Kept(
        _code(values, "level", LEVELS, where, notebook),
        fragment or None,
        _code(values, "status", STATUSES, where, notebook),
        _code(values, "obligation", OBLIGATIONS, where, notebook) or "unknown",
        values.get("stem", ""),
        points_value is None,
    )


def kept_values(provision: Provision, divided: str) -> dict[str, str]:
    """What has to be kept of a provision: level and fragment always, the rest where reading would not find it by itself."""
    seen = status_of(provision.heading, provision.text)
    found = {
        "level": provision.level,
        "fragment": provision.fragment,
        "status": provision.status if provision.status != seen else "",
        "obligation": provision.obligation if provision.obligation != "unknown" else "",
        "stem": provision.stem,
        "points": divided,
    }
    return {name: value for name, value in found.items() if value}


def needed(release: Release) -> Iterator[tuple[Provision, str]]:
    """The provisions that an export must write, and ``none`` for a unit that reading would divide where the release does not.

    Points that `points.split` finds again by itself need not be written.
    """
    implied: set[str] = set()
    undivided: set[str] = set()
    for unit in release.units():
        held = release.points_of(unit)
        if found_again(release, unit):
            implied |= {piece.fragment for piece in held}
        elif not held:
            undivided.add(unit.fragment)
    for provision in release.provisions:
        if provision.fragment not in implied:
            yield provision, UNDIVIDED if provision.fragment in undivided else ""


def found_again(release: Release, unit: Provision) -> bool:
    """Whether reading the text of `unit` alone makes the very points that it has, or none where it has none."""
    found = points.split(unit) if unit.status == "in-force" else ()
    return _alike(found) == _alike(release.points_of(unit))


def _alike(pieces: Iterable[Provision]) -> set[Provision]:
    return {replace(piece, order=0) for piece in pieces}


def _code(
    values: Mapping[str, str], name: str, allowed: tuple[_Code, ...], where: str, notebook: Notebook
) -> _Code | None:
    value = values.get(name, "")
    found = next((code for code in allowed if code == value), None)
    if value and found is None:
        choices = ", ".join(allowed)
        notebook.error("format.unknown-value", f"{where}, {name}", value=excerpt(value), choices=choices)
    return found
