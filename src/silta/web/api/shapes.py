"""The shapes of what the API takes and gives."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema


class ErrorShape(Schema):
    code: str = Field(description="Stable; the same in every language.")
    where: str = Field(description="The place in what was sent: a field, a row of it.")
    message: str = Field(description="The sentence for a person, in the language of the request.")


class ErrorsShape(Schema):
    errors: list[ErrorShape]


class FieldShape(Schema):
    name: str
    label: str
    help: str
    shape: str = Field(description="How it is edited and shown: line, title, prose, code, ref, rows, …")
    required: bool
    many: bool
    codes: dict[str, str] | None = Field(None, description="Code → label.")
    kinds: list[str] = Field([], description="The kinds that a reference may lead to.")
    rows: list[FieldShape] = []


class KindShape(Schema):
    code: str
    label: str
    plural: str
    group: str
    joint: bool = Field(description="In force only when every party has agreed to the same text.")
    title: str = Field(description="The field that names a record.")
    states: dict[str, str] = Field(description="Code → label of the states that are typed.")
    moves: dict[str, list[str]] = Field(description="State → the states that may follow it.")
    fields: list[FieldShape]
    fields_schema: dict[str, Any] = Field(description="JSON Schema of the fields in wire form.")


class RowShape(Schema):
    uid: str
    kind: str
    party: str
    number: str
    title: str
    title_language: str
    state: str = Field(description="The state to show, which may be a computed one.")
    due: str
    year: int | None
    marking: str
    released_at: str
    revision: int
    leaf: str
    columns: dict[str, Any]


class ListShape(Schema):
    records: list[RowShape]
    next: str | None = Field(description="`after` of the next page; null on the last one.")
    total: int


class RevisionShape(Schema):
    number: int
    origin: str
    index: int
    leaf: str
    time: str
    role: str
    marking: str
    erased: bool


class ResponseShape(Schema):
    party: str
    verdict: str
    origin: str
    index: int
    time: str
    role: str
    target_leaf: str
    reasons: dict[str, Any] | None


class RecordShape(Schema):
    uid: str
    kind: str
    party: str
    state: str
    titles: dict[str, str]
    fields: dict[str, Any]
    odd: str = Field(description="JSON text of what this version does not know, as it was received.")
    revisions: list[RevisionShape]
    responses: list[ResponseShape]


class EntryShape(Schema):
    origin: str
    index: int
    leaf: str


class ReleasedShape(EntryShape):
    uid: str
    revision: int


class AnswerIn(Schema):
    verdict: str = Field(description="comment, agree or object")
    origin: str
    index: int
    leaf: str = Field(description="The text that was read; if the record has moved on, nothing is said.")
    reasons: dict[str, dict[str, str]] | None = Field(None, description="A text: language → {text, status}.")


class DraftIn(Schema):
    kind: str
    fields: dict[str, Any] = {}
    marking: str = "tlp-green"
    arrangement: str | None = Field(None, description="Its id; the one that pages show if it is left out.")


class SaveIn(Schema):
    fields: dict[str, Any]
    version: int = Field(
        description="The version that was read: a draft that has changed since is not overwritten."
    )
    marking: str | None = None


class DraftShape(Schema):
    uid: str
    arrangement: str
    kind: str
    base: int = Field(description="The revision that it changes; 0 for a new record.")
    marking: str
    version: int
    fields: dict[str, Any]
    problems: list[ErrorShape] = Field([], description="What stands between the draft and its release.")


class UidShape(Schema):
    uid: str
