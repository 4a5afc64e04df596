"""Many decisions at once: looked through before they are signed, changed together and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from silta.node.actions.decisions import change_many
from silta.node.errors import Refused
from silta.node.models import Draft, Undo
from tests.web.test_workbench import COORDINATOR, crosswalk, filled, page_of

__all__ = ["crosswalk"]

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_decisions_are_looked_through_before_they_are_signed_and_only_what_was_seen_is_signed(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    assert client.get(f"{crosswalk}/release/").status_code == 302, "nothing waits"
    client.post(f"{crosswalk}/s-2/keep/", filled())
    page = client.get(f"{crosswalk}/release/").content.decode()
    assert "Both ask for it." in page
    assert client_of("expert").get(f"{crosswalk}/release/").status_code == 403
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    client.post(f"{crosswalk}/s-4/", filled(do="next"))
    again = client.post(f"{crosswalk}/release/", {"seen": seen[1]}, follow=True).content.decode()
    assert "look through them once more" in again
    assert 0 < again.index(">duty 2<") < again.index(">duty 4<"), "each under the heading of its provision"
    assert Draft.objects.count() == 2
    seen = re.search(r'name="seen" value="(\w+)"', again)
    assert seen
    client.post(f"{crosswalk}/release/", {"seen": seen[1]})
    assert not Draft.objects.exists()


def test_a_provision_that_the_library_does_not_know_is_no_counterpart_and_a_refused_release_names_the_mapping(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    refused = client.post(f"{crosswalk}/s-2/", {**filled(do="next"), "target": ["s-2", "art-999"]})
    assert refused.status_code == 409
    assert "“art-999” is no provision of the compared text" in refused.content.decode()
    assert not Draft.objects.exists()
    client.post(f"{crosswalk}/s-3/", filled(do="next", legal="zzz"))
    name = Draft.objects.get().fields["name"]
    client.post(f"{crosswalk}/s-4/", filled(do="next"))
    told = client.post(f"{crosswalk}/release/", follow=True).content.decode()
    assert f"{name}: “zzz” is not in the list" in told


def test_many_change_at_once_and_one_step_takes_them_back(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    client.post(f"{crosswalk}/s-3/", filled(do="stay"))
    before = Draft.objects.get().fields
    chosen = ["s-2", "s-3", "s-4"]
    client.post(f"{crosswalk}/decisions/change/", {"fragment": chosen, "change": "relation:not-applicable"})
    assert [d.fields["relation"] for d in Draft.objects.all()] == ["not-applicable"] * 3
    assert "Undo: 3 drafts" in client.get(f"{crosswalk}/decisions/").content.decode()
    client.post(f"{crosswalk}/decisions/change/", {"do": "undo"})
    assert Draft.objects.get().fields == before


def test_drafts_taken_back_together_come_back_together(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    for fragment in ("s-2", "s-3"):
        client.post(f"{crosswalk}/{fragment}/", filled(do="stay"))
    before = {str(d.uid): d.fields for d in Draft.objects.all()}
    client.post(f"{crosswalk}/decisions/change/", {"fragment": ["s-2", "s-3", "s-5"], "change": "discard:"})
    assert not Draft.objects.exists()
    client.post(f"{crosswalk}/decisions/change/", {"do": "undo"})
    assert {str(d.uid): d.fields for d in Draft.objects.all()} == before


def test_a_step_is_not_taken_back_over_what_somebody_saved_since(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    client.post(
        f"{crosswalk}/decisions/change/", {"fragment": ["s-2", "s-3"], "change": "relation:not-applicable"}
    )
    one = Draft.objects.order_by("pk")[0]
    one.version += 1
    one.save()
    page = client.post(f"{crosswalk}/decisions/change/", {"do": "undo"}, follow=True).content.decode()
    assert "has been saved or released since" in page
    assert Draft.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "value", "code"),
    [
        ("relation", "equal", "decisions.bad-change"),
        ("legal", "z", "decisions.bad-change"),
        ("name", "x", "decisions.bad-change"),
        ("reviewer", "x" * 201, "decisions.bad-change"),
    ],
)
def test_only_what_makes_sense_for_many_can_be_changed_for_many(
    crosswalk: str, change: str, value: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        change_many(COORDINATOR, page_of(), ["s-2"], change, value)
    assert caught.value.code == code
    assert not Draft.objects.exists()
    assert not Undo.objects.exists()


def test_the_list_says_when_a_change_fits_nothing(crosswalk: str, client_of: Callable[[str], Client]) -> None:
    client = client_of("expert")
    page = client.post(
        f"{crosswalk}/decisions/change/", {"fragment": "s-5", "change": "legal:a"}, follow=True
    )
    assert "1 chosen provision was left as it is" in page.content.decode()
    page = client.post(f"{crosswalk}/decisions/change/", {"change": "legal:a"}, follow=True)
    assert "Choose the provisions first" in page.content.decode()
