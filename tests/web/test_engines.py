"""What compares meanings for the workbench: an organisation's own server, no engine at all, and the job that makes vectors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from silta.crosswalk.units import text_digest
from silta.node import clock, jobs, vectors
from silta.node.model_server import ModelServer
from silta.node.models import Job, Vector
from silta.node.queries import suggestions
from tests.web.test_workbench import BENCHMARK, COMPARED, crosswalk

__all__ = ["crosswalk"]

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_model_server_is_named_before_texts_go_there_and_wherever_its_vectors_are_used(
    crosswalk: str, client_of: Callable[[str], Client], settings: Settings
) -> None:
    server = ModelServer("https://models.example.fi/v1", "house-model")
    settings.HOME = replace(settings.HOME, model_server=server)
    client = client_of("expert")
    before = client.get(f"{crosswalk}/s-1/", follow=True).content.decode()
    assert "The texts are sent to your organisation’s model server house-model (models.example.fi)." in before
    sides = [suggestions.side(address) for address in (BENCHMARK, COMPARED)]
    for prefix, texts in suggestions.wanted_texts(*sides):
        vector = np.full(16, 0.25, np.float32).tobytes()
        Vector.objects.bulk_create(
            Vector(digest=text_digest(text), engine=f"{server.engine}/{prefix}", data=vector)
            for text in texts
        )
    after = client.get(f"{crosswalk}/s-1/", follow=True).content.decode()
    assert (
        "Meanings are compared by your organisation’s model server house-model (models.example.fi)." in after
    )


def test_where_no_engine_runs_the_job_says_so_and_words_alone_go_on(
    crosswalk: str, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # as where there is no build of it
    monkeypatch.setattr(vectors, "_engines", [])
    client = client_of("expert")
    client.post(f"{crosswalk}/vectors/", {"fragment": "s-2"})
    job = Job.objects.get()
    jobs.carry_out(job.pk)
    page = client.get(f"{crosswalk}/s-2/?job={job.pk}").content.decode()
    assert (
        "Meanings cannot be compared on this computer (onnxruntime). Suggestions go on by words alone."
        in page
    )
    assert "5 of 6 provisions, ranked by evidence" in page


def test_a_job_says_who_makes_it_and_how_long_it_takes_and_can_be_started_again(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    job = Job.objects.create(
        name="vectors", state="running", done=50, total=100, result={"server": "house-model (here)"},
        started_at=clock.now() - timedelta(seconds=120),
    )  # fmt: skip
    client = client_of("expert")
    shown = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Reading the texts with the model server house-model (here)" in shown
    assert "50 of 100 · about 2 minutes left" in shown
    stopped = [{"code": "job.cancelled", "where": "", "data": {"done": 50, "total": 100}}]
    Job.objects.filter(pk=job.pk).update(state="cancelled", problems=stopped)
    page = client.get(f"{crosswalk}/s-1/?job={job.pk}", follow=True).content.decode()
    assert "The job was stopped after 50 of 100 pieces. What was finished is kept." in page
    assert "Read the texts now" in page
