"""Comment rounds over a joint text: what was said about each revision, what became of it, whose turn it is. Pure.

The owner of a text releases revision after revision; another party answers each with remarks, every one a record of its own about
one place, or agrees. The owner's next revision says what it makes of them. All of it stands in the logs, so every node tells the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from silta.records.computed import Agreement, agreement
from silta.records.errors import RecordRefused
from silta.records.fields import TEXTS, Field
from silta.records.kind import Kind
from silta.records.views import Record, Response, Revision
from silta.records.wordings import OPEN

Fields = Mapping[str, Any]
Words = Mapping[str, Mapping[str, str]]

_PATH: Final = re.compile(r"([a-z_]+)(?:\[([1-9][0-9]{0,4})\]\.([a-z_]+))?")


@dataclass(frozen=True)
class Place:
    """A place in the fields of a record: its path (``preamble``, ``items[2].text``), the fields on the way, its words.

    What is no text (a list of activities, a year) has no words: it can be commented on, and not reworded.
    """

    path: str
    field: Field
    words: Words
    row: int = 0
    inner: Field | None = None

    @property
    def is_text(self) -> bool:
        return (self.inner or self.field).shape in TEXTS


def places(kind: Kind, fields: Fields) -> Iterator[Place]:
    """Every place of a record that can be remarked on, in the order of the form; the answers to remarks are none."""
    for field in kind.described:
        value = fields.get(field.name)
        if field.shape in TEXTS:
            yield Place(field.name, field, value or {})
        elif value and field.name != "answers" and not field.computed:
            yield Place(field.name, field, {})
        if field.shape == "rows" and field.name != "answers" and isinstance(value, list):
            for number, row in enumerate(value, 1):
                for inner in field.rows:
                    if inner.shape in TEXTS and row.get(inner.name):
                        path = f"{field.name}[{number}].{inner.name}"
                        yield Place(path, field, row[inner.name], number, inner)


def place_at(kind: Kind, fields: Fields, path: str) -> Place | None:
    """The place with that path; None for one that the fields do not have."""
    return next((one for one in places(kind, fields) if one.path == path), None)


def reworded(kind: Kind, fields: Fields, before: Fields, path: str, wording: Words) -> dict[str, Any]:
    """`fields` with the words of `wording` at `path`, which leads into `before`, the revision that the proposal was about.

    Languages that the proposal does not speak keep their words, marked as outdated if it replaces words that somebody vouched
    for. A row that moved meanwhile is found by its words. Raises `RecordRefused` `record.place-changed` where the words that were
    to be replaced are no longer there: nobody's change gets lost.
    """
    found, place = _PATH.fullmatch(path), place_at(kind, before, path)
    if not found or place is None or not place.is_text:
        raise RecordRefused("record.place-changed", path)
    name, number, inner = found.groups()
    if not number:
        return {**fields, name: _merged(_words(fields.get(name)), before.get(name) or {}, wording, path)}
    rows, old = fields.get(name), before.get(name)
    if not (isinstance(rows, list) and isinstance(old, list) and int(number) <= len(old)):
        raise RecordRefused("record.place-changed", path)
    was = old[int(number) - 1].get(inner) or {}
    at = _row_with(rows, int(number) - 1, inner, was, wording)
    if at is None:
        raise RecordRefused("record.place-changed", path)
    row = {**rows[at], inner: _merged(_words(rows[at].get(inner)), was, wording, path)}
    return {**fields, name: [*rows[:at], row, *rows[at + 1 :]]}


def _row_with(rows: Sequence[Any], place: int, inner: str, was: Words, wording: Words) -> int | None:
    """The row whose words are those that the proposal speaks of: where it stood, else where it moved to."""
    fitting = [
        number
        for number, row in enumerate(rows)
        if isinstance(row, Mapping) and _fits(_words(row.get(inner)), was, wording)
    ]
    return place if place in fitting else next(iter(fitting), None)


def _fits(now: Words, was: Words, wording: Words) -> bool:
    return all(_text(now, tag) in (_text(was, tag), _text(wording, tag)) for tag in wording)


def _merged(now: Words, was: Words, wording: Words, path: str) -> dict[str, Any]:
    if not _fits(now, was, wording):
        raise RecordRefused("record.place-changed", path)
    replaces = any(_vouched(now, tag) and _text(now, tag) != _text(wording, tag) for tag in wording)
    return {**(_outdated(now) if replaces else now), **wording}


def _vouched(words: Words, tag: str) -> bool:
    """Whether the words in that language are no mere draft: what replaces them says something else than the other languages."""
    return bool(_text(words, tag)) and _words(words[tag]).get("status", "original") not in OPEN


def _outdated(words: Words) -> Words:
    return {tag: {**one, "status": "outdated"} if _vouched(words, tag) else one for tag, one in words.items()}


def _words(value: Any) -> Words:
    """A text of a draft, which nobody has checked; none if it is no text."""
    return value if isinstance(value, Mapping) else {}


def _text(words: Words, tag: str) -> str:
    return str(_words(words.get(tag)).get("text", ""))


@dataclass(frozen=True)
class Fate:
    """What a text has made of a remark: the outcome (empty: open), the reason, the first revision that said so."""

    outcome: str = ""
    reason: Words | None = None
    revision: int = 0


def fate(text: Record, remark: str) -> Fate:
    """What the latest revision of `text` says about the remark with that id."""
    found = Fate()
    for revision in text.revisions:
        said = [one for one in (revision.fields or {}).get("answers", ()) if one["remark"] == remark]
        if not said:
            found = Fate()
        elif (said[-1]["outcome"], said[-1].get("reason")) != (found.outcome, found.reason):
            found = Fate(said[-1]["outcome"], said[-1].get("reason"), revision.number)
    return found


@dataclass(frozen=True)
class Round:
    """One revision and what was said about it: remarks with their fates, answers, and who agreed to it."""

    revision: Revision
    remarks: tuple[tuple[Record, Fate], ...]
    answers: tuple[Response, ...]
    agreement: Agreement

    @property
    def open(self) -> int:
        """How many of its remarks nobody has answered."""
        return sum(not told.outcome for _, told in self.remarks)


def rounds(text: Record, remarks: Iterable[Record], parties: Sequence[str]) -> tuple[Round, ...]:
    """All rounds of a joint text, the latest first. A remark belongs to the revision whose leaf it names."""
    by_leaf: dict[str, list[tuple[Record, Fate]]] = {}
    for remark in sorted(remarks, key=lambda one: (one.revisions[0].time, one.id)):
        for named in remark.fields.get("text", ()):
            if named["record"] == text.id and not remark.withdrawn:
                by_leaf.setdefault(named["leaf"], []).append((remark, fate(text, remark.id)))
    return tuple(
        Round(
            revision,
            tuple(by_leaf.get(revision.leaf, ())),
            tuple(one for one in text.responses_to(revision.leaf) if one.verdict != "receipt"),
            agreement(text, revision, parties),
        )
        for revision in reversed(text.revisions)
    )


Act = Literal["answer", "decide"]


def whose_turn(text: Record, told: Sequence[Round], parties: Sequence[str]) -> tuple[tuple[str, Act], ...]:
    """Who must act now: the owner has to ``answer`` what others said about the latest revision; who has not, to ``decide``.

    Nobody once all have agreed to it, or it was withdrawn.
    """
    latest = told[0]
    if text.withdrawn or latest.agreement.complete:
        return ()
    agreed = latest.agreement.agreed
    raised = {one.party for one in latest.answers if one.verdict != "agree"}
    raised |= {remark.party for remark, _ in latest.remarks}
    if raised - {text.party} - set(agreed):
        return ((text.party, "answer"),)
    return tuple((party, "decide") for party in parties if party not in agreed)


def last_said(text: Record, told: Sequence[Round], party: str) -> int:
    """The number of the last revision that `party` wrote, answered or remarked on; 0 for none."""
    if text.party == party:
        return text.latest.number
    said = (
        one.revision.number
        for one in told
        if any(answer.party == party for answer in one.answers)
        or any(remark.party == party for remark, _ in one.remarks)
    )
    return next(said, 0)
