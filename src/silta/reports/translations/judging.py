"""What a file that comes back would change, unit by unit, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import ValidationError

from silta.crosswalk.formats.content import Report, silent
from silta.records.kind import Kind
from silta.records.wordings import MISSING, Place, texts
from silta.reports.translations.units import NONE, Returned, ReturnedUnit, digest_of, path_of, plain
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import Problem, SiltaError
from silta.words.text import Wording

Standing = Literal["new", "changed", "unchanged", "conflict", "wrong"]
STANDINGS: Final[tuple[Standing, ...]] = ("new", "changed", "conflict", "wrong", "unchanged")
_UNTOUCHED: Final = frozenset({MISSING, "outdated", "machine", "official", "authentic", "original"})
"""What somebody who changes the words can no longer say of them."""


@dataclass(frozen=True)
class Known:
    """A record of ours that a unit may name: its kind and the texts that it would be released with next."""

    kind: Kind
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """A unit with what it amounts to. `wording` is the one to take (None: nothing), `before` the words that are there now."""

    unit: ReturnedUnit
    standing: Standing
    record: str = ""
    path: str = ""
    wording: Mapping[str, str] | None = None
    before: str = ""
    problem: Problem | None = None


def check_languages(returned: Returned, spoken: Collection[str]) -> None:
    """Raises `SiltaError` `translation.other-language` (`language`), `translation.one-language`."""
    if returned.target not in spoken:
        raise SiltaError("translation.other-language", language=returned.target)
    if returned.source == returned.target:
        raise SiltaError("translation.one-language", language=returned.target)


def records_of(returned: Returned) -> set[str]:
    """The ids of the records that the units of a file name."""
    return {found[0] for unit in returned.units if (found := path_of(unit.id))}


def judge(
    returned: Returned, known: Mapping[str, Known], foreign: Collection[str], report: Report = silent
) -> list[Judged]:
    """Every unit of a file, in its order. `foreign` are ids of records of other parties; `report` is told how many are judged."""
    times = Counter(unit.id for unit in returned.units)
    places = {
        uid: {place.path: place for place in texts(record.kind, record.fields)}
        for uid, record in known.items()
    }
    judged: list[Judged] = []
    for unit in returned.units:
        report(len(judged), len(returned.units))
        judged.append(_judge(unit, returned, places, foreign, times[unit.id]))
    return judged


def _judge(
    unit: ReturnedUnit,
    returned: Returned,
    places: Mapping[str, Mapping[str, Place]],
    foreign: Collection[str],
    times: int,
) -> Judged:
    found = path_of(unit.id)
    if found is None:
        return _wrong(unit, "translation.bad-id", id=unit.id[:80])
    record, _, path = found
    if times > 1:
        return _wrong(unit, "translation.twice", count=times)
    if record not in places:
        known = record in foreign
        return _wrong(unit, "translation.foreign-record" if known else "translation.unknown-record")
    if unit.status in _UNREADABLE:
        return _wrong(unit, _UNREADABLE[unit.status])
    place = places[record].get(path)
    if place is None:
        return Judged(unit, "conflict", record, path, problem=Problem("translation.no-such-text", unit.where))
    return _compare(unit, returned, record, place)


_UNREADABLE: Final = {
    "formula": "translation.formula",
    "unknown": "translation.unknown-status",
    "part-missing": "translation.part-missing",
}


def _compare(unit: ReturnedUnit, returned: Returned, record: str, place: Place) -> Judged:
    held = place.text.get(returned.target, {})
    before, status = held.get("text", ""), held.get("status", "original") if held else MISSING
    said = Judged(unit, "unchanged", record, place.path, before=before)
    if not plain(unit.target):
        return said
    same = plain(unit.target) == plain(before)
    wanted = _status(unit.status, status, same=same)
    if same and wanted == status:
        return said
    if returned.target == place.source:
        return _wrong(unit, "translation.of-original", language=returned.target)
    wording = {"text": before if same else plain(unit.target), "status": wanted}
    if faults := tuple(_faults(unit, wording)):
        return Judged(unit, "wrong", record, place.path, before=before, problem=faults[0])
    code = _conflict(unit, returned, place, before)
    if code:
        return Judged(
            unit, "conflict", record, place.path, {**wording, "status": "outdated"}, before, Problem(code, unit.where)
        )  # fmt: skip
    return Judged(unit, "changed" if held else "new", record, place.path, wording, before)


def _status(said: str, held: str, *, same: bool) -> str:
    """The status that a returned wording gets: as said, unless nobody can say so of words that were changed."""
    if same:
        return held if said == MISSING else said
    return "draft" if said in _UNTOUCHED or said not in TRANSLATION_STATUS else said


def _conflict(unit: ReturnedUnit, returned: Returned, place: Place, before: str) -> str:
    """The code of what has moved since the file was made; empty if nothing has."""
    original = place.text.get(returned.source, {}).get("text", "")
    if plain(unit.source) != plain(original):
        return "translation.source-changed"
    if unit.was and unit.was != (digest_of(before) or NONE):
        return "translation.changed-here"
    return ""


def _faults(unit: ReturnedUnit, wording: Mapping[str, str]) -> Iterator[Problem]:
    try:
        Wording.model_validate(wording)
    except ValidationError as error:
        for one in error.errors():
            code = one["type"] if one["type"].startswith("text.") else "translation.not-a-text"
            yield Problem(code, unit.where)


def _wrong(unit: ReturnedUnit, code: str, **data: str | int) -> Judged:
    return Judged(unit, "wrong", problem=Problem(code, unit.where, data))
