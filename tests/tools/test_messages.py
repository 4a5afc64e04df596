"""The catalogue tool: what it finds, what it keeps, what it refuses."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Any

import polib
import pytest

from tools import messages
from tools.messages import Message, MessagesError, collect, from_python, from_template

TEMPLATE = """
{% load i18n %}<h1>{% translate "Programme of 100 %" context "title" %}</h1>
{{ _("Save") }} {% include "x.html" with label=_("Close") %} {% translate 'Open' as word %}
{% blocktranslate trimmed with name=party.name %}
  Signed by
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=gaps|length context "list" asvar said %}{{ n }} gap{% plural %}{{ n }} gaps{% endblocktranslate %}
{% comment %}{% translate "not said" %}{% endcomment %}
"""
CODE = """
from django.utils.translation import gettext as _, npgettext, pgettext_lazy, ngettext
print(_("Hello " "there"), pgettext_lazy("verb", "open"), ngettext("%(n)s day", "%(n)s days", n), _(label))
print(npgettext("list", "one gap", "many gaps", 3), translation.gettext("dotted"), unrelated("quiet"), tr("By command"))
HELP = "verify a folder"
OTHER = "not for people"
"""


def keys(found: list[Message]) -> set[tuple[str | None, str, str | None]]:
    return {(message.context, message.msgid, message.plural) for message in found}


def test_a_template_gives_its_strings_with_context_plural_and_trimming() -> None:
    assert keys(list(from_template(TEMPLATE, "a.html"))) == {
        ("title", "Programme of 100 %%", None),
        (None, "Save", None),
        (None, "Close", None),
        (None, "Open", None),
        (None, "Signed by %(name)s", None),
        ("list", "%(n)s gap", "%(n)s gaps"),
    }


def test_python_gives_the_literal_arguments_of_its_gettext_calls() -> None:
    assert keys(list(from_python(CODE, "a.py"))) == {
        (None, "Hello there", None),
        ("verb", "open", None),
        (None, "%(n)s day", "%(n)s days"),
        ("list", "one gap", "many gaps"),
        (None, "dotted", None),
        (None, "By command", None),
        (None, "verify a folder", None),
    }


def test_an_f_string_is_refused_with_its_place() -> None:
    with pytest.raises(MessagesError, match=r"a\.py:2"):
        list(from_python("\n_(f'Hello {name}')", "a.py"))


def test_a_string_with_two_plurals_is_refused() -> None:
    with pytest.raises(MessagesError, match="two plurals"):
        collect([Message(None, "gap", "gaps"), Message(None, "gap", "gapses")])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one file of strings, in place of ours."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    monkeypatch.setattr(messages, "from_data", lambda: iter(()))
    code = '_("Sign {name}"); pgettext("verb", "open"); ngettext("%(n)s gap", "%(n)s gaps", n)'
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    return tmp_path


def merge() -> None:
    for language in messages.PLURALS:
        messages.save(language, messages.merged(language, messages.everything(), messages.load(language)))


RUSSIAN: list[dict[str, Any]] = [
    {"context": None, "msgid": "Sign {name}", "msgstr": "Подписать: {name}"},
    {"context": "verb", "msgid": "open", "msgstr": "открыть"},
    {
        "context": None,
        "msgid": "%(n)s gap",
        "msgid_plural": "%(n)s gaps",
        "msgstr_plural": ["%(n)s пробел", "%(n)s пробела", "%(n)s пробелов"],
    },
]


def test_english_fills_itself_and_the_others_wait_for_their_translators(project: Path) -> None:
    merge()
    assert messages.missing("en") == []
    assert [row["msgid"] for row in messages.missing("ru")] == ["%(n)s gap", "Sign {name}", "open"]
    assert messages.missing("ru")[0]["msgstr_plural"] == ["", "", ""]
    assert any("is not translated" in fault for fault in messages.check())


def test_translations_taken_in_survive_a_merge_and_compile_to_what_gettext_reads(project: Path) -> None:
    merge()
    assert messages.fill("ru", RUSSIAN) == []
    merge()
    messages.compile_all()
    russian = gettext.translation("django", project / "locale", ["ru"])
    assert russian.pgettext("verb", "open") == "открыть"
    assert [russian.ngettext("%(n)s gap", "%(n)s gaps", n) for n in (1, 3, 12, 21)] == [
        "%(n)s пробел",
        "%(n)s пробела",
        "%(n)s пробелов",
        "%(n)s пробел",
    ]


def test_the_same_strings_give_the_same_bytes(project: Path) -> None:
    merge()
    first = messages.catalogue_path("fi").read_bytes()
    merge()
    assert messages.catalogue_path("fi").read_bytes() == first


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Sign {name}", "Подписать", "other placeholders"),
        ("Sign {name}", "Подписать {nimi}", "other placeholders"),
        ("Sign {name}", " Подписать {name}", "white space"),
        ("Sign {name}", "", "is not translated"),
        ("Nobody says this", "Никто", "not a string of the project"),
    ],
)
def test_a_wrong_translation_is_refused_and_nothing_is_lost(
    project: Path, msgid: str, msgstr: str, fault: str
) -> None:
    merge()
    messages.fill("ru", RUSSIAN)
    refused = messages.fill("ru", [{"context": None, "msgid": msgid, "msgstr": msgstr}])
    assert fault in refused[0]
    assert messages.load("ru")[None, "Sign {name}"].msgstr == "Подписать: {name}"


def test_a_string_that_is_no_longer_said_leaves_the_catalogue(project: Path) -> None:
    merge()
    (project / "a.py").write_text('_("Sign")', encoding="utf-8")
    assert any("is not used" in fault for fault in messages.check())
    merge()
    assert [entry.msgid for entry in polib.pofile(str(messages.catalogue_path("kk")))] == ["Sign"]
