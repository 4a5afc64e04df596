"""Search: whatever the form, the script or the slip of the finger, and however much there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from silta.node.home import Home
from silta.node.models import Record
from silta.node.queries.finding import find
from silta.node.queries.records import list_records
from silta.node.queries.words import forget
from silta.words.transliteration import other_scripts
from tests.node import examples
from tests.node.partner import Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

TITLES = (
    ("ru", "Лицензирование атомных станций"),
    ("fi", "Ydinturvallisuuden valvonta"),
    ("en", "Licensing of new builds"),
    ("kk", "Радиациялық қауіпсіздік талаптары"),
    ("en", "Talks with Satkaliyev"),
)


@pytest.fixture
def held(node: Home, south: Partner) -> Partner:
    for n, (language, words) in enumerate(TITLES):
        title = {language: {"text": words, "status": "original"}}
        south.release(record_id(n), "activity", examples.activity(f"2026-0{n}") | {"title": title})
    south.deliver()
    return south


def titles(q: str, **filters: str) -> set[str]:
    return {row.title for row in find(q, "en", filters=filters).records}


@pytest.mark.parametrize(
    ("q", "place"),
    [
        ("лицензии", 0),
        ("атомной станции", 0),
        ("turvallisuus", 1),
        ("valvonnan", 1),
        ("licenses", 2),
        ("lic new", 2),
        ("қауіпсіздіктің", 3),
        ("Саткалиев", 4),
        ("licencing", 2),
        ("2026-03", 3),
        ("litsenzirovanie", 0),
    ],
)
def test_a_word_is_found_in_any_form_and_script(held: Partner, q: str, place: int) -> None:
    assert TITLES[place][1] in titles(q)


def test_words_without_a_match_are_told_apart_from_those_like_them(held: Partner) -> None:
    assert titles("xyzzyqwert") == set()
    assert (
        titles("licensing", kind="gap")
        == titles("licensing", year="1999")
        == titles("licensing", year="x")
        == set()
    )
    assert len(titles("licensing", kind="activity", party="south")) >= 1


def test_signs_of_a_query_language_are_only_signs(held: Partner) -> None:
    for q in (
        '"',
        "*",
        "AND",
        "NEAR(a b)",
        "licensing OR",
        "%",
        "_",
        "'; --",
        "a" * 5000,
        "\x00",
        "folded:x",
        "-x",
        "½",
        "ŀ",
        "آ",
        "2026-½",
    ):
        find(q, "en")
        list_records("activity", filters={"q": q})


def test_what_is_changed_withdrawn_or_rebuilt_is_found_as_it_is_now(held: Partner) -> None:
    changed = examples.activity("2026-02") | {"title": examples.text("Siting instead")}
    held.release(record_id(2), "activity", changed, revision=2)
    held.deliver()
    assert "Siting instead" in titles("siting")
    assert "Licensing of new builds" not in titles("builds")
    Record.objects.all().delete()
    assert titles("siting") == set()


def test_search_takes_the_same_queries_however_much_there_is(held: Partner) -> None:
    counts = []
    for n in (20, 60):
        for k in range(n):
            held.release(record_id(1000 + n * 10 + k), "activity", examples.activity(f"{n}-{k}"))
        held.deliver()
        forget()
        with CaptureQueriesContext(connection) as queries:
            find("seminar 20", "en")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize(
    ("q", "places"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("LICENSING", [2]),
        ("icens", [2]),
        ("turvallisuu valvon", [1]),
        ("turvallisuu builds", []),
        ("2026-03", [3]),
        ("026-03", [3]),
        ("2026-0", [0, 1, 2, 3, 4]),
        ("2026", [0, 1, 2, 3, 4]),
        ("03", [3]),
        ("26", []),
        ("ne", [2]),
        ("f", []),
        ("қауіпсіз", [3]),
        ("licencing", []),
        ("—", []),
    ],
)
def test_a_list_is_narrowed_to_what_holds_every_word(held: Partner, q: str, places: list[int]) -> None:
    page = list_records("activity", filters={"q": q})
    assert {row.title for row in page.rows} == {TITLES[place][1] for place in places}
    assert page.total_hint == len(places)


def test_words_that_came_since_the_last_search_are_found_by_their_inside(held: Partner) -> None:
    assert titles("loppukäyttäjä") == set()
    for n, word in enumerate(("Ydinjätehuolto", "Säteilysuojelu")):
        title = {"fi": {"text": word, "status": "original"}}
        held.release(record_id(50 + n), "activity", examples.activity(f"2026-5{n}") | {"title": title})
        held.deliver()
        assert titles(word[5:]) == {word}
        assert [row.title for row in list_records("activity", filters={"q": word[5:]}).rows] == [word]


def test_the_other_script_of_a_word() -> None:
    assert "саткалиев" in other_scripts("satkaliyev")
    assert "kazakstan" in other_scripts("қазақстан")
    assert other_scripts("2026") == ()
