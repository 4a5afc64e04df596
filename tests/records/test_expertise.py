"""What the kinds of expertise, experience and results ask for before they can be released."""

from __future__ import annotations

from typing import Any

import pytest

from silta.records.errors import RecordRefused
from silta.records.kinds.indicator import RULES
from silta.records.kinds.result import track
from silta.records.registry import KINDS
from silta.words.codes import INDICATOR_RULE
from tests.node import examples

UID = "019baf5e-2ac0-7000-8000-000000000001"
REVIEWED = {"verdict": "applicable", "reasons": examples.text("Fits.")}


@pytest.mark.parametrize(
    ("kind", "fields", "code", "place"),
    [
        ("expert", examples.expert(consent=None), "record.consent-missing", "consent"),
        ("expert", examples.expert(consent_scope=[]), "record.consent-without-scope", "consent_scope"),
        (
            "expert",
            examples.expert(absences=[{"start": "2026-05", "until": "2026-04-30"}]),
            "record.ends-before-it-starts",
            "absences[1].until",
        ),
        ("consultation", examples.consultation(terms=None), "record.terms-missing", "terms"),
        ("consultation", examples.consultation(needs=[]), "record.needs-missing", "needs"),
        ("advice", examples.advice(UID, text=None), "record.advice-missing", "text"),
        ("advice", examples.advice(UID, disclaimer=None), "record.disclaimer-missing", "disclaimer"),
        ("finding", examples.finding(UID, provisions=[]), "record.basis-missing", "provisions"),
        ("finding", examples.finding(UID, responsible=None), "record.responsible-missing", "responsible"),
        ("applicability-review", {"state": "reviewed"}, "record.reasons-missing", "reasons"),
        ("applicability-review", {"state": "in-action"} | REVIEWED, "record.planned-missing", "planned"),
        (
            "applicability-review",
            {"state": "in-action"} | REVIEWED | {"verdict": "not-applicable"},
            "record.not-applicable-in-action",
            "verdict",
        ),
        ("applicability-review", {"state": "verified"} | REVIEWED, "record.observed-missing", "observed"),
        ("indicator", examples.indicator(target="1e3"), "record.not-a-number", "target"),
        ("indicator", examples.indicator(target="twenty"), "record.not-a-number", "target"),
        (
            "indicator",
            examples.indicator(baseline_year=None),
            "record.baseline-without-year",
            "baseline_year",
        ),
        ("indicator", examples.indicator(target_year=2025), "record.target-before-baseline", "target_year"),
    ],
)
def test_what_is_missing_is_named(kind: str, fields: dict[str, Any], code: str, place: str) -> None:
    if kind == "applicability-review":
        fields = examples.applicability_review(UID) | fields
    with pytest.raises(RecordRefused) as refused:
        KINDS[kind].validate(fields)
    assert (code, place) in {(problem.code, problem.where) for problem in refused.value.problems}


@pytest.mark.parametrize(
    "number", ["", "1,5", "1.", ".5", "+1", "1 000", "NaN", "١", "1" * 16, "0.1234567", "--1"]
)
def test_a_number_is_written_in_one_way_only(number: str) -> None:
    with pytest.raises(RecordRefused):
        KINDS["result"].validate(examples.result(UID, actual=number))


@pytest.mark.parametrize(
    ("target", "year", "actual", "expected"),
    [
        ("20", 2025, "0", "on-track"),
        ("20", 2027, "10", "on-track"),
        ("20", 2027, "9.99", "off-track"),
        ("20", 2026, "20", "achieved"),
        ("20", 2030, "19", "off-track"),
        ("-20", 2027, "-10", "on-track"),
        ("-20", 2027, "-9", "off-track"),
        ("-20", 2029, "-20.5", "achieved"),
        ("20", 2027, "ten", "not-measured"),
    ],
)
def test_where_a_result_stands_follows_the_straight_way_to_the_target(
    target: str, year: int, actual: str, expected: str
) -> None:
    assert track(examples.indicator(target=target), year, actual) == expected


def test_without_a_baseline_the_target_alone_counts() -> None:
    bare = {"target": "5", "target_year": 2028}
    assert [track(bare, year, "1") for year in (2026, 2028)] == ["on-track", "off-track"]


def test_every_rule_of_an_indicator_counts_states_that_its_kind_has() -> None:
    assert set(RULES) == set(INDICATOR_RULE)
    for rule in RULES.values():
        lifecycle = KINDS[rule.kind].lifecycle
        assert set(rule.states) <= {*lifecycle.typed, *lifecycle.computed}


def test_what_hangs_on_what_names_kinds_that_there_are() -> None:
    for kind in KINDS.values():
        assert set(kind.hangs_on) <= set(KINDS)
        assert kind.stands or not kind.hangs_on
        for field in kind.pointing:
            assert set(field.kinds) <= set(KINDS), f"{kind.code}.{field.name}"
