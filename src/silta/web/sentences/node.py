"""Sentences about what people do at a node: drafts, releases, answers, exchange, library, documents."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "account.bad-name": "“{name}” cannot be a user name: no spaces, at most 150 characters.",
    "account.unknown": "There is no user {where}.",
    "account.unknown-language": "“{language}” is not a language of the interface.",
    "account.unknown-role": "“{role}” is not a role.",
    "account.weak-password": (
        "The password is too weak ({reasons}). Take twelve characters or more that nobody would guess."
    ),
    "arrangement.not-one": "This node takes part in {count} arrangements. Say which one is meant.",
    "arrangement.unknown": "This node takes part in no arrangement “{where}”.",
    "attachment.unknown": "There is no attachment {where}.",
    "compare.empty": (
        "{where} holds no article, section or requirement in the language “{language}”, so there is nothing to compare. "
        "Import its text first."
    ),
    "compare.no-common-language": (
        "{where} is here in: {here}; {other} is here in: {there}. Two releases are compared in one language: import "
        "one of them in a language of the other."
    ),
    "compare.no-language": "The two releases cannot be compared in the language “{language}”; both are here in: {choices}.",
    "compare.other-framework": (
        "{where} and {other} are releases of different frameworks. Releases of one framework are compared here; to "
        "compare two frameworks, make a crosswalk."
    ),
    "contact.not-months": "Give the time in months: 1 to {longest}.",
    "crosswalk.not-confirmed": "No mapping of {where} is confirmed yet. Only a confirmed mapping shows a gap.",
    "crosswalk.no-relation": "Choose how the compared text relates to the benchmark. What you filled in is still here.",
    "crosswalk.nothing-to-carry": "Nothing unchanged waits to be carried over to newer texts.",
    "crosswalk.nothing-to-export": (
        "No released mapping of the crosswalk names provisions on both sides: there is nothing to export."
    ),
    "crosswalk.unknown-format": "A crosswalk is not exported as “{format}”. There are: {choices}.",
    "crosswalk.nothing-to-release": "There is no decided mapping that waits for its release.",
    "crosswalk.unknown-provision": (
        "“{value}” is no provision of the compared text in the library. Open the page again and choose another."
    ),
    "crosswalk.seen-another": (
        "The decisions have changed since this page was opened. Nothing was released; look through them once more."
    ),
    "decisions.bad-change": "“{where}” with the value “{value}” is not something that can be changed for many at once.",
    "decisions.nothing-chosen": "Choose the provisions first: tick the box in front of each.",
    "decisions.too-many": "At most {limit} decisions can be changed at once.",
    "draft.attachment-missing": "The attachment {where} is not here any more. Add it again.",
    "draft.changed-meanwhile": (
        "{by} has saved this draft in the meantime ({at}). Your words are still on this page; compare before "
        "you save."
    ),
    "draft.exists": "There is a draft of this record already.",
    "draft.overtaken": "The record has moved on to revision {latest} since this draft was begun from revision {base}.",
    "draft.unknown": "There is no draft {where}.",
    "erase.already": "Revision {revision} has been erased already.",
    "erase.bad-reason": "“{reason}” is not the code of a reason for erasing, such as personal-data.",
    "exchange.suspended": (
        "The arrangement {where} rests by our own decision: nothing is taken over until a head resumes it. The "
        "history stays here and can be verified; our own data can be saved."
    ),
    "exchange.already-running": "Another exchange of {where} is under way. Nothing was changed; try again in a moment.",
    "exchange.bad-bundle": (
        "The sealed file is damaged or holds something that no exchange has ({where}). Nothing was taken over; ask "
        "for it to be written again."
    ),
    "exchange.bundle-not-for-us": (
        "The file {where} was not sealed for this node. Ask the partner to compare the charters’ fingerprints, then "
        "to write it again."
    ),
    "exchange.bundle-too-large": "The file {where} is larger than {limit} bytes. Exchange by address or by folder instead.",
    "exchange.frozen": "The exchange with {where} is stopped, because two histories exist. See the Trust page.",
    "exchange.no-file": "There is no file {where}.",
    "exchange.no-folder": "{where} is neither a folder nor a sealed file whose name ends in .silta.",
    "exchange.no-source": (
        "It is not known where the log of {where} is fetched from. Give the address of the partner’s node."
    ),
    "exchange.not-an-address": "“{where}” is not an address that a node can have.",
    "exchange.nothing-shared": "{where} holds no arrangement that this node takes part in.",
    "exchange.other-charter": (
        "The partner holds another charter for {where}. Compare the fingerprints before you exchange "
        "anything."
    ),
    "exchange.own-log-behind": (
        "A partner holds more of our own log {where} than we do: {size} entries. This node seems to have been "
        "restored from an older copy; it signs nothing until its log has been recovered from the partner."
    ),
    "exchange.refused": (
        "The node at {where} did not accept this node as a member of the arrangement. Compare the charters’ "
        "fingerprints and the two clocks."
    ),
    "exchange.unexpected-answer": "The node at {where} answered with status {status} instead of a file. Check the address.",
    "exchange.unknown-arrangement": "This node takes part in no arrangement “{where}”.",
    "exchange.unreadable": "{where} cannot be read ({detail}). Nothing was taken over; see to the rights of the folder.",
    "exchange.unreachable": "The partner’s node at {where} cannot be reached: {detail}",
    "job.broke-off": (
        "The job broke off because of an error in Silta. Nothing half-done was kept; the operator finds the "
        "details in the node’s log."
    ),
    "job.cancelled": "The job was stopped after {done} of {total} pieces. What was finished is kept.",
    "job.unknown": "There is no job {where}.",
    "library.released-by-partner": (
        "{where} has been released by the partner already. What one party has said, another does not say again."
    ),
    "library.already-released": (
        "The {language} text of {where} has been released to partners and cannot be replaced. Import the new "
        "text under a new date."
    ),
    "library.titles-only": (
        "{where} is licensed for numbers and titles only: the words of its provisions are left out and not stored."
    ),
    "library.alike": (
        "The library has texts of {other}, which only its capital letters tell from {where}. If it is the same text, "
        "write its address alike: only then is it compared with them."
    ),
    "library.not-in-other": (
        "Provisions of this text that are not in the “{language}” text of {where} ({count}): {numbers}. "
        "Check the numbering before you store it: languages of one release are aligned by number."
    ),
    "library.only-in-other": (
        "Provisions of the “{language}” text of {where} that are not in this text ({count}): {numbers}. "
        "Check the numbering before you store it: languages of one release are aligned by number."
    ),
    "library.no-file": "There is no readable file {where}.",
    "library.no-language": "{where} is not here in the language “{language}”; it is here in: {choices}.",
    "library.no-provision": "The library holds no provision {where}.",
    "library.no-release": "The library holds no release {where}. Import it first.",
    "record.place-changed": "The words that the proposal replaces ({where}) are no longer in the draft. Write it there by hand.",
    "remark.in-force": (
        "The parties have agreed to this text. Whatever is to change in it takes a further revision: ask the other side for one."
    ),
    "remark.moved-on": "A newer revision of this text has come. Read it; your remark is still here.",
    "remark.not-joint": "{where} is no text that the parties agree to. Answer the record itself.",
    "remark.nothing-prepared": "No remark has been prepared on the latest revision of this text.",
    "remark.of-no-text": "{where} is no remark on a joint text.",
    "remark.own-text": "This text is ours: change it in its next revision.",
    "remark.withdrawn": "The other side has withdrawn this text.",
    "remark.unknown-outcome": "“{where}” is nothing that can become of a remark.",
    "joint.of-partner": "The partner has released this text for {where}. Answer that one: a year has only one.",
    "log.behind": (
        "A partner holds more of this node’s own log {where} than the node itself. Nothing is signed until an operator "
        "has taken it back with silta recover."
    ),
    "log.frozen": (
        "The log {where} is stopped, because two histories exist. Nothing is added until a person has cleared "
        "it up; see the Trust page."
    ),
    "log.unknown": "This node holds no log {where}.",
    "mail.no-address": "A role needs an address that its letters go to.",
    "mail.not-an-address": "“{address}” is no address for mail: name@organisation.example.",
    "mail.unknown-letter": "This node has no such letter for you.",
    "mail.unknown-mailbox": "The role {where} has no mailbox here.",
    "mail.unknown-rhythm": "“{rhythm}” is no rhythm of letters: off, daily or weekly.",
    "meeting.nothing-chosen": "Choose what is to stand on the agenda.",
    "minutes.not-signed": "Both sides have to sign the minutes before records are made of them.",
    "minutes.nothing-to-make": "Every decision and action of these minutes that is ours to record has its record or draft.",
    "note.empty": "Write something first.",
    "note.not-yours": "Only the person who wrote a note can delete it.",
    "feedback.empty": "Nothing was marked or written.",
    "feedback.no-mark": "“{value}” is not a mark from 1 to 5.",
    "feedback.none": "There are no answers to sum up yet.",
    "feedback.not-yours": "Only whoever typed an answer in, or whoever releases, can delete it.",
    "feedback.too-many": "There are {limit} answers already.",
    "feedback.unknown": "There is no answer {where}.",
    "note.too-long": "That is {length} characters long; at most {limit} are kept.",
    "note.unknown": "This note is not here any more.",
    "obligation.nothing-new": "Choose a clause that has no obligation yet.",
    "package.malformed": "The text that came with the release is not a package as it should be: {where}.",
    "package.of-another-release": "The package that came with {where} is of another release: {named}.",
    "package.other-digest": "The stored package of {where} has been changed since it was fetched.",
    "package.too-large": "The text of {where} is too large to be sent along: {bytes} bytes, where {limit} may be.",
    "permission.denied": "Your role ({role}) does not allow this. It needs: {roles}.",
    "programme.not-an-activity": "{where} is not an activity.",
    "programme.not-theirs": "{where} is not a programme that another party proposes.",
    "programme.nothing-chosen": "Choose at least one activity for the programme of {where}.",
    "record.exists": "There is a record with this identifier already.",
    "record.not-ours": "The record belongs to another party. Only that party revises it; you can respond to it.",
    "record.unknown": "There is no record {where} here.",
    "release.not-sure": "Confirm that you know what cannot be undone.",
    "release.second-person": (
        "You wrote this draft last, and this node asks for a second person: submit it, and another coordinator "
        "or head releases it."
    ),
    "release.suspended": (
        "The arrangement {where} rests: it is suspended or has ended. Nothing is released until a head has resumed it."
    ),
    "report.pdf-failed": "The PDF could not be made ({message}). The other formats are not affected.",
    "invitation.no-address": "{where}: “{value}” has no address; a line looks like Name <name@example.org>.",
    "invitation.no-guests": "Give the address of at least one person who is invited.",
    "invitation.no-organiser": "Give the mailbox to which the invited answer.",
    "invitation.too-many": "One invitation has room for {limit} people.",
    "result.not-computed": "The records do not show a value of {year}.",
    "report.no-certificate": "Nobody who attended stands at place {where} of the list.",
    "report.no-record": "The logs hold no record {where} of the kind that this document is about ({kinds}).",
    "report.option-missing": "Say for which “{where}” the document is to be made.",
    "report.option-wrong": "“{where}” cannot be used as “{option}” of this document. {choices}",
    "report.too-many-languages": "A document holds one language or two side by side; you chose {count}.",
    "report.unknown": "There is no document “{where}”. There are: {choices}.",
    "report.unknown-format": "This document is not made as “{where}”. There are: {choices}.",
    "report.unknown-language": "Documents are not made in the language “{language}”.",
    "plan.bad-limit": "{where}: write a whole number from 0 to {highest}.",
    "respond.already-agreed": (
        "You have agreed to this text already. An agreement stands in the log and cannot be given twice or "
        "taken back."
    ),
    "respond.no-such-entry": "The log {where} has no entry {index} here.",
    "respond.not-a-record": "Entry {index} of the log {where} holds no record that could be answered.",
    "respond.not-read": "Confirm that you have read the text before you agree to it.",
    "respond.other-leaf": (
        "The text that you answered is not the one in the log {where} at entry {index}. Load the page again "
        "and read the text that is there."
    ),
    "submission.no-reason": "Say what has to change before it can be released.",
    "submission.none": "Nothing is submitted here any more: it was saved again, given back or released.",
    "submission.reason-too-long": "That is {length} characters long; at most {limit} are kept.",
    "respond.own-record": "This is a record of your own party. The other side agrees or objects to it.",
    "respond.reasons-missing": "Give your reasons, so that the other side can act on them.",
    "respond.superseded": "There is a newer revision, {revision}. Read and answer that one.",
    "respond.target-withdrawn": "Entry {index} of the log {where} has been withdrawn or erased and cannot be answered.",
    "respond.unknown-verdict": "“{verdict}” is not an answer that can be given.",
    "revision.unknown": "The record has no revision {revision}.",
    "roadmap.nothing-chosen": "Choose at least one gap for the roadmap of {where}.",
    "snapshot.not-held": "This node does not hold {size} entries of the log {where}.",
    "text-block.no-name": "Give the text block a name, so that others find it.",
    "text-block.too-many": "There are {limit} text blocks, and no more are kept. Delete one first.",
    "text-block.unknown": "This text block is not here any more.",
    "undo.changed-since": "One of these drafts has been saved or released since. Nothing was taken back.",
    "undo.nothing": "There is nothing left to take back.",
    "vectors.cancelled": "The comparison was stopped after {done} of {total} provisions. What was computed is kept.",
    "vectors.engine-missing": "Meanings cannot be compared on this computer ({where}). Suggestions go on by words alone.",
    "vectors.engine-wrong": (
        "The engine that compares meanings gives wrong results on this computer ({where}) and was switched "
        "off. Suggestions go on by words alone."
    ),
    "vectors.missing": "The meaning of {count} provisions has not been computed yet. Start the computation first.",
    "vectors.server-count": (
        "The model server {where} was asked about {asked} texts and answered for {got}. Nothing of this answer was "
        "kept; tell the operator."
    ),
    "vectors.server-not-json": (
        "The answer of the model server {where} is not in the form of an embeddings interface. Nothing of it was kept; the "
        "operator checks the address in node.toml."
    ),
    "vectors.server-numbers": (
        "The model server {where} answered with values that are no usable numbers. Nothing of this answer was kept; "
        "tell the operator."
    ),
    "vectors.server-refused": (
        "The model server {where} does not accept this node’s key (status {status}). The operator checks the key."
    ),
    "vectors.server-status": (
        "The model server {where} answered with an error (status {status}). What was made before is kept; start again later."
    ),
    "vectors.server-too-large": (
        "The answer of the model server {where} is larger than {limit} MB. Nothing of it was kept; tell the operator."
    ),
    "vectors.server-unreachable": (
        "The model server {where} cannot be reached, or is too slow ({detail}). What was made before is kept; start again later."
    ),
    "vectors.server-width": (
        "The model server {where} answered with vectors of {got} numbers instead of {expected}: its model has changed. The "
        "operator gives the model a new name in node.toml, so that its vectors are made anew."
    ),
    "vectors.weights-unreadable": "The language model cannot be read ({where}). Install Silta anew.",
    "withdraw.already": "The record has been withdrawn already.",
    "withdraw.bad-reason": "“{reason}” is not the code of a reason for withdrawing, such as mistake.",
}
