"""From a record's fields, or a document's content, to what is under proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from silta.records.fields import TEXTS, Field
from silta.records.kind import Kind
from silta.records.references import references
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot
from silta.reports.content import (
    BarChart,
    Block,
    Certificate,
    Content,
    Heading,
    Inline,
    Items,
    Joined,
    Literal,
    Multi,
    Number,
    Paragraph,
    Period,
    Table,
    Words,
)
from silta.reports.proof.subject import Dated, Passage, Subject, Sum
from silta.words.markings import is_public

_PEOPLE: Final = frozenset({"person", "deputy", "chair", "members", "lead", "speaker", "replaced_by"})
"""Fields of one line that name somebody, beside ``name``."""
_PLAIN: Final = frozenset(
    {"number", "mailbox", "deputy_mailbox", "telephone", "language", "languages", "interpretation", "begins",
     "ends", "time", "currency", "version"}
)  # fmt: skip
"""Fields of one line that are no words."""

Said = tuple[tuple[str, str], ...]
"""The words of a passage, to find it by."""


def of_record(kind: Kind, fields: Mapping[str, Any], marking: str, record: str = "") -> Subject:
    """A draft or a record under proof. A draft may hold anything: what fits no field is passed over."""
    found = list(_walk(kind.described, fields, ""))
    return Subject(
        passages=tuple(one for one in found if isinstance(one, Passage)),
        dates=tuple(one for one in found if isinstance(one, Dated)),
        year=_year(kind, fields),
        marking=marking,
        public=is_public(marking),
        joint=kind.joint,
        kind=kind.code,
        number=str(fields.get(kind.number) or "") if kind.number else "",
        record=record,
        points_to=tuple(dict.fromkeys(one.record for one in references(kind, fields) if one.record)),
    )


def _year(kind: Kind, fields: Mapping[str, Any]) -> int | None:
    try:
        return kind.year_of(fields)
    except (TypeError, ValueError):
        return None


def _walk(described: Iterable[Field], fields: Mapping[str, Any], prefix: str) -> Iterator[Passage | Dated]:
    for field in described:
        value = fields.get(field.name)
        where = prefix + field.name
        if field.shape == "rows":
            for number, row in enumerate(value if isinstance(value, list) else (), 1):
                if isinstance(row, Mapping):
                    yield from _walk(field.rows, row, f"{where}[{number}].")
        elif field.shape in TEXTS and isinstance(value, Mapping):
            yield from _text(where, value)
        elif field.shape == "line" and field.name not in _PLAIN:
            yield from _lines(field, value, where)
    yield from _dates(described, fields, prefix)


def _text(where: str, value: Mapping[str, Any]) -> Iterator[Passage]:
    texts = {
        str(tag): str(one["text"])
        for tag, one in value.items()
        if isinstance(one, Mapping) and isinstance(one.get("text"), str) and one["text"]
    }
    if texts:
        yield Passage(where, texts, _original(value))


def _original(value: Mapping[str, Any]) -> str:
    """The language that a text was written in, if it is just one."""
    said = [
        str(tag) for tag, one in value.items() if isinstance(one, Mapping) and one.get("status") == "original"
    ]
    return said[0] if len(said) == 1 else ""


def _lines(field: Field, value: Any, where: str) -> Iterator[Passage]:
    person = field.name in _PEOPLE or (field.name == "name" and "party" not in where)
    lines = value if isinstance(value, list) else [value]
    for number, line in enumerate(lines, 1):
        if isinstance(line, str) and line:
            yield Passage(f"{where}[{number}]" if field.many else where, {"": line}, person=person)


def _dates(described: Iterable[Field], fields: Mapping[str, Any], prefix: str) -> Iterator[Dated]:
    days = {
        field.name: value
        for field in described
        if field.shape == "date" and isinstance(value := fields.get(field.name), str) and value
    }
    if "start" in days and "until" in days:
        yield Dated(f"{prefix}start", days.pop("start"), days.pop("until"))
    for name, day in days.items():
        yield Dated(prefix + name, day)


def of_content(content: Content, snapshot: Snapshot, audience: str = "") -> Subject:
    """A document under proof: the words that it takes from records, each with the record that says them.

    `audience` is the marking that its readers may see; empty: whatever the document itself carries.
    """
    reader = _Reader(_index(snapshot))
    for part, blocks in (("front", content.front), ("blocks", content.blocks)):
        for number, block in enumerate(blocks, 1):
            reader.block(block, f"{part}[{number}]")
    year = content.options.get("year")
    return Subject(
        passages=tuple(reader.passages.values()),
        dates=tuple(reader.dates),
        sums=tuple(reader.sums),
        year=int(year) if year else None,
        marking=audience or content.meta.marking[0],
        public=bool(audience) and is_public(audience),
        joint=bool(audience),
    )


def of_texts(texts: Mapping[str, str], marking: str = "public") -> Subject:
    """A text as somebody pasted it, by language: one passage, so that its languages are compared paragraph by paragraph."""
    passage = Passage("text", {tag: words for tag, words in texts.items() if words.strip()})
    return Subject((passage,) if passage.texts else (), marking=marking, public=is_public(marking))


def _index(snapshot: Snapshot) -> dict[Said, tuple[Record, Passage]]:
    """The words of each text and line of the records → whose they are; the latest revision is preferred to earlier ones."""
    found: dict[Said, tuple[Record, Passage]] = {}
    for record in snapshot.records.values():
        kind = KINDS.get(record.kind)
        for revision in reversed(record.revisions):
            for passage in _walk(kind.described, revision.fields or {}, "") if kind else ():
                if isinstance(passage, Passage):
                    found.setdefault(tuple(sorted(passage.texts.items())), (record, passage))
    return found


class _Reader:
    """Walks a document's blocks and gathers what is under proof; words that stand in several places are read once."""

    def __init__(self, index: Mapping[Said, tuple[Record, Passage]]) -> None:
        self._index = index
        self.passages: dict[Said, Passage] = {}
        self.dates: list[Dated] = []
        self.sums: list[Sum] = []

    def block(self, block: Block, where: str) -> None:
        match block:
            case Heading() | Paragraph():
                self._inline(block.text, where)
            case Items():
                self._all(block.items, where)
            case Table():
                self._table(block, where)
            case Certificate():
                self._all((block.heading, block.intro, Literal(block.name), *block.lines, block.foot), where)
            case BarChart():
                self._all((block.caption, *(bar.label for bar in block.bars)), where)
                self._table(block.table, where)

    def _all(self, inlines: Sequence[Inline], where: str) -> None:
        for inline in inlines:
            self._inline(inline, where)

    def _table(self, table: Table, where: str) -> None:
        self._inline(table.caption, where)
        for row in table.rows:
            self._all(row, where)
        for place, total in enumerate(table.total):
            values = [row[place] for row in table.rows]
            numbers = tuple(one.value for one in values if isinstance(one, Number))
            if isinstance(total, Number) and len(numbers) == len(values) > 0:
                self.sums.append(Sum(where, str(place + 1), numbers, total.value))

    def _inline(self, inline: Inline, where: str) -> None:
        match inline:
            case Words():
                self._all(tuple(inline.args.values()), where)
            case Joined():
                self._all(inline.parts, where)
            case Multi():
                texts = {tag: one["text"] for tag, one in inline.texts.items()}
                self._passage(texts, _original(inline.texts), where)
            case Literal(style=""):
                self._passage({"": inline.text}, "", where)
            case Period():
                self.dates.append(Dated(where, inline.start, inline.until))

    def _passage(self, texts: Mapping[str, str], original: str, where: str) -> None:
        words = tuple(sorted(texts.items()))
        if words in self.passages:
            return
        held = self._index.get(words)
        if held:
            record, said = held
            self.passages[words] = Passage(
                said.where, texts, original, said.person, record.id, record.latest.marking
            )
        elif "" not in texts:
            self.passages[words] = Passage(where, texts, original)
