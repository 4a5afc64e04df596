"""Components draw what records hold: in the reader's language, and never as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from silta.records.registry import KINDS
from silta.web import wording, writing
from silta.web.components import pictures, specimens
from silta.web.components.differences import word_operations
from silta.web.components.marks import hue, short_digest
from silta.web.components.thread import Place, Step
from silta.web.components.timeline import Bar, Lane, lay_out
from silta.words.errors import Problem
from silta.words.text import Text

HOSTILE = '<script>alert(1)</script>" onload="x'
LANGUAGES = ("kk", "ru", "fi", "en")


def draw(source: str, language: str = "en", **context: Any) -> str:
    with translation.override(language):
        return str(engines["django"].from_string(source).render({"parties": specimens.PARTIES, **context}))


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("{% text value %}", {"value": {"sv": {"text": HOSTILE, "status": HOSTILE}}}),
        ("{% text value %}", {"value": HOSTILE}),
        ("{% prose value %}", {"value": {"kk": {"text": f"{HOSTILE}\n\n{HOSTILE}", "status": "draft"}}}),
        ("{% worded value value %}", {"value": HOSTILE}),
        ("{% lang value value %}", {"value": HOSTILE}),
        ("{% party value value %}{% party_code value %}{% party_name value %}", {"value": HOSTILE}),
        ("{% state value value %}{% state 'gap' value %}{% state 'gap' 'agreed' value %}", {"value": HOSTILE}),
        ("{% status 'check' value %}{{ value }}{% endstatus %}", {"value": HOSTILE}),
        ("{% marking value %}{% code 'area' value %}{% kind value %}{% label 'field' value %}", {"value": HOSTILE}),
        ("{% hash value %}{% hash value full=True %}", {"value": HOSTILE}),
        ("{% letter value %}{% letter value alone=True %}{% icon value %}{% setrel value %}", {"value": HOSTILE}),
        ("{% tiles value %}", {"value": [(HOSTILE, [(HOSTILE, HOSTILE)])]}),
        ("{% notice value %}{{ value }}{% endnotice %}", {"value": HOSTILE}),
        ("{% nothing value %}{{ value }}{% endnothing %}", {"value": HOSTILE}),
        ("{% diff value 'words' %}", {"value": HOSTILE}),
        ("{% evidence value %}", {"value": [(HOSTILE, 0.5, HOSTILE)]}),
        ("{% thread value %}", {"value": [Step("gap", "here", (Place(HOSTILE, HOSTILE, HOSTILE, HOSTILE),), HOSTILE)]}),
        ("{{ value|day }}{{ value|month }}{{ value|period:value }}{{ value|moment }}{{ value|number }}", {"value": HOSTILE}),
        ("{% problems value %}", {"value": [Problem(HOSTILE, HOSTILE), Problem("marking.unknown", data={"marking": HOSTILE})]}),
    ],
)  # fmt: skip
def test_what_comes_from_outside_is_text_and_never_html(source: str, values: Mapping[str, Any]) -> None:
    drawn = draw(source, **values)
    assert "<script" not in drawn
    assert '" onload' not in drawn


def test_a_text_in_another_language_carries_its_language_and_says_so() -> None:
    text = {"kk": {"text": "Алшақтық", "status": "checked"}}
    assert draw("{% text value %}", "kk", value=text) == "Алшақтық"
    drawn = draw("{% text value %}", "fi", value=text)
    assert '<span lang="kk">Алшақтық</span>' in drawn
    assert '<b lang="kk">Қазақша</b>' in drawn
    assert "Қазақша" not in draw("{% text value mark=False %}", "fi", value=text)


@pytest.mark.parametrize("status", ["machine", "draft", "outdated"])
def test_a_doubtful_translation_says_so_even_in_the_readers_language(status: str) -> None:
    text = {"en": {"text": "Gap", "status": status}}
    with translation.override("en"):
        assert 'class="lang"' in draw("{% text value %}", value=text)


def test_a_validated_text_is_drawn_like_its_wire_form() -> None:
    text = Text.of("en", en="Programme", fi="Ohjelma")
    assert draw("{% text value %}", "fi", value=text) == "Ohjelma"
    assert draw("{{ value|wording_of }}", "en", value=text) == "Programme"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-04-14", {"en": "14 Apr 2026", "fi": "14.4.2026", "ru": "14.04.2026", "kk": "2026\u00a0ж. 14 сәуір"}),
        ("2025-10", {"en": "October 2025", "fi": "lokakuu 2025", "ru": "октябрь 2025\u00a0г.", "kk": "2025\u00a0ж. қазан"}),
        ("2026", {"en": "2026", "fi": "2026", "ru": "2026\u00a0г.", "kk": "2026\u00a0ж."}),
        (date(2026, 4, 14), {"en": "14 Apr 2026"}),
        ("soon", {"en": "soon", "kk": "soon"}),
    ],
)  # fmt: skip
def test_dates_follow_the_language_and_know_months_and_years_alone(
    value: object, said: dict[str, str]
) -> None:
    assert {language: draw("{{ value|day }}", language, value=value) for language in said} == said


@pytest.mark.parametrize(
    ("language", "period", "short", "month"),
    [
        ("en", "14–16 Apr 2026", "24 Nov", "Nov"),
        ("fi", "14.–16.4.2026", "24.11.", "marras"),
        ("ru", "14–16.04.2026", "24.11", "ноя."),
        ("kk", "2026\u00a0ж. 14–16 сәуір", "24 қар.", "қар."),
    ],
)
def test_periods_and_short_days_follow_the_language(
    language: str, period: str, short: str, month: str
) -> None:
    assert draw('{{ "2026-04-14"|period:"2026-04-16" }}', language) == period
    assert draw('{{ "2026-11-24"|short_day }}', language) == short
    assert draw('{{ "2026-11-24"|month_name }}', language) == month


def test_a_moment_is_told_by_the_clock_of_the_node(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Helsinki"
    moment = datetime(2026, 11, 18, 7, 12, tzinfo=UTC)
    assert draw("{{ value|moment }}", "fi", value=moment) == "18.11.2026 klo\u00a09.12"
    assert draw("{{ value|moment }}", "en", value="2026-11-18T07:12:00Z") == "18 Nov 2026, 09:12"
    assert draw("{{ value|moment }}", "kk", value=None) == ""


def test_numbers_and_sizes_follow_the_language() -> None:
    assert draw("{{ 12345|number }}", "en") == "12,345"
    assert draw("{{ 12345|number }}", "kk") == "12\u00a0345"
    with translation.override("en"):
        assert [writing.size(n) for n in (12, 412_345, 3_000_000)] == [
            "12\u00a0B",
            "412\u00a0kB",
            "3\u00a0MB",
        ]
    for language, words in (("ru", "3\u00a0МБ"), ("fi", "3\u00a0Mt")):
        with translation.override(language):
            assert writing.size(3_000_000) == words


def test_a_party_keeps_its_hue_by_its_place_in_the_arrangement() -> None:
    assert [hue(view.code, specimens.PARTIES) for view in specimens.PARTIES] == ["kz", "fi", "p3"]
    assert hue("unknown", specimens.PARTIES) == ""
    assert '<span class="party p3"><i>SE</i>Third party</span>' in draw('{% party "se" %}')


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_state_of_every_kind_has_an_icon_of_ours_and_a_word(kind: str) -> None:
    lifecycle = KINDS[kind].lifecycle
    for code, state in {**lifecycle.typed, **lifecycle.computed}.items():
        assert state.icon in pictures.ICONS
        drawn = draw("{% state kind code %}", kind=kind, code=code)
        assert state.label in drawn
        assert f"#i-{state.icon}" in drawn


def test_every_relation_has_its_diagram() -> None:
    assert set(pictures.DIAGRAMS) == set(wording.code_list("relation").labels)


def test_a_digest_is_shown_by_its_first_signs_or_whole_in_groups() -> None:
    assert short_digest("7c419e0bff") == "7c41 9e0b"
    assert "7c41 9e0b ff" in draw("{% hash value full=True %}", value="7c419e0bff")


words = st.lists(st.sampled_from(["safety", "review", "of", "the", "law", ",", "."]), max_size=12)


@given(before=words, after=words)
def test_a_difference_holds_both_wordings_whole(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    operations = word_operations(old, new)
    assert "".join(text for sign, text in operations if sign != "+") == old
    assert "".join(text for sign, text in operations if sign != "-") == new


def test_a_difference_marks_the_changed_words_only() -> None:
    assert word_operations("1–2 September 2026", "8–9 September 2026") == [
        ("-", "1–2"),
        ("+", "8–9"),
        ("=", " September 2026"),
    ]


def test_a_sign_at_the_end_of_a_change_is_not_drawn_into_it() -> None:
    assert word_operations("They are recorded.", "They are recorded, graded and closed.") == [
        ("=", "They are recorded"),
        ("+", ", graded and closed"),
        ("=", "."),
    ]


def test_wordings_too_long_to_compare_stand_one_after_the_other() -> None:
    assert [sign for sign, _ in word_operations("a " * 7000, "b " * 7000)] == ["-", "+"]


def _bar(start: str, until: str = "", words: str = "A meeting", **rest: Any) -> Bar:
    return Bar("01", words, words, start, until, "#", **rest)


def _drawn(*bars: Bar) -> list[Any]:
    picture = lay_out(date(2026, 1, 1), date(2026, 12, 31), [Lane("Together", bars)], date(2026, 11, 18))
    return list(picture.lanes[0].bars)


def test_a_label_stands_where_it_has_room() -> None:
    early, late, long = _drawn(
        _bar("2026-02-01", "2026-02-03"), _bar("2026-12-08", "2026-12-09"), _bar("2026-02-01", "2026-11-30")
    )
    assert [bar.side for bar in (early, late, long)] == ["after", "before", "on"]


def test_a_label_that_fits_nowhere_is_cut_but_read_out_whole() -> None:
    title = "An activity with a very long title " * 5
    (bar,) = _drawn(_bar("2026-06-15", "2026-06-16", title))
    assert bar.label.endswith("…")
    assert bar.bar.words == title


def test_bars_outside_the_year_are_left_out_and_those_across_are_cut() -> None:
    bars = _drawn(_bar("2025-01-01", "2025-02-01"), _bar("2025-12-01", "2026-01-31"), _bar("no date"))
    assert [(bar.x, bar.end) for bar in bars] == [("0.00%", "8.49%")]


@given(
    start=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    days=st.integers(0, 400),
    title=st.text(min_size=1, max_size=120),
)
def test_no_bar_and_no_label_leaves_the_picture(start: date, days: int, title: str) -> None:
    until = date.fromordinal(start.toordinal() + days)
    for bar in _drawn(_bar(start.isoformat(), until.isoformat(), title)):
        left, right = float(bar.x[:-1]), float(bar.end[:-1])
        assert 0 <= left < right <= 100.01


@pytest.mark.parametrize("language", LANGUAGES)
def test_positions_in_pictures_are_written_with_points_in_every_language(language: str) -> None:
    drawn = draw("{% timeline picture %}{% evidence reasons %}", language, picture=specimens.timeline(),
                 reasons=[("Meaning", 0.5, "close")])  # fmt: skip
    assert not re.search(r'="-?\d*,\d+(%|rem)?"', drawn)
    assert " style=" not in drawn


def test_the_timeline_is_an_agenda_as_well_and_links_to_a_table_if_the_page_has_one() -> None:
    alone = draw("{% timeline picture %}", picture=specimens.timeline())
    beside = draw('{% timeline picture "list" %}', picture=specimens.timeline())
    assert alone.count('class="agenda"') == 2
    assert beside.count('class="agenda"') == 1


def test_the_matrix_says_in_words_what_its_letters_show() -> None:
    drawn = draw("{% matrix table %}", table=specimens.matrix())
    assert 'aria-label="Law: R25 covered, R26 difference justified"' in drawn
    assert 'aria-expanded="true"' in drawn


def test_a_running_job_asks_for_itself_and_a_finished_one_rests() -> None:
    running = specimens.JobSpecimen("7", "Import", "running", 3, 10)
    done = specimens.JobSpecimen("7", "Import", "done", 10, 10)
    assert 'hx-get="/jobs/7/"' in draw('{% job job "/jobs/7/" "/jobs/7/cancel/" %}', job=running)
    assert "hx-get" not in draw('{% job job "/jobs/7/" %}', job=done)
