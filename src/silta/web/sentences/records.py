"""Sentences about records: their fields, states and references, their texts, dates and markings."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    # fields
    "record.advice-missing": "Write the advice before you issue it.",
    "record.baseline-without-year": "Say of which year the baseline is.",
    "record.basis-missing": "A recommendation or suggestion rests on a requirement: name it.",
    "record.consent-missing": (
        "Without the person’s recorded consent nothing about them is released. Was it withdrawn, then erase the text of all "
        "revisions on the record’s page."
    ),
    "record.consent-without-scope": "Say what the consent covers.",
    "record.disclaimer-missing": "Say that the advice is not a regulatory decision.",
    "record.empty": "This must not be empty.",
    "record.certificate-without-attendance": "Only those who attended get a certificate.",
    "record.more-marks-than-answers": "{given} marks, but only {answers} answers.",
    "record.scale-twice": "This scale stands in the list twice.",
    "record.ends-before-it-starts": "The end lies before the beginning.",
    "record.evidence-missing": "Say what shows that it is done before you mark it as done.",
    "record.missing-field": "This is needed.",
    "record.needs-missing": "Name at least one competence that the answer takes.",
    "record.not-a-number": "“{value}” is not a number; one looks like 12 or 12.5.",
    "record.not-a-party": "“{value}” is not the code of a party.",
    "record.not-a-provision-address": "“{value}” is not the address of a provision; one looks like kz/442-V@2024-06-08#art-10.2.",
    "record.not-a-release-address": "“{value}” is not the address of a release; one looks like kz/442-V@2024-06-08.",
    "record.not-an-id": "“{value}” does not name a record.",
    "record.not-a-mailbox": "“{value}” is not the address of a mailbox; one looks like name@example.org.",
    "record.not-applicable-in-action": "What does not apply cannot be put into action: change the verdict or the state.",
    "record.observed-missing": "Say what has changed before you call the effect verified.",
    "record.outcome-missing": "Say what came of it before you report it.",
    "record.planned-missing": "Say which effect is planned before it is put into action.",
    "record.reasons-missing": "Give the reasons.",
    "record.reasoning-missing": "Give the reasoning: without it nobody can follow the decision later.",
    "record.recurring-stays-open": "A duty that recurs stays open. Write down below which due date was met.",
    "record.responsible-missing": "Name who is to answer a recommendation or suggestion.",
    "record.target-before-baseline": "The year of the target must lie after that of the baseline.",
    "record.targets-missing": "Name the provisions, or choose the relation “no relationship”.",
    "record.remark-empty": "Say something about the place, or propose a wording for it.",
    "record.remark-reason-missing": "Give the reason: the other side wants to know why its remark was not taken over as it is.",
    "record.remark-answered-twice": "This remark is answered already, further up.",
    "record.terms-missing": "Give the terms of reference before you send the request.",
    "record.time-skipped": "On that day the clocks go forward: {value} does not exist there.",
    "record.time-without-day": "A time needs the day: write the date in full.",
    "record.together-needs-two": "Only two or more provisions can meet a requirement together.",
    "record.too-few": "There must be at least {min_length} here.",
    "record.too-long": "This is too long: at most {max_length} characters.",
    "record.too-many": "There may be at most {max_length} here.",
    "record.too-small": "This must be at least {ge}.",
    "record.unexpected-field": "{where} is not a field of this kind of record.",
    "record.unknown-code": "“{value}” is not in the list to choose from.",
    "record.verdict-missing": "Say whether it applies before you call it reviewed.",
    "record.wrong-form": "This does not have the form that is expected here.",
    # kinds and states
    "record.illegal-transition": "A record that is “{before}” cannot become “{after}”.",
    "record.other-kind": "The record says that it is of another kind than before.",
    "record.reason-missing": "Give the reason for “{state}”.",
    "record.unknown-kind": "“{where}” is not a kind of record that Silta knows.",
    "record.unknown-state": "“{state}” is not a state that this record can be given.",
    # references
    "record.target-leaf-unknown": "The revision that is named here is not in the logs.",
    "record.target-not-released": "The record that is named here has not been released; release it first.",
    "record.target-of-other-kind": "What is named here is of another kind: {kind}.",
    # what a partner's log may hold
    "record.number-out-of-order": "The revisions do not count up one by one. They are shown in the order of the log.",
    "record.uid-used-twice": "Two parties have used the same identifier for a record; {party} is the other. Both are kept apart.",
    # texts and dates
    "date.invalid": "“{value}” is not a date. Write 2026-04-14, or 2026-04 if only the month is known, or 2026.",
    "text.bad-language-tag": "A text carries a language mark that is not one, such as “en” or “kk”.",
    "text.control-character": "The text contains an invisible control character. Type it anew or paste it as plain text.",
    "text.unknown-status": "The text carries a translation status that Silta does not know.",
    "time.invalid": "“{value}” is not a time of day. Write 09:30.",
    # markings
    "marking.above-ceiling": "The marking “{marking}” is above what this arrangement allows ({ceiling}). Nothing was released.",
    "marking.classified": (
        "{where} carries the stamp “{stamp}” of a national security class. Silta is not approved for it and has stored "
        "nothing. Remove the text from this computer as your rules say."
    ),
    "marking.unknown": "“{marking}” is not a marking that Silta knows.",
}
