"""The index of words that SQLite keeps of records and provisions (FTS5), and the list of all words in it.

The list serves parts of words and slips of the finger; beginnings are looked up in the index itself. What begins with a digit is
left out of the list: numbers are as many as records, and nobody means one by its inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models
from django.db.models import Max, QuerySet
from django.db.models.expressions import RawSQL

from silta.node.models import Provision, Record, Revision
from silta.words.folding import tokens

WORD: Final = re.compile(r"[^\W_]+")
_BEHIND_DIGITS: Final = ":"
_AFTER_ALL: Final = "\U0010ffff"
_CAUGHT_UP: Final = 1000
"""Rows that the list catches up with one by one; after more of them it is read anew."""
_SHORTEST: Final = 3
_MOST_INSIDE: Final = 500
"""Words of which a part is looked for by the index; where more have it inside, looking through all texts is as quick."""


@dataclass(frozen=True)
class _List:
    """All words, each between line feeds: one text is looked through many times faster than a list of words."""

    text: str
    whole_until: int
    """The last row when the list was read as a whole."""
    until: int
    """The last row whose words are in it."""


_lists: dict[str, _List] = {}


def vocabulary(model: type[models.Model]) -> str:
    """All words of a model's index that do not begin with a digit, each between line feeds; gone ones may be among them."""
    table, last = _table(model), _last(model)
    held = _lists.get(table)
    if held is None or not held.whole_until <= last <= held.whole_until + _CAUGHT_UP or last < held.until:
        held = _List(_read(table), last, last)
    elif last > held.until:
        held = _List(held.text + _between(_new(model, held.until)), held.whole_until, last)
    _lists[table] = held
    return held.text


def forget() -> None:
    """Forget the lists of words. For tests, which put one database in place of another."""
    _lists.clear()


def matching(model: type[models.Model], expression: str, most: int | None = None) -> RawSQL:
    """The ids of the rows that an expression of FTS5 fits, as `pk__in` takes them; the newest ones, if at most so many."""
    words = f'"{_table(model)}_words"'
    newest = f" ORDER BY rowid DESC LIMIT {most}" if most else ""
    return RawSQL(f"SELECT rowid FROM {words} WHERE {words} MATCH %s{newest}", [expression])  # noqa: S608, S611 - a table of ours


def is_begun(model: type[models.Model], beginnings: Iterable[str]) -> bool:
    """Whether the index has a word with one of these beginnings."""
    sql = f'SELECT 1 FROM "{_table(model)}_vocabulary" WHERE term >= %s AND term < %s LIMIT 1'  # noqa: S608 - a table of ours
    with connection.cursor() as cursor:
        return any(cursor.execute(sql, [one, one + _AFTER_ALL]).fetchone() for one in beginnings)


def inside(part: str, listed: str, most: int) -> list[str]:
    """The first words of a list that have `part` inside; those that begin with it are found by that."""
    found = dict.fromkeys(_inside(part, listed, most))
    return list(found)


def containing(records: QuerySet[Record], q: str) -> QuerySet[Record]:
    """Those of `records` that hold every word of `q`: a number and what is shorter than three letters at the beginning of a word,
    anything else wherever it stands. SQLite narrows by its index first.
    """
    if "\x00" in q:  # no text has it, and PostgreSQL does not even take the question
        return records.none()
    by_index = connection.vendor == "sqlite"
    expressions = []
    for word in tokens(q):
        parts = WORD.findall(word)
        begins = parts == [word] and (len(word) < _SHORTEST or word[0].isdecimal())
        terms = _terms(parts, word, begins=begins) if by_index else ""
        if terms:
            expressions.append(f"({terms})")
        if begins and not by_index:
            records = records.filter(folded__regex=rf"\m{word}")
        elif not terms or parts != [word]:
            records = records.filter(folded__contains=word)
    return records.filter(pk__in=matching(Record, " AND ".join(expressions))) if expressions else records


def _terms(parts: list[str], word: str, *, begins: bool) -> str:
    """What the index has to hold for a text to hold `word`, which has these parts; empty if it does not help to know."""
    if begins:
        return f'"{word}"*'
    if len(parts) > 1:  # "2026-01": whole words but for the first and the last one
        last = f'"{parts[-1]}"*' if word.endswith(parts[-1]) else f'"{parts[-1]}"'
        return " AND ".join([*(f'"{part}"' for part in parts[1:-1]), last])
    if not parts or len(parts[0]) < _SHORTEST or parts[0][0].isdecimal():
        return ""
    others = inside(parts[0], vocabulary(Record), _MOST_INSIDE + 1)
    if len(others) > _MOST_INSIDE:
        return ""
    return " OR ".join([f'"{parts[0]}"*', *(f'"{one}"' for one in others)])


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - documented


def _last(model: type[models.Model]) -> int:
    """Grows whenever words come in: with each revision of a record, with each text of the library."""
    counted: type[models.Model] = Provision if model is Provision else Revision
    return int(counted._default_manager.aggregate(last=Max("pk"))["last"] or 0)  # noqa: SLF001 - documented


def _new(model: type[models.Model], after: int) -> Iterator[str]:
    """The words of the texts that came in after a row, and some more."""
    rows: QuerySet[Any] = model._default_manager.filter(pk__gt=after)  # noqa: SLF001 - documented
    if model is not Provision:
        rows = Record.objects.filter(pk__in=Revision.objects.filter(pk__gt=after).values("record"))
    for text in rows.values_list("folded", flat=True):
        yield from (word for word in WORD.findall(text) if word > _BEHIND_DIGITS)


def _read(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT term FROM "{table}_vocabulary" WHERE term > %s', [_BEHIND_DIGITS])  # noqa: S608 - a table of ours
        return "\n" + _between(term for (term,) in cursor.fetchall())


def _between(words: Iterable[str]) -> str:
    return "".join(f"{word}\n" for word in dict.fromkeys(words))


def _inside(part: str, listed: str, most: int) -> Iterator[str]:
    at, found = listed.find(part), 0
    while at >= 0 and found < most:
        end = listed.find("\n", at)
        start = listed.rfind("\n", 0, at) + 1
        if start < at:
            found += 1
            yield listed[start:end]
        at = listed.find(part, end)
