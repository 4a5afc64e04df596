"""Sentences about files that are read: which place, what is wrong there, what helps."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "address.malformed": (
        "“{address}” is not an address; one looks like kz/442-V@2024-06-08, with #art-10.2 for a provision."
    ),
    "format.ambiguous": "The file could be read in several ways. Say which: {choices}.",
    "format.as-of-malformed": "“{as_of}” is not a date. Write 2026-04-14.",
    "format.cell-too-long": "{where}: the text has {length} characters; a cell of a spreadsheet holds at most {limit}.",
    "format.contents-differ": (
        "{where}: article {number} is headed “{heading}”; the table of contents calls it “{contents}”."
    ),
    "format.control-characters": "{count} invisible control characters were left out.",
    "format.date-in-cell": (
        "{where}: the spreadsheet holds a date where a text belongs ({value}). Format the column as text and "
        "type the value again."
    ),
    "format.duplicate-column": "{where}: there are two columns called “{column}”.",
    "format.duplicate-number": "{where}: the number {number} stands here for the second time; the first is at {first}.",
    "format.empty": "The file is empty.",
    "format.encoding": "{where}: this is not readable text. Save the file as UTF-8.",
    "format.encrypted-xlsx": "The spreadsheet is protected by a password. Save it without one.",
    "format.excel97": "This is a spreadsheet of the old kind (XLS). Open it and save it as XLSX.",
    "format.formula-in-cell": "{where}: the cell holds a formula ({value}). Paste its result as a value.",
    "format.json-shape": "{where}: {expected} is expected here, and {found} was found.",
    "format.language-differs": "{where}: the file says that its language is “{declared}”; you import it as “{language}”.",
    "format.language-malformed": "“{language}” is not a language mark such as kk, ru, fi, sv or en.",
    "format.line-after-chapter": (
        "{where}: this line stands between a chapter and its first article and was left out: “{words}”."
    ),
    "format.malformed-csv": "{where}: the table cannot be read ({reason}).",
    "format.malformed-json": "{where}: this is not JSON ({reason}).",
    "format.malformed-xlsx": "The spreadsheet is damaged and cannot be opened. Save it once more as XLSX.",
    "format.malformed-xml": "{where}: the XML is broken here ({reason}).",
    "format.misnamed": "The file is called {extension} but holds {kind}. Give it its right name, or choose the right file.",
    "format.missing-column": "{where}: the column “{column}” is missing.",
    "format.missing-from-text": "Article {number} “{heading}” stands in the table of contents but not in the text.",
    "format.no-such-format": "“{format}” is not a format that Silta reads. It reads: {choices}.",
    "format.no-such-part": "The file holds no part “{part}”. It holds: {choices}.",
    "format.not-yet-in-force": "{where}: {number} has only a version that is not in force yet ({version}).",
    "format.nothing-recognised": (
        "No provision was recognised in the file. Check that it is the text of the law itself and not a page "
        "about it."
    ),
    "format.nul-byte": "{where}: the file holds bytes that no text has. It seems to be another kind of file.",
    "format.other-language": "{count} rows are in a language other than “{language}” and were left out.",
    "format.part-needed": "The file holds several standards. Say which: {choices}.",
    "format.several-versions": (
        "{where}: {number} stands here in several versions. The version {kept} was taken; passed over: "
        "{passed}."
    ),
    "format.too-deep": "{where}: the levels go deeper than {limit}. Check the column “parent” for a circle.",
    "format.too-large": "The file has {bytes} bytes; at most {limit} are read.",
    "format.too-large-unpacked": "Unpacked, the spreadsheet would have {bytes} bytes; at most {limit} are read.",
    "format.too-many-provisions": "The file holds more than {limit} provisions.",
    "format.truncated-xml": "{where}: the file ends in the middle. Get it once more; a part of it is missing.",
    "format.unchecked-titles": "{where}: {count} titles are marked as not checked against the standard.",
    "format.unit-without-text": "{where}: {number} has no text.",
    "format.unknown": "Silta does not read this kind of file ({kind}).",
    "format.unknown-column": "{where}: the column “{column}” is not one of the template and was left out.",
    "format.unknown-level": "{where}: “{level}” is not a level. The levels are: {choices}.",
    "format.unknown-parent": "{where}: there is no provision with the number “{parent}” that this one could lie under.",
    "format.unknown-value": "{where}: “{value}” cannot stand here.",
    "format.word97": "This is a Word document of the old kind (DOC). Open it and save it as DOCX or as plain text.",
    "format.word97-named-text": (
        "The file is called a text but is a Word document of the old kind (DOC). Open it in Word and save it "
        "as plain text."
    ),
    "format.xml-doctype": "{where}: the XML brings its own definitions (DOCTYPE), which is refused for safety.",
}
