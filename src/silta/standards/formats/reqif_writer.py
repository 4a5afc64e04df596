"""Writing a release as ReqIF: attributes that tools know, and Silta's own, so that `reqif.read` makes the same again.

Points that follow from their unit's text are not written. Rich text holds lines but no runs of spaces: a text that has any is
kept word for word in ``Silta.text`` beside. The bytes depend on nothing but the arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from silta.standards.formats.kept import kept_values, needed
from silta.standards.formats.reqif_file import OWN
from silta.standards.provisions import GROUP_LEVELS, Provision, Release

_NS: Final = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_TEXT: Final = "ReqIF.Text"
_NAMES: Final = (
    "ReqIF.ForeignID", "ReqIF.ChapterName", "ReqIF.Name", _TEXT, "Comment",
    *(OWN + name for name in ("level", "fragment", "status", "obligation", "stem", "points", "text", "identifier", "source")),
)  # fmt: skip


def write(release: Release, made_at: str, notice: str) -> bytes:
    """The exchange file. `made_at` is an ISO time; `notice` is said in the header."""
    root = etree.Element(f"{{{_NS}}}REQ-IF", nsmap={None: _NS, "xhtml": _XHTML})
    head = _add(_add(root, "THE-HEADER"), "REQ-IF-HEADER", IDENTIFIER="silta-header")
    for name, words in (
        ("COMMENT", notice), ("CREATION-TIME", made_at), ("REQ-IF-TOOL-ID", "Silta"), ("REQ-IF-VERSION", "1.0"),
        ("SOURCE-TOOL-ID", "Silta"), ("TITLE", release.title),
    ):  # fmt: skip
        _add(head, name).text = words
    content = _add(_add(root, "CORE-CONTENT"), "REQ-IF-CONTENT")
    _types(content, made_at)
    rows = list(needed(release))
    objects = _add(content, "SPEC-OBJECTS")
    for provision, divided in rows:
        _object(objects, provision, divided, made_at)
    specification = _add(
        _add(content, "SPECIFICATIONS"), "SPECIFICATION", IDENTIFIER="silta-specification",
        **{"LAST-CHANGE": made_at, "LONG-NAME": release.title},
    )  # fmt: skip
    said = {
        "ReqIF.Name": release.title,
        OWN + "identifier": release.identifier,
        OWN + "source": release.source_note,
    }
    _values(specification, said | {OWN + "level": "release"})
    _add(_add(specification, "TYPE"), "SPECIFICATION-TYPE-REF").text = "silta-specification-type"
    _hierarchy(specification, (provision for provision, _ in rows), made_at)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _types(content: etree._Element, made_at: str) -> None:
    change = {"LAST-CHANGE": made_at}
    datatypes = _add(content, "DATATYPES")
    _add(
        datatypes,
        "DATATYPE-DEFINITION-STRING",
        IDENTIFIER="silta-string",
        **change,
        **{"MAX-LENGTH": "5000000"},
    )
    _add(datatypes, "DATATYPE-DEFINITION-XHTML", IDENTIFIER="silta-xhtml", **change)
    types = _add(content, "SPEC-TYPES")
    for kind, prefix in (("SPEC-OBJECT-TYPE", "o"), ("SPECIFICATION-TYPE", "s")):
        name = "silta-object-type" if prefix == "o" else "silta-specification-type"
        made = _add(types, kind, IDENTIFIER=name, **change, **{"LONG-NAME": name})
        attributes = _add(made, "SPEC-ATTRIBUTES")
        for attribute in _NAMES:
            form = "XHTML" if attribute == _TEXT else "STRING"
            definition = _add(
                attributes, f"ATTRIBUTE-DEFINITION-{form}", IDENTIFIER=f"{prefix}-{attribute}", **change,
                **{"LONG-NAME": attribute},
            )  # fmt: skip
            _add(_add(definition, "TYPE"), f"DATATYPE-DEFINITION-{form}-REF").text = f"silta-{form.lower()}"


def _object(objects: etree._Element, provision: Provision, divided: str, made_at: str) -> None:
    is_group = provision.level in GROUP_LEVELS
    made = _add(objects, "SPEC-OBJECT", IDENTIFIER=provision.fragment, **{"LAST-CHANGE": made_at})
    values = {
        "ReqIF.ForeignID": provision.number,
        "ReqIF.ChapterName" if is_group else "ReqIF.Name": provision.heading,
        _TEXT: provision.text,
        "Comment": "\n".join(provision.notes),
        OWN + "text": "" if _survives(provision.text) else provision.text,
    }
    kept = {OWN + name: value for name, value in kept_values(provision, divided).items()}
    _values(made, values | kept)
    _add(_add(made, "TYPE"), "SPEC-OBJECT-TYPE-REF").text = "silta-object-type"


def _survives(text: str) -> bool:
    """Whether rich text gives `text` back: no spaces but single ones inside lines."""
    return all(line == " ".join(line.split(" ")).strip() and "  " not in line and "\t" not in line and "\xa0" not in line
               for line in text.split("\n"))  # fmt: skip


def _values(element: etree._Element, values: dict[str, str]) -> None:
    held = _add(element, "VALUES")
    prefix = "s" if etree.QName(element).localname == "SPECIFICATION" else "o"
    for name, value in values.items():
        if not value:
            continue
        form = "XHTML" if name == _TEXT else "STRING"
        made = _add(held, f"ATTRIBUTE-VALUE-{form}", **({} if form == "XHTML" else {"THE-VALUE": value}))
        _add(_add(made, "DEFINITION"), f"ATTRIBUTE-DEFINITION-{form}-REF").text = f"{prefix}-{name}"
        if form == "XHTML":
            _rich(_add(made, "THE-VALUE"), value)


def _rich(element: etree._Element, text: str) -> None:
    division = etree.SubElement(element, f"{{{_XHTML}}}div")
    first, *others = text.split("\n")
    division.text = first
    for line in others:
        etree.SubElement(division, f"{{{_XHTML}}}br").tail = line


def _hierarchy(specification: etree._Element, provisions: Iterable[Provision], made_at: str) -> None:
    places = {"": specification}
    for provision in provisions:
        above = places.get(provision.parent or "", specification)
        children = above.find(f"{{{_NS}}}CHILDREN")
        children = _add(above, "CHILDREN") if children is None else children
        place = _add(
            children, "SPEC-HIERARCHY", IDENTIFIER=f"h-{provision.fragment}", **{"LAST-CHANGE": made_at}
        )
        _add(_add(place, "OBJECT"), "SPEC-OBJECT-REF").text = provision.fragment
        places[provision.fragment] = place


def _add(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{_NS}}}{name}", attributes)
