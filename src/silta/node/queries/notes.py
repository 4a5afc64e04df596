"""Notes and text blocks of this node, and what a person can take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from silta.node.actor import Actor
from silta.node.models import Draft, Note, TextBlock, Undo


@dataclass(frozen=True)
class NoteView:
    """A note as a page shows it. `mine`: the reader wrote it."""

    number: int
    text: str
    language: str
    author: str
    at: datetime
    mine: bool


@dataclass(frozen=True)
class Block:
    """A text block: `text` in the reader's language, empty if it has no wording there."""

    number: int
    name: str
    text: str
    languages: tuple[str, ...]


def notes(actor: Actor, subject: str, limit: int = 100) -> list[NoteView]:
    """The latest notes about a subject, the oldest of them first; one query."""
    rows = Note.objects.filter(subject=subject).select_related("author").order_by("-created_at", "-pk")
    return [
        NoteView(
            one.pk,
            one.text,
            one.language,
            (one.author.get_full_name() or one.author.get_username()) if one.author else "",
            one.created_at,
            one.author_id == actor.user_id,
        )
        for one in reversed(rows[:limit])
    ]


def text_blocks(language: str) -> list[Block]:
    """All text blocks by name; one query."""
    return [
        Block(one.pk, one.name, str(one.texts.get(language, "")), tuple(sorted(one.texts)))
        for one in TextBlock.objects.order_by("name", "pk")
    ]


def step_of(kind: str, arrangement_id: str) -> str:
    """Under what a sheet of a kind that was taken over is kept, to be taken back."""
    return f"sheet/{kind}/{arrangement_id}"


def undoable_sheet(actor: Actor, kind: str, arrangement_id: str) -> int:
    """How many drafts the person's latest sheet of a kind made; 0 if nothing can be taken back any more. Two queries at most."""
    steps = Undo.objects.filter(user_id=actor.user_id or 0, subject=step_of(kind, arrangement_id))
    step = steps.order_by("-created_at", "-id").first()
    uids = [one["uid"] for one in step.before] if step else []
    untouched = Draft.objects.filter(uid__in=uids, version=1).count() if uids else 0
    return untouched if untouched == len(uids) else 0


def undoable(actor: Actor, subject: str) -> int:
    """How many drafts the person's latest change of many touched; 0 if there is nothing to take back."""
    steps = Undo.objects.filter(user_id=actor.user_id or 0, subject=subject).order_by("-created_at", "-id")
    step = steps.first()
    return len(step.before) if step else 0
