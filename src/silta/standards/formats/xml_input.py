"""Parsing XML that strangers wrote: no entities, no document type, no network, bounded markup and nesting."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from silta.standards.formats.decoding import head
from silta.standards.formats.reading import FormatRefused, excerpt

MAX_MARKUP: Final = 3_000_000
"""Tags and attributes of one file: what memory the tree takes depends on them, not on the bytes."""
MAX_NESTING: Final = 100
"""Elements inside one another. Laws need about twenty; whoever walks the tree may then recurse."""

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DOCTYPE: Final = re.compile(r"\ufeff?\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*<!DOCTYPE", re.DOTALL)
_PROLOG: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)


def parse(raw: bytes) -> etree._Element:
    """The root element of `raw`.

    Raises `FormatRefused`: `format.truncated-xml` and `format.malformed-xml` (with `line` and `column`),
    `format.xml-doctype` (a document type can define entities: nobody needs one here), `format.nul-byte`,
    `format.xml-too-much` (more tags and attributes than `MAX_MARKUP`), `format.xml-too-deep` (beyond `MAX_NESTING`).
    """
    _guard(raw)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(raw, parser, error) from None
    except (ValueError, LookupError):
        raise FormatRefused("format.malformed-xml", "line 1", line=1, column=1, reason="encoding") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise FormatRefused("format.xml-doctype", "line 1")
    _check_nesting(root)
    return root


def root_name(start: str) -> str:
    """The local name of the root element that `start`, the beginning of a document, shows; empty if it shows none."""
    found = _ROOT.match(_PROLOG.sub("", start.lstrip("\ufeff")).lstrip())
    return found.group(1) if found else ""


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for a comment, an entity reference or the like."""
    tag: object = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line on which the element begins, counted from 1; 0 where the parser has lost it."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def _guard(raw: bytes) -> None:
    """Refuse, before anything is built in memory, what no decent document holds."""
    if _DOCTYPE.match(head(raw)):
        raise FormatRefused("format.xml-doctype", "line 1")
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0"))
    if not wide and b"\0" in raw:
        raise FormatRefused("format.nul-byte", f"line {raw.count(10, 0, raw.index(0)) + 1}")
    markup = raw.count(b"<") + raw.count(b"=")
    if markup > MAX_MARKUP:
        raise FormatRefused("format.xml-too-much", count=markup, limit=MAX_MARKUP)


def _check_nesting(root: etree._Element) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_NESTING:
            raise FormatRefused("format.xml-too-deep", f"line {line_of(element)}", limit=MAX_NESTING)


def _refusal(raw: bytes, parser: etree.XMLParser, error: etree.XMLSyntaxError) -> FormatRefused:
    """What is wrong first, but for namespaces, which only look undeclared where a document is cut off."""
    entries = [entry for entry in parser.error_log if entry.domain == etree.ErrorDomains.PARSER]
    line, column = (entries[0].line, entries[0].column) if entries else error.position
    reason = entries[0].message if entries else str(error.msg)
    code = "format.truncated-xml" if _at_the_end(raw, line, column) else "format.malformed-xml"
    return FormatRefused(
        code, f"line {line}, column {column}", line=line, column=column, reason=excerpt(reason)
    )


def _at_the_end(raw: bytes, line: int, column: int) -> bool:
    written = raw.rstrip()
    lines = written.count(b"\n") + 1
    last = written.rpartition(b"\n")[2].decode("utf-8", "ignore")
    return line > lines or (line == lines and column >= len(last))
