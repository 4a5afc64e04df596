"""An OSCAL catalog in XML as the members that its JSON form would have (NIST OSCAL 1.1: both are made from one metaschema)."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from silta.standards.formats.xml_input import local_name
from silta.standards.formats.xml_words import Shape, lines_of, words_of

_MARKUP: Final = Shape(
    blocks=frozenset("p li ul ol table tr pre h1 h2 h3 h4 h5 h6 blockquote".split()),  # noqa: SIM905
    silent=frozenset({"img"}),
)
_WORDS: Final = frozenset(
    {"p", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "img"}
)
_LISTS: Final = {
    "group": "groups", "control": "controls", "part": "parts", "prop": "props", "param": "params", "value": "values",
    "choice": "choice", "document-id": "document-ids",
}  # fmt: skip
_LINES: Final = frozenset({"title", "label", "value", "choice", "version", "oscal-version", "last-modified"})


def members_of(root: etree._Element) -> dict[str, Any]:
    """The JSON form of the root element: ``{"catalog": {…}}``. Inserted parameters become ``{{ insert: param, id }}``."""
    for insert in list(root.iter("{*}insert")):
        insert.text = f"{{{{ insert: param, {insert.get('id-ref', insert.get('param-id', ''))} }}}}"
    return {local_name(root): _object(root)}


def _object(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {str(name): str(value) for name, value in element.attrib.items()}
    prose: list[str] = []
    for child in element:
        name = local_name(child)
        if name in _WORDS:
            prose.append("\n".join(lines_of(_wrapped(child), _MARKUP)))
        elif name in _LISTS:
            found.setdefault(_LISTS[name], []).append(_value(child, name))
        elif name == "remarks":
            found[name] = "\n".join(lines_of(child, _MARKUP))
        elif name:
            found[name] = _value(child, name)
    if prose:
        found["prose"] = "\n\n".join(filter(None, prose))
    if local_name(element) == "document-id":
        found["identifier"] = words_of(element, _MARKUP)
    return found


def _value(element: etree._Element, name: str) -> Any:
    return words_of(element, _MARKUP) if name in _LINES else _object(element)


def _wrapped(element: etree._Element) -> etree._Element:
    """`element` as the only child of another, so that its own name counts as that of a block."""
    outer = etree.Element("div")
    tail, element.tail = element.tail, None
    outer.append(element)
    element.tail = tail
    return outer
