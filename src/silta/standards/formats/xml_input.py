"""Parsing XML that strangers wrote: no entities, no document type, no network, libxml2's size limits on."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from silta.standards.formats.reading import FormatRefused, excerpt

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_PROLOG: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)


def parse(raw: bytes) -> etree._Element:
    """The root element of `raw`.

    Raises `FormatRefused`: `format.truncated-xml` and `format.malformed-xml` (with `line` and `column`),
    `format.xml-doctype` (a document type can define entities: nobody needs one here).
    """
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
