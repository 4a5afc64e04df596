"""Sentences about translations: what to look at in one, what a translator's file holds, and the glossary."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "glossary.bad-term": (
        "A term in the language “{language}” cannot be kept: it holds signs that cannot be seen, or this is no language tag."
    ),
    "glossary.no-header": "The first row has to name at least two languages, as in: en,ru,kk,fi.",
    "glossary.one-language": "A term needs at least two languages.",
    "glossary.slip": "The heading “{given}” is not the tag of a language. Write “{meant}” and bring the table in again.",
    "glossary.too-large": "The table is larger than {limit} bytes.",
    "glossary.too-long": "A term is longer than {limit} characters.",
    "glossary.too-many": "The glossary takes at most {limit} terms of our own.",
    "glossary.unknown": "There is no such term.",
    "translation.bad-id": "The identifier “{id}” is none of Silta’s. Leave the identifiers of the file as they are.",
    "translation.changed-here": "This translation was changed here after the file was made.",
    "translation.figure-extra": "“{figure}” stands in the translation only.",
    "translation.figure-missing": "“{figure}” of the original is not in the translation.",
    "translation.foreign-record": "This record belongs to another party. Only its owner changes it.",
    "translation.formula": "The cell holds a formula. Write the words themselves.",
    "translation.much-longer": "The translation has {length} characters, the original {original}.",
    "translation.no-header": (
        "No sheet of this workbook has the columns “id”, “source …” and “target …”. Bring back the workbook that was taken along "
        "here, with its first row."
    ),
    "translation.no-languages": "The file does not say between which languages it translates (srcLang and trgLang).",
    "translation.no-such-text": "The record has no such text any more: its rows have moved, or the field is empty now.",
    "translation.not-a-text": "This cannot be kept as a text: it is empty or too long.",
    "translation.not-xliff": "This is no XLIFF file. Bring an XLIFF 2.0 or 2.1 file, or the workbook that was taken along here.",
    "translation.nothing": "No text of this list needs translating.",
    "translation.of-original": "This text is written in “{language}” itself, so that it cannot be translated into it.",
    "translation.one-language": "The file translates “{language}” into itself.",
    "translation.other-language": "Silta has no texts in the language “{language}” of this file.",
    "translation.other-term": "For “{term}” the translation says “{used}”; the glossary expects: {expected}.",
    "translation.paragraphs": "The original has {expected} paragraphs, the translation {count}.",
    "translation.part-missing": "Only a part of this text is translated.",
    "translation.record-moved": "Revision {revision} of this record was released in the meantime. Open the page anew.",
    "translation.same-words": "The translation says the same words as the original.",
    "translation.source-changed": "The original has changed since the file was made, or was changed in the file.",
    "translation.term-missing": "For “{term}” the glossary expects: {expected}.",
    "translation.too-long": "{length} characters are more than fit where this is shown ({limit}).",
    "translation.too-many-units": "More than {limit} texts are too many for one file. Narrow the list.",
    "translation.twice": "This text stands {count} times in the file.",
    "translation.unknown-format": "There is no format “{format}”. Choose one of: {choices}.",
    "translation.unknown-record": "There is no such record of ours, or it was withdrawn.",
    "translation.unknown-status": "Choose a status from the list of the cell.",
    "translation.xliff-version": "The file is XLIFF {version}. Save it in your tool as version 2.0 or 2.1.",
}
