"""The multilingual texts inside a record: where they stand, what each lacks in a language, and what a change does to them.

A text is named by its path: ``title``, ``items[2].text`` (rows count from 1, as problems name them). A draft may hold anything,
so that what is no text is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from silta.records.fields import TEXTS, Field
from silta.records.kind import Kind
from silta.words.languages import CODES, fallback_order

Wordings = Mapping[str, Mapping[str, str]]

MISSING: Final = "missing"
OPEN: Final[Mapping[str, int]] = {"draft": 1, "machine": 2, "outdated": 4, MISSING: 8}
"""What a wording lacks until somebody has vouched for it: each a bit, so that a set of them is a number."""
_SOURCES: Final = ("original", "authentic", "official", "checked")
_STEP: Final = re.compile(r"([a-z][a-z0-9_]*)(?:\[([1-9][0-9]{0,5})\])?")


class Place(NamedTuple):
    """A text of a record: its path, its field, the list of rows that it stands in with the row's number, and its wordings."""

    path: str
    field: Field
    above: Field | None
    row: int
    text: Wordings

    @property
    def source(self) -> str:
        """The language that the text is translated from."""
        return source_of(self.text)

    def status(self, language: str) -> str:
        """The status of the wording in `language`; `MISSING` if there is none."""
        return self.text[language].get("status", "original") if language in self.text else MISSING


def texts(kind: Kind, fields: Mapping[str, Any]) -> Iterator[Place]:
    """The texts of a record that hold words in any language, in the order of its form."""
    for field, above, row, value in _values(kind, fields):
        if text := wordings(value):
            yield Place(_path(field, above, row), field, above, row, text)


def _values(kind: Kind, fields: Mapping[str, Any]) -> Iterator[tuple[Field, Field | None, int, Any]]:
    """What stands where texts belong: the field, the list of rows above it with the row's number, and the value."""
    for field in kind.worded:
        if (value := fields.get(field.name)) is None:
            continue
        if field.shape in TEXTS:
            yield field, None, 0, value
        elif field.shape == "rows":
            rows = value if isinstance(value, list) else [value]
            for number, row in enumerate(rows, start=1):
                for inner in field.rows if isinstance(row, Mapping) else ():
                    if inner.shape in TEXTS:
                        yield inner, field, number, row.get(inner.name)


def _path(field: Field, above: Field | None, row: int) -> str:
    if above is None:
        return field.name
    return f"{above.name}[{row}].{field.name}" if above.many else f"{above.name}.{field.name}"


def wordings(value: Any) -> dict[str, dict[str, str]]:
    """The wordings of a text in wire form that hold words; nothing for what is no text."""
    return {str(tag): {name: str(part) for name, part in one.items()} for tag, one in _spoken(value)}


def _spoken(value: Any) -> list[tuple[Any, Mapping[str, Any]]]:
    """The tags of a text in wire form with their wordings, as far as these hold words."""
    if not isinstance(value, dict):
        return []
    return [
        (tag, one)
        for tag, one in value.items()
        if isinstance(one, dict) and str(one.get("text") or "").strip()
    ]


def source_of(text: Wordings) -> str:
    """The language that a text is translated from: its original, else what comes nearest; empty for no text."""
    order = [tag for tag in (*fallback_order("en"), *text) if tag in text]
    for status in _SOURCES:
        for tag in order:
            if text[tag].get("status", "original") == status:
                return tag
    return order[0] if order else ""


def written_in(kind: Kind, fields: Mapping[str, Any]) -> str:
    """The language that most texts of a record are translated from; empty if it has none."""
    return translation_state(kind, fields)[0]


def wanting(kind: Kind, fields: Mapping[str, Any]) -> dict[str, int]:
    """For each language of the interface what the texts of a record lack in it, as bits of `OPEN`; 0: nothing."""
    return translation_state(kind, fields)[1]


def translation_state(kind: Kind, fields: Mapping[str, Any]) -> tuple[str, dict[str, int]]:
    """What `written_in` and `wanting` tell, by one walk through the texts."""
    told = [
        _lacks(tuple([(str(tag), str(one.get("status", "original"))) for tag, one in spoken]))
        for *_, value in _values(kind, fields)
        if (spoken := _spoken(value))
    ]
    counted = Counter([source for source, _ in told])
    found = dict.fromkeys(CODES, 0)
    for _, lacking in told:
        for tag, bit in lacking:
            found[tag] |= bit
    return counted.most_common(1)[0][0] if counted else "", found


@lru_cache(maxsize=1000)
def _lacks(statuses: tuple[tuple[str, str], ...]) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Of a text, told by its tags and their statuses: its source, and the bit of what it lacks in each other language."""
    text = {tag: {"status": status} for tag, status in statuses}
    source = source_of(text)
    lacking = [
        (tag, OPEN.get(text[tag]["status"] if tag in text else MISSING, 0)) for tag in CODES if tag != source
    ]
    return source, tuple((tag, bit) for tag, bit in lacking if bit)


def counted(kind: Kind, fields: Mapping[str, Any], language: str) -> dict[str, int]:
    """How many texts of a record are missing, outdated, … in `language`: a code of `OPEN` → number."""
    open_ones = [
        place.status(language) for place in texts(kind, fields) if place.source not in ("", language)
    ]
    return {status: number for status in OPEN if (number := open_ones.count(status))}


def put(
    kind: Kind, fields: Mapping[str, Any], path: str, language: str, wording: Mapping[str, str] | None
) -> dict[str, Any]:
    """`fields` with the wording of the text at `path` replaced (None: taken away). Raises `KeyError` if no text stands there."""
    if all(place.path != path for place in texts(kind, fields)):
        raise KeyError(path)
    return _put(fields, path.split("."), language, wording)


def _put(
    fields: Mapping[str, Any], steps: list[str], language: str, wording: Mapping[str, str] | None
) -> dict[str, Any]:
    step = _STEP.fullmatch(steps[0])
    if step is None:
        raise KeyError(steps[0])
    name, row = step.groups()
    value = fields[name]
    changed: Any
    if len(steps) == 1:
        changed = {tag: one for tag, one in value.items() if tag != language}
        if wording is not None:
            # The order of languages stays, so that a wording that is put back leaves no trace.
            changed = {**value, language: dict(wording)}
    elif row is None:
        changed = _put(value, steps[1:], language, wording)
    else:
        changed = list(value)
        changed[int(row) - 1] = _put(value[int(row) - 1], steps[1:], language, wording)
    return {**fields, name: changed}


def outdate(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`after` with those wordings marked as outdated whose original says something else than `before`, but that stayed the same.

    A wording whose words or status were changed along with the original is left as it was given.
    """
    earlier = {place.path: place.text for place in texts(kind, before)}
    fields = dict(after)
    for place in texts(kind, after):
        was, source = earlier.get(place.path), place.source
        if was is None or source not in was or was[source]["text"] == place.text[source]["text"]:
            continue
        for tag, wording in place.text.items():
            if tag != source and was.get(tag) == wording and wording.get("status") != "outdated":
                fields = _put(fields, place.path.split("."), tag, {**wording, "status": "outdated"})
    return fields
