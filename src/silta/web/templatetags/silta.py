"""The components of every page. Small marks are made here; what has structure has a template in ``web/components``.

Every value is escaped: what a record holds may come from a partner and is text, never HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from silta.records.views import PartyView
from silta.web import wording
from silta.web.components import differences, marks, pictures
from silta.web.components.values import DOUBTFUL
from silta.web.errors import placed_sentence
from silta.web.errors import sentence as sentence_of
from silta.web.places import place
from silta.web.shell import sentences
from silta.web.writing import number as write_number
from silta.words import codes
from silta.words.errors import Problem
from silta.words.text import Text, best_wording

register = template.Library()

_NOTICE_ICONS: Final = {"info": "info", "good": "check", "wait": "stale", "alarm": "stop", "": "info"}
_MESSAGE_TONES: Final = {"success": "good", "warning": "wait", "error": "alarm", "debug": "info"}
"""Levels of Django's messages → tones of a notice."""


# Pictures --------------------------------------------------------------------------------------------------------
@register.simple_tag
def sprite() -> SafeString:
    """``{% sprite %}``: the symbols that icons point to; once a page, in its frame."""
    return mark_safe(pictures.sprite())  # noqa: S308 - a constant of ours


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "check" %}``: decoration beside a word."""
    return mark_safe(pictures.icon(name))  # noqa: S308 - the name is looked up, not printed


@register.simple_tag
def setrel(relation: str) -> SafeString:
    """``{% setrel "subset-of" %}``: the set diagram of a relation; write its word beside it."""
    return mark_safe(pictures.diagram(relation))  # noqa: S308 - the code is looked up, not printed


@register.simple_tag
def evidence_bar(value: float) -> SafeString:
    """``{% evidence_bar 0.88 %}``: how strong a piece of evidence is, from 0 to 1; its verdict in words stands beside."""
    width = f"{max(0.0, min(1.0, value)) * 79:.0f}"
    return format_html(
        '<svg viewBox="0 0 80 8" aria-hidden="true" preserveAspectRatio="none"><rect class="t" x=".5" y=".5" '
        'width="79" height="7"/><rect class="v" x=".5" y=".5" width="{}" height="7"/></svg>',
        width,
    )


# Words -----------------------------------------------------------------------------------------------------------
@register.simple_tag
def label(context: str, msgid: str) -> str:
    """``{% label "field" field.label %}``: a msgid that is carried as data, in the reader's language."""
    return wording.label(context, msgid)


@register.simple_tag
def code(list_name: str, value: str) -> str:
    """``{% code "area" record.area %}``: the label of a code, by the name of its list."""
    return wording.code_label(wording.code_list(list_name), value)


@register.simple_tag
def kind(value: str, *, plural: bool = False) -> str:
    """``{% kind "gap" %}``, ``{% kind "gap" plural=True %}``: what a kind of record is called."""
    return wording.kind_label(value, plural=plural)


@register.filter
def in_words(where: str) -> str:
    """``{{ place|in_words }}``: a place in a file as a reader's language names it."""
    return place(where, gettext)


@register.filter
def sentence(problem: Problem) -> str:
    """``{{ problem|sentence }}``: an error in words."""
    return sentence_of(problem)


@register.filter
def wording_of(value: Any) -> str:
    """``{{ record.title|wording_of }}``: the best wording of a text, without tags, for attributes and titles."""
    return _best(value)[0]


@register.simple_tag
def text(value: Any, *, mark: bool = True) -> SafeString:
    """``{% text record.title %}``: the best wording for the reader, with its language where that is another.

    `value` is a text in wire form, a `Text`, or a plain string. With `mark`, another language or a doubtful status is said.
    """
    words, tag = _best(value)
    if not words or tag is None:
        return format_html("{}", words)
    own = tag == wording.reader_language()
    shown = format_html("{}", words) if own else format_html('<span lang="{}">{}</span>', tag, words)
    note = _status_note(value, tag, own=own) if mark else ""
    return format_html("{} {}", shown, note) if note else shown


@register.simple_tag
def worded(words: str, tag: str) -> SafeString:
    """``{% worded row.title row.title_language %}``: words whose language is known, tagged where it is not the reader's."""
    if not tag or tag == wording.reader_language():
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', tag, words)


@register.simple_tag
def prose(value: Any) -> SafeString:
    """``{% prose record.reasoning %}``: a text of several paragraphs, set for reading; blank lines part them."""
    words, tag = _best(value)
    paragraphs = [part.strip() for part in words.split("\n\n") if part.strip()]
    body = format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs))
    tag = tag or wording.reader_language()
    note = _status_note(value, tag, own=tag == wording.reader_language())
    head = format_html('<p class="small">{}</p>', note) if note else ""
    return format_html('{}<div class="read" lang="{}">{}</div>', head, tag, body)


@register.simple_tag
def lang(tag: str, status: str = "") -> SafeString:
    """``{% lang "kk" "authentic" %}``: a language and the status of its wording."""
    words = wording.code_label(codes.TRANSLATION_STATUS, status)
    name = format_html('<b lang="{}">{}</b>', tag, wording.language_name(tag))
    mark = icon(marks.STATUS_ICONS[status]) if status == "outdated" else ""
    return format_html('<span class="lang">{} {}{}</span>', name, mark, words)


def _best(value: Any) -> tuple[str, str | None]:
    """The words to show and their language; None for a plain string, which is in no language."""
    if isinstance(value, Text):
        value = value.model_dump()
    if isinstance(value, Mapping):
        return best_wording(value, wording.reader_language())
    return ("" if value is None else str(value)), None


def _status_note(value: Any, tag: str, *, own: bool) -> SafeString | str:
    """What a reader must know about a wording: that it is in another language, made by a machine, a draft, or outdated."""
    value = value.model_dump() if isinstance(value, Text) else value
    entry = value.get(tag) if isinstance(value, Mapping) else None
    status = str(entry.get("status", "")) if isinstance(entry, Mapping) else ""
    doubtful = status if status in DOUBTFUL else ""
    return "" if own and not doubtful else lang(tag, doubtful if own else status)


# Marks -----------------------------------------------------------------------------------------------------------
def _parties(context: Mapping[str, Any]) -> Sequence[PartyView]:
    """The parties in the arrangement's order: the page's own ``parties``, else those of the frame."""
    given = context.get("parties")
    return given if given is not None else getattr(context.get("shell"), "parties", ())


@register.simple_tag(takes_context=True)
def party(context: Mapping[str, Any], code: str, words: str = "") -> SafeString:
    """``{% party "kz" %}``: a party's letter code and name. `words` stand in place of the name."""
    names = {view.code: view.name(wording.reader_language()) for view in _parties(context)}
    hue = marks.hue(code, _parties(context))
    return format_html(
        '<span class="party {}"><i>{}</i>{}</span>', hue, code.upper(), words or names.get(code, code.upper())
    )


@register.simple_tag(takes_context=True)
def party_code(context: Mapping[str, Any], code: str) -> SafeString:
    """``{% party_code "kz" %}``: the letter code alone, where the party is named nearby."""
    return format_html('<i class="code {}">{}</i>', marks.hue(code, _parties(context)), code.upper())


@register.simple_tag(takes_context=True)
def party_hue(context: Mapping[str, Any], code: str) -> str:
    """``class="sw {% party_hue "kz" %}"``: the CSS class of a party's hue."""
    return marks.hue(code, _parties(context))


@register.simple_tag(takes_context=True)
def party_name(context: Mapping[str, Any], code: str) -> str:
    """``{% party_name "kz" %}``: a party's name, without its code."""
    return next(
        (v.name(wording.reader_language()) for v in _parties(context) if v.code == code), code.upper()
    )


@register.simple_tag
def state(kind: str, code: str, words: str = "") -> SafeString:
    """``{% state "gap" record.state %}``: icon, word and tone of a record's state. `words` stand in place of the word."""
    known = wording.state_of(kind, code)
    return _status(known.icon, words or wording.state_label(kind, code), known.tone)


@register.simple_block_tag
def status(content: str, icon: str, tone: str = "") -> SafeString:
    """``{% status "check" "good" %}In force{% endstatus %}``: any other state; tones: good, wait, alarm, off."""
    return _status(icon, content, tone)


def _status(name: str, words: str, tone: str) -> SafeString:
    return format_html('<span class="state {}">{}<span>{}</span></span>', tone, icon(name), words)


@register.simple_tag
def hash(digest: str, *, full: bool = False) -> SafeString:  # noqa: A001 - what the mark is called
    """``{% hash revision.leaf %}``: the first eight signs of a digest; `full` shows all in groups of four."""
    if full:
        return format_html("<code>{}</code>", marks.short_digest(digest, len(digest)))
    tip = gettext("SHA-256, first signs")
    return format_html('<span class="hash" title="{}">{}</span>', tip, marks.short_digest(digest))


@register.simple_tag
def letter(rating: str, *, alone: bool = False) -> SafeString:
    """``{% letter "b" %}``: the letter of a rating, with its words beside; `alone` adds the words for screen readers."""
    sign, css = marks.LETTERS.get(rating, marks.LETTERS["not-assessed"])
    if alone:
        words = wording.code_label(codes.RATING, rating)
        return format_html(
            '<span class="letter {}" aria-hidden="true">{}</span><span class="sr">{}</span>', css, sign, words
        )
    return format_html('<span class="letter {}">{}</span>', css, sign)


@register.simple_tag
def tiles(rows: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> SafeString:
    """``{% tiles cell.strips %}``: strips of ratings; each row is (label, [(number of the provision, rating), …])."""
    strips = format_html_join("", "{}{}", (_strip(words, list(ratings)) for words, ratings in rows))
    return format_html('<div class="tiles">{}</div>', strips)


@register.simple_tag
def strips(
    law: str, legal: Sequence[tuple[str, str]], practice: str, applied: Sequence[tuple[str, str]]
) -> SafeString:
    """``{% strips law cell.law practice cell.practice %}``: `tiles` for the two things that are rated apart."""
    return tiles([(law, legal), (practice, applied)])


_LONGEST_STRIP: Final = 40
"""Letters of a strip that an eye still takes in; more are told in numbers."""


def _strip(words: str, ratings: Sequence[tuple[str, str]]) -> tuple[SafeString, SafeString]:
    if len(ratings) > _LONGEST_STRIP:
        return format_html("<span>{}</span>", words), _counted(ratings)
    said = ", ".join(f"{number} {wording.code_label(codes.RATING, rating)}" for number, rating in ratings)
    letters = format_html_join("", "{}", ((letter(rating),) for _, rating in ratings))
    strip = format_html('<span class="strip" role="img" aria-label="{}: {}">{}</span>', words, said, letters)
    return format_html('<span aria-hidden="true">{}</span>', words), strip


def _counted(ratings: Sequence[tuple[str, str]]) -> SafeString:
    """How often each rating occurs, in the order of the letters."""
    counts = Counter(rating for _, rating in ratings)
    found = ((letter(code, alone=True), write_number(counts[code])) for code in marks.LETTERS if counts[code])
    return format_html('<span class="counted">{}</span>', format_html_join(" ", "<span>{} {}</span>", found))


@register.simple_tag
def marking(value: str) -> SafeString:
    """``{% marking record.marking %}``: how a record must be handled."""
    words = wording.code_label(codes.MARKING, value)
    return format_html('<span class="mark {}">{}</span>', marks.marking_tone(value), words)


@register.simple_tag(takes_context=True)
def foot_sentences(context: Mapping[str, Any]) -> list[str]:
    """``{% foot_sentences as said %}``: what the foot of a page says about the logs that it was made from."""
    frame = context.get("shell")
    if frame is None or frame.verified is None:
        return []
    names = {view.code: view.name(wording.reader_language()) for view in frame.parties}
    return sentences(frame.verified, names)


# Messages and patterns -------------------------------------------------------------------------------------------
@register.simple_block_tag
def notice(content: str, tone: str = "info", *, alert: bool = False) -> SafeString:
    """``{% notice "wait" %}<p class="head">…</p><p>…</p>{% endnotice %}``: tones info, good, wait, alarm.

    `alert` reads it out at once: for what came without the reader asking.
    """
    tone = _MESSAGE_TONES.get(tone, tone)
    role = mark_safe(' role="alert"') if alert else ""
    shown = icon(_NOTICE_ICONS.get(tone, "info"))
    return format_html('<div class="notice {}"{}>{}{}</div>', tone, role, shown, content)


@register.simple_block_tag
def nothing(content: str, heading: str, *, level: int = 3) -> SafeString:
    """``{% nothing "No activities match" %}<p>…</p>{% endnothing %}``: why a list is empty and what to do about it.

    ``level=2`` where nothing but the heading of the page stands above it.
    """
    return format_html('<div class="empty"><h{0}>{1}</h{0}>{2}</div>', level, heading, content)


@register.simple_tag
def problems(found: Iterable[Problem], heading: str = "", *, placed: bool = True) -> SafeString:
    """``{% problems draft.problems %}``: what stands in the way, one sentence each, with its place; nothing if there is none.

    What is only to be looked at is no alarm. With ``placed=False`` the place is left out: it can only be what stands beside.
    """
    several = list(found)
    said = [placed_sentence(problem) if placed else sentence_of(problem) for problem in several]
    grave = any(problem.severity == "error" for problem in several)
    return _component("problems", sentences=said, heading=heading, grave=grave) if said else mark_safe("")


@register.simple_tag
def diff(before: str, after: str) -> SafeString:
    """``{% diff old new %}``: two wordings as one, inserted and removed words marked."""
    return diff_ops(differences.word_operations(before, after))


@register.simple_tag
def diff_ops(operations: Iterable[tuple[str, str]]) -> SafeString:
    """``{% diff_ops ops %}``: operations ``("=", words)``, ``("-", words)``, ``("+", words)`` in reading order.

    Each change carries a word for those who hear the page; the style sheet says it unseen, so that it is not copied along.
    """
    tags = {"-": '<del data-mark="{}">{}</del>', "+": '<ins data-mark="{}">{}</ins>'}
    marks = {"-": pgettext("difference", "removed:"), "+": pgettext("difference", "inserted:")}
    parts = [
        format_html(tags[sign], marks[sign], words) if sign in tags else words for sign, words in operations
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def thread(context: Mapping[str, Any], steps: Sequence[Any]) -> SafeString:
    """``{% thread steps %}``: the path from provision to annual review; steps are `components.thread.Step`

    (`components.thread.steps_of` makes them from what the node found).
    """
    return _component("thread", steps=steps, parties=_parties(context))


@register.simple_tag
def job(view: Any, url: str, cancel_url: str = "") -> SafeString:
    """``{% job job url cancel_url %}``: progress of a long task; asks `url` for itself while it runs."""
    return _component("job", job=view, url=url, cancel_url=cancel_url)


@register.simple_tag
def evidence(reasons: Iterable[tuple[str, float, str]]) -> SafeString:
    """``{% evidence reasons %}``: rows of (what was compared, strength 0–1, verdict in words). Scores are not shown."""
    return _component("evidence", reasons=reasons)


@register.simple_tag(takes_context=True)
def timeline(context: Mapping[str, Any], picture: Any, table_id: str = "") -> SafeString:
    """``{% timeline picture "list" %}``: a `components.timeline.Timeline`; `table_id` is where the page has it as a table."""
    return _component("timeline", picture=picture, table_id=table_id, parties=_parties(context))


@register.simple_tag(takes_context=True)
def matrix(context: Mapping[str, Any], table: Any) -> SafeString:
    """``{% matrix table %}``: a `components.matrix.Matrix`, benchmark chapters down, releases of the parties across."""
    return _component("matrix", table=table, parties=_parties(context))


def _component(name: str, **values: Any) -> SafeString:
    return render_to_string(f"web/components/{name}.html", values)


@register.simple_tag
def keys(list_of: Sequence[tuple[Sequence[str], str]]) -> SafeString:
    """``{% keys page_keys %}``: what the keyboard does on this page; rows of ([keys], what they do)."""
    return _component("keys", keys=list_of)


@register.filter
def words(value: str) -> list[str]:
    """``{% for code in "a b c"|words %}``: a list written in a template."""
    return value.split()
