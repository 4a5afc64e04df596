"""Sentences about workbooks of mappings that come back: which cell, what is wrong there, what helps."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "workbook.already-mapped": (
        "There is a mapping of ours between these provisions already, {identifier}. Change its row instead of adding one."
    ),
    "workbook.lone-with-targets": (
        "A relation without a counterpart names no compared provisions. Empty this cell, or choose another relation."
    ),
    "workbook.missing-column": "{where}: the sheet lacks columns: {columns}. Export the workbook again and fill in that one.",
    "workbook.no-mappings": (
        "No sheet of the workbook is a sheet of mappings. One with these columns is needed: {columns}. There are the sheets: "
        "{sheets}."
    ),
    "workbook.not-a-draft": (
        "This mapping has been released and has no draft to take back. It is withdrawn on the page of its record."
    ),
    "workbook.not-a-workbook": "This is no Excel workbook. Save it as .xlsx and bring it back again.",
    "workbook.not-ours": "This is the partner’s mapping, which only the partner can change. Answer it, or add a row of your own.",
    "workbook.nothing-to-take": "No row of the workbook was chosen that would change anything.",
    "workbook.number-twice": (
        "“{value}” is the number of several provisions. Write the address of the one that is meant: {choices}."
    ),
    "workbook.other-crosswalk": "The workbook was made from another crosswalk, {where}. Bring it back there.",
    "workbook.provision-changed": (
        "The benchmark provisions of a mapping stay as they are. Put them back, and add a new row for other provisions."
    ),
    "workbook.row-twice": "Row {first} says something about the same mapping. Keep one of the two.",
    "workbook.too-many-rows": "{where}: the sheet has more than {limit} rows. Bring it back in parts.",
    "workbook.unknown-crosswalk": "The workbook does not say of which crosswalk it is. Name it by --crosswalk.",
    "workbook.unknown-mapping": (
        "This crosswalk has no mapping {value}. Leave the cell as it was exported; a new row has none."
    ),
    "workbook.unknown-provision": "“{value}” is no provision of {title}. Write its number or its address.",
}
