"""A worksheet whose rows of text are XML at once: several times as fast as cell by cell, and packed until they are written.

xlsxwriter does everything else: styles, lists, protection, comments. Cells are inline strings (ECMA-376 part 1, §18.3.1.53).
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Collection, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final
from zlib import compressobj, decompressobj

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

MAX_CELL: Final = 32_767
"""Characters that an Excel cell holds."""
_SPECIAL: Final = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_CHUNK: Final = 1 << 14
_column = cache(xl_col_to_name)


class RowSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no types
    """Made by ``book.add_worksheet(name, RowSheet)``; rows are given to `add`, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._packed, self._packer = BytesIO(), compressobj(1)
        self._count = 0

    def add(self, cells: Sequence[str], styles: Sequence[int], shown: Collection[int] = ()) -> None:
        """The next row. `styles` are what `style` gives; an empty cell takes that of its column, unless `shown` has its place."""
        self._count += 1
        number = self._count
        made = [
            f'<c r="{_column(place)}{number}" s="{styles[place]}" t="inlineStr">'
            f'<is><t xml:space="preserve">{_safe(words)}</t></is></c>'
            for place, words in enumerate(cells)
            if words or place in shown
        ]
        self._packed.write(self._packer.compress(f'<row r="{number}">{"".join(made)}</row>'.encode()))

    def _write_sheet_data(self) -> None:
        """What xlsxwriter calls to write the rows."""
        self._packed.write(self._packer.flush())
        self._packed.seek(0)
        unpacker, decoder = decompressobj(), getincrementaldecoder("utf-8")()
        self.fh.write("<sheetData>")
        while chunk := self._packed.read(_CHUNK):
            self.fh.write(decoder.decode(unpacker.decompress(chunk)))
        self.fh.write("</sheetData>")

    def _write_dimension(self) -> None:
        """What xlsxwriter calls to write the size of the sheet, which need not be said."""


def style(cell_format: Any) -> int:
    """The number by which cells name a format of the workbook."""
    return int(cell_format._get_xf_index())  # noqa: SLF001 - what `write_string` asks for


def _safe(words: str) -> str:
    """`words` as XML text; signs that XML cannot hold, and what looks like one, in the notation of Excel (``_x0007_``)."""
    words = words[:MAX_CELL]
    return _SPECIAL.sub(_escaped, words) if _SPECIAL.search(words) else words


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    if len(sign) > 1:
        return f"_x005F{sign}"
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign) or f"_x{ord(sign):04X}_"
