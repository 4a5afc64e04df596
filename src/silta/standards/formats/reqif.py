"""ReqIF and ReqIFZ: specifications of requirements tools, with their hierarchy; rich text becomes lines of words.

An object with a chapter's name and no text is a chapter, any other a requirement, which may stand under another. An archive may
hold several files: their objects and specifications are taken together. Of several specifications `Options.part` chooses one, by
name or identifier; else each becomes a part. `reqif_file` reads the files, `reqif_attributes` knows what tools call things.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.decoding import head
from silta.standards.formats.kept import kept_of
from silta.standards.formats.magic import kind_of
from silta.standards.formats.reading import (
    MAX_NUMBER,
    Format,
    FormatRefused,
    Notebook,
    Options,
    Reading,
    excerpt,
)
from silta.standards.formats.reference_json import slug
from silta.standards.formats.repeats import Repeats
from silta.standards.formats.reqif_attributes import Meaning, meaning_of
from silta.standards.formats.reqif_file import ROOT, Exchange, Node, Specification
from silta.standards.formats.xml_input import root_name
from silta.standards.formats.zip_input import members
from silta.standards.provisions import POINT_LEVELS, Provision
from silta.words.errors import Problem

_MAX_DEPTH: Final = 30
_MAX_NAMED: Final = 12


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The release in an exchange.

    Raises `FormatRefused`: what `parse` and `members` raise, `format.reqif-root`, `format.reqifz-without-reqif`,
    `format.reqif-identifier-repeated`, `format.reqif-cycle`, `format.too-deep`, `format.reqif-without-text`,
    `format.nothing-recognised`.
    """
    notebook = Notebook()
    exchange = _exchange(raw, notebook)
    notebook.refuse_errors()
    builder = _Builder(exchange, language, notebook)
    chosen = _chosen(exchange, options.part, notebook)
    if len(chosen) > 1:
        for specification in chosen:
            part = builder.assembly.add("part", "", None, Content(specification.name))
            builder.walk(specification.nodes, part, ())
    elif chosen:
        builder.walk(chosen[0].nodes, None, ())
    builder.add_unplaced(whole=len(chosen) == len([one for one in exchange.specifications if one.nodes]))
    builder.close()
    alone = chosen[0] if len(chosen) == 1 else Specification("", "", {}, ())
    note, identifier = alone.own.get("source", ""), alone.own.get("identifier", "")
    title = alone.name or exchange.title
    return notebook.reading(builder.assembly.release(title, source_note=note, identifier=identifier))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether it is an archive with a ReqIF file in it or called one, or XML with the root element ``REQ-IF``."""
    kind = kind_of(raw)
    if kind == "zip":
        return filename.endswith(".reqifz")
    return kind == "reqifz" if kind else root_name(head(raw)) == ROOT


def _exchange(raw: bytes, notebook: Notebook) -> Exchange:
    exchange = Exchange()
    if kind_of(raw):
        packed = members(raw)
        files = {name: content for name, content in packed.items() if name.lower().endswith(".reqif")}
        if not files:
            raise FormatRefused("format.reqifz-without-reqif", choices=excerpt(", ".join(packed)))
        for name, content in sorted(files.items()):
            exchange.take(content, f"{excerpt(name)}, " if len(files) > 1 else "", notebook)
        if len(files) < len(packed):
            notebook.note("format.reqif-attachments", count=len(packed) - len(files))
    else:
        exchange.take(raw, "", notebook)
    exchange.close()
    return exchange


def _chosen(exchange: Exchange, part: str | None, notebook: Notebook) -> list[Specification]:
    """The specifications to read: those with content, or the one that `part` names."""
    filled = [one for one in exchange.specifications if one.nodes]
    if len(filled) < 2:
        return filled
    named = [
        one for one in filled if part and (part in (one.name, one.identifier) or slug(part) == slug(one.name))
    ]
    if len(named) == 1:
        return named
    notebook.note(
        "format.reqif-merged", count=len(filled), choices=excerpt(", ".join(one.name for one in filled))
    )
    return filled


class _Builder:
    """Makes provisions of hierarchies, and remembers what has to be told about them."""

    def __init__(self, exchange: Exchange, language: str, notebook: Notebook) -> None:
        self.exchange = exchange
        self.notebook = notebook
        self.assembly = Assembly(language)
        self.repeats = Repeats(notebook)
        self.meanings = {name: meaning_of(item) for name, item in exchange.items.items()}
        self.only_headings = all(one.is_heading for one in self.meanings.values())
        self.placed: dict[str, str] = {}
        if not any(one.says_something or one.own for one in self.meanings.values()):
            self._refuse_silence()

    def walk(self, nodes: tuple[Node, ...], parent: Provision | None, above: tuple[str, ...]) -> None:
        """Add what stands at `nodes`; `above` holds the identifiers of the objects that they stand under."""
        for node in nodes:
            if len(above) >= _MAX_DEPTH:
                raise FormatRefused("format.too-deep", node.where, limit=_MAX_DEPTH)
            if node.reference in above:
                raise FormatRefused("format.reqif-cycle", node.where, identifier=excerpt(node.reference))
            meaning = self.meanings.get(node.reference)
            if meaning is None:
                self.notebook.warn(
                    "format.reqif-missing-object", node.where, identifier=excerpt(node.reference)
                )
                self.walk(node.children, parent, above)
                continue
            first = self.placed.setdefault(node.reference, node.where)
            if first != node.where:
                self.notebook.warn(
                    "format.reqif-placed-twice", node.where, identifier=excerpt(node.reference), first=first
                )
            made = self._provision(meaning, node, parent)
            self.walk(node.children, made or parent, (*above, node.reference))

    def add_unplaced(self, *, whole: bool) -> None:
        """Add the objects that stand in no hierarchy, unless one of several hierarchies was chosen."""
        everywhere = set(self.placed) if whole else set(_references(self.exchange.specifications))
        left = [item for name, item in self.exchange.items.items() if name not in everywhere]
        if not left:
            return
        code = "format.reqif-unplaced" if self.placed else "format.reqif-no-hierarchy"
        self.notebook.warn(code, left[0].where, count=len(left))
        for item in left:
            self._provision(self.meanings[item.identifier], Node(item.where, item.identifier, "", ()), None)

    def close(self) -> None:
        """Tell what the release does not hold."""
        self.repeats.close()
        for where, name in self.exchange.dangling[:_MAX_NAMED]:
            self.notebook.warn("format.reqif-dangling", where, identifier=excerpt(name))
        left = dict.fromkeys(name for one in self.meanings.values() for name in one.left)
        if left:
            shown = ", ".join(list(left)[:_MAX_NAMED])
            self.notebook.note("format.reqif-attributes-left", count=len(left), names=excerpt(shown))
        if self.exchange.pictures:
            self.notebook.note("format.reqif-pictures", count=self.exchange.pictures)

    def _provision(self, meaning: Meaning, node: Node, parent: Provision | None) -> Provision | None:
        if meaning.own:
            return self._own(meaning, node, parent)
        number, heading = " ".join(meaning.number.split()), meaning.name or meaning.chapter
        if len(number) > MAX_NUMBER:
            number, heading = "", " – ".join(filter(None, (number, heading)))
        heading = " ".join(heading.split())
        if meaning.is_heading and (node.children or not self.only_headings) and not _is_unit(parent):
            return self.assembly.add("chapter", number, parent, Content(heading, notes=meaning.notes))
        if not (number or heading or meaning.text):
            self.notebook.warn("format.reqif-empty-object", node.where, identifier=excerpt(node.reference))
            return None
        content = Content(heading, meaning.text, meaning.notes)
        made = self.assembly.add("requirement", number, parent, content)
        self.repeats.look("requirement", number, node.where, made.fragment)
        self.assembly.add_points(made)
        return made

    def _own(self, meaning: Meaning, node: Node, parent: Provision | None) -> Provision:
        """A provision that Silta itself wrote: taken as it was."""
        kept = kept_of(meaning.own, node.where, self.notebook)
        content = kept.content(
            meaning.name or meaning.chapter, meaning.own.get("text", meaning.text), meaning.notes
        )
        made = self.assembly.add(kept.level or "requirement", meaning.number, parent, content, kept.fragment)
        if made.is_unit and kept.divided and not self._has_points(node):
            self.assembly.add_points(made)
        return made

    def _has_points(self, node: Node) -> bool:
        below = (self.meanings.get(one.reference) for one in node.children)
        return any(one is not None and one.own.get("level") in POINT_LEVELS for one in below)

    def _refuse_silence(self) -> None:
        """No object says anything: name the attributes that there are, and the relations that point to nowhere."""
        item = next(iter(self.exchange.items.values()), None)
        names = dict.fromkeys(value.name for one in self.exchange.items.values() for value in one.values)
        shown = excerpt(", ".join(list(names)[:_MAX_NAMED])) or "–"
        problems = [Problem("format.reqif-without-text", item.where if item else "", {"names": shown})]
        problems += [
            Problem("format.reqif-dangling", where, {"identifier": excerpt(name)})
            for where, name in self.exchange.dangling[:_MAX_NAMED]
        ]
        raise FormatRefused.of(tuple(problems))


def _is_unit(provision: Provision | None) -> bool:
    return provision is not None and provision.is_unit


def _references(specifications: list[Specification]) -> Iterator[str]:
    waiting = [node for one in specifications for node in one.nodes]
    while waiting:
        node = waiting.pop()
        yield node.reference
        waiting += node.children


FORMAT: Final = Format("reqif", "ReqIF", ("reqif", "reqifz"), sniff, read)
