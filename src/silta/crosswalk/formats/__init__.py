"""Export formats of a crosswalk: one module each, and this table."""

from __future__ import annotations

from typing import Final

from silta.crosswalk.formats import oscal_mapping, reqif, tables, workbook
from silta.crosswalk.formats.content import Format

__all__ = ["FORMATS", "WORDS", "Format"]

FORMATS: Final[dict[str, Format]] = {
    one.code: one for one in (workbook.FORMAT, tables.FORMAT, oscal_mapping.FORMAT, reqif.FORMAT)
}
"""Every format by its code. A new one is a module and a name in this line."""
WORDS: Final = (*workbook.SHEETS, *workbook.HEADINGS, *workbook.INSTRUCTIONS, oscal_mapping.DESCRIPTION)
"""Words of exports, for the catalogues; context ``export``."""
