from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.crosswalk import blend
from silta.crosswalk.comparison import Known
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.suggest import Suggestion, suggest
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Prefix, Unit, VectorTable, texts_to_embed
from silta.crosswalk.vectors.errors import VectorsError

GLOSSARY = Glossary(
    [
        {"ru": "лицензия", "fi": "lupa"},
        {"ru": "радиоактивные отходы", "fi": "ydinjäte"},
        {"ru": "авария", "fi": "onnettomuus"},
    ]
)
RUSSIAN = (
    Unit("Статья 1", "Лицензия", "Для работы нужна лицензия.", "ru"),
    Unit(
        "Статья 2",
        "Отходы",
        "Владелец:\n1) собирает отходы;\n2) хранит радиоактивные отходы.",
        "ru",
        points=("Владелец:", "собирает отходы;", "хранит радиоактивные отходы."),
    ),
    Unit("Статья 3", "Авария", "Об аварии сообщают в агентство, как велит ydinlaki 30 §.", "ru"),
    Unit("Статья 4", "", "", "ru"),
)
FINNISH = (
    Unit("10 §", "Luvan hakeminen", "Lupaa haetaan kirjallisesti.", "fi"),
    Unit("20 §", "Huolto", "Ydinjätteet varastoidaan.", "fi", points=("Ydinjätteet varastoidaan.",)),
    Unit("30 §", "Ilmoitus", "Onnettomuudesta ilmoitetaan.", "fi"),
    Unit("40 §", "Voimaantulo", "Laki tulee voimaan keväällä.", "fi"),
)


def invented_vectors(texts: Sequence[str], prefix: Prefix) -> tuple[Prefix, Sequence[str], np.ndarray]:
    """Vectors that depend on each text alone, of length 1, close together as those of E5 are."""
    rows = [np.random.default_rng(list(text.encode())).standard_normal(16) + 6 for text in texts]
    matrix = np.array(rows, np.float32).reshape(len(texts), 16)
    return prefix, texts, matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def table(sources: Sequence[Unit], targets: Sequence[Unit]) -> VectorTable:
    ours, theirs = texts_to_embed(sources), texts_to_embed(targets)
    return VectorTable.of([invented_vectors(ours, SOURCE_PREFIX), invented_vectors(theirs, TARGET_PREFIX)])


def ranking(suggestions: Sequence[Suggestion]) -> dict[str, list[str]]:
    return {one.source: [candidate.target for candidate in one.candidates] for one in suggestions}


def test_without_vectors_terms_and_wording_find_counterparts() -> None:
    found = suggest(RUSSIAN, FINNISH, known=Known(GLOSSARY))
    assert [one.candidates[0].target for one in found[:3]] == ["10 §", "20 §", "30 §"]


def test_every_source_is_answered_in_its_place_and_an_empty_one_has_no_candidates() -> None:
    found = suggest(RUSSIAN, FINNISH, table(RUSSIAN, FINNISH))
    assert [one.source for one in found] == [unit.number for unit in RUSSIAN]
    assert [len(one.candidates) for one in found] == [4, 4, 4, 0]


def test_an_empty_target_is_never_offered() -> None:
    assert all("Статья 4" not in targets for targets in ranking(suggest(FINNISH, RUSSIAN)).values())


def test_no_more_than_the_top_candidates_are_given_the_best_first() -> None:
    for one in suggest(RUSSIAN[:3], FINNISH, table(RUSSIAN, FINNISH), top=2):
        scores = [candidate.score for candidate in one.candidates]
        assert len(scores) == 2
        assert scores == sorted(scores, reverse=True)


def test_terms_say_where_they_stand_in_both_texts() -> None:
    waste = suggest(RUSSIAN, FINNISH, known=Known(GLOSSARY))[1].candidates[0]
    (reason,) = [reason for reason in waste.why if reason.kind == "terms"]
    (match,) = reason.terms
    assert (match.source, match.target) == ("радиоактивные отходы", "Ydinjätteet")
    assert [RUSSIAN[1].text[slice(*span)] for span in match.source_spans] == ["радиоактивные отходы"]
    assert [FINNISH[1].text[slice(*span)] for span in match.target_spans] == ["Ydinjätteet"]
    assert reason.compact() == f"terms {reason.verdict}: радиоактивные отходы = Ydinjätteet"


def test_the_points_that_match_are_named() -> None:
    sources = [Unit("1", "", "x", "en", points=("storage of waste", "bread is baked"))]
    targets = [Unit("a", "", "y", "en", points=("about cheese", "the storage of all waste", "fish"))]
    assert suggest(sources, targets)[0].candidates[0].point == (0, 1)


def test_with_vectors_the_points_closest_in_meaning_are_named() -> None:
    sources = [Unit("1", "", "x", "ru", points=("a", "b")), Unit("2", "", "z", "ru")]
    targets = [Unit("9", "", "y", "fi", points=("c", "d", "e")), Unit("8", "", "w", "fi")]
    vectors = {text: np.eye(16, dtype=np.float32)[n] for n, text in enumerate("abcdexyzw")}
    vectors["d"] = vectors["b"]
    rows = np.array(list(vectors.values()))
    made = VectorTable.of([(prefix, list(vectors), rows) for prefix in (SOURCE_PREFIX, TARGET_PREFIX)])
    best = suggest(sources, targets, made)[0].candidates[0]
    assert (best.target, best.point) == ("9", (1, 1))
    assert best.why[0].kind == "meaning"


def test_a_term_in_both_headings_counts_for_more_than_one_in_a_text() -> None:
    targets = (
        Unit("10 §", "Hakeminen", "Luvan asia.", "fi"),
        Unit("11 §", "Luvan asia", "Hakeminen.", "fi"),
        *FINNISH[1:],
    )
    assert ranking(suggest(RUSSIAN, targets, known=Known(GLOSSARY)))["Статья 1"][0] == "11 §"


def test_a_category_is_answered_by_a_category_and_a_requirement_by_a_requirement() -> None:
    """Both targets say the same; what stands over other requirements differs."""
    sources = (
        Unit("A", "", "Assets are known.", "en", heads=True),
        Unit("A.1", "", "Assets are known.", "en"),
    )
    targets = (
        Unit("B", "", "Assets are listed.", "en", heads=True),
        Unit("B.1", "", "Assets are listed.", "en"),
    )
    found = ranking(suggest(sources, targets))
    assert [found["A"][0], found["A.1"][0]] == ["B", "B.1"]


def test_words_that_texts_of_one_language_share_are_reasons() -> None:
    sources = [
        Unit("1", "Waste", "Spent fuel is stored in water.", "en"),
        Unit("2", "", "Dose limits apply.", "en"),
    ]
    targets = [Unit("a", "Waste", "Water covers stored fuel.", "en"), Unit("b", "", "Licences expire.", "en")]
    best = suggest(sources, targets)[0].candidates[0]
    reasons = {reason.kind: reason for reason in best.why}
    assert best.target == "a"
    assert {match.source for match in reasons["terms"].terms} == {"fuel", "stored", "water"}
    assert reasons["heading"].verdict == "very-close"
    assert "wording" in reasons


def test_across_languages_wording_is_no_reason() -> None:
    kinds = {reason.kind for one in suggest(RUSSIAN, FINNISH) for c in one.candidates for reason in c.why}
    assert "wording" not in kinds


def test_a_citation_outweighs_everything_else() -> None:
    known = Known(target_names=("ydinlaki",))
    found = suggest(RUSSIAN, FINNISH, table(RUSSIAN, FINNISH), known)[2].candidates[0]
    (reason,) = [reason for reason in found.why if reason.kind == "citation"]
    assert found.target == "30 §"
    assert [RUSSIAN[2].text[slice(*place)] for place in reason.places] == ["30 §"]
    assert reason.compact() == "citation very-close: source"


def test_a_citation_in_the_target_counts_for_the_source() -> None:
    known = Known(source_names=("ydinlaki",))
    found = suggest(FINNISH, RUSSIAN, table(FINNISH, RUSSIAN), known)[2]
    assert found.candidates[0].target == "Статья 3"
    assert found.candidates[0].why[-1].via == ("target",)


def test_the_neighbours_of_a_confirmed_pair_rise_and_say_so() -> None:
    vectors = table(RUSSIAN, FINNISH)
    plain = suggest(RUSSIAN, FINNISH, vectors)
    known = suggest(RUSSIAN, FINNISH, vectors, Known(confirmed=frozenset({("Статья 1", "10 §")})))
    place = [{c.target: n for n, c in enumerate(found[1].candidates)}["20 §"] for found in (plain, known)]
    assert place[1] <= place[0]
    raised = next(c for c in known[1].candidates if c.target == "20 §")
    assert raised.why[-1].compact() == "neighbour close: Статья 1 = 10 §"


def test_pairs_out_of_scope_are_not_offered() -> None:
    scope = np.ones((len(RUSSIAN), len(FINNISH)), np.bool_)
    scope[0, :3] = False
    scope[1] = False
    found = ranking(suggest(RUSSIAN, FINNISH, table(RUSSIAN, FINNISH), Known(scope=scope)))
    assert found["Статья 1"] == ["40 §"]
    assert found["Статья 2"] == []


def test_a_table_that_lacks_a_vector_is_refused() -> None:
    with pytest.raises(VectorsError) as caught:
        suggest(RUSSIAN, FINNISH, table(RUSSIAN, FINNISH[:2]))
    assert caught.value.code == "vectors.missing"


def test_nothing_to_compare_yields_no_candidates() -> None:
    assert suggest([], FINNISH) == []
    assert [one.candidates for one in suggest(RUSSIAN, [])] == [()] * 4


words = st.text("абвгд abcde", max_size=24)
units = st.lists(st.tuples(words, words, st.lists(words, max_size=3)), min_size=1, max_size=5).map(
    lambda rows: [Unit(f"{n}", h, t, "ru", points=tuple(p)) for n, (h, t, p) in enumerate(rows)]
)


@settings(max_examples=30)
@given(units, units, st.booleans())
def test_scores_are_finite_and_points_exist(
    sources: list[Unit], targets: list[Unit], with_vectors: bool
) -> None:
    theirs = {unit.number: unit for unit in targets}
    for unit, one in zip(
        sources, suggest(sources, targets, table(sources, targets) if with_vectors else None), strict=True
    ):
        for candidate in one.candidates:
            assert 0 <= candidate.score <= 1
            assert 0 <= candidate.point[0] < max(len(unit.points), 1)
            assert 0 <= candidate.point[1] < max(len(theirs[candidate.target].points), 1)
            assert all(0 <= reason.strength <= 1 for reason in candidate.why)


@settings(max_examples=30)
@given(st.permutations(range(3)), st.permutations(range(4)), st.booleans())
def test_the_order_of_provisions_does_not_matter(
    ours: list[int], theirs: list[int], with_vectors: bool
) -> None:
    vectors = table(RUSSIAN, FINNISH) if with_vectors else None
    known = Known(GLOSSARY)
    shuffled = suggest([RUSSIAN[n] for n in ours], [FINNISH[n] for n in theirs], vectors, known)
    straight = {one.source: one for one in suggest(RUSSIAN[:3], FINNISH, vectors, known)}
    assert ranking(shuffled) == {source: ranking([straight[source]])[source] for source in ranking(shuffled)}
    for one in shuffled:
        for a, b in zip(one.candidates, straight[one.source].candidates, strict=True):
            assert a.score == pytest.approx(b.score, abs=1e-3)
            assert [reason.compact() for reason in a.why] == [reason.compact() for reason in b.why]


def test_a_short_list_by_outline_finds_what_comparing_all_in_full_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = np.random.default_rng(3)
    words = [f"sana{n} reaktori{n % 7}" for n in range(300)]
    many = [
        Unit(str(n), words[n % 50], " ".join(chance.choice(words, 12)), "fi", f"luku {n // 20}")
        for n in range(400)
    ]
    made = table(many, many)
    full = ranking(suggest(many[:40], many, made))
    monkeypatch.setattr(blend, "FEW", 100)
    short = ranking(suggest(many[:40], many, made))
    found = [len(set(short[source]) & set(targets)) for source, targets in full.items()]
    assert np.mean(found) > 9.5
