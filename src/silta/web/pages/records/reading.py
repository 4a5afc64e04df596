"""What a draft's form sends, as fields in wire form. Nothing is judged here: a number that is none stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import QueryDict

from silta.records.fields import Field
from silta.records.kind import Kind
from silta.web.components.texts import Version, versions
from silta.web.pages.records.controls import Sources
from silta.words.dates import typed_date
from silta.words.languages import is_language_tag

_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})


def fields_of(
    kind: Kind, post: QueryDict, before: Mapping[str, Any], sources: Sources, removed: str = ""
) -> dict[str, Any]:
    """The fields that were filled in. `before` is what the draft held: a record frozen there stays frozen at its revision.

    `removed` names a row that is to be left out, as ``sides:1``.
    """
    return _Reader(post, sources, removed).fields(kind.described, "", before)


class _Reader:
    def __init__(self, post: QueryDict, sources: Sources, removed: str) -> None:
        self.post = post
        self.sources = sources
        self.removed = removed
        self._readers: dict[str, Callable[[Field, str, Any], Any]] = {
            "title": self._text,
            "prose": self._text,
            "rows": self._rows,
            "flag": self._flag,
            "frozen": self._frozen,
            "codes": self._chosen,
            "refs": self._chosen,
            "parties": self._chosen,
            "number": self._number,
            "decimal": self._decimal,
            "date": self._date,
        }

    def fields(self, described: tuple[Field, ...], prefix: str, before: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for one in described:
            read: Callable[[Field, str, Any], Any] = self._readers.get(one.shape, self._typed)
            value = read(one, prefix + one.name, before.get(one.name))
            if value not in _EMPTY:
                found[one.name] = value
        return found

    def _typed(self, one: Field, name: str, _before: Any) -> list[str] | str:
        typed = self.post.get(name, "")
        return [line.strip() for line in typed.splitlines() if line.strip()] if one.many else typed.strip()

    def _date(self, one: Field, name: str, before: Any) -> list[str] | str:
        typed = self._typed(one, name, before)
        return typed_date(typed) if isinstance(typed, str) else [typed_date(day) for day in typed]

    def _flag(self, _one: Field, name: str, _before: Any) -> bool:
        return name in self.post

    def _chosen(self, _one: Field, name: str, _before: Any) -> list[str]:
        return self.post.getlist(name)

    def _number(self, one: Field, name: str, _before: Any) -> Any:
        typed = self.post.get(name, "")
        if one.many:
            return [_whole(part) for part in typed.replace(";", ",").split(",") if part.strip()]
        return _whole(typed)

    def _decimal(self, _one: Field, name: str, _before: Any) -> str:
        """With a point, whichever sign it was typed with; a minus may be a hyphen or a minus."""
        return "".join(self.post.get(name, "").split()).replace(",", ".").replace("−", "-")

    def _text(self, _one: Field, name: str, before: Any) -> dict[str, dict[str, str]]:
        """The wordings that hold words. A text that begins in a single language is an original, unless someone says otherwise."""
        found = {}
        for key in self.post:
            tag = key.removeprefix(f"{name}:")
            words = self.post.get(key, "").replace("\r\n", "\n").strip()
            if tag != key and words and is_language_tag(tag):
                found[tag] = {"text": words, "status": self._status(key, words, versions(before).get(tag))}
        if len(found) == 1 and not versions(before):
            only = next(iter(found.values()))
            only["status"] = "original" if only["status"] == "draft" else only["status"]
        return found

    def _status(self, key: str, words: str, held: Version | None) -> str:
        """The status of a wording: as chosen; but where nobody touched the choice, what the draft says of it since it was shown.

        A translation becomes outdated as soon as its original is saved with other words, while the form still shows what it was;
        and words that are written anew are outdated no longer.
        """
        said = self.post.get(f"{key}:status", "draft")
        if held is None or held.status != "outdated" or said != self.post.get(f"{key}:was"):
            return said
        return "outdated" if words == held.words else "draft"

    def _rows(self, one: Field, name: str, before: Any) -> list[dict[str, Any]]:
        """The rows that hold anything; each says its place in the form by a value of its own."""
        held = before if isinstance(before, list) else []
        found = []
        for index in self.post.getlist(name):
            if not index.isdecimal() or len(index) > 6 or f"{name}:{index}" == self.removed:
                continue
            was = held[int(index)] if int(index) < len(held) else None
            row = self.fields(one.rows, f"{name}:{index}:", was if isinstance(was, Mapping) else {})
            if any(value is not False for value in row.values()):
                found.append(row)
        return found

    def _frozen(self, one: Field, name: str, before: Any) -> list[Mapping[str, Any]]:
        """The chosen records: as they were frozen, unless they are new or the newer revision was asked for."""
        items = before if isinstance(before, list) else []
        held = {str(item.get("record")): item for item in items if isinstance(item, Mapping)}
        renewed = set(self.post.getlist(f"{name}:renew"))
        latest = {choice.uid: choice for choice in self.sources.choices(one.kinds)}
        found: list[Mapping[str, Any]] = []
        for uid in self.post.getlist(name):
            choice = latest.get(uid)
            if uid in held and (uid not in renewed or choice is None):
                found.append(held[uid])
            elif choice is not None:
                found.append({"record": uid, "revision": choice.revision, "leaf": choice.leaf})
        return found


def _whole(typed: str) -> int | str:
    """A whole number if it is one, else what was typed; spaces between its groups are left out."""
    plain = "".join(typed.split())
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) < 16 else typed.strip()
