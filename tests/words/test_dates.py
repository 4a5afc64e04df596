"""Dates as people type them."""

from __future__ import annotations

import pytest

from silta.words.dates import is_partial_date, typed_date


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("14.4.2026", "2026-04-14"),
        ("14.04.2026", "2026-04-14"),
        ("4.2026", "2026-04"),
        ("14. 4. 2026", "2026-04-14"),
        ("2026-04-14", "2026-04-14"),
        ("2026", "2026"),
        ("April 2026", "April 2026"),
        ("", ""),
    ],
)
def test_a_date_with_points_becomes_iso_and_anything_else_stays(typed: str, iso: str) -> None:
    assert typed_date(typed) == iso


@pytest.mark.parametrize("typed", ["31.2.2026", "14.13.2026", "4.14.2026", "0.0.2026"])
def test_a_day_that_does_not_exist_is_no_date_in_either_form(typed: str) -> None:
    assert not is_partial_date(typed_date(typed))
