"""Two states of a record side by side, field by field: what was taken away on the left, what was put in on the right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from silta.node.queries import records
from silta.node.queries.links import Link, links_of
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.views import PartyView, Revision
from silta.web import wording
from silta.web.asking import answering
from silta.web.components.differences import word_operations
from silta.web.components.texts import versions
from silta.web.components.values import Drawer, raw
from silta.web.subjects import is_about
from silta.words.languages import CODES


@dataclass(frozen=True)
class Change:
    """One field, or one language of one text, in both states; `language` is empty where there is none."""

    label: str
    language: str
    before: SafeString
    after: SafeString
    changed: bool


@answering
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Revision `a` beside revision `b` of a record; without numbers, the last two that can be read."""
    page = records.get(uid, party=request.GET.get("party"), language=wording.reader_language())
    is_about(request, page.row.kind)
    held = page.record.revisions
    b = _number(request.GET.get("b")) or held[-1].number
    a = _number(request.GET.get("a")) or _before(held, b)
    found = records.compare(uid, a, b, party=page.row.party)
    drawer = _drawer(page.kind, page.arrangement.parties, found.before.fields, found.after.fields)
    changes = changes_of(page.kind, found.before.fields or {}, found.after.fields or {}, drawer)
    context = {
        "page": page,
        "row": page.row,
        "before": found.before,
        "after": found.after,
        "changed": [one for one in changes if one.changed],
        "same": [one for one in changes if not one.changed],
        "parties": page.arrangement.parties,
    }
    return render(request, "web/records/compare.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _before(held: tuple[Revision, ...], number: int) -> int:
    """The number of the revision before `number`; its own if it is the first."""
    earlier = [revision.number for revision in held if revision.number < number]
    return max(earlier, default=number)


def _drawer(kind: Kind | None, parties: tuple[PartyView, ...], *states: Mapping[str, Any] | None) -> Drawer:
    links: dict[str, Link] = {}
    for fields in states:
        if kind is not None and fields:
            found = links_of(kind, fields, wording.reader_language())
            links |= {link.uid or link.provision: link for link in found}
    return Drawer(parties, links, kind.code if kind else "")


def drawer_for(kind: Kind, parties: tuple[PartyView, ...], *states: Mapping[str, Any]) -> Drawer:
    """What draws the values of several states of one record, references by their titles."""
    return _drawer(kind, parties, *states)


def changes_of(
    kind: Kind | None, before: Mapping[str, Any], after: Mapping[str, Any], drawer: Drawer
) -> list[Change]:
    """All fields that either state fills in, in the order of the form; those of an unknown kind as they are."""
    if kind is None:
        names = sorted({*before, *after})
        return [_plain(name, raw(before.get(name)), raw(after.get(name))) for name in names]
    return [
        change
        for field in kind.described
        if field.name in before or field.name in after
        for change in _of_field(field, before.get(field.name), after.get(field.name), drawer)
    ]


def _plain(label: str, before: SafeString, after: SafeString) -> Change:
    return Change(label, "", before, after, before != after)


def _of_field(field: Field, before: Any, after: Any, drawer: Drawer) -> Iterator[Change]:
    label = wording.label("field", field.label)
    if field.shape in ("title", "prose"):
        yield from text_changes(label, before, after)
    elif field.shape == "rows":
        yield from _of_rows(field, label, _items(before), _items(after), drawer)
    elif isinstance(before, list) or isinstance(after, list):
        yield _of_list(field, label, before or [], after or [], drawer)
    else:
        yield _plain(label, drawer.draw(field, before), drawer.draw(field, after))


def text_changes(label: str, before: Any, after: Any) -> Iterator[Change]:
    """The wordings of one text in both states, word by word, in every language that either speaks."""
    old, new = versions(before), versions(after)
    tags = [tag for tag in CODES if tag in old or tag in new] + sorted({*old, *new}.difference(CODES))
    for tag in tags:
        was = old[tag].words if tag in old else ""
        now = new[tag].words if tag in new else ""
        operations = word_operations(was, now)
        yield Change(label, tag, _side(operations, "-"), _side(operations, "+"), was != now)


def _side(operations: list[tuple[str, str]], sign: str) -> SafeString:
    """What one side of a comparison reads: the words that both share, and its own ones marked."""
    mark = {"-": "<del>{}</del>", "+": "<ins>{}</ins>"}[sign]
    parts = (
        format_html(mark if kept == sign else "{}", words)
        for kept, words in operations
        if kept in ("=", sign)
    )
    return format_html_join("", "{}", ((part,) for part in parts))


def _of_list(field: Field, label: str, before: Any, after: Any, drawer: Drawer) -> Change:
    old, new = ([_item(field, item, drawer) for item in _items(side)] for side in (before, after))
    return Change(label, "", _marked(old, new, "del"), _marked(new, old, "ins"), old != new)


def _of_rows(
    field: Field, label: str, before: list[Any], after: list[Any], drawer: Drawer
) -> Iterator[Change]:
    """Rows that were changed field by field, with their number in the later state; rows that came or went as a whole."""
    old_keys, new_keys = ([json.dumps(row, sort_keys=True) for row in side] for side in (before, after))
    same, reworded = True, []
    gone, come = list(before), list(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        same = same and tag == "equal"
        if tag == "replace":
            reworded += list(zip(range(j1, j2), before[i1:i2], after[j1:j2], strict=False))
    for number, old, new in reworded:
        gone.remove(old)
        come.remove(new)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for inner in field.rows:
                if old.get(inner.name) != new.get(inner.name):
                    place = f"{label} {number + 1}, {wording.label('field', inner.label)}"
                    found = _of_field(inner, old.get(inner.name), new.get(inner.name), drawer)
                    yield from (replace(one, label=place) for one in found if one.changed)
    if same or gone != come:
        yield _of_list(field, label, gone, come, drawer)


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _item(field: Field, item: Any, drawer: Drawer) -> SafeString:
    if field.shape != "rows" or not isinstance(item, Mapping):
        return drawer.draw(field, item)
    filled = [inner for inner in field.rows if item.get(inner.name) not in (None, "", [], {})]
    return format_html_join(
        "; ",
        "{} {}",
        (
            (f"{wording.label('field', inner.label)}:", drawer.draw(inner, item[inner.name]))
            for inner in filled
        ),
    )


def _marked(items: list[SafeString], others: list[SafeString], tag: str) -> SafeString:
    known = set(others)
    lines = (
        (item if item in known else format_html("<{0}>{1}</{0}>", SafeString(tag), item),) for item in items
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))
