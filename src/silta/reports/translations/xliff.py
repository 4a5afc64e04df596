"""XLIFF 2.1 (OASIS Standard, 13 February 2018): writing units for a translator's tools, and reading what these made of them.

::

    <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="fi" trgLang="kk">
      <file id="r1" original="RECORD">
        <unit id="RECORD.2.title" name="title">
          <gls:glossary> … <mda:metadata> …            modules (§5.2 glossary, §5.3 metadata), before the notes
          <notes><note category="field">Title</note></notes>
          <segment state="translated" subState="silta:draft"><source xml:space="preserve">…</source><target …>…</target></segment>

A status is a state (§4.3.1.27) and, since there are fewer states than statuses, a subState that says it exactly. What a tool
changes is the state: a subState that does not fit it any more is left over and does not count. Inline elements that a tool has
put in are read by the words that they hold; segments that it has cut a unit into are put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from silta.reports.translations.units import MAX_UNITS, Batch, Returned, ReturnedUnit, Unit
from silta.standards.formats.xml_input import line_of, local_name, parse
from silta.words.errors import SiltaError
from silta.words.languages import is_language_tag

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
STATES: Final = ("initial", "translated", "reviewed", "final")
STATE_OF: Final = {
    "missing": "initial",
    "outdated": "initial",
    "machine": "translated",
    "draft": "translated",
    "checked": "reviewed",
    "official": "final",
    "authentic": "final",
    "original": "final",
}
"""Translation status → state of a segment."""
_STATUS_OF: Final = {"initial": "draft", "translated": "draft", "reviewed": "checked", "final": "checked"}
_PREFIX: Final = "silta:"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold; XLIFF writes them as ``<cp hex="…"/>`` (§4.2.3.2)."""


def write(batch: Batch) -> bytes:
    """The units of one pair of languages as an XLIFF 2.1 document, UTF-8."""
    root = etree.Element(
        _core("xliff"), nsmap={None: CORE, "gls": GLOSSARY, "mda": METADATA}, version="2.1",
        srcLang=batch.source, trgLang=batch.target,
    )  # fmt: skip
    texts: list[tuple[etree._Element, str]] = []
    for number, (record, units) in enumerate(batch.by_record(), start=1):
        file = etree.SubElement(root, _core("file"), id=f"r{number}", original=record)
        heading = units[0].heading or batch.about
        if heading:
            notes = etree.SubElement(file, _core("notes"))
            _write_words(etree.SubElement(notes, _core("note"), category="record"), heading)
        for unit in units:
            texts += _write_unit(file, unit)
    # Only then, so that the white space which makes the file readable gets into no text.
    etree.indent(root)
    for element, words in texts:
        _fill(element, words)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _write_unit(file: etree._Element, unit: Unit) -> Iterator[tuple[etree._Element, str]]:
    """Write a unit but for its texts, which are given back with their elements."""
    element = etree.SubElement(file, _core("unit"), id=unit.id, name=unit.path)
    if unit.terms:
        glossary = etree.SubElement(element, f"{{{GLOSSARY}}}glossary")
        for term in unit.terms:
            entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
            _write_words(etree.SubElement(entry, f"{{{GLOSSARY}}}term"), term.source)
            _write_words(etree.SubElement(entry, f"{{{GLOSSARY}}}translation"), term.target)
    metadata = etree.SubElement(element, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="silta")
    etree.SubElement(group, f"{{{METADATA}}}meta", type="was").text = unit.held
    said = [("fault", unit.fault), ("field", unit.label)]
    if any(words for _, words in said):
        notes = etree.SubElement(element, _core("notes"))
        for category, words in said:
            if words:
                _write_words(etree.SubElement(notes, _core("note"), category=category), words)
    segment = etree.SubElement(
        element, _core("segment"), state=STATE_OF[unit.status], subState=_PREFIX + unit.status
    )
    for name, words in (("source", unit.source), ("target", unit.target)):
        if words:
            element = etree.SubElement(segment, _core(name))
            element.set(f"{_XML}space", "preserve")
            yield element, words


def _fill(element: etree._Element, words: str) -> None:
    place = 0
    last: etree._Element | None = None
    for match in _UNWRITABLE.finditer(words):
        _append(element, last, words[place : match.start()])
        last = etree.SubElement(element, _core("cp"), hex=f"{ord(match[0]):04X}")
        place = match.end()
    _append(element, last, words[place:])


def _append(element: etree._Element, last: etree._Element | None, words: str) -> None:
    if last is None:
        element.text = words
    else:
        last.tail = words


def _write_words(element: etree._Element, words: str) -> None:
    """Words for people to read, without what XML cannot hold."""
    element.text = _UNWRITABLE.sub("\ufffd", words)


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def read(raw: bytes) -> Returned:
    """What a translator brings back.

    Raises `SiltaError`: `translation.not-xliff`, `translation.xliff-version` (`version`), `translation.no-languages`,
    `translation.too-many-units`; and as `silta.standards.formats.xml_input.parse` does.
    """
    root = parse(raw)
    version = root.get("version", "")
    if local_name(root) != "xliff":
        raise SiltaError("translation.not-xliff")
    if etree.QName(root).namespace != CORE or version not in ("2.0", "2.1"):
        raise SiltaError("translation.xliff-version", version=version[:20] or "?")
    source, target = root.get("srcLang", ""), root.get("trgLang", "")
    if not is_language_tag(source) or not is_language_tag(target):
        raise SiltaError("translation.no-languages")
    units: list[ReturnedUnit] = []
    for element in root.iter(_core("unit")):
        if len(units) == MAX_UNITS:
            raise SiltaError("translation.too-many-units", limit=MAX_UNITS)
        units.append(_read_unit(element))
    return Returned(source, target, tuple(units))


def _read_unit(unit: etree._Element) -> ReturnedUnit:
    parts = [part for part in unit if local_name(part) in ("segment", "ignorable")]
    segments = [part for part in parts if local_name(part) == "segment"]
    targets = [_child(part, "target") is not None for part in segments]
    status = _status(segments)
    if any(targets) and not all(targets):
        status = "part-missing"
    return ReturnedUnit(
        where=f"line {line_of(unit)}",
        id=unit.get("id", ""),
        source="".join(_words(_child(part, "source")) for part in parts),
        target="".join(_target(parts)) if any(targets) else "",
        status=status,
        was=_was(unit),
    )


def _target(parts: Sequence[etree._Element]) -> Iterator[str]:
    """The words of the targets in their order, which a tool may have changed (`order`, §4.3.1.20)."""
    placed: list[tuple[int, str]] = []
    for number, part in enumerate(parts, start=1):
        target = _child(part, "target")
        order = target.get("order", "") if target is not None else ""
        words = _words(target if target is not None else _child(part, "source"))
        placed.append(
            (int(order) if order.isascii() and order.isdigit() and len(order) < 6 else number, words)
        )
    return (words for _, words in sorted(placed, key=lambda one: one[0]))


def _status(segments: Sequence[etree._Element]) -> str:
    """The status that the least finished segment has."""
    found = [(_state(segment), segment.get("subState", "")) for segment in segments]
    if not found:
        return "missing"
    state, sub = min(found, key=lambda one: STATES.index(one[0]))
    exact = sub.removeprefix(_PREFIX)
    return exact if sub != exact and STATE_OF.get(exact) == state else _STATUS_OF[state]


def _state(segment: etree._Element) -> str:
    state = segment.get("state", "initial")
    return state if state in STATES else "initial"


def _was(unit: etree._Element) -> str:
    for meta in unit.iter(f"{{{METADATA}}}meta"):
        if meta.get("type") == "was":
            return (meta.text or "").strip()
    return ""


def _child(part: etree._Element, name: str) -> etree._Element | None:
    return part.find(_core(name))


def _words(element: etree._Element | None) -> str:
    """The words of a source or a target with its inline elements. Recursion is bounded by the parser's limit of nesting."""
    if element is None:
        return ""
    words = element.text or ""
    for child in element:
        if local_name(child) == "cp":
            words += _character(child.get("hex", ""))
        else:
            words += _words(child)
        words += child.tail or ""
    return words


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
