"""Sentences about lists: sheets that come back, saved views, calendar addresses."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "drafts.changed-meanwhile": (
        "Some of these records were released or begun anew in the meantime. Nothing was written: look at them and try once more."
    ),
    "feed.too-many": "You have {limit} calendar addresses. Revoke one that you no longer use.",
    "feed.unknown": "There is no such calendar address.",
    "sheet.ambiguous-record": "“{value}” names {count} records. Give the number or the identifier of the one that is meant.",
    "sheet.date": "The cell holds a date of Excel ({value}). Write the value as text.",
    "sheet.draft-begun": "A draft of the next revision has been begun ({by}). Finish or discard it first.",
    "sheet.formula": "The cell holds a formula or an error ({value}). Replace it by what it shows.",
    "sheet.newer-revision": (
        "The sheet shows revision {seen}, the record stands at revision {latest}. "
        "Take the list along anew and enter the change there."
    ),
    "sheet.no-columns": "None of the columns of this list was found. The first row must hold their headings.",
    "sheet.no-owner": "The first column names no row of the list, or more than one: write its identifier, number or title.",
    "sheet.too-many-rows": "A sheet holds at most {limit} rows. Narrow the list by filters, or divide the sheet.",
    "sheet.twice": "The identifier {value} stands in an earlier row already.",
    "sheet.unknown-id": "There is no record of this kind with the identifier “{value}”. Leave it empty for a new record.",
    "sheet.unknown-record": "No record here is called “{value}”. Write the number or the title of one that is here.",
    "sheet.unknown-value": "“{value}” cannot stand here. Possible: {choices}.",
    "view.no-name": "Give the view a name.",
    "view.too-many": "You have {limit} views of this list. Delete one first.",
    "view.unknown": "There is no such view.",
}
