"""Notes among colleagues, and the wordings that they use again: both stay on this node."""

from __future__ import annotations

from typing import Final

from silta.node import clock
from silta.node.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.models import Note, TextBlock
from silta.node.permissions import WRITERS, require
from silta.words.languages import CODES

MAX_WORDS: Final = 5000
MAX_BLOCKS: Final = 200


def write_note(actor: Actor, subject: str, text: str, language: str) -> None:
    """Write a note about a record's id or a provision's address.

    Raises `Denied`, `Refused` `note.empty`, `note.too-long`.
    """
    require(actor, *WRITERS)
    Note.objects.create(
        subject=subject[:200],
        text=_words(text),
        language=language if language in CODES else "en",
        author_id=actor.user_id,
        created_at=clock.now(),
    )


def delete_note(actor: Actor, number: int) -> None:
    """Delete a note of one's own. Raises `NotFound` `note.unknown`, `Denied`."""
    note = Note.objects.filter(pk=number).first()
    if note is None:
        raise NotFound("note.unknown", str(number))
    if note.author_id != actor.user_id:
        raise Denied("note.not-yours", str(number))
    note.delete()


def save_text_block(actor: Actor, name: str, text: str, language: str, number: int | None = None) -> int:
    """Keep a wording under a name, or replace it in one language; returns its number.

    Raises `Denied`, `NotFound` `text-block.unknown`, `Refused` `text-block.no-name`, `text-block.too-many`, `note.empty`,
    `note.too-long`.
    """
    require(actor, *WRITERS)
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused("text-block.no-name", "name")
    if number is None:
        if TextBlock.objects.count() >= MAX_BLOCKS:
            raise Refused("text-block.too-many", limit=MAX_BLOCKS)
        block = TextBlock()
    else:
        block = _block(number)
    block.name, block.texts = name, {**block.texts, language: _words(text)}
    block.updated_by_id, block.updated_at = actor.user_id, clock.now()
    block.save()
    return int(block.pk)


def delete_text_block(actor: Actor, number: int) -> None:
    """Raises `Denied`, `NotFound` `text-block.unknown`."""
    require(actor, *WRITERS)
    _block(number).delete()


def _block(number: int) -> TextBlock:
    block = TextBlock.objects.filter(pk=number).first()
    if block is None:
        raise NotFound("text-block.unknown", str(number))
    return block


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Refused("note.empty", "text")
    if len(words) > MAX_WORDS:
        raise Refused("note.too-long", "text", length=len(words), limit=MAX_WORDS)
    return words
