"""Words for what the pure packages carry as data: labels of codes, kinds, fields and states, in the reader's language.

A label is an English msgid with a gettext context that says which list it is from, so that "open" of a gap and "open" of an
action may differ. The contexts: the name of a code list, ``kind``, ``kinds`` (plural), ``field``, ``help``,
``state of <kind>``, ``subject``, ``theme``. Sentences of errors carry no context (the command line uses them too).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import get_language, get_language_info, gettext, override, pgettext

from silta.crosswalk.formats import FORMATS as CROSSWALK_FORMATS
from silta.crosswalk.formats import WORDS as EXPORT_WORDS
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.lifecycle import State
from silta.records.registry import KINDS
from silta.reports.own_data import CONTEXT as OWN_DATA
from silta.reports.own_data import WORDS as OWN_DATA_WORDS
from silta.reports.phrases import messages as report_messages
from silta.reports.proof.register import KIND as REGISTER
from silta.reports.sheets import WORDS as SHEET_WORDS
from silta.reports.translations.workbook import WORDS as TRANSLATION_WORDS
from silta.standards.exporting import EXPORTS
from silta.standards.formats import FORMATS
from silta.web.places import PLACES
from silta.web.sentences import MESSAGES
from silta.web.subjects import SUBJECTS
from silta.words import codes, node_codes
from silta.words.codes import CodeList
from silta.words.languages import LANGUAGES, UNDETERMINED

CODE_LISTS: Final = tuple(
    value for held in (codes, node_codes) for value in vars(held).values() if isinstance(value, CodeList)
)

_BY_NAME: Final = {codelist.name: codelist for codelist in CODE_LISTS}

THEMES: Final = ("system", "light", "dark")
"""How the pages may look; ``system`` follows the reader's device."""

_CALLED: Final = {**KINDS, REGISTER.code: REGISTER}
"""Kinds, and what is filled in like one."""

_ENVELOPE: Final = {"withdrawn": State("Withdrawn", "off", "x")}
"""States that any record may be in, whatever its kind."""


def reader_language() -> str:
    """The language of the reader of this request: ``kk``, ``ru``, ``fi`` or ``en``."""
    return (get_language() or "en")[:2]


def label(context: str, msgid: str, language: str | None = None) -> str:
    """`msgid` in the reader's language, or in `language`."""
    if not msgid:
        return ""
    if language is None:
        return pgettext(context, msgid)
    with override(language):
        return pgettext(context, msgid)


def code_list(name: str) -> CodeList:
    """A code list by its name. Raises `KeyError` for a name that no list has."""
    return _BY_NAME[name]


def code_label(codelist: CodeList, code: str, language: str | None = None) -> str:
    """The label of a code; a code that this version does not know stays as it is."""
    return label(codelist.name, codelist.labels[code], language) if code in codelist else code


def state_of(kind: str, code: str) -> State:
    """The state behind a code of a record of `kind`; kinds and codes of newer nodes are shown as themselves."""
    if code in _ENVELOPE:
        return _ENVELOPE[code]
    return KINDS[kind].lifecycle.state(code) if kind in KINDS else State(code)


def state_label(kind: str, code: str, language: str | None = None) -> str:
    """The word for a state of a record of `kind`."""
    known = code in _ENVELOPE or kind in KINDS
    words = state_of(kind, code).label
    return label(f"state of {kind}", words, language) if known else words


def kind_label(kind: str, *, plural: bool = False, language: str | None = None) -> str:
    """What a kind is called; the code of a kind that this version does not know."""
    known = _CALLED.get(kind)
    if known is None:
        return kind
    return label("kinds", known.plural, language) if plural else label("kind", known.label, language)


def language_name(tag: str) -> str:
    """A language's own name (``Қазақша``, ``svenska``); the tag of one that nobody named."""
    if tag == UNDETERMINED:
        return gettext("Language not told")
    for language in LANGUAGES:
        if language.code == tag:
            return language.name
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def data_messages() -> Iterator[tuple[str | None, str]]:
    """Every msgid that is carried as data, with its context: what the catalogues must hold besides calls and templates."""
    for codelist in CODE_LISTS:
        for words in codelist.labels.values():
            yield codelist.name, words
    for kind in _CALLED.values():
        yield from _of_kind(kind)
    for group in SUBJECTS:
        yield "subject", group.label
        for subject in group.subjects:
            yield "subject", subject.label
    for theme in THEMES:
        yield "theme", theme
    yield from (("format", known.label) for known in FORMATS.values())
    yield from (("export", known.label) for known in EXPORTS.values())
    yield from (("format", known.label) for known in CROSSWALK_FORMATS.values())
    yield from (("export", words) for words in EXPORT_WORDS)
    yield from (("sheet", words) for words in SHEET_WORDS)
    yield from (("translation sheet", words) for words in TRANSLATION_WORDS)
    yield from ((OWN_DATA, words) for words in OWN_DATA_WORDS)
    yield from report_messages()
    for sentence in (*MESSAGES.values(), *PLACES.values()):
        yield None, sentence


def _of_kind(kind: Kind) -> Iterator[tuple[str, str]]:
    yield "kind", kind.label
    yield "kinds", kind.plural
    yield from _of_fields(kind.described)
    envelope = {} if kind.local else _ENVELOPE
    states = {**kind.lifecycle.typed, **kind.lifecycle.computed, **envelope}
    for state in states.values():
        yield f"state of {kind.code}", state.label


def _of_fields(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield "field", field.label
        if field.help:
            yield "help", field.help
        yield from _of_fields(field.rows)
