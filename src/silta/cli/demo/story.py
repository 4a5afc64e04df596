"""The story that the demonstration tells: who says what and when, read from `content/story/*.toml`.

A file holds steps in any order; the story is told in the order of their times. Three kinds of steps::

    [[release]]                                  [[response]]                         [[draft]]
    record = "gap-psr"                           to = "gap-psr"                       (as a release,
    kind = "gap"         # first time only       at = 2026-02-09T06:00:00Z             never released; of
    at = 2026-02-06T08:30:00Z                    by = "kz.expert"                      a record, a revision)
    by = "fi.coordinator"                        verdict = "comment"
    original = "fi"      # first time only       original = "ru"
    [release.fields]                             reasons.ru = "…"
    party = "fi"
    statement.fi = "…"                           # reasons and texts stand in all four languages
    mappings = ["@map-990-R25"]                  # a record by its name in the story

`original` is the language that texts were written in. A later release of a record names only the fields that change. Releases of
one person at one moment are made together. `marking` is that of the record, from this release on; TLP:GREEN unless it is named.
`file` is attached: the name of a table in `content/files`.
``computed = true`` asks for what is computed from the logs. An answer goes to the latest revision at its time. Names with ``@``
become ids, or frozen revisions where the field wants those.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal

from silta.records.fields import Field
from silta.records.registry import KINDS

ARRANGEMENT: Final = "kz-fi-2025"
CONTENT: Final[Traversable] = files("silta.cli.demo") / "content"
_TEXTS: Final = ("title", "prose")
_MARKING: Final = "tlp-green"

Deed = Literal["release", "response", "draft"]


@dataclass(frozen=True)
class Step:
    """One deed of one person. `fields` are whole, with texts in wire form and records still by name; `where` is for errors.

    For a response `record` is what is answered, and `reasons` a text in wire form or None.
    """

    deed: Deed
    record: str
    kind: str
    at: datetime
    party: str
    user: str
    fields: Mapping[str, Any]
    verdict: str = ""
    reasons: Mapping[str, Any] | None = None
    computed: bool = False
    marking: str = _MARKING
    file: str = ""
    where: str = ""


@dataclass(frozen=True)
class Held:
    """What a record's name in the story stands for once it was released."""

    uid: str
    revision: int
    origin: str
    index: int
    leaf: str


def read_story() -> tuple[Step, ...]:
    """All steps in the order of their times."""
    folder = CONTENT / "story"
    raws = [
        _Raw(deed, f"{file.name}, {deed} {number}", raw)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
        for deed, rows in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for number, raw in enumerate(rows, 1)
    ]
    telling = _Telling()
    return tuple(telling.step(raw) for raw in sorted(raws, key=lambda raw: raw.values["at"]))


def resolve(kind: str, fields: Mapping[str, Any], held: Mapping[str, Held]) -> dict[str, Any]:
    """`fields` with each name of a record replaced by its id, or by the frozen revision. Raises `KeyError` for a stranger."""
    return _resolved_all(KINDS[kind].described, fields, held)


def _resolved_all(
    described: tuple[Field, ...], fields: Mapping[str, Any], held: Mapping[str, Held]
) -> dict[str, Any]:
    return {name: _resolved(_of(described, name), value, held) for name, value in fields.items()}


def names_in(fields: object) -> Iterator[str]:
    """The names of records in `fields`, each as often as it occurs."""
    if isinstance(fields, str):
        if fields.startswith("@"):
            yield fields[1:]
    elif isinstance(fields, Mapping):
        for value in fields.values():
            yield from names_in(value)
    elif isinstance(fields, list):
        for value in fields:
            yield from names_in(value)


@dataclass(frozen=True)
class _Raw:
    deed: str
    where: str
    values: Mapping[str, Any]


@dataclass
class _Telling:
    """What has been told so far: each record's kind, language and whole fields."""

    kinds: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    markings: dict[str, str] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)

    def step(self, raw: _Raw) -> Step:
        values = raw.values
        party, _, user = values["by"].partition(".")
        at: datetime = values["at"].astimezone(UTC)
        if raw.deed == "response":
            name = values["to"]
            reasons = text(values["reasons"], values["original"]) if "reasons" in values else None
            return Step(
                "response", name, self.kinds[name], at, party, user, {},
                verdict=values["verdict"], reasons=reasons, where=raw.where,
            )  # fmt: skip
        name = values["record"]
        kind = self.kinds.setdefault(name, values.get("kind", ""))
        original = self.originals.setdefault(name, values.get("original", ""))
        changes = _texts(KINDS[kind].described, values["fields"], values.get("original", original))
        whole = {**self.fields.get(name, {}), **changes}
        self.fields[name] = whole
        deed: Deed = "draft" if raw.deed == "draft" else "release"
        marking = self.markings[name] = values.get("marking", self.markings.get(name, _MARKING))
        return Step(
            deed, name, kind, at, party, user, whole,
            computed=values.get("computed", False), marking=marking, file=values.get("file", ""), where=raw.where,
        )  # fmt: skip


def text(wordings: Mapping[str, str | Mapping[str, str]], original: str) -> dict[str, dict[str, str]]:
    """A text in wire form: the wording in the language `original` is original, the others are checked translations.

    A wording that is anything else says so itself, as ``{text = "…", status = "machine"}``.
    """
    return {
        tag: {"text": words, "status": "original" if tag == original else "checked"}
        if isinstance(words, str)
        else dict(words)
        for tag, words in wordings.items()
    }


def _of(described: Iterable[Field], name: str) -> Field:
    return next(field for field in described if field.name == name)


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return [change(item) for item in value] if isinstance(value, list) else change(value)


def _texts(described: Iterable[Field], fields: Mapping[str, Any], original: str) -> dict[str, Any]:
    """`fields` with texts in wire form, in rows too."""
    known = list(described)
    done: dict[str, Any] = {}
    for name, value in fields.items():
        about = _of(known, name)
        if about.shape in _TEXTS:
            done[name] = text(value, original)
        elif about.shape == "rows":
            done[name] = [_texts(about.rows, row, original) for row in value]
        else:
            done[name] = value
    return done


def _resolved(about: Field, value: Any, held: Mapping[str, Held]) -> Any:
    if about.shape in ("ref", "refs"):
        return _each(value, lambda name: held[name[1:]].uid)
    if about.shape == "frozen":
        return _each(value, lambda name: _frozen(held[name[1:]]))
    if about.shape == "rows":
        return [_resolved_all(about.rows, row, held) for row in value]
    return value


def _frozen(held: Held) -> dict[str, Any]:
    return {"record": held.uid, "revision": held.revision, "leaf": held.leaf}
