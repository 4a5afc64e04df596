"""What became of any provision of an older release, chapters and points too: what follows for whoever speaks of it by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from silta.standards.compare import Change, Comparison
from silta.standards.continuations import Continuation
from silta.standards.provisions import POINT_LEVELS, Provision, Release

Kind = Literal["unchanged", "moved", "reworded", "split", "merged", "repealed"]
KINDS: Final[tuple[Kind, ...]] = ("unchanged", "moved", "reworded", "split", "merged", "repealed")
"""From the least to the most change; between languages the last one counts."""


@dataclass(frozen=True)
class Fate:
    """What became of one provision; `fragments` name where its words stand, or are likely to stand, in the newer release."""

    kind: Kind
    fragments: tuple[str, ...]


def fates(
    old: Release, new: Release, comparison: Comparison, likely: tuple[Continuation, ...]
) -> dict[str, Fate]:
    """The fate of each provision of `old` by its fragment. `comparison` and `likely` are those of the two releases."""
    found = {change.old.fragment: _of_unit(change) for change in comparison.changes if change.old}
    for one in likely:
        for unit in one.olds:
            if found[unit.fragment].kind in ("repealed", "reworded"):
                found[unit.fragment] = Fate(_likely(one, unit), tuple(other.fragment for other in one.news))
    for unit in old.units():
        for point in old.points_of(unit):
            found[point.fragment] = _of_point(point, unit, found[unit.fragment], old, new)
    for above in reversed(old.provisions):
        name = above.fragment
        if above.level in POINT_LEVELS:
            found[name] = found.get(name) or _by_itself(above, old, new)
        else:
            found[name] = _of_holder(above, found.get(name) or _of_group(above, new), found, old, new)
    return found


def _likely(one: Continuation, unit: Provision) -> Kind:
    """The suggestion, but for a unit that keeps its number and takes in the words of another: that one is reworded."""
    stays = one.kind == "merged" and unit.fragment in (new.fragment for new in one.news)
    return "reworded" if stays else one.kind


def _of_unit(change: Change) -> Fate:
    """A unit that is called new although the older release has its number had been repealed there: it is worded otherwise."""
    kind: Kind = "reworded" if change.kind == "new" else change.kind
    return Fate(kind, (change.new.fragment,) if change.new and kind != "repealed" else ())


def _of_point(point: Provision, unit: Provision, fate: Fate, old: Release, new: Release) -> Fate:
    """A point follows its unit; where that is reworded, the point's own words tell."""
    if fate.kind in ("repealed", "unchanged"):
        return Fate(fate.kind, (point.fragment,) if fate.kind == "unchanged" else ())
    if fate.kind == "moved":
        name = fate.fragments[0] + point.fragment.removeprefix(unit.fragment)
        return Fate("moved", (name if new.get(name) else fate.fragments[0],))
    return fate if fate.kind != "reworded" and not new.get(point.fragment) else _by_itself(point, old, new)


def _by_itself(point: Provision, old: Release, new: Release) -> Fate:
    """What became of a point whose own words tell, those under it too."""
    held = new.get(point.fragment)
    if held is None or (held.status == "repealed" and point.status != "repealed"):
        return Fate("repealed", ())
    before, after = ((one.heading, release.whole_of(one)) for one, release in ((point, old), (held, new)))
    same = [" ".join(said.split()) for said in before] == [" ".join(said.split()) for said in after]
    return Fate("unchanged" if same else "reworded", (point.fragment,))


def _of_holder(above: Provision, fate: Fate, found: Mapping[str, Fate], old: Release, new: Release) -> Fate:
    """A chapter, or a requirement with others inside, is reworded if it keeps its own words but not all that is under it."""
    held = new.get(above.fragment)
    if fate.kind != "unchanged" or held is None:
        return fate
    known, now = _own(above, old), _own(held, new)
    changed = known != now or any(found[name].kind != "unchanged" for name in known)
    return Fate("reworded", fate.fragments) if changed else fate


def _own(above: Provision, release: Release) -> set[str]:
    """What is under a provision but for the points of units, which follow their units."""
    own = (
        one for one in release.under(above) if one.level not in POINT_LEVELS or one.parent == above.fragment
    )
    return {one.fragment for one in own if not (one.level in POINT_LEVELS and above.is_unit)}


def _of_group(group: Provision, new: Release) -> Fate:
    held = new.get(group.fragment)
    if held is None:
        return Fate("repealed", ())
    headings = {" ".join(one.heading.split()) for one in (group, held)}
    return Fate("unchanged" if len(headings) == 1 or "" in headings else "reworded", (group.fragment,))
