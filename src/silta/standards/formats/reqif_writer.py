"""Writing a release as ReqIF: attributes that tools know, and Silta's own, so that `reqif.read` makes the same again.

Points that follow from their unit's text are not written. Rich text holds lines but no runs of spaces: a text that has any is
kept word for word in ``Silta.text`` beside. The bytes depend on nothing but the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    OWN + "coverage",
)  # fmt: skip


def write(release: Release, made_at: str, notice: str) -> bytes:
    """The exchange file. `made_at` is an ISO time; `notice` is said in the header."""
    exchange = Exchange(release.title, made_at, notice)
    exchange.add(release)
    return exchange.to_bytes()


class Exchange:
    """An exchange file in the making: specifications, and relations between their objects."""

    def __init__(self, title: str, made_at: str, notice: str, relation: Sequence[str] = ()) -> None:
        """`relation` names the attributes of relations; without any the file has none."""
        self._change = {"LAST-CHANGE": made_at}
        self._root = etree.Element(f"{{{_NS}}}REQ-IF", nsmap={None: _NS, "xhtml": _XHTML})
        head = _add(_add(self._root, "THE-HEADER"), "REQ-IF-HEADER", IDENTIFIER="silta-header")
        for name, words in (
            ("COMMENT", notice), ("CREATION-TIME", made_at), ("REQ-IF-TOOL-ID", "Silta"), ("REQ-IF-VERSION", "1.0"),
            ("SOURCE-TOOL-ID", "Silta"), ("TITLE", title),
        ):  # fmt: skip
            _add(head, name).text = words
        content = _add(_add(self._root, "CORE-CONTENT"), "REQ-IF-CONTENT")
        _types(content, made_at, tuple(relation))
        self._objects = _add(content, "SPEC-OBJECTS")
        self._relations = _add(content, "SPEC-RELATIONS") if relation else None
        self._specifications = _add(content, "SPECIFICATIONS")

    def add(
        self, release: Release, key: str = "", said: Callable[[str], Mapping[str, str]] = lambda _fragment: {}
    ) -> dict[str, str]:
        """Add a release as a specification. `key` tells its identifiers from those of another one; `said` gives more of Silta's
        attributes of an object, ``coverage`` only. Returns the identifier of the object of each fragment that is written.
        """
        prefix = f"{key}." if key else ""
        rows = list(needed(release))
        for provision, divided in rows:
            _object(
                self._objects,
                provision,
                divided,
                f"{prefix}{provision.fragment}",
                said(provision.fragment),
                self._change,
            )
        specification = _add(
            self._specifications, "SPECIFICATION", IDENTIFIER="-".join(filter(None, ("silta-specification", key))),
            **self._change, **{"LONG-NAME": release.title},
        )  # fmt: skip
        own = {"identifier": release.identifier, "source": release.source_note, "level": "release"}
        _values(
            specification,
            {"ReqIF.Name": release.title} | {OWN + name: value for name, value in own.items()},
            "s",
        )
        _add(_add(specification, "TYPE"), "SPECIFICATION-TYPE-REF").text = "silta-specification-type"
        _hierarchy(specification, (provision for provision, _ in rows), prefix, self._change)
        return {provision.fragment: f"{prefix}{provision.fragment}" for provision, _ in rows}

    def relate(self, identifier: str, name: str, source: str, target: str, values: Mapping[str, str]) -> None:
        """Add a relation between two objects, by their identifiers. `values` are by the names of its attributes."""
        assert self._relations is not None  # noqa: S101 - the caller named the attributes
        made = _add(
            self._relations, "SPEC-RELATION", IDENTIFIER=identifier, **self._change, **{"LONG-NAME": name}
        )
        _values(made, values, "r")
        _add(_add(made, "TYPE"), "SPEC-RELATION-TYPE-REF").text = "silta-relation-type"
        _add(_add(made, "SOURCE"), "SPEC-OBJECT-REF").text = source
        _add(_add(made, "TARGET"), "SPEC-OBJECT-REF").text = target

    def to_bytes(self) -> bytes:
        """The whole as UTF-8."""
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _types(content: etree._Element, made_at: str, relation: tuple[str, ...]) -> None:
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
    kinds = [("SPEC-OBJECT-TYPE", "object", _NAMES), ("SPECIFICATION-TYPE", "specification", _NAMES)]
    if relation:
        kinds.append(("SPEC-RELATION-TYPE", "relation", relation))
    for kind, what, names in kinds:
        name = f"silta-{what}-type"
        made = _add(types, kind, IDENTIFIER=name, **change, **{"LONG-NAME": name})
        attributes = _add(made, "SPEC-ATTRIBUTES")
        for attribute in names:
            form = "XHTML" if attribute == _TEXT else "STRING"
            definition = _add(
                attributes, f"ATTRIBUTE-DEFINITION-{form}", IDENTIFIER=f"{what[0]}-{attribute}", **change,
                **{"LONG-NAME": attribute},
            )  # fmt: skip
            _add(_add(definition, "TYPE"), f"DATATYPE-DEFINITION-{form}-REF").text = f"silta-{form.lower()}"


def _object(
    objects: etree._Element,
    provision: Provision,
    divided: str,
    identifier: str,
    said: Mapping[str, str],
    change: Mapping[str, str],
) -> None:
    is_group = provision.level in GROUP_LEVELS
    made = _add(objects, "SPEC-OBJECT", IDENTIFIER=identifier, **change)
    values = {
        "ReqIF.ForeignID": provision.number,
        "ReqIF.ChapterName" if is_group else "ReqIF.Name": provision.heading,
        _TEXT: provision.text,
        "Comment": "\n".join(provision.notes),
        OWN + "text": "" if _survives(provision.text) else provision.text,
    }
    kept = {OWN + name: value for name, value in {**kept_values(provision, divided), **said}.items()}
    _values(made, values | kept, "o")
    _add(_add(made, "TYPE"), "SPEC-OBJECT-TYPE-REF").text = "silta-object-type"


def _survives(text: str) -> bool:
    """Whether rich text gives `text` back: no spaces but single ones inside lines."""
    return all(line == " ".join(line.split(" ")).strip() and "  " not in line and "\t" not in line and "\xa0" not in line
               for line in text.split("\n"))  # fmt: skip


def _values(element: etree._Element, values: Mapping[str, str], prefix: str) -> None:
    held = _add(element, "VALUES")
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


def _hierarchy(
    specification: etree._Element, provisions: Iterable[Provision], prefix: str, change: Mapping[str, str]
) -> None:
    places = {"": specification}
    children: dict[str, etree._Element] = {}
    for provision in provisions:
        parent = provision.parent if provision.parent in places else ""
        if parent not in children:
            children[parent] = _add(places[parent], "CHILDREN")
        place = _add(
            children[parent], "SPEC-HIERARCHY", IDENTIFIER=f"{prefix}h-{provision.fragment}", **change
        )
        _add(_add(place, "OBJECT"), "SPEC-OBJECT-REF").text = f"{prefix}{provision.fragment}"
        places[provision.fragment] = place


def _add(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{_NS}}}{name}", attributes)
