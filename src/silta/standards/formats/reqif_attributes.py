"""Which attribute of a requirements tool says what: the names of the ReqIF implementation guide, and what tools use instead.

DOORS says ``Object Heading``, ``Object Text`` (or identifiers ending so); Polarion, ReqIF Studio and StrictDoc say
``ReqIF.ChapterName``, ``ReqIF.Name``, ``ReqIF.Text``, ``ReqIF.ForeignID``; DOORS exports for Capella ``IE PUID``; Enterprise
Architect has identifiers such as ``FUNC-REQ-TXT`` and the object's own ``LONG-NAME``. Silta's exports add ``Silta.level`` and the
like, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from silta.standards.formats.reqif_file import OWN, Item, Value

_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "number": ("foreignid", "puid", "iepuid", "id", "uid", "requirementid", "reqid", "objectidentifier",
               "identifier", "number", "objectnumber", "absolutenumber"),
    "chapter": ("chaptername", "chaptertitle", "objectheading", "heading"),
    "name": ("name", "title", "shorttext", "objectshorttext", "objectname", "summary"),
    "text": ("text", "objecttext", "requirementtext", "primarytext", "statement", "requirement", "description", "content"),
    "notes": ("comment", "comments", "note", "notes", "rationale", "remark", "remarks", "justification"),
}  # fmt: skip
_EXACT: Final = {name: role for role, names in _ROLES.items() for name in names}
_ENDINGS: Final = (
    ("objectheading", "chapter"), ("objecttext", "text"), ("absolutenumber", "number"), ("reqtxt", "text"),
    ("text", "text"), ("txt", "text"), ("description", "text"), ("statement", "text"), ("title", "name"),
    ("comment", "notes"), ("rationale", "notes"),
)  # fmt: skip
_NOT_ALNUM: Final = re.compile(r"[^a-z0-9]")
_HUMAN: Final = re.compile(r"[A-Za-z]{1,6}[-_. ]?\d{1,6}(?:[-_.]\d{1,4})*")


@dataclass
class Meaning:
    """What an object says, by roles; `own` holds Silta's attributes, `left` the names of those that found no role."""

    number: str = ""
    chapter: str = ""
    name: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    own: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        return bool(self.chapter) and not self.text

    @property
    def says_something(self) -> bool:
        return bool(self.chapter or self.name or self.text)


def meaning_of(item: Item) -> Meaning:
    """The attributes of `item` in their roles; where none names a text, the first textual attribute without a role is it."""
    found = Meaning(
        own={v.name.removeprefix(OWN).lower(): v.text for v in item.values if v.name.startswith(OWN)}
    )
    roles: dict[str, list[Value]] = {}
    for value in item.values:
        if not value.name.startswith(OWN):
            roles.setdefault(_role(value), []).append(value)
    unnamed = roles.pop("", [])
    spare = next((value for value in unnamed if value.textual), None)
    if spare is not None and not roles.keys() & {"text", "name", "chapter"}:
        roles["text"] = [spare]
        unnamed.remove(spare)
    found.number = _best(roles.get("number", ()))
    found.chapter, found.name, found.text = (
        "\n".join(value.text for value in roles.get(role, ())) for role in ("chapter", "name", "text")
    )
    found.notes = tuple(line for value in roles.get("notes", ()) for line in value.text.split("\n") if line)
    found.left = tuple(value.name for value in unnamed)
    if "level" not in found.own:
        _fill_from_item(found, item)
    return found


def _fill_from_item(found: Meaning, item: Item) -> None:
    """Number and name by the object itself, where a tool keeps them there."""
    if not found.number and _HUMAN.fullmatch(item.identifier):
        found.number = item.identifier
    if not found.name and item.long_name not in (found.text, found.number, found.chapter):
        found.name = item.long_name


def _role(value: Value) -> str:
    names = [_plain(value.name), _plain(value.definition)]
    for name in names:
        if name in _EXACT:
            return _EXACT[name]
    for name in names:
        for ending, role in _ENDINGS:
            if name.endswith(ending):
                return role
    return ""


def _plain(name: str) -> str:
    return _NOT_ALNUM.sub("", name.lower()).removeprefix("reqif")


def _best(values: Iterable[Value]) -> str:
    """Of several numbers the one that people know best: the order of the table."""
    order = {name: place for place, name in enumerate(_ROLES["number"])}
    ranked = sorted(values, key=lambda value: order.get(_plain(value.name), len(order)))
    return ranked[0].text if ranked else ""
