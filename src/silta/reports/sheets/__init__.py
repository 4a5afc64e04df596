"""Lists of records as workbooks that people fill in, and back: pure, for every kind alike."""

from __future__ import annotations

from typing import Final

from silta.reports.sheets.columns import IDENTITY
from silta.reports.sheets.values import FLAGS
from silta.reports.sheets.writing import INSTRUCTIONS, SHEETS

WORDS: Final = (*IDENTITY.values(), *FLAGS, *SHEETS, *INSTRUCTIONS)
"""Everything that a sheet says of its own; context ``sheet``."""
