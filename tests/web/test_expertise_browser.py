"""The pages of expertise, experience and results in a real browser, in Kazakh, with something on each of them."""

from __future__ import annotations

import pytest

from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Visits, check_page
from tests.web.test_records_lists import say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(south: Partner) -> list[str]:
    """Both sides ask, advise, offer and measure; the addresses of what came of it."""
    (asked,) = say("consultation", examples.consultation())
    (own,) = say("expert", examples.expert("Aino Example"))
    south.release(record_id(1), "expert", examples.expert("Fitting Expert", absences=[AWAY]))
    south.release(record_id(2), "expert", examples.expert("Unfit Expert", languages=["fi"], state="away"))
    south.release(record_id(3), "advice", examples.advice(asked.uid, state="in-preparation"))
    south.release(record_id(4), "practice", examples.practice())
    south.release(record_id(5), "consultation", examples.consultation("2026-C05"))
    south.deliver()
    (given,) = say("advice", examples.advice(record_id(5)))
    (review,) = say("applicability-review", examples.applicability_review(record_id(4), **EFFECT))
    (assessed,) = say("assessment", examples.assessment())
    say(
        "finding", examples.finding(assessed.uid), examples.finding(assessed.uid, "GP1", kind="good-practice")
    )
    (measured,) = say("indicator", examples.indicator(rule="activities-held", target="12.5"))
    say("result", examples.result(measured.uid, actual="2.5"), examples.result(measured.uid, year=2027))
    (document,) = say("document", examples.document(native_marking="Для служебного пользования"))
    records = (asked, own, given, review, assessed, measured, document)
    uids = [*(one.uid for one in records), record_id(1), record_id(4), record_id(5)]
    return [
        *(f"/record/{uid}/" for uid in uids),
        f"/record/{own.uid}/end/",
        f"/records/advice/new/?consultation={record_id(5)}",
        "/records/expert/new/",
        "/records/indicator/",
        "/adoption/",
    ]


AWAY = {"start": "2027-01-01", "until": "2027-01-31"}
EFFECT = {
    "verdict": "with-adaptation",
    "reasons": examples.text("One pair for two sites."),
    "planned": examples.text("Half as many findings."),
    "state": "in-action",
}


@pytest.mark.timeout(600)
def test_every_page_of_expertise_and_experience_is_whole_for_everyone(
    visit: Visits, story: list[str]
) -> None:
    page = visit("coordinator", "/records/", "kk")
    base = page.url.removesuffix("/records/")
    for address in story:
        page.goto(base + address)
        check_page(page)
