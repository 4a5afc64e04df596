"""A ReqIF exchange as plain values (OMG Requirements Interchange Format 1.2): objects with their attributes, and hierarchies.

Shape (namespaces left out)::

    REQ-IF
      THE-HEADER/REQ-IF-HEADER: TITLE, SOURCE-TOOL-ID
      CORE-CONTENT/REQ-IF-CONTENT
        DATATYPES/DATATYPE-DEFINITION-ENUMERATION/SPECIFIED-VALUES/ENUM-VALUE
        SPEC-TYPES/SPEC-OBJECT-TYPE/SPEC-ATTRIBUTES/ATTRIBUTE-DEFINITION-*: IDENTIFIER, LONG-NAME
        SPEC-OBJECTS/SPEC-OBJECT: VALUES/ATTRIBUTE-VALUE-*: THE-VALUE, DEFINITION/*-REF
        SPEC-RELATIONS/SPEC-RELATION: SOURCE, TARGET                         not read, but looked at
        SPECIFICATIONS/SPECIFICATION: CHILDREN/SPEC-HIERARCHY: OBJECT/SPEC-OBJECT-REF, CHILDREN …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from silta.standards.formats.decoding import tidy
from silta.standards.formats.reading import FormatRefused, Notebook, excerpt
from silta.standards.formats.xml_input import line_of, local_name, parse
from silta.standards.formats.xml_words import Shape, lines_of

ROOT: Final = "REQ-IF"
OWN: Final = "Silta."
"""The beginning of attributes that only Silta writes."""
_TEXTUAL: Final = ("ATTRIBUTE-VALUE-STRING", "ATTRIBUTE-VALUE-XHTML")
_XHTML: Final = Shape(
    blocks=frozenset(
        "div p li ul ol dl dt dd table tr caption h1 h2 h3 h4 h5 h6 pre blockquote address".split()  # noqa: SIM905
    ),
    silent=frozenset({"object", "img", "script", "style"}),
)


@dataclass(frozen=True)
class Value:
    """An attribute of an object: how the tool calls it, how its definition is identified, what it says."""

    name: str
    definition: str
    text: str
    textual: bool


@dataclass(frozen=True)
class Item:
    """A SPEC-OBJECT."""

    identifier: str
    where: str
    long_name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Node:
    """A place in a hierarchy: the object that stands there and what stands under it."""

    where: str
    reference: str
    long_name: str
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Specification:
    """A SPECIFICATION; `own` holds what Silta's export says of the release."""

    identifier: str
    name: str
    own: Mapping[str, str]
    nodes: tuple[Node, ...]


@dataclass
class Exchange:
    """What one or several files of an exchange hold together."""

    title: str = ""
    language: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    specifications: list[Specification] = field(default_factory=list)
    dangling: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    _relations: list[tuple[str, str]] = field(default_factory=list)

    def take(self, raw: bytes, label: str, notebook: Notebook) -> None:
        """Add the content of a file; `label` goes before its places ("" where there is one file only).

        Raises `FormatRefused`: what `parse` raises, `format.reqif-root`. Objects that two places define differently are noted as
        errors (`format.reqif-identifier-repeated`).
        """
        root = parse(raw)
        if local_name(root) != ROOT:
            raise FormatRefused(
                "format.reqif-root", f"{label}line {line_of(root)}", found=excerpt(local_name(root))
            )
        reader = _Reader(root, label)
        self.title = self.title or (root.findtext(".//{*}REQ-IF-HEADER/{*}TITLE") or "").strip()
        self.pictures += sum(1 for one in root.iter("{*}object"))
        for element in root.iterfind(".//{*}SPEC-OBJECTS/{*}SPEC-OBJECT"):
            item = reader.item(element)
            held = self.items.setdefault(item.identifier, item)
            if held is not item and held.values != item.values:
                notebook.error(
                    "format.reqif-identifier-repeated",
                    item.where,
                    identifier=excerpt(item.identifier),
                    first=held.where,
                )
        self.specifications += [
            reader.specification(one) for one in root.iterfind(".//{*}SPECIFICATIONS/{*}SPECIFICATION")
        ]
        for relation in root.iterfind(".//{*}SPEC-RELATIONS/{*}SPEC-RELATION"):
            for end in ("SOURCE", "TARGET"):
                for reference in relation.iterfind(f"{{*}}{end}/{{*}}SPEC-OBJECT-REF"):
                    self._relations.append((reader.where(relation), (reference.text or "").strip()))

    def close(self) -> None:
        """Find the relations that point to objects which no file holds."""
        self.dangling = [(where, name) for where, name in self._relations if name not in self.items]


class _Reader:
    """Reads one file by the definitions that it holds."""

    def __init__(self, root: etree._Element, label: str) -> None:
        self.label = label
        self.names: dict[str, str] = {}
        self.options: dict[str, str] = {}
        for element in root.iter():
            kind = local_name(element)
            if kind.startswith("ATTRIBUTE-DEFINITION-") and not kind.endswith("-REF"):
                self.names[_identifier(element)] = _said(element, "LONG-NAME")
            elif kind == "ENUM-VALUE":
                self.options[_identifier(element)] = _said(element, "LONG-NAME") or _identifier(element)

    def where(self, element: etree._Element) -> str:
        return f"{self.label}line {line_of(element)}"

    def item(self, element: etree._Element) -> Item:
        values = tuple(self._values(element))
        return Item(_identifier(element), self.where(element), _said(element, "LONG-NAME"), values)

    def specification(self, element: etree._Element) -> Specification:
        named = {value.name: value.text for value in self._values(element)}
        name = named.get("ReqIF.Name") or _said(element, "LONG-NAME") or named.get("ReqIF.Description") or ""
        own = {key.removeprefix(OWN).lower(): text for key, text in named.items() if key.startswith(OWN)}
        return Specification(
            _identifier(element), name if own else " ".join(name.split()), own, self._nodes(element)
        )

    def _nodes(self, element: etree._Element) -> tuple[Node, ...]:
        return tuple(
            Node(
                self.where(one),
                (one.findtext("{*}OBJECT/{*}SPEC-OBJECT-REF") or "").strip(),
                _said(one, "LONG-NAME"),
                self._nodes(one),
            )
            for one in element.iterfind("{*}CHILDREN/{*}SPEC-HIERARCHY")
        )

    def _values(self, element: etree._Element) -> Iterator[Value]:
        for value in element.iterfind("{*}VALUES/*"):
            kind = local_name(value)
            reference = next((one.text or "" for one in value.iterfind("{*}DEFINITION/*")), "").strip()
            text = self._text(value)
            if text:
                yield Value(self.names.get(reference) or reference, reference, text, kind in _TEXTUAL)

    def _text(self, value: etree._Element) -> str:
        if "THE-VALUE" in value.attrib:
            return tidy(str(value.attrib["THE-VALUE"]), self.where(value)).strip()
        rich = value.find("{*}THE-VALUE")
        if rich is not None:
            return "\n".join(lines_of(rich, _XHTML)).strip()
        chosen = (one.text or "" for one in value.iterfind("{*}VALUES/{*}ENUM-VALUE-REF"))
        return ", ".join(self.options.get(one.strip(), one.strip()) for one in chosen)


def _identifier(element: etree._Element) -> str:
    return _said(element, "IDENTIFIER")


def _said(element: etree._Element, name: str) -> str:
    return tidy(str(element.get(name, "")), "").strip()
