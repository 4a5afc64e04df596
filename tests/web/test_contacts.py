"""Contact by area: what counts as contact, which areas are quiet, and how long that is for this node."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from silta.node import clock, projection
from silta.node.models import Contact
from silta.node.queries.contacts import area_lines, contacts, quiet_areas
from silta.records.contacts import Touch, contact_by_area
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import NARROW, Reads, Visits, check_page

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
TODAY = NOW.date()


def test_an_area_is_quiet_once_its_last_contact_lies_back_so_many_months() -> None:
    def touch(day: str, sort: str = "written") -> Touch:
        return Touch(date.fromisoformat(day), sort, "", day)  # type: ignore[arg-type]

    given = [
        ("licensing", touch("2026-03-14")),
        ("siting", touch("2026-03-15")),
        ("siting", touch("2026-12-01", "planned")),
        ("design", touch("2026-01-01", "met")),
        ("design", touch("2026-09-01")),
        ("design", touch("2026-09-10", "planned")),
    ]
    found = contact_by_area(["transport", "siting"], given, TODAY, 6)
    assert [(one.area, one.quiet, str(one.since)) for one in found] == [
        ("transport", True, "None"),
        ("licensing", True, "2026-03-14"),
        ("siting", False, "2026-03-15"),
        ("design", False, "2026-09-01"),
    ]
    design, siting = found[3], found[2]
    # What was planned for a day that has passed is no plan any more.
    assert (design.planned, design.met, siting.planned) == (None, given[3][1], given[2][1])


@pytest.fixture
def year(people: dict[str, int], south: Partner) -> Partner:
    """A year of one partner: a seminar, a meeting about it, a consultation with advice, and a contact point for one more area."""

    def say(n: int, kind: str, fields: dict[str, object], time: str) -> None:
        south.release(record_id(n), kind, fields, time=time)

    seminar = examples.activity(
        "2026-01", area="siting", start="2026-02-03", until="2026-02-05", state="held"
    )
    say(1, "activity", seminar, "2026-01-10T08:00:00Z")
    planned = examples.activity("2026-02", area="licensing", start="2026-11", state="planned")
    say(2, "activity", planned, "2026-02-01T08:00:00Z")
    agenda = [{"title": examples.text("Siting"), "records": [record_id(1)]}]
    say(
        3,
        "meeting",
        examples.meeting(start="2026-06-02", state="held", agenda=agenda),
        "2026-05-01T08:00:00Z",
    )
    say(
        4, "contact-point", examples.contact_point(areas=["transport"], party="south"), "2026-01-10T08:00:00Z"
    )
    south.deliver()
    return south


@pytest.mark.behaviour
@pytest.mark.django_db
def test_meetings_count_for_the_areas_on_their_agenda(year: Partner) -> None:
    found = {one.area: one for one in contacts(ARRANGEMENT, TODAY)}
    assert list(found) == ["transport", "licensing", "siting"]
    siting, licensing = found["siting"], found["licensing"]
    assert siting.met == Touch(date(2026, 6, 2), "met", record_id(3), "2026-06-02")
    assert (siting.quiet, licensing.quiet, found["transport"].quiet) == (False, True, True)
    assert licensing.planned == Touch(date(2026, 11, 1), "planned", record_id(2), "2026-11")
    # What is planned already needs no word on the first page.
    assert [one.area for one in quiet_areas(ARRANGEMENT, TODAY)] == ["transport"]
    lines = {line.contact.area: line for line in area_lines(ARRANGEMENT, TODAY, "en")}
    assert [row.title for row in lines["transport"].speakers] == ["Coordinator"]
    assert lines["licensing"].speakers == ()


@pytest.mark.behaviour
@pytest.mark.django_db
def test_the_first_page_asks_once_for_each_state_of_the_logs(
    year: Partner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    contacts(ARRANGEMENT, TODAY)
    with django_assert_max_num_queries(2):
        contacts(ARRANGEMENT, TODAY)
    year.withdraw(record_id(4), 1)
    year.deliver()
    assert quiet_areas(ARRANGEMENT, TODAY) == []


@pytest.mark.behaviour
@pytest.mark.django_db
def test_contacts_are_told_anew_whichever_of_two_records_comes_last(
    people: dict[str, int], south: Partner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def said() -> list[tuple[str, str, str]]:
        return list(Contact.objects.order_by("area", "sort", "at").values_list("area", "sort", "at"))

    # The event comes before its activity, whose state and area it shares, and the answer before these change.
    event = examples.event(record_id(1), start="2026-03-02")
    south.release(record_id(2), "event", event, time="2026-01-01T08:00:00Z")
    south.deliver()
    assert said() == []
    activity = examples.activity("2026-01", area="siting", start="2026-03", state="planned")
    first = south.release(record_id(1), "activity", activity, time="2026-01-02T08:00:00Z")
    south.respond(south.origin, first, "comment", time="2026-01-03T08:00:00Z")
    south.deliver()
    told = [
        ("answered", "2026-01-03T08:00:00Z"), ("planned", "2026-03-01"), ("planned", "2026-03-02"),
        ("written", "2026-01-01T08:00:00Z"), ("written", "2026-01-02T08:00:00Z"),
    ]  # fmt: skip
    assert said() == [("siting", *one) for one in told]
    changed = {**activity, "area": "design", "state": "held"}
    south.release(record_id(1), "activity", changed, revision=2, time="2026-01-02T08:00:00Z")
    south.deliver()
    told[1:3] = [("met", "2026-03-02"), ("met", "2026-03-31")]
    assert said() == [("design", *one) for one in told]
    assert len(set(projection.rebuild())) == 1
    south.withdraw(record_id(1), 2)
    south.deliver()
    assert said() == []
    # However much was said, the first reader after it waits for as many questions.
    for n in range(3, 30):
        south.release(record_id(n), "activity", activity)
    south.deliver()
    with django_assert_max_num_queries(5):
        contacts(ARRANGEMENT, TODAY)


@pytest.mark.behaviour
@pytest.mark.django_db
def test_a_coordinator_chooses_how_long_quiet_is(
    year: Partner, client_of: Callable[[str], Client], read: Reads
) -> None:
    with clock.set_to(NOW):
        home = read("reader", "/").content.decode()
        assert "Quiet areas" in home
        assert "Transport" in home
        coordinator = client_of("coordinator")
        coordinator.post("/contacts/areas/", {"months": "0"})
        assert "1 to 60" in coordinator.get("/contacts/areas/").content.decode()
        coordinator.post("/contacts/areas/", {"months": "2"})
        assert client_of("contributor").post("/contacts/areas/", {"months": "1"}).status_code == 403
        page = read("reader", "/contacts/areas/").content.decode()
    assert "quiet since June 2026" in page
    assert "after 2 months" in page


@pytest.mark.browser
@pytest.mark.behaviour
@pytest.mark.django_db
def test_contact_by_area_is_a_good_page(year: Partner, visit: Visits) -> None:
    check_page(visit("coordinator", "/contacts/areas/", language="kk", width=NARROW))
