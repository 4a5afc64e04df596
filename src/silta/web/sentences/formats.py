"""Sentences about files that are read: which place, what is wrong there, what helps."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "address.malformed": (
        "“{address}” is not an address of a release or provision. Addresses look like "
        "fi/990-1987@1987-12-11#s-7."
    ),
    "address.no-such-day": "“{address}” names a day that the calendar does not have.",
    "format.akn-no-document": (
        "{where}: no document was found in the Akoma Ntoso file. It should hold one of: {choices}."
    ),
    "format.ambiguous": "The file fits several formats ({formats}). Say which one it is.",
    "format.as-of-malformed": "“{as_of}” is not a date. Write it as 2018, 2018-01 or 2018-01-31.",
    "format.cell-too-long": (
        "{where}: the text has {length} characters, but an Excel cell holds only {limit}. The sheet was not "
        "written."
    ),
    "format.contents-differ": (
        "{where}: the heading of {number} is “{heading}”, but the table of contents calls it “{contents}”."
    ),
    "format.control-characters": "Control characters in the file have become spaces: {count}.",
    "format.date-in-cell": (
        "{where}: Excel has turned this cell into a date ({value}). Format the column as text and write the "
        "value again."
    ),
    "format.duplicate-column": "{where}: the column “{column}” is there more than once.",
    "format.duplicate-number": "{where}: {number} is already there, at {first}. A number may occur only once.",
    "format.eid-contradicts": (
        "{where}: the identifier “{eid}” does not fit the printed number {number}. The number was taken."
    ),
    "format.eid-malformed": (
        "{where}: the identifier “{eid}” does not follow Akoma Ntoso’s naming. The address was made from "
        "the printed number."
    ),
    "format.eid-missing": (
        "{where}: this and further elements have no identifier ({count} in all). Their addresses were made "
        "from structure and numbers."
    ),
    "format.eid-repeated": (
        "{where}: the identifier “{eid}” is already there, at {first}. The address was made from structure "
        "and number."
    ),
    "format.eids-more": (
        "Further identifiers that are doubtful: {count}. All addresses follow from structure and numbers."
    ),
    "format.empty": "The file is empty.",
    "format.encoding": (
        "{where}: the encoding of the text cannot be told for sure. Save the file as UTF-8 and import it "
        "again."
    ),
    "format.encrypted-xlsx": "The workbook is protected by a password. Save it without one and import it again.",
    "format.encrypted-zip": (
        "{where}: the archive is protected by a password. Pack it without one and import it again."
    ),
    "format.excel97": "This is a workbook in the format of Excel 97 (.xls). Save it as .xlsx and import it again.",
    "format.formula-in-cell": "{where}: the cell holds a formula or an error ({value}). Replace it by its text.",
    "format.json-shape": "{where}: {expected} is expected here, but the file has {found}.",
    "format.json-too-deep": (
        "{where}: objects and lists are nested more than {limit} deep. Such a file is not read."
    ),
    "format.language-differs": (
        "{where}: the file says that its language is “{declared}”, but it is being imported as “{language}”."
    ),
    "format.language-malformed": "“{language}” is not a language code. Use codes such as kk, ru, fi, sv or en.",
    "format.language-not-there": "{where}: the file holds no version in “{language}”. It holds: {choices}.",
    "format.line-after-chapter": (
        "{where}: “{words}” stands between a chapter’s heading and its first article. It may be the rest of "
        "the heading; it was kept at the end of the article before."
    ),
    "format.malformed-csv": "{where}: the CSV file is broken. Check the quotation marks.",
    "format.malformed-json": "The JSON is broken or cut off at line {line}, column {column}.",
    "format.malformed-xlsx": "The workbook is damaged. Open it in Excel, save it anew and import it again.",
    "format.malformed-xml": (
        "The XML is broken at line {line}, column {column}. Save it anew in the program that it comes from, "
        "and import it again."
    ),
    "format.malformed-zip": "The archive is damaged. Pack it anew and import it again.",
    "format.misnamed": (
        "The file is called “.{extension}”, but what it holds is of another kind: {kind}. Give it its right "
        "name, or save it in the format that its name says."
    ),
    "format.missing-column": "{where}: the column “{column}” is missing.",
    "format.missing-from-text": (
        "The table of contents lists {number}, “{heading}”, but the text has no such heading. The file may be "
        "cut off."
    ),
    "format.no-such-format": "There is no format “{format}”. The formats are: {choices}.",
    "format.no-such-part": "The file holds no standard “{part}”. It holds: {choices}.",
    "format.not-yet-in-force": (
        "{where}: of {number} the file holds no version that was in force on that date; the first is "
        "{version}. It was left out."
    ),
    "format.nothing-recognised": "No article, section or requirement was recognised in the file.",
    "format.nul-byte": "{where}: the file holds a NUL byte, so it is damaged or no text.",
    "format.number-repeated": (
        "{where}: {number} is already there, at {first}. The address of this one is {fragment}."
    ),
    "format.number-too-long": (
        "{where}: “{number}” is too long for a number; at most {limit} characters are possible."
    ),
    "format.numbers-more": "Further numbers that come more than once: {count}.",
    "format.oscal-other-model": (
        "This is another kind of OSCAL document ({model}). Only catalogs can be imported."
    ),
    "format.oscal-param-cycle": (
        "{where}: the parameter “{name}” inserts itself, directly or through others. Its name stands in its"
        " place."
    ),
    "format.oscal-param-missing": (
        "{where}: the text inserts the parameter “{name}”, which the catalog does not define. Its name "
        "stands in its place."
    ),
    "format.oscal-parts-left": ("Parts that only assessors need were left out ({names}): {count}."),
    "format.oscal-profile": (
        "This is an OSCAL profile: it only selects controls of catalogs. Resolve it first with an OSCAL "
        "tool and import the resolved catalog."
    ),
    "format.other-expressions": ("Documents in other languages ({languages}) were passed over: {count}."),
    "format.other-language": ("Rows in other languages than “{language}” were passed over: {count}."),
    "format.other-language-elements": (
        "Elements that say the same in other languages than “{language}” were passed over: {count}."
    ),
    "format.part-needed": "The file holds several standards. Say which one to import: {choices}.",
    "format.reqif-attachments": (
        "Further files in the archive (pictures and the like) were left out: {count}."
    ),
    "format.reqif-attributes-left": (
        "Attributes of the objects ({count}) have no place in the library and were left out: {names}."
    ),
    "format.reqif-cycle": (
        "{where}: the object “{identifier}” stands under itself. Mend the hierarchy in the tool and export "
        "it again."
    ),
    "format.reqif-dangling": (
        "{where}: a relation points to the object “{identifier}”, which is not in the file. Export all "
        "objects that it needs."
    ),
    "format.reqif-empty-object": (
        "{where}: the object “{identifier}” has neither number nor heading nor text and was left out."
    ),
    "format.reqif-identifier-repeated": (
        "{where}: the identifier “{identifier}” is already there, at {first}, with other content. Export "
        "the specification again."
    ),
    "format.reqif-merged": "The file holds {count} specifications; each became a part: {choices}.",
    "format.reqif-missing-object": (
        "{where}: the object “{identifier}” should stand here but is not in the file. Export the "
        "specification with all its objects."
    ),
    "format.reqif-no-hierarchy": (
        "{where}: the file holds no hierarchy. Its objects ({count}) were taken in the order of the file."
    ),
    "format.reqif-pictures": ("Pictures and embedded objects in the texts were left out: {count}."),
    "format.reqif-placed-twice": (
        "{where}: the object “{identifier}” already stands at {first}. It was taken at both places."
    ),
    "format.reqif-root": "{where}: this is no ReqIF file; it begins with “{found}” instead of REQ-IF.",
    "format.reqif-unplaced": (
        "{where}: this and further objects stand in no hierarchy ({count} in all). They were put at the end."
    ),
    "format.reqif-without-text": (
        "{where}: no object has a text, a name or a heading. Attributes that there are: {names}. Export the"
        " attribute with the text as ReqIF.Text."
    ),
    "format.reqifz-without-reqif": "The archive holds no .reqif file. It holds: {choices}.",
    "format.several-versions": "{where}: {number} is there in several versions. {kept} was taken; passed over: {passed}.",
    "format.too-deep": "{where}: provisions may be nested at most {limit} deep.",
    "format.too-large": (
        "The file has {bytes} bytes; at most {limit} can be imported. Save it without pictures, or divide it "
        "and import the parts."
    ),
    "format.too-large-unpacked": (
        "The file unpacks to {bytes} bytes; at most {limit} can be read. Save it without pictures, or divide "
        "it and import the parts."
    ),
    "format.too-many-provisions": "The file holds more than {limit} provisions.",
    "format.truncated-xml": (
        "The XML file is cut off: it ends at line {line}, column {column}. Get the whole file and import it "
        "again."
    ),
    "format.unchecked-titles": ("Titles that have not been checked against the publication: {count}."),
    "format.unit-without-text": "{where}: {number} has a heading but no text.",
    "format.unknown": "The format of the file was not recognised. Formats that can be imported: {formats}.",
    "format.unknown-column": "{where}: the column “{column}” is not known and was left out.",
    "format.unknown-level": "{where}: “{level}” is not a level. The levels are: {choices}.",
    "format.unknown-parent": "{where}: no earlier row that could hold this one has the number “{parent}”.",
    "format.unknown-value": "{where}: “{value}” is not allowed here. Allowed: {choices}.",
    "format.word97": (
        "This is a document in the format of Word 97 (.doc), and this node has no program that reads it. Open it in Word or "
        "LibreOffice, choose “Save as”, save it as DOCX and import that."
    ),
    "format.word97-named-text": (
        "The file is called “.{extension}”, but it is a document in the format of Word 97. Open it in Word or LibreOffice, "
        "choose “Save as”, save it as DOCX and import that."
    ),
    "format.xml-doctype": (
        "{where}: the XML declares a document type. For safety such files are not read; remove the "
        "declaration."
    ),
    "format.xml-too-deep": (
        "{where}: the elements are nested more than {limit} deep. Such a file is not read."
    ),
    "format.xml-too-much": (
        "The XML file has {count} tags and attributes; at most {limit} can be read. Divide it and import "
        "the pieces."
    ),
    "format.zip-path": (
        "{where}: the name of a file in the archive leads out of it. Such an archive is not read."
    ),
}
