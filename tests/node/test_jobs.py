"""Long work: who may stop it."""

from __future__ import annotations

import pytest

from silta.node import jobs
from silta.node.actor import Actor
from silta.node.errors import Denied
from silta.node.home import Home

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_job_is_stopped_by_whoever_releases_and_not_by_a_reader_who_did_not_start_it(
    node: Home, coordinator: Actor, reader: Actor, django_user_model: type
) -> None:
    someone = django_user_model.objects.create(username="someone")  # type: ignore[attr-defined]  # Django's manager
    started = Actor(someone.pk, "reader", "Someone")
    number = jobs.start(started, "vectors", {"source": "x", "target": "y"})
    with pytest.raises(Denied):
        jobs.cancel(reader, number)
    assert _state(number) == "waiting"
    jobs.cancel(coordinator, number)
    assert _state(number) == "cancelled"


def test_whoever_started_a_job_may_stop_it(node: Home, django_user_model: type) -> None:
    someone = django_user_model.objects.create(username="someone")  # type: ignore[attr-defined]  # Django's manager
    started = Actor(someone.pk, "reader", "Someone")
    number = jobs.start(started, "vectors", {"source": "x", "target": "y"})
    jobs.cancel(started, number)
    assert _state(number) == "cancelled"


def _state(number: int) -> str:
    found = jobs.find(number)
    assert found is not None
    return found.state
