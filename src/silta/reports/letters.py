"""Letters to the people of a node: a digest of what waits, and reminders of days to keep. Pure: values in, plain values out.

A letter is kept as JSON values, so that a page and a mail show the same:

    {"language": "fi", "subject": "…", "opening": "…", "sections": [{"heading": "…", "lines": [
        {"lead": "Myöhässä", "title": "…", "title_language": "fi", "facts": ["Velvoite", "KZ"], "uid": "…"}], "more": "…"}],
     "closing": "…"}

A line with an empty `uid` leads to the first page. What is marked above `silta.words.markings.UNGUARDED` never gets into one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from html import escape
from typing import Any, Final

from silta.records.registry import KINDS
from silta.words.codes import DATE_TO_KEEP
from silta.words.formatting import format_day, format_number
from silta.words.markings import UNGUARDED
from silta.words.node_codes import HAPPENING, NEED

CONTEXT: Final = "letter"
MOST: Final = 20
"""Lines of a section; what there is beyond is counted."""

Translate = Callable[[str, str, str], str]
"""(context, msgid, language) → the wording."""
Letter = Mapping[str, Any]


@unique
class Say(StrEnum):
    """English msgids; context ``letter``."""

    DIGEST = "{node}: what needs you, {day}"
    REMINDER = "{node}: days to keep, {day}"
    DIGEST_OPENING = "What waits for you, and what is new, on the morning of {day}."
    REMINDER_OPENING = "These days are near, or have passed:"
    OVERDUE = "Overdue"
    WAITS = "Waits for you"
    NEWS = "New from the partner"
    DAYS = "Days to keep"
    GUARDED = "A record whose marking keeps it out of mail: sign in to read it"
    DRAFTS = "Drafts of yours that are not released: {n}"
    DUE = "due {day}"
    MORE = "More of them: {n}. Begin on the first page."
    MAPPINGS = "mappings: {n}"
    CLOSING = "This letter was written by a program; nobody reads answers to it. Choose how often you get it:"
    OPEN = "Open Silta:"


@dataclass(frozen=True)
class Matter:
    """What a line is about: a need (`why`, a code of `NEED`, and `also` further ones), or something that `party` did (`did`, a
    code of `HAPPENING`).
    """

    uid: str
    kind: str
    number: str
    title: str
    title_language: str
    party: str
    marking: str
    why: str = ""
    did: str = ""
    due: str = ""
    what: str = ""
    count: int = 1
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voice:
    """A language, and how to say words in it."""

    language: str
    translate: Translate

    def say(self, phrase: Say, **places: str) -> str:
        return self.translate(CONTEXT, phrase.value, self.language).format(**places)

    def day(self, iso: str) -> str:
        return format_day(iso, self.language)

    def number(self, n: int) -> str:
        return format_number(n, self.language)


def digest(
    voice: Voice,
    node: str,
    day: str,
    needs: Sequence[Matter],
    news: Sequence[Matter],
    drafts: int,
    beyond: tuple[int, int] = (0, 0),
) -> Letter | None:
    """What waits for a person on `day` (ISO), what is overdue first, and what came from others; None if there is nothing.

    `beyond` counts what is overdue, and what waits, and is not among `needs`.
    """
    overdue = [matter for matter in needs if matter.why == "overdue"]
    waits = [matter for matter in needs if matter.why != "overdue"]
    sections = [
        *_section(voice, Say.OVERDUE, overdue, beyond=beyond[0]),
        *_section(voice, Say.WAITS, waits, drafts, beyond[1]),
        *_section(voice, Say.NEWS, news),
    ]
    subject = voice.say(Say.DIGEST, node=node, day=voice.day(day))
    opening = voice.say(Say.DIGEST_OPENING, day=voice.day(day))
    return _letter(voice, subject, opening, sections) if sections else None


def reminder(voice: Voice, node: str, day: str, matters: Sequence[Matter]) -> Letter:
    """Days that are near or have passed; there is at least one."""
    subject = voice.say(Say.REMINDER, node=node, day=voice.day(day))
    return _letter(voice, subject, voice.say(Say.REMINDER_OPENING), list(_section(voice, Say.DAYS, matters)))


def _letter(voice: Voice, subject: str, opening: str, sections: Sequence[Mapping[str, Any]]) -> Letter:
    return {
        "language": voice.language,
        "subject": " ".join(subject.split()),
        "opening": opening,
        "sections": list(sections),
        "open": voice.say(Say.OPEN),
        "closing": voice.say(Say.CLOSING),
    }


def _section(
    voice: Voice, heading: Say, matters: Sequence[Matter], drafts: int = 0, beyond: int = 0
) -> Iterator[Mapping[str, Any]]:
    lines = [_line(voice, matter) for matter in matters[:MOST]]
    if drafts:
        lines.append(_plain(voice.say(Say.DRAFTS, n=voice.number(drafts))))
    if lines:
        left = max(len(matters) - MOST, 0) + beyond
        more = voice.say(Say.MORE, n=voice.number(left)) if left else ""
        yield {"heading": voice.say(heading), "lines": lines, "more": more}


def _plain(words: str, uid: str = "") -> Mapping[str, Any]:
    return {"lead": "", "title": words, "title_language": "", "facts": [], "uid": uid}


def _line(voice: Voice, matter: Matter) -> Mapping[str, Any]:
    if matter.marking not in UNGUARDED:
        return _plain(voice.say(Say.GUARDED), matter.uid)
    return {
        "lead": _why(voice, matter),
        "title": " ".join(f"{matter.number} {matter.title}".split()),
        "title_language": matter.title_language,
        "facts": list(_facts(voice, matter)),
        "uid": matter.uid,
    }


def _why(voice: Voice, matter: Matter) -> str:
    if matter.did:
        done = voice.translate(HAPPENING.name, HAPPENING.label(matter.did), voice.language)
        return f"{matter.party.upper()} {done}".rstrip(":")
    why = (matter.why, *matter.also)
    words = ", ".join(voice.translate(NEED.name, NEED.label(one), voice.language) for one in why)
    if not matter.what:
        return words
    return f"{words}, {voice.translate(DATE_TO_KEEP.name, DATE_TO_KEEP.label(matter.what), voice.language)}"


def _facts(voice: Voice, matter: Matter) -> Iterator[str]:
    kind = KINDS.get(matter.kind)
    yield voice.translate("kind", kind.label, voice.language) if kind else matter.kind
    yield matter.party.upper()
    if matter.count > 1:
        yield voice.say(Say.MAPPINGS, n=voice.number(matter.count))
    if matter.due:
        yield voice.say(Say.DUE, day=voice.day(matter.due))


Link = Callable[[str], str]
"""From the id of a record (empty: the first page) to its address."""


def as_text(letter: Letter, link: Link, preferences: str) -> str:
    """A letter as plain text, with addresses in full."""
    parts = [letter["opening"]]
    for section in letter["sections"]:
        parts.append(section["heading"].upper())
        parts += ["\n".join(_text_line(line, link)) for line in section["lines"]]
        parts += [section["more"]] if section["more"] else []
    parts += [f"{letter['open']} {link('')}", f"{letter['closing']} {preferences}"]
    return "\n\n".join(parts) + "\n"


def _text_line(line: Mapping[str, Any], link: Link) -> Iterator[str]:
    yield "- " + ": ".join(filter(None, (line["lead"], line["title"])))
    if line["facts"]:
        yield "  " + ", ".join(line["facts"])
    yield "  " + link(line["uid"])


def as_html(letter: Letter, link: Link, preferences: str) -> str:
    """A letter as plain HTML that every mail program shows: headings, lists and links, no styles, no pictures."""
    language = escape(letter["language"])
    body = "".join(
        [
            f"<p>{escape(letter['opening'])}</p>",
            *(_html_section(section, link) for section in letter["sections"]),
            f"<p>{escape(letter['open'])} {_anchor(link(''), link(''))}</p>",
            f"<p>{escape(letter['closing'])} {_anchor(preferences, preferences)}</p>",
        ]
    )
    head = f'<meta charset="utf-8"><title>{escape(letter["subject"])}</title>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def _html_section(section: Mapping[str, Any], link: Link) -> str:
    lines = "".join(f"<li>{''.join(_html_line(line, link))}</li>" for line in section["lines"])
    more = f"<p>{escape(section['more'])}</p>" if section["more"] else ""
    return f"<h2>{escape(section['heading'])}</h2><ul>{lines}</ul>{more}"


def _html_line(line: Mapping[str, Any], link: Link) -> Iterator[str]:
    if line["lead"]:
        yield f"<b>{escape(line['lead'])}:</b> "
    yield _anchor(link(line["uid"]), line["title"] or link(line["uid"]), line["title_language"])
    if line["facts"]:
        yield f"<br>{escape(', '.join(line['facts']))}"


def _anchor(address: str, words: str, language: str = "") -> str:
    tag = f' lang="{escape(language)}"' if language else ""
    return f'<a href="{escape(address)}"{tag}>{escape(words)}</a>'
