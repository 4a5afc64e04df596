"""Sentences of the proof desk: what was found in a text and what to do, and what it refuses."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    # marking
    "proof.marked-higher": (
        "{record} is marked {marking}; this text is for readers up to {ceiling}. Let its owner release it with a lower marking, "
        "or take it out."
    ),
    "proof.marking-in-text": (
        "“{said}” marks something that not all readers of this text ({marking}) may see. Take it out, or raise the marking."
    ),
    "proof.points-higher": (
        "Records that this text names and that not all of its readers may see: {count} ({records}). See whether readers may know "
        "of them."
    ),
    "proof.stamp-in-text": (
        "The text carries the stamp “{stamp}” of a national security class. Remove it from this computer as your rules say."
    ),
    # names
    "proof.name-lost": "{name} is named in the text in {other} and not here. See whether something is missing.",
    "proof.name-near": "“{said}” is nearly {name}, but not quite. Correct it, or enter this name in the register.",
    "proof.name-one-script": (
        "The register knows {name} in another script only. Enter how this language writes the name."
    ),
    "proof.name-other-language": (
        "“{said}” is how another language writes the name. Here the register prefers {name}."
    ),
    "proof.name-other-title": "Before {name} stands “{said}”; the register says “{title}”. See which is right.",
    "proof.name-unknown": (
        "{name} is not in the register of names. Enter the name, and its spelling is checked from then on."
    ),
    "proof.name-wrong": "“{said}” is a known slip. The register of names writes {name}.",
    # dates
    "proof.date-before-beginning": (
        "{said} lies before the cooperation began ({began}). If {day} is meant, correct the year."
    ),
    "proof.date-before-number": (
        "The date {said} lies in a year before that of the number {number}. Correct one of the two."
    ),
    "proof.date-impossible": "There is no such day: {said}. Correct the date.",
    "proof.date-last-year": (
        "{said} looks like last year’s date, for the text speaks of {year}. If {day} is meant, correct the year."
    ),
    "proof.date-last-year-record": "{said} looks like last year’s date: {record}, {day}. Correct the year.",
    "proof.date-not-as-recorded": (
        "The text gives another date than the record: {said} here, {when} there ({record}). Correct one of them."
    ),
    "proof.date-order": "The end lies before the beginning: {said}. Correct one of the two dates.",
    "proof.date-other-year": "The text says {said}, the record itself {day}. Correct the year in one of them.",
    "proof.date-outside-activity": (
        "The event lies outside of its activity: {said} here, {when} there ({record}). Correct one of them."
    ),
    "proof.weekday": (
        "Date and day of the week do not agree: “{said}” is written, and {day} is “{right}”. Correct one of the two."
    ),
    # numbers
    "proof.count": (
        "The text says “{said}”; for {year} the records hold: {found}. Correct the number, or say what else it counts."
    ),
    "proof.currency": (
        "The currencies are not those of the text in {other}: {said} here, {there} there. Bring them into line."
    ),
    "proof.number-taken": (
        "The number {number} is already that of another record: {record}. Give this one a number of its own, or agree with the "
        "other side who keeps it."
    ),
    "proof.sum": "The last row says {total}; the numbers above it add up to {sum}. Correct one of them.",
    # languages
    "proof.figures": (
        "Numbers, dates or codes differ from the text in {other}. Only there: {missing}. Only here: {extra}."
    ),
    "proof.language-missing": "There is no text in this language yet: “{words}”. Have it translated.",
    "proof.list-items": (
        "Items of the list here: {count}, in the text in {other}: {there}. See what is missing."
    ),
    "proof.other-language": (
        "This text seems to be in another language ({sounds}). Put it under its own language."
    ),
    "proof.other-script": (
        "This text is written in another script ({script}) than its language uses. Put it under its own language."
    ),
    "proof.paragraphs": "Paragraphs here: {count}, in the text in {other}: {there}. See what is missing.",
    "proof.untranslated": (
        "This is the same as the text in {other}. Have it translated, or empty it, so that it counts as missing."
    ),
    # typography
    "proof.brackets": "The bracket {sign} has no counterpart. Add the other one, or take this one out.",
    "proof.double-space": "Several spaces stand in a row. One is enough.",
    "proof.glued-unit": "A space belongs between the number and “{unit}”.",
    "proof.left-over": "“{said}” looks as if something was still to be filled in. Fill it in, or take it out.",
    "proof.mixed-letters": (
        "In “{word}” letters of two scripts stand together; these are {script}: {letters}. Type the word anew: as it is, nobody "
        "finds it."
    ),
    "proof.quotation-marks": "The quotation mark {sign} is not one of this language. Write {right}.",
    "proof.space-before": "A space stands before a punctuation mark. Take it out.",
    # answers and refusals
    "proof.critical-document": (
        "Critical findings of the proof desk that nobody has answered: {count}. A document for the public is made when each is "
        "corrected, or left as it is with a coordinator’s reason."
    ),
    "proof.critical-draft": (
        "Critical findings of the proof desk that nobody has answered: {count}. A public text is released when each is "
        "corrected, or left as it is with a coordinator’s reason."
    ),
    "proof.long-reason": "The reason is too long: {length} characters of at most {limit}.",
    "proof.no-reason": "Give the reason why it stays as it is.",
    "proof.nothing-chosen": "Tick the findings that are to stay as they are.",
    "proof.too-long": "The text is too long: {length} characters of at most {limit}. Check it in parts.",
    "proof.unknown-subject": "{where} is neither a draft of this node nor a document that Silta makes ({choices}).",
    # the register of names
    "name.changed-meanwhile": "Somebody else has changed this name meanwhile. Look at it once more.",
    "name.slip-is-right": "“{value}” is listed as a slip and as a form that will do. It can only be one of the two.",
    "name.too-many": "The register is full: it holds at most {limit} names.",
    "name.unknown": "The register has no such name.",
}
