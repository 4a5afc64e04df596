"""The value of one field, as a record's page and lists show it. What an older node does not understand is shown as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from silta.node.queries.links import Link
from silta.records.fields import Field
from silta.records.views import PartyView
from silta.web import wording
from silta.web.addresses import provision_url, record_url
from silta.web.components import marks, pictures
from silta.words import formatting
from silta.words.codes import TRANSLATION_STATUS
from silta.words.text import best_wording

DOUBTFUL: Final = ("machine", "draft", "outdated")
"""The statuses of a wording that a reader must be told of: nobody has vouched for it as it is."""
PLAIN_NUMBERS: Final = ("year", "years", "baseline_year", "target_year")
"""Fields whose numbers are names of years: never grouped by thousands."""


class Drawer:
    """Draws values for one page: its parties, and what its references lead to (record id or provision address → link)."""

    def __init__(
        self, parties: tuple[PartyView, ...] = (), links: Mapping[str, Link] | None = None, kind: str = ""
    ) -> None:
        self.parties = parties
        self.links = links or {}
        self.kind = kind

    def draw(self, field: Field, value: Any) -> SafeString:
        """`value` of `field`; a dash if it is not filled in."""
        if value in (None, "", [], {}):
            return format_html('<span class="quiet" aria-label="{}">–</span>', gettext("not filled in"))
        items = value if isinstance(value, list) else [value]
        drawn = [self._one(field, item) for item in items]
        if len(drawn) == 1:
            return drawn[0]
        if field.shape in ("refs", "frozen", "provisions"):
            return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in drawn)))
        return format_html_join(" " if field.shape == "parties" else ", ", "{}", ((one,) for one in drawn))

    def _one(self, field: Field, item: Any) -> SafeString:
        shape = {"codes": "code", "refs": "ref", "parties": "party", "title": "text", "prose": "text"}.get(
            field.shape, field.shape
        )
        drawing = getattr(self, f"_{shape}", None)
        return drawing(field, item) if drawing else raw(item)

    def _line(self, _field: Field, item: Any) -> SafeString:
        return format_html("{}", item)

    def _release(self, _field: Field, item: Any) -> SafeString:
        return _linked_release(str(item))

    def _text(self, _field: Field, item: Any) -> SafeString:
        words, tag = (
            best_wording(item, wording.reader_language()) if isinstance(item, Mapping) else (item, "")
        )
        if not tag:
            return format_html("{}", words)
        status = str(item[tag].get("status", "")) if words and isinstance(item, Mapping) else ""
        note = wording.code_label(TRANSLATION_STATUS, status) if status in DOUBTFUL else ""
        shown = format_html('<span lang="{}">{}</span>', tag, words)
        return format_html('{} <span class="quiet">({})</span>', shown, note) if note else shown

    def _code(self, field: Field, item: Any) -> SafeString:
        return format_html("{}", wording.code_label(field.codes, str(item)) if field.codes else item)

    def _date(self, _field: Field, item: Any) -> SafeString:
        words = formatting.format_day(str(item), wording.reader_language())
        return format_html('<span class="num">{}</span>', words)

    def _number(self, field: Field, item: Any) -> SafeString:
        plain = field.name in PLAIN_NUMBERS or not isinstance(item, int)
        words = item if plain else formatting.format_number(item, wording.reader_language())
        return format_html('<span class="num">{}</span>', words)

    def _decimal(self, _field: Field, item: Any) -> SafeString:
        words = formatting.format_decimal(str(item), wording.reader_language())
        return format_html('<span class="num">{}</span>', words)

    def _flag(self, _field: Field, item: Any) -> SafeString:
        return format_html("{}", gettext("yes") if item is True else gettext("no"))

    def _party(self, _field: Field, item: Any) -> SafeString:
        code = str(item)
        names = {party.code: party.name(wording.reader_language()) for party in self.parties}
        return format_html(
            '<span class="party {}"><i>{}</i>{}</span>',
            marks.hue(code, self.parties),
            code.upper(),
            names.get(code, code.upper()),
        )

    def _state(self, _field: Field, item: Any) -> SafeString:
        known = wording.state_of(self.kind, str(item))
        return format_html(
            '<span class="state {}">{}<span>{}</span></span>',
            known.tone,
            SafeString(pictures.icon(known.icon)),
            wording.state_label(self.kind, str(item)),
        )

    def _digest(self, _field: Field, item: Any) -> SafeString:
        text = str(item)
        return format_html("<code>{}</code>", marks.short_digest(text, len(text)))

    def _ref(self, _field: Field, item: Any) -> SafeString:
        return linked(self.links.get(str(item)) or Link("", str(item)))

    def _frozen(self, _field: Field, item: Any) -> SafeString:
        if not isinstance(item, Mapping):
            return raw(item)
        link = linked(self.links.get(str(item.get("record"))) or Link("", str(item.get("record"))))
        said = gettext("revision {number}").format(number=item.get("revision"))
        return format_html(
            '{} <span class="quiet">{}</span> <span class="hash">{}</span>',
            link,
            said,
            marks.short_digest(str(item.get("leaf", ""))),
        )

    def _provisions(self, _field: Field, item: Any) -> SafeString:
        return linked(self.links.get(str(item)) or Link("", provision=str(item)))


def raw(value: Any) -> SafeString:
    """A JSON value of no known form, as it is."""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return format_html("<code>{}</code>", words)


def linked(link: Link) -> SafeString:
    """What a reference leads to, by its title; by its id or address where that is all there is."""
    if link.provision:
        return _linked_provision(link)
    if link.row is None:
        said = gettext("not released here")
        return format_html('<code>{}</code> <span class="quiet">{}</span>', link.uid, said)
    row = link.row
    words = format_html(
        '<span lang="{}">{}</span>' if row.title_language else "{1}", row.title_language, row.title
    )
    number = format_html("{} ", row.number) if row.number else ""
    drawn = format_html('<a href="{}">{}{}</a>', record_url(row.kind, row.uid), number, words or row.uid)
    if row.state_code != "withdrawn":
        return drawn
    state = wording.state_of(row.kind, "withdrawn")
    said = wording.state_label(row.kind, "withdrawn")
    pill = '{} <span class="state {}">{}<span>{}</span></span>'
    return format_html(pill, drawn, state.tone, SafeString(pictures.icon(state.icon)), said)


def _linked_provision(link: Link) -> SafeString:
    address, _, fragment = link.provision.partition("#")
    heading = format_html(
        '<span lang="{}">{}</span>' if link.language else "{1}", link.language, link.heading
    )
    words = format_html("{} {}", link.number, heading) if link.number or link.heading else f"#{fragment}"
    url = provision_url(link.provision)
    drawn = format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)
    return format_html('{} <span class="quiet">{}</span>', drawn, address)


def _linked_release(address: str) -> SafeString:
    url = provision_url(address)
    return format_html('<a href="{}">{}</a>', url, address) if url else format_html("{}", address)
