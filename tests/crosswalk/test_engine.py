"""The engine on the real weights: loaded once for all tests of this file, about two seconds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from silta.crosswalk.similarity import centred
from silta.crosswalk.vectors.engine import PADDED_TOKENS, Engine, plan_batches
from silta.crosswalk.vectors.errors import VectorsError
from silta.crosswalk.vectors.tokens import MOST_TOKENS

SENTENCES = {
    "en": (
        "The operator is responsible for the safety of the plant.",
        "An inspector may enter the site at any time.",
        "Radioactive waste is kept in a sealed store.",
        "The licence expires after ten years.",
        "Workers wear a dosimeter in the controlled area.",
        "The authority publishes a report every spring.",
        "A fine is imposed on whoever hides an accident.",
        "Spent fuel may not be brought into the country.",
        "The public is heard before a site is chosen.",
        "Sources that have lost their owner are collected by the state.",
        "An exercise is held with the fire brigade.",
        "The costs of dismantling are put aside in a fund.",
    ),
    "ru": (
        "За безопасность станции отвечает эксплуатирующая организация.",
        "Инспектор вправе войти на площадку в любое время.",
        "Радиоактивные отходы хранятся в закрытом хранилище.",
        "Срок лицензии истекает через десять лет.",
        "В контролируемой зоне работники носят дозиметр.",
        "Ведомство публикует отчёт каждую весну.",
        "Тот, кто скрывает аварию, платит штраф.",
        "Отработавшее топливо запрещено ввозить в страну.",
        "Прежде чем выбрать площадку, выслушивают население.",
        "Источники, потерявшие владельца, собирает государство.",
        "С пожарной охраной проводится учение.",
        "Затраты на демонтаж откладываются в фонд.",
    ),
    "fi": (
        "Laitoksen turvallisuudesta vastaa sen käyttäjä.",
        "Tarkastaja saa tulla laitospaikalle milloin tahansa.",
        "Radioaktiivinen jäte pidetään suljetussa varastossa.",
        "Lupa raukeaa kymmenen vuoden kuluttua.",
        "Työntekijät käyttävät valvonta-alueella annosmittaria.",
        "Viranomainen julkaisee kertomuksen joka kevät.",
        "Onnettomuuden salaaja tuomitaan sakkoon.",
        "Käytettyä polttoainetta ei saa tuoda maahan.",
        "Kansalaisia kuullaan ennen paikan valintaa.",
        "Valtio kerää lähteet, joilla ei enää ole omistajaa.",
        "Palokunnan kanssa pidetään harjoitus.",
        "Purkamisen kustannukset kerätään rahastoon.",
    ),
    "kk": (
        "Станцияның қауіпсіздігіне оны пайдаланушы ұйым жауап береді.",
        "Инспектор алаңға кез келген уақытта кіруге құқылы.",
        "Радиоактивті қалдықтар жабық қоймада сақталады.",
        "Лицензияның мерзімі он жылдан кейін аяқталады.",
        "Бақыланатын аймақта қызметкерлер дозиметр тағады.",
        "Ведомство есепті әр көктемде жариялайды.",
        "Аварияны жасырған адамға айыппұл салынады.",
        "Пайдаланылған отынды елге әкелуге тыйым салынады.",
        "Алаң таңдалғанға дейін халықтың пікірі тыңдалады.",
        "Иесіз қалған көздерді мемлекет жинайды.",
        "Өрт сөндірушілермен бірге жаттығу өткізіледі.",
        "Бөлшектеу шығындары қорға жиналады.",
    ),
}
GOLDEN = [0.8660, 0.9100, 0.9008, 0.8452, 0.8283, 0.8218, 0.8677, 0.8883, 0.8659]
ALL = [sentence for sentences in SENTENCES.values() for sentence in sentences]


@pytest.fixture(scope="module")
def passages(engine: Engine) -> dict[str, np.ndarray]:
    vectors = engine.embed(ALL, "passage")
    return {language: vectors[n * 12 : n * 12 + 12] for n, language in enumerate(SENTENCES)}


def test_vectors_have_length_one(engine: Engine, passages: dict[str, np.ndarray]) -> None:
    assert passages["kk"].shape == (12, engine.width)
    assert passages["kk"].dtype == np.float32
    assert np.linalg.norm(passages["kk"], axis=1) == pytest.approx(1, abs=1e-5)


def test_a_vector_depends_on_its_text_alone(engine: Engine, passages: dict[str, np.ndarray]) -> None:
    backwards = engine.embed(ALL[::-1], "passage")[::-1]
    assert np.abs(backwards[:12] - passages["en"]).max() < 1e-5
    assert np.abs(engine.embed([ALL[0]], "passage")[0] - passages["en"][0]).max() < 1e-5


@pytest.mark.parametrize(("ours", "theirs"), list(itertools.permutations(SENTENCES, 2)))
def test_a_translation_ranks_first(ours: str, theirs: str, passages: dict[str, np.ndarray]) -> None:
    likeness = centred(passages[ours], [ours] * 12) @ centred(passages[theirs], [theirs] * 12).T
    assert likeness.argmax(axis=1).tolist() == list(range(12))


def test_queries_and_passages_differ(engine: Engine, passages: dict[str, np.ndarray]) -> None:
    cosine = engine.embed([ALL[0]], "query")[0] @ passages["en"][0]
    assert 0.8 < cosine < 0.999


def test_vectors_are_those_of_the_model(passages: dict[str, np.ndarray]) -> None:
    """Cosines that the model's own engine gives, to catch weights or layers that are read wrongly."""
    found = [passages["en"][n] @ passages[language][n] for language in ("ru", "fi", "kk") for n in (0, 3, 6)]
    assert found == pytest.approx(GOLDEN, abs=0.004)


def test_a_text_without_content_gets_zeros(engine: Engine) -> None:
    vectors = engine.embed(["", " \n\0 ", "Safety"], "query")
    assert not vectors[:2].any()
    assert vectors[2].any()


def test_a_nul_neither_cuts_nor_changes_a_text(engine: Engine) -> None:
    whole, broken = engine.embed(["radiation safety", "radia\0tion safety"], "passage")
    assert np.abs(whole - broken).max() < 1e-5


def test_a_long_text_is_cut(engine: Engine) -> None:
    long, longer = engine.embed(["reactor " * 300, "reactor " * 300 + "bread"], "passage")
    assert np.abs(long - longer).max() < 1e-5


def test_work_can_be_stopped_between_batches(engine: Engine) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    with pytest.raises(VectorsError) as caught:
        engine.embed(["reactor", "", "\0"], "passage", stop)
    assert caught.value.code == "vectors.cancelled"
    assert dict(caught.value.data) == {"done": 2, "total": 3}
    assert seen == [(2, 3)]


def test_progress_ends_with_all_texts(engine: Engine) -> None:
    seen: list[int] = []

    def count(done: int, total: int) -> bool:
        seen.append(done)
        return total == 3

    engine.embed(["a", "", "reactor " * 30], "query", count)
    assert seen == sorted(seen)
    assert seen[-1] == 3


def test_the_name_tells_model_and_engine(engine: Engine) -> None:
    assert engine.name.startswith("multilingual-e5-small-q4-")
    assert "onnxruntime" in engine.name
    assert str(MOST_TOKENS) in engine.name


def test_batches_hold_no_more_than_the_budget_and_lose_nothing() -> None:
    lengths = [0, 256, 3, 0, 40, 256, 12, 256, 5] * 9
    batches = list(plan_batches(lengths))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[index] for index in batch)
        assert longest * len(batch) <= PADDED_TOKENS
        assert (min(lengths[index] for index in batch) == 0) == (longest == 0)
