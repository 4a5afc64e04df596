"""Sentences about documents as people have them: Word, PDF, pages, plain text, and the numbering in them."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "format.contents-left-out": "A table of contents with {count} lines was left out.",
    "format.empty-provision": "{where}: {number} has neither a heading nor a text. It is kept as an empty number.",
    "format.encoding-converted": (
        "The text is in the old encoding {encoding} and was converted. Look whether letters are as they should be."
    ),
    "format.encrypted-docx": "The Word document is protected by a password. Save it without one and import it again.",
    "format.encrypted-office": (
        "The file is protected by a password. Open it in Word or Excel, save it without one and import it again."
    ),
    "format.footnotes-apart": "{count} footnotes stand apart and are no part of any provision.",
    "format.malformed-docx": (
        "The Word document is damaged. Open it in Word, save it anew and import it again."
    ),
    "format.malformed-html": "The page cannot be read as HTML. Save it from the browser once more and import it again.",
    "format.malformed-pdf": "The PDF file is damaged. Get it once more from where it was published.",
    "format.no-numbering": (
        "No way of numbering was recognised in the document. Show how its provisions are numbered and read it again."
    ),
    "format.pdf-encrypted": "The PDF file is protected by a password. Save it without one and import it again.",
    "format.pdf-scanned": (
        "The {pages} pages of the PDF file are pictures without text. Have the text recognised (OCR), or get the document as "
        "Word or HTML."
    ),
    "format.pdf-too-long": "The PDF file is too long with {pages} pages; at most {limit} can be read. Divide it.",
    "format.running-lines": "{count} running heads, feet and page numbers were left out.",
    "format.text-boxes": "The document has {count} text boxes. Their words stand apart and are no part of any provision.",
    "format.tracked-changes": (
        "The document has {count} tracked changes. It was read as if all of them were accepted."
    ),
    "format.word97-failed": (
        "The Word 97 document (.doc) could not be converted. Open it in Word or LibreOffice, choose “Save as”, save it as "
        "DOCX and import that."
    ),
    "numbering.levels-needed": (
        "Say the level of each of the {count} patterns, for example chapter=Chapter {{n}}."
    ),
    "numbering.malformed": (
        "“{pattern}” is no numbering pattern. Write it as it stands in the text, with {{n}} for a number, {{a}} for a letter, "
        "{{i}} or {{I}} for a Roman number."
    ),
    "numbering.no-unit": (
        "None of the patterns is for articles, sections or requirements. Say how one of these is numbered."
    ),
    "numbering.nothing-fits": "No line of the text begins with a number of that pattern.",
    "numbering.order": "List the patterns from the outermost to the innermost: parts, chapters, articles, points.",
    "numbering.too-many": "There are {count} patterns; at most {limit} can be used.",
}
