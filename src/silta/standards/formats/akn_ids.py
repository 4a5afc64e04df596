"""Looking at the identifiers (eId) of Akoma Ntoso before trusting them.

Addresses of the library follow from levels and numbers, so that the same act has the same addresses whatever tool wrote the file.
An eId is only a witness: it lends its number to a provision that prints none, and is reported where it is missing, comes twice,
is malformed or contradicts the number that is printed (Akoma Ntoso Naming Convention 1.0, section 5: ``chp_1__sec_2__para_a``).
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from silta.standards.formats.akn_names import attribute
from silta.standards.formats.reading import Notebook, excerpt
from silta.standards.formats.xml_input import line_of, local_name
from silta.standards.numbering import core

_EID: Final = re.compile(r"[^\s_]+(?:_[^\s_]+)*(?:__[^\s_]+(?:_[^\s_]+)*)*")
_LAST: Final = re.compile(r"(?:^|__)[A-Za-z]+_(?:nn_)?([^_]+)(?:_\d+)?$")
_NOT_ALNUM: Final = re.compile(r"[^a-z0-9]")
MAX_TOLD: Final = 20
"""Warnings of one kind that are spelled out; the rest are counted."""


class Identifiers:
    """The eIds of a document as they come by."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._seen: dict[str, str] = {}
        self._missing = 0
        self._first_missing = ""
        self._told = 0

    def look(self, element: etree._Element, number: str) -> str:
        """Check the eId of a provision that prints `number`; the number that the eId gives where none is printed."""
        eid = attribute(element, "eId", "id", "evolvingId")
        where = f"line {line_of(element)}, {local_name(element)}"
        if not eid:
            self._missing += 1
            self._first_missing = self._first_missing or where
            return ""
        found = _LAST.search(eid)
        if not _EID.fullmatch(eid) or (found is None and "__" not in eid and "_" in eid):
            self._warn("format.eid-malformed", where, eid=excerpt(eid))
        elif eid in self._seen:
            self._warn("format.eid-repeated", where, eid=excerpt(eid), first=self._seen[eid])
        elif number and found and _bare(found[1]) != _bare(number):
            self._warn("format.eid-contradicts", where, eid=excerpt(eid), number=excerpt(number))
        self._seen.setdefault(eid, where)
        return "" if number or found is None or "nn_" in eid else found[1]

    def close(self) -> None:
        """Say how many had none, and how many warnings were not spelled out."""
        if self._missing:
            self.notebook.warn("format.eid-missing", self._first_missing, count=self._missing)
        if self._told > MAX_TOLD:
            self.notebook.warn("format.eids-more", count=self._told - MAX_TOLD)

    def _warn(self, code: str, where: str, **data: str) -> None:
        self._told += 1
        if self._told <= MAX_TOLD:
            self.notebook.warn(code, where, **data)


def _bare(number: str) -> str:
    return _NOT_ALNUM.sub("", core(number))
