"""The controls of a draft's form, one for each field of its kind. A draft may hold anything: nothing is taken for granted."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from silta.node.queries import library, records
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.links import Link, links_of
from silta.node.queries.records import Choice
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.web import wording
from silta.web.components.texts import versions
from silta.words.codes import TRANSLATION_STATUS
from silta.words.languages import CODES

WIDE: Final = ("title", "prose", "rows", "refs", "codes", "parties", "provisions", "frozen", "digest")
"""Shapes whose controls take the whole width of the form."""
_TEMPLATES: Final = {
    "title": "text", "prose": "text", "code": "select", "state": "select", "party": "select", "ref": "select",
    "codes": "checks", "parties": "checks", "refs": "checks", "frozen": "frozen", "provisions": "lines",
    "release": "release", "date": "date", "number": "number", "decimal": "decimal", "flag": "flag", "rows": "rows",
    "digest": "digest", "line": "line",
}  # fmt: skip
_TYPED: Final = ("line", "date", "number", "decimal", "digest", "release", "provisions")
_LONG_LIST: Final = 8
"""From so many options on, a field to search among them helps."""


@dataclass(frozen=True)
class Option:
    """A value to choose, in words; `note` says more about it, `renewable` that a newer revision could be frozen."""

    value: str
    words: str
    chosen: bool = False
    language: str = ""
    note: str = ""
    renewable: bool = False


@dataclass(frozen=True)
class WordingControl:
    """One language of a text."""

    language: str
    name: str
    words: str
    status: str

    @property
    def name_of_language(self) -> str:
        return wording.language_name(self.language)


@dataclass(frozen=True)
class RowControl:
    """One row of a list of rows."""

    index: int
    controls: list[Control]

    @property
    def number(self) -> int:
        return self.index + 1


@dataclass(frozen=True)
class Control:
    """One field in the form.

    `name` is that of its HTML control (``sides:0:party``), `path` what problems call it (``sides[1].party``), `label` what
    people call it, with the row it is in. `notes` tell which provisions the addresses name (unchosen: none that the library has),
    `problems` are sentences.
    """

    field: Field
    name: str
    path: str
    label: str
    text: str = ""
    checked: bool = False
    options: list[Option] = dataclasses.field(default_factory=list)
    wordings: list[WordingControl] = dataclasses.field(default_factory=list)
    rows: list[RowControl] = dataclasses.field(default_factory=list)
    notes: list[Option] = dataclasses.field(default_factory=list)
    problems: list[str] = dataclasses.field(default_factory=list)

    @property
    def id(self) -> str:
        return "field-" + self.name.replace(":", "-")

    @property
    def template(self) -> str:
        many = self.field.many and self.field.shape in ("line", "date", "digest", "release")
        return f"web/records/field/{'lines' if many else _TEMPLATES[self.field.shape]}.html"

    @property
    def is_wide(self) -> bool:
        return self.field.shape in WIDE

    @property
    def is_group(self) -> bool:
        """Whether several controls make up the field, so that its label is a legend."""
        return self.field.shape in ("title", "prose", "rows", "codes", "parties", "refs", "frozen")

    @property
    def searchable(self) -> bool:
        return len(self.options) >= _LONG_LIST

    @property
    def statuses(self) -> list[str]:
        return list(TRANSLATION_STATUS)


class Sources:
    """What the choices of a form come from; each is asked for once, and only if a field needs it."""

    def __init__(self, around: ArrangementView, kind: Kind, before: str | None) -> None:
        self.around = around
        self.kind = kind
        self.before = before
        self.links: dict[str, Link] = {}
        self._choices: dict[tuple[str, ...], list[Choice]] = {}

    def name_provisions(self, fields: Mapping[str, Any]) -> None:
        """Look up the provisions that `fields` point to."""
        found = links_of(self.kind, fields, wording.reader_language())
        self.links = {link.provision: link for link in found if link.provision}

    def choices(self, kinds: tuple[str, ...]) -> list[Choice]:
        if kinds not in self._choices:
            language = wording.reader_language()
            self._choices[kinds] = records.choices(kinds, language, self.around.id) if kinds else []
        return self._choices[kinds]

    @cached_property
    def releases(self) -> list[Option]:
        language = wording.reader_language()
        return [Option(row.address, row.title(language)) for row in library.releases()]

    def states(self) -> tuple[str, ...]:
        """The states that may be released after the one that was."""
        return self.kind.lifecycle.may_follow(self.before)


def controls_of(kind: Kind, fields: Mapping[str, Any], sources: Sources, add: str = "") -> list[Control]:
    """The controls for `fields` of a draft; the list of rows named `add` gets an empty row more."""
    sources.name_provisions(fields)
    return [_control(one, fields.get(one.name), "", "", "", sources, add) for one in kind.described]


def flat(controls: Sequence[Control]) -> Iterator[Control]:
    """All controls, those inside rows after the list that holds them."""
    for control in controls:
        yield control
        for row in control.rows:
            yield from flat(row.controls)


def _control(one: Field, value: Any, name: str, path: str, label: str, sources: Sources, add: str) -> Control:
    name, path = name + one.name, path + one.name
    label = label + wording.label("field", one.label)
    if one.shape in ("title", "prose"):
        return Control(one, name, path, label, wordings=_wordings(name, value))
    if one.shape == "rows":
        return Control(one, name, path, label, rows=_rows(one, value, name, path, label, sources, add))
    if one.shape == "flag":
        return Control(one, name, path, label, checked=value is True)
    if one.shape in _TYPED:
        text = _lines(value, ", " if one.shape == "number" else "\n") if one.many else _plain(value)
        known = sources.releases if one.shape == "release" else []
        notes = _notes(value, sources) if one.shape == "provisions" else []
        return Control(one, name, path, label, text=text, options=known, notes=notes)
    return Control(one, name, path, label, options=_options(one, value, sources))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lines(value: Any, separator: str = "\n") -> str:
    items = value if isinstance(value, list) else [value]
    return separator.join(_plain(item) for item in items)


def _notes(value: Any, sources: Sources) -> list[Option]:
    """What each address names."""
    items = value if isinstance(value, list) else [value]
    links = [sources.links[item] for item in items if isinstance(item, str) and item in sources.links]
    return [
        Option(link.provision, f"{link.number} {link.heading}".strip(), not link.missing, link.language)
        for link in links
    ]


def _wordings(name: str, value: Any) -> list[WordingControl]:
    """The four languages of the interface, the reader's first, then whatever else the text is written in."""
    held = versions(value)
    mine = wording.reader_language()
    order = [mine, *(code for code in CODES if code != mine), *(tag for tag in held if tag not in CODES)]
    fresh = not held
    return [
        WordingControl(
            tag,
            f"{name}:{tag}",
            held[tag].words if tag in held else "",
            held[tag].status if tag in held else ("original" if fresh and tag == mine else "draft"),
        )
        for tag in order
    ]


def _rows(
    one: Field, value: Any, name: str, path: str, label: str, sources: Sources, add: str
) -> list[RowControl]:
    held = [row if isinstance(row, Mapping) else {} for row in value] if isinstance(value, list) else []
    if add == name:
        held.append({})
    return [
        RowControl(
            place,
            [
                _control(
                    inner, row.get(inner.name), f"{name}:{place}:", f"{path}[{place + 1}].",
                    f"{label} {place + 1}, ", sources, add,
                )
                for inner in one.rows
            ],
        )
        for place, row in enumerate(held)
    ]  # fmt: skip


def _options(one: Field, value: Any, sources: Sources) -> list[Option]:
    chosen = {_plain(item) for item in (value if isinstance(value, list) else [value]) if item}
    if one.shape == "frozen":
        return _frozen(one, value, sources)
    if one.shape in ("code", "codes"):
        found = [Option(code, label, code in chosen) for code, label in _codes(one)]
    elif one.shape == "state":
        found = [
            Option(code, wording.state_label(sources.kind.code, code), code in chosen)
            for code in sources.states()
        ]
    elif one.shape in ("party", "parties"):
        language = wording.reader_language()
        found = [Option(p.code, p.name(language), p.code in chosen) for p in sources.around.parties]
    else:
        found = [_record(choice, choice.uid in chosen) for choice in sources.choices(one.kinds)]
    known = {option.value for option in found}
    return found + [Option(value, value, chosen=True) for value in sorted(chosen - known)]


def _codes(one: Field) -> list[tuple[str, str]]:
    return [(code, wording.code_label(one.codes, code)) for code in one.codes] if one.codes else []


def _record(choice: Choice, chosen: bool, note: str = "", renewable: bool = False) -> Option:
    words = f"{choice.number} {choice.title}".strip() or choice.uid
    state = wording.state_label(choice.kind, choice.state_code)
    return Option(choice.uid, words, chosen, choice.title_language, note or state, renewable)


def _frozen(one: Field, value: Any, sources: Sources) -> list[Option]:
    """The records to freeze; those that are frozen at an older revision than the latest say so."""
    items = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
    held = {str(item.get("record")): item for item in items}
    found = []
    for choice in sources.choices(one.kinds):
        item = held.pop(choice.uid, None)
        renewable = item is not None and item.get("leaf") != choice.leaf
        revision = item.get("revision") if item else choice.revision
        found.append(_record(choice, item is not None, str(revision), renewable))
    return found + [
        Option(uid, uid, chosen=True, note=str(item.get("revision"))) for uid, item in held.items()
    ]
