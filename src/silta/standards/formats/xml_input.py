"""Parsing XML that strangers wrote: no entities, no document type, no network, libxml2's size limits on."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from silta.standards.formats.reading import FormatRefused

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_PROLOG: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)
_CUT_OFF: Final = frozenset(
    {
        etree.ErrorTypes.ERR_DOCUMENT_EMPTY,
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_GT_REQUIRED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_PI_NOT_FINISHED,
        etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED,
        etree.ErrorTypes.ERR_LTSLASH_REQUIRED,
        etree.ErrorTypes.ERR_XMLDECL_NOT_FINISHED,
    }
)


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
        raise _refusal(raw, error) from None
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


def _refusal(raw: bytes, error: etree.XMLSyntaxError) -> FormatRefused:
    line, column = error.position
    lines = raw.rstrip().count(b"\n") + 1
    cut_off = getattr(error, "code", 0) in _CUT_OFF and line >= lines
    code = "format.truncated-xml" if cut_off else "format.malformed-xml"
    reason = (error.msg or "").split(", line ")[0][:200]
    return FormatRefused(code, f"line {line}, column {column}", line=line, column=column, reason=reason)
