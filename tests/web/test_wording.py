"""Data carry English msgids; the pages say them in the reader's language, and show what they don't know as it is."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

import pytest
from django.utils import translation

from silta import words
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.errors import placed_sentence, plain_sentence, sentence
from silta.words import codes
from silta.words.codes import CodeList
from silta.words.errors import Problem

LABEL: Final = re.compile(r'{% label "([^"]+)" "([^"]+)"')


def test_the_catalogues_are_told_every_label_of_every_list_kind_field_and_state() -> None:
    told = set(wording.data_messages())
    assert ("area", "legislation") in told
    for kind in KINDS.values():
        assert {("kind", kind.label), ("kinds", kind.plural)} <= told
        assert {("field", field.label) for field in kind.described} <= told
        states = {**kind.lifecycle.typed, **kind.lifecycle.computed}.values()
        assert {(f"state of {kind.code}", state.label) for state in states} <= told


def test_a_label_that_a_template_spells_out_is_one_that_the_catalogues_are_told() -> None:
    told = set(wording.data_messages())
    templates = Path(wording.__file__).parent.glob("templates/**/*.html")
    spelt = {found for one in templates for found in LABEL.findall(one.read_text(encoding="utf-8"))}
    assert spelt
    assert spelt <= told


def test_no_message_is_empty() -> None:
    assert [
        context for context, message in wording.data_messages() if not message and context != "subject"
    ] == []


@pytest.mark.parametrize("language", ["kk", "ru", "fi", "en"])
def test_what_a_newer_node_says_is_shown_as_it_is(language: str) -> None:
    with translation.override(language):
        assert wording.code_label(codes.AREA, "moon-bases") == "moon-bases"
        assert wording.state_label("treaty", "waxing") == "waxing"
        assert wording.state_label("gap", "waxing")
        assert wording.kind_label("treaty") == "treaty"
        assert wording.language_name("xx") == "xx"
        assert sentence(Problem("moon.full")) == "moon.full"


def test_a_sentence_shows_codes_by_their_labels() -> None:
    problem = Problem("marking.above-ceiling", data={"marking": "tlp-red", "ceiling": "tlp-green"})
    assert sentence(problem, "en") == (
        "The marking “TLP:RED” is above what this arrangement allows (TLP:GREEN). Nothing was released."
    )
    moved = Problem("record.illegal-transition", "state", {"before": "held", "after": "proposed"})
    assert "“Held”" in sentence(moved, "en")
    denied = Problem("permission.denied", data={"role": "reader", "roles": "coordinator, head"})
    assert "coordinator, head" in sentence(denied, "en")


@pytest.mark.parametrize(
    "hostile", ["{where.__class__}", "{0}", "%(x)s", "a\nb\x00c", "\u202eevil", "x" * 5000]
)
def test_hostile_data_stay_plain_text_of_one_line(hostile: str) -> None:
    said = sentence(Problem("marking.unknown", data={"marking": hostile}), "en")
    assert "\n" not in said
    assert "\x00" not in said
    assert "\u202e" not in said
    assert len(said) < 250
    assert "class 'str'" not in said


def test_whoever_chooses_wrongly_reads_all_that_there_is_to_choose_from() -> None:
    offered = [f"document-{number}" for number in range(20)]
    said = sentence(Problem("report.unknown", "x", {"choices": ", ".join(offered)}), "en")
    assert all(one in said for one in offered)


def test_data_that_are_missing_leave_a_gap_and_no_error() -> None:
    assert "…" in sentence(Problem("marking.unknown"), "en")


def test_the_place_stands_in_front_where_the_sentence_does_not_name_it() -> None:
    assert placed_sentence(Problem("record.missing-field", "title")).startswith("title: ")
    named = plain_sentence(Problem("exchange.no-folder", "out"), str, lambda _, words: words)
    assert named == "out is neither a folder nor a sealed file whose name ends in .silta."


def test_the_pages_know_the_code_lists_of_every_module() -> None:
    modules = [import_module(f"silta.words.{found.name}") for found in iter_modules(words.__path__)]
    lists = {
        id(value): name for m in modules for name, value in vars(m).items() if isinstance(value, CodeList)
    }
    assert {name for held, name in lists.items() if held not in set(map(id, wording.CODE_LISTS))} == set()


def test_amounts_are_grouped_as_the_language_does_and_years_are_not() -> None:
    much = Problem("format.too-large", data={"bytes": 300018967, "limit": 67108864})
    assert "300\N{NO-BREAK SPACE}018\N{NO-BREAK SPACE}967" in sentence(much, "kk")
    assert "300,018,967" in sentence(much, "en")
    assert "67108864" in plain_sentence(much, str, lambda _, words: words)


def test_a_place_that_the_sentence_names_is_not_put_in_front_of_it() -> None:
    broken = Problem(
        "format.malformed-xml", "line 7, column 2", {"line": 7, "column": 2, "reason": "mismatch"}
    )
    with translation.override("fi"):
        assert placed_sentence(broken).startswith("XML on rikki rivillä 7, sarakkeessa 2.")
