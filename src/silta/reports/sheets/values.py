"""Values as cells show them, and back: codes by their labels, records by number or title, several values one a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from silta.records.fields import Field
from silta.records.kind import Kind
from silta.reports.sheets.columns import Say
from silta.words.codes import MARKING, CodeList
from silta.words.dates import typed_date
from silta.words.errors import SiltaError
from silta.words.languages import CODES
from silta.words.text import best_wording

_SINGLE: Final = {"codes": "code", "refs": "ref", "parties": "party"}
_UID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_CHOICES: Final = 8
FLAGS: Final = {"yes": True, "no": False}
"""Words of a cell that says whether something is so; context ``sheet``."""


class ValueRefused(SiltaError):
    """A cell that says nothing that its column can take. Codes begin with ``sheet.``"""


@dataclass(frozen=True)
class Named:
    """A record that references may point to: its number, and its title in each language."""

    uid: str
    kind: str
    number: str
    titles: Mapping[str, str]


@dataclass
class Values:
    """What cells of one kind's sheets may say. `parties` maps codes to names by language, `records` are those that may be named.

    Cells are written in `language` and understood in every language of the interface.
    """

    kind: Kind
    say: Say
    language: str
    parties: Mapping[str, Mapping[str, str]]
    records: Iterable[Named] = ()
    _labels: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def show(self, one: Field, value: Any) -> str:
        """`value` of a field (not a text, not rows) as a cell."""
        items = value if isinstance(value, list) else [value]
        return "\n".join(self._shown(one, item) for item in items if item not in (None, ""))

    def take(self, one: Field, cell: str) -> Any:
        """The wire value that a cell that is not empty means. What merely has a wrong form is left for the kind to judge.

        Raises `ValueRefused`: `sheet.unknown-value` (`value`, `choices`), `sheet.unknown-record`, `sheet.ambiguous-record`.
        """
        if not one.many:
            return self._taken(one, cell)
        apart = cell.replace(";", "\n") if one.shape not in ("refs", "line") else cell
        return [self._taken(one, part.strip()) for part in apart.split("\n") if part.strip()]

    def choices(self, one: Field) -> list[str]:
        """All that a cell of a field may say, if that is a short list."""
        if one.many or one.shape not in ("code", "state", "party", "flag"):
            return []
        return list(dict.fromkeys(self._words(one, code, self.language) for code in self._codes(one)))

    def marking_label(self, code: str) -> str:
        """A marking in words."""
        return self._marking_label(code, self.language)

    def marking(self, cell: str) -> str:
        """The code of a marking in words. Raises `ValueRefused` `sheet.unknown-value`."""
        return self._code_of("#marking", cell, MARKING, self._marking_label)

    def _marking_label(self, code: str, language: str) -> str:
        return self.say(MARKING.name, MARKING.label(code), language)

    def _shown(self, one: Field, item: Any) -> str:
        if one.shape == "frozen" and isinstance(item, Mapping):
            item = item.get("record")
        if one.shape in ("ref", "refs", "frozen"):
            return self._names.get(str(item), str(item))
        if self._codes(one):
            code = str(item) if one.shape != "flag" else ("yes" if item else "no")
            return self._words(one, code, self.language)
        return str(item)

    def _codes(self, one: Field) -> list[str]:
        shape = _SINGLE.get(one.shape, one.shape)
        if shape == "code":
            return list(one.codes or ())
        if shape == "state":
            return list(self.kind.lifecycle.typed)
        return list(self.parties) if shape == "party" else list(FLAGS) if shape == "flag" else []

    def _words(self, one: Field, code: str, language: str) -> str:
        shape = _SINGLE.get(one.shape, one.shape)
        if shape == "code" and one.codes and code in one.codes:
            return self.say(one.codes.name, one.codes.label(code), language)
        if shape == "state" and code in self.kind.lifecycle.typed:
            return self.say(f"state of {self.kind.code}", self.kind.lifecycle.typed[code].label, language)
        if shape == "flag":
            return self.say("sheet", code, language)
        return code.upper() if shape == "party" else code

    def _taken(self, one: Field, cell: str) -> Any:
        shape = _SINGLE.get(one.shape, one.shape)
        if shape == "ref":
            return self._record(one, cell)
        if shape == "number":
            plain = "".join(cell.split())
            return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) < 16 else cell
        if shape == "decimal":
            return "".join(cell.split()).replace(",", ".").replace("−", "-")
        if shape == "date":
            return typed_date(cell)
        if codes := self._codes(one):
            code = self._code_of(one.name, cell, codes, lambda c, language: self._words(one, c, language))
            return FLAGS[code] if shape == "flag" else code
        return cell

    def _code_of(
        self, name: str, cell: str, codes: Iterable[str] | CodeList, words: Callable[[str, str], str]
    ) -> str:
        """The code that a cell names by itself or by its label in any language."""
        if name not in self._labels:
            listed = {words(code, language).casefold(): code for language in CODES for code in codes}
            for code, names in self.parties.items() if list(codes) == list(self.parties) else ():
                listed |= {said.casefold(): code for said in names.values()}
            self._labels[name] = listed | {code.casefold(): code for code in codes}
        found = self._labels[name].get(cell.casefold())
        if found is None:
            shown = [words(code, self.language) for code in codes]
            shown = [*shown[:MAX_CHOICES], "…"] if len(shown) > MAX_CHOICES else shown
            raise ValueRefused("sheet.unknown-value", value=cell[:80], choices=", ".join(shown))
        return found

    def _record(self, one: Field, cell: str) -> str:
        if _UID.fullmatch(cell.lower()):
            return cell.lower()
        found = {uid for kind in one.kinds for uid in self._by_name.get((kind, folded(cell)), ())}
        if not found:
            raise ValueRefused("sheet.unknown-record", value=cell[:80])
        if len(found) > 1:
            raise ValueRefused("sheet.ambiguous-record", value=cell[:80], count=len(found))
        return found.pop()

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], set[str]]:
        """(kind, folded number or title) → the records that are called so."""
        found: dict[tuple[str, str], set[str]] = {}
        for one in self.records:
            for words in {one.number, *one.titles.values()} - {""}:
                found.setdefault((one.kind, folded(words)), set()).add(one.uid)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        """Id → what to call a record: its number, else its title, where that names no other record of its kind."""
        return {one.uid: self._name(one) for one in self.records}

    def _name(self, one: Named) -> str:
        title = best_wording({tag: {"text": words} for tag, words in one.titles.items()}, self.language)[0]
        for words in (one.number, title):
            if words and len(self._by_name.get((one.kind, folded(words)), ())) == 1:
                return words
        return one.uid


def folded(words: str) -> str:
    """A name without case and repeated spaces."""
    return " ".join(words.casefold().split())
