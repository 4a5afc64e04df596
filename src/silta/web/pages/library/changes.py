"""What became of the provisions of a text, as pages tell it: a word for the kind of change, and the wording as a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext, pgettext_lazy

from silta.standards.compare import Change, word_changes
from silta.standards.continuations import Continuation
from silta.standards.provisions import Provision

CHANGES: Final = {
    "unchanged": pgettext_lazy("change", "unchanged"),
    "reworded": pgettext_lazy("change", "reworded"),
    "new": pgettext_lazy("change", "new"),
    "repealed": pgettext_lazy("change", "repealed"),
    "moved": pgettext_lazy("change", "moved"),
}
LIKELY: Final = {
    "split": pgettext_lazy("change", "split, it seems"),
    "merged": pgettext_lazy("change", "merged, it seems"),
    "moved": pgettext_lazy("change", "moved and reworded, it seems"),
}
"""What the comparison only suggests."""
ICONS: Final = {"unchanged": "check", "reworded": "half", "new": "plus", "repealed": "x", "moved": "right"}
_SIGNS: Final = {"equal": "=", "delete": "-", "insert": "+"}

Operations = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ChangedUnit:
    """A unit and what became of it: the kind of change, its name, its wording as a difference, and what is only likely.

    `was` is the number in the older text where that is another. `anchor` is the id of the unit on its page.
    """

    kind: str
    icon: str
    word: str
    number: str
    was: str
    heading: Operations
    operations: Operations
    notes: tuple[str, ...]
    anchor: str


def changed_units(changes: Iterable[Change], likely: Sequence[Continuation] = ()) -> Iterator[ChangedUnit]:
    """The changes for a page; `likely` are the suggestions of the same comparison."""
    about = _by_unit(likely)
    for change in changes:
        unit = change.new or change.old
        if unit is None:
            continue
        old = change.old or _likely_source(change, about)
        yield ChangedUnit(
            kind=change.kind,
            icon=ICONS[change.kind],
            word=str(CHANGES[change.kind]),
            number=unit.number,
            was=change.old.number if change.old and change.old.number != unit.number else "",
            heading=_heading(old, change.new),
            operations=_difference(old, change.new, "text"),
            notes=tuple(dict.fromkeys(note(one) for one in _of(change, about))),
            anchor=("c-" if change.new else "gone-") + unit.fragment,
        )


def note(one: Continuation) -> str:
    """A suggestion with its reason, as a sentence."""
    olds, news = (", ".join(unit.number for unit in side) for side in (one.olds, one.news))
    if one.kind == "split":
        said = gettext("Split, it seems: {share} % of the words that left {olds} stand in {news} now.")
    elif one.kind == "merged":
        said = gettext(
            "Merged, it seems: {share} % of the words that came into {news} stood in {olds} before."
        )
    else:
        said = gettext(
            "Moved and reworded, it seems: {share} % of the words that left {olds} stand in {news} now."
        )
    return said.format(share=one.share, olds=olds, news=news)


_About = Mapping[tuple[str, str], list[Continuation]]


def _by_unit(likely: Sequence[Continuation]) -> _About:
    """Side and fragment → the suggestions that name the unit."""
    about: dict[tuple[str, str], list[Continuation]] = defaultdict(list)
    for one in likely:
        for side, units in (("old", one.olds), ("new", one.news)):
            for unit in units:
                about[side, unit.fragment].append(one)
    return about


def _of(change: Change, about: _About) -> Iterator[Continuation]:
    if change.old:
        yield from about.get(("old", change.old.fragment), ())
    if change.new:
        yield from about.get(("new", change.new.fragment), ())


def _likely_source(change: Change, about: _About) -> Provision | None:
    """For a new unit that took over the words of one other: that one, so that the reader sees what is really new."""
    found = [one for one in _of(change, about) if one.kind in ("moved", "split")]
    return found[0].olds[0] if len(found) == 1 else None


def _heading(old: Provision | None, new: Provision | None) -> Operations:
    """The difference of two headings; one that only one of the sources gives has not changed."""
    if old and new and not (old.heading and new.heading):
        return [("=", old.heading or new.heading)] if old.heading or new.heading else []
    return _difference(old, new, "heading")


def _difference(old: Provision | None, new: Provision | None, name: str) -> Operations:
    return difference(str(getattr(old, name, "")), str(getattr(new, name, "")))


def difference(before: str, after: str) -> Operations:
    """Two wordings as operations of the component `diff_ops`."""
    return list(_operations(before, after))


def _operations(before: str, after: str) -> Iterator[tuple[str, str]]:
    for step in word_changes(before, after):
        if step.operation == "replace":
            yield "-", step.old
            yield "+", step.new
        else:
            yield _SIGNS[step.operation], step.new or step.old


def counted(counts: Mapping[Any, int]) -> list[tuple[str, str, int]]:
    """Kind, word and number of the changes of each kind."""
    return [(kind, str(CHANGES[kind]), number) for kind, number in counts.items()]
