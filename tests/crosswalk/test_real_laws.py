"""Suggestions between the real laws, as the benchmark measures them."""

from __future__ import annotations

import pytest

from benchmarks.crosswalk_quality import measure, ranked
from benchmarks.crosswalk_sets import judged, law
from silta.crosswalk.comparison import Known
from silta.crosswalk.suggest import suggest
from silta.node.glossary import built_in_glossary
from tests.conftest import Bounds

pytestmark = pytest.mark.realdata


def test_a_decree_leads_to_the_sections_of_the_act_that_it_cites() -> None:
    decree = law("finland/161-1988_fi.json", "fi")
    act = law("finland/990-1987_fi.json", "fi")
    found = suggest(decree, act, known=Known(target_names=("ydinenergialaki", "990/87")), top=5)
    cited = [
        (one.source, candidate.target)
        for one in found
        for candidate in one.candidates
        if any(reason.kind == "citation" for reason in candidate.why)
    ]
    assert {("2 §", "2 §"), ("1 §", "2 §")} <= set(cited)
    assert len(cited) > 17


def test_two_laws_are_compared_without_vectors_in_seconds(less_than: Bounds) -> None:
    kazakh = law("kazakhstan/law_442-V_use_of_atomic_energy_ru.json", "ru")
    finnish = law("finland/990-1987_fi.json", "fi")
    with less_than(4):
        found = suggest(kazakh, finnish)
    assert sum(bool(one.candidates) for one in found) == len(kazakh)


def test_terms_alone_bring_most_true_counterparts_of_two_laws_among_the_first_ten() -> None:
    laws = next(judged())
    found = measure(ranked(laws, None, Known(built_in_glossary())), laws.truth)
    assert found.at(10) >= 0.6
