"""What is loaded before anyone asks, so that the first page is as quick as the second."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.template import engines

from silta.config import warming


def test_all_templates_are_loaded_and_a_node_without_tables_starts_nevertheless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(warming, "compare_ahead", refuse)
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]  # Django's own engine
    loader.reset()
    thread = warming.warm()
    thread.join(60)
    assert not thread.is_alive()
    assert {
        "web/home.html",
        "web/crosswalk/bench.html",
        "web/review/review.html",
    } <= loader.get_template_cache.keys()
