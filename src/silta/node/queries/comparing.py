"""What changed between two releases of one framework, computed once and remembered; and what that did to each provision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from silta.node.models import FrameworkRelease
from silta.node.queries.library import NotInLibrary, load_release
from silta.standards.compare import Change, Comparison, compare
from silta.standards.continuations import Continuation, continuations
from silta.standards.fates import KINDS, Fate, fates
from silta.words.errors import SiltaError

_KEPT_TEXTS: Final = 8
_KEPT_FATES: Final = 64


class CompareRefused(SiltaError):
    """Two releases that cannot be compared."""


@dataclass(frozen=True)
class Stamp:
    """A release as it stands in the library now: another import of it is another stamp."""

    address: str
    framework: str
    languages: tuple[str, ...]
    imported_at: datetime
    key: int

    @classmethod
    def of(cls, row: FrameworkRelease) -> Stamp:
        """The stamp of a row of which these columns were loaded."""
        return cls(row.address, row.framework, tuple(row.languages), row.imported_at, row.pk)


COLUMNS: Final = ("address", "framework", "languages", "imported_at")


@dataclass(frozen=True)
class Compared:
    """The older release compared with the newer one in `language`; `languages` are those that both have."""

    old: str
    new: str
    language: str
    languages: tuple[str, ...]
    comparison: Comparison
    likely: tuple[Continuation, ...]
    fates: Mapping[str, Fate]


def compared(old: str, new: str, language: str = "") -> Compared:
    """What became of each unit of `old` in `new`, in `language` or, without one, in the first that both have.

    Raises `NotInLibrary` (`library.no-release`), `CompareRefused`: `compare.other-framework`, `compare.no-common-language`,
    `compare.no-language`, `compare.empty`.
    """
    rows = FrameworkRelease.objects.filter(address__in=(old, new)).only(*COLUMNS)
    stamps = {row.address: Stamp.of(row) for row in rows}
    for address in (old, new):
        if address not in stamps:
            raise NotInLibrary("library.no-release", address)
    before, after = stamps[old], stamps[new]
    if before.framework != after.framework:
        raise CompareRefused("compare.other-framework", new, other=old)
    common = common_languages(before, after)
    if not common:
        raise CompareRefused(
            "compare.no-common-language", new, other=old,
            here=", ".join(after.languages), there=", ".join(before.languages),
        )  # fmt: skip
    if language and language not in common:
        raise CompareRefused("compare.no-language", new, language=language, choices=", ".join(common))
    return _compared(before, after, language or common[0])


def common_languages(before: Stamp, after: Stamp) -> tuple[str, ...]:
    """The languages that two releases can be compared in, in the order of the newer one."""
    return tuple(language for language in after.languages if language in before.languages)


@lru_cache(maxsize=_KEPT_TEXTS)
def _compared(before: Stamp, after: Stamp, language: str) -> Compared:
    old, new = load_release(before.address, language), load_release(after.address, language)
    for release, stamp in ((old, before), (new, after)):
        if not release.units():
            raise CompareRefused("compare.empty", stamp.address, language=language)
    comparison = compare(old, new)
    likely = continuations(comparison)
    common = common_languages(before, after)
    told = fates(old, new, comparison, likely)
    return Compared(before.address, after.address, language, common, comparison, likely, told)


@lru_cache(maxsize=_KEPT_FATES)
def changed_fates(before: Stamp, after: Stamp) -> Mapping[str, Fate]:
    """What became of the provisions of a release that changed in any language that both have; by fragment.

    Languages can differ: what changed most counts. Texts that cannot be compared tell nothing.
    """
    found: dict[str, Fate] = {}
    for language in common_languages(before, after):
        try:
            told = _compared(before, after, language).fates
        except CompareRefused:
            continue
        for fragment, fate in told.items():
            held = found.get(fragment)
            if fate.kind != "unchanged" and (not held or KINDS.index(held.kind) < KINDS.index(fate.kind)):
                found[fragment] = fate
    return found


def comparison_for_tools(old: str, new: str, language: str = "") -> dict[str, Any]:
    """A comparison in the shape that other tools rely on; unchanged units are counted, not listed. Raises as `compared` does."""
    found = compared(old, new, language)
    return {
        "old": old,
        "new": new,
        "language": found.language,
        "languages": list(found.languages),
        "counts": dict(found.comparison.counts()),
        "changes": [
            _told(change, found) for change in found.comparison.changes if change.kind != "unchanged"
        ],
        "suggestions": [
            {
                "kind": one.kind,
                "old": [f"{old}#{unit.fragment}" for unit in one.olds],
                "new": [f"{new}#{unit.fragment}" for unit in one.news],
                "share": one.share,
            }
            for one in found.likely
        ],
    }


def _told(change: Change, found: Compared) -> dict[str, Any]:
    unit = change.new or change.old
    return {
        "kind": change.kind,
        "old": f"{found.old}#{change.old.fragment}" if change.old else None,
        "new": f"{found.new}#{change.new.fragment}" if change.new else None,
        "number": unit.number if unit else "",
        "heading": unit.heading if unit else "",
        "words": [[step.operation, step.old, step.new] for step in change.words()]
        if change.kind == "reworded"
        else [],
    }


def forget() -> None:
    """Drop what is remembered: tests give new texts old names."""
    _compared.cache_clear()
    changed_fates.cache_clear()
