"""Records in a real browser: what every page keeps at every width and in every language, and what scripts add to the form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from silta.node.actions import drafts
from silta.node.queries import records
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Visits, check_colours, check_page, follow, ready, saving, stop_clock
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KAZAKH = "Алғашқы атом электр станциясын лицензиялау кезеңдерінің салыстырмалы талдауы"


@pytest.fixture
def story(south: Partner) -> dict[str, str]:
    """Records of both sides, one that fits no kind, and a draft that is far from complete; name → address."""
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    said = south.release(
        record_id(2), "mapping", examples.mapping(record_id(1), reasoning=examples.text("A.", kk="Ә."))
    )
    south.release(record_id(3), "sauna-report", {"heat": "much"})
    south.respond(south.origin, said, "comment")
    south.deliver()
    (gap,) = say("gap", examples.gap(record_id(2)))
    (item,) = say("roadmap-item", examples.roadmap_item(gap.uid))
    expected = examples.text("One.\n\nTwo.", kk="Бір.\n\nЕкі.")
    fields = examples.activity("2026-01", title=examples.text("Licensing", kk=KAZAKH), expected=expected,
                               roadmap_item=item.uid)  # fmt: skip
    (activity,) = say("activity", fields)
    frozen = {"record": activity.uid, "revision": 1, "leaf": activity.leaf}
    (programme,) = say("programme", examples.programme(frozen))
    say("activity", *(examples.activity(f"2026-{n}") for n in range(10, 20)))
    uid = drafts.create(
        ACTOR, ARRANGEMENT, "activity", {"number": "1", "sides": [{"lead": "A"}], "start": "soon"}
    )
    drafts.start_revision(ACTOR, activity.uid)
    drafts.save(ACTOR, activity.uid, fields | {"expected": examples.text("Three.")}, version=1)
    return {
        "list": "/records/activity/",
        "kinds": "/records/",
        "record": f"/record/{activity.uid}/",
        "joint": f"/record/{programme.uid}/",
        "mapping": f"/record/{record_id(2)}/",
        "unknown": f"/record/{record_id(3)}/",
        "new": "/records/programme/new/",
        "form": f"/draft/{uid}/?check",
        "blocked": f"/draft/{uid}/release/",
        "question": f"/draft/{activity.uid}/release/",
        "end": f"/record/{activity.uid}/end/",
        "search": "/search/?q=seminar",
        "nothing found": "/search/?q=zzzzqqq",
        "nothing changed": f"/record/{activity.uid}/compare/?a=1&b=1",
    }


@pytest.mark.timeout(600)
def test_every_page_of_records_is_whole_for_everyone(visit: Visits, story: dict[str, str]) -> None:
    page = visit("head", "/records/", "kk")
    base = page.url.removesuffix("/records/")
    for address in story.values():
        page.goto(base + address)
        check_page(page)


def test_lists_pages_and_forms_can_be_read_in_the_dark(visit: Visits, story: dict[str, str]) -> None:
    page = visit("head", story["list"], theme="dark")
    base = page.url.removesuffix(story["list"])
    for name in ("list", "record", "form"):
        page.goto(base + story[name])
        check_colours(page)


def opened(visit: Visits, kind: str, fields: dict[str, Any]) -> tuple[str, Page]:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    return uid, visit("coordinator", f"/draft/{uid}/")


def holding(page: Page, where: str) -> Callable[[], Route]:
    """Let what the browser asks for at `where` wait: each call gives the next question, when it has come."""
    on_the_way: list[Route] = []
    page.route(where, lambda route: on_the_way.append(route))  # noqa: PLW0108 - asked for its parameters

    def sent() -> Route:
        while not on_the_way:
            page.wait_for_timeout(20)
        return on_the_way.pop(0)

    return sent


def test_the_languages_of_a_text_become_tabs_that_keys_move_along(visit: Visits, south: Partner) -> None:
    _, page = opened(visit, "priority", examples.priority(why=examples.text("Why.", ru="Почему.")))
    field = page.get_by_role("group", name="Why")
    tabs = field.get_by_role("tab")
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    expect(field.locator("textarea:visible")).to_have_value("Why.")
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(field.get_by_role("tab", name="Русский")).to_be_focused()
    expect(field.locator("textarea:visible")).to_have_value("Почему.")


def test_a_row_is_added_and_removed_in_place_and_the_rest_stays_typed(visit: Visits, south: Partner) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    page.locator("#field-place-en-in").fill("Helsinki")
    sides = page.get_by_role("group", name="Sides", exact=True)
    sides.get_by_role("button", name="Add a row").click()
    expect(sides.locator(".row-group")).to_have_count(2)
    expect(sides.get_by_label("Party").nth(1)).to_be_focused()
    sides.get_by_label("Lead").nth(1).fill("Somebody")
    sides.get_by_role("button", name="Remove row 1").click()
    expect(sides.locator(".row-group")).to_have_count(1)
    expect(sides.get_by_label("Lead")).to_have_value("Somebody")
    expect(page.locator("#field-place-en-in")).to_have_value("Helsinki")
    expect(page).to_have_url(re.compile(f"/draft/{uid}/$"))
    follow(page.get_by_role("button", name="Save draft").first)
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    held = records.draft(uid).fields
    assert (held["place"]["en"]["text"], held["sides"]) == ("Helsinki", [{"lead": "Somebody"}])


def test_what_is_typed_is_saved_a_moment_later(visit: Visits, south: Partner) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    with saving(page, "Astana"):
        page.locator("#field-place-en-in").press_sequentially("Astana")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    assert records.draft(uid).fields["place"]["en"]["text"] == "Astana"
    page.locator("#field-place-en-in").press_sequentially(" and Almaty")
    follow(page.locator("#field-place-en-in"), "Control+Enter")
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert records.draft(uid).fields["place"]["en"]["text"] == "Astana and Almaty"


def test_enter_in_a_field_saves_and_removes_no_row(visit: Visits, south: Partner) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    page.locator("#field-place-en-in").fill("Oslo")
    follow(page.locator("#field-place-en-in"), "Enter")
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    held = records.draft(uid).fields
    assert (held["place"]["en"]["text"], len(held["sides"])) == ("Oslo", 1)


def test_a_long_list_is_narrowed_by_words_and_keeps_what_is_chosen(visit: Visits, south: Partner) -> None:
    say("activity", *(examples.activity(f"2026-{n}") for n in range(10, 30)))
    _, page = opened(visit, "programme", {"year": 2026})
    field = page.get_by_role("group", name="Activities")
    field.get_by_label("Seminar 2026-15").check()
    field.get_by_role("searchbox").fill("2026-22")
    expect(field.locator("label.check:visible")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(field.get_by_role("searchbox")).to_have_value("2026-22")
    expect(field.get_by_label("Seminar 2026-15")).to_be_checked()


def test_a_release_goes_from_the_form_to_the_log_by_keyboard(visit: Visits, south: Partner) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    follow(page.get_by_role("button", name="Release…").first, "Enter")
    expect(page.get_by_role("heading", name="Release revision 1?")).to_be_visible()
    follow(page.get_by_role("button", name="Sign and release"), "Enter")
    expect(page.get_by_text("Revision 1 is released")).to_be_visible()
    assert records.get(uid).row.revision == 1


def test_a_second_click_while_the_first_is_answered_sends_nothing_again(
    visit: Visits, south: Partner
) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    sent = holding(page, f"**/draft/{uid}/")
    save = page.get_by_role("button", name="Save draft").first.bounding_box()
    assert save
    place = save["x"] + save["width"] / 2, save["y"] + save["height"] / 2
    page.mouse.click(*place)
    first = sent()
    page.mouse.click(*place)  # `click` of a locator waits for the page that is on its way
    with page.expect_navigation():
        first.continue_()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


def test_the_form_works_without_scripts(
    visit: Visits, browser: Any, live_server: Any, south: Partner
) -> None:
    uid, page = opened(visit, "activity", examples.activity())
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/draft/{uid}/")
    expect(plain.locator("#field-expected textarea:visible")).to_have_count(4)
    plain.fill("#field-expected-fi-in", "Tulos.")
    follow(plain.locator("#field-costs >> text=Add a row"))
    expect(plain.locator("#field-costs .row-group")).to_have_count(1)
    assert records.draft(uid).fields["expected"]["fi"]["text"] == "Tulos."
    follow(plain.get_by_role("button", name="Save draft").first)
    expect(plain.get_by_text("Draft saved.")).to_be_visible()
    context.close()


def test_slow_savings_follow_each_other_and_are_no_conflict(visit: Visits, south: Partner) -> None:
    uid, page = opened(visit, "activity", examples.activity())

    sent = holding(page, "**/autosave/")
    place = page.locator("#field-place-en-in")
    stop_clock(page)
    place.fill("A")
    page.clock.run_for(1000)
    first = sent()
    place.fill("AB")
    page.clock.run_for(1000)
    place.fill("ABC")
    page.get_by_role("group", name="Costs", exact=True).get_by_role("button", name="Add a row").click()
    page.clock.resume()
    first.continue_()
    sent().continue_()
    expect(page.locator("#field-costs .row-group")).to_have_count(1)
    assert records.draft(uid).fields["place"]["en"]["text"] == "ABC"
    place.fill("ABCD")
    second = sent()
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").first.click()
        second.continue_()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert records.draft(uid).fields["place"]["en"]["text"] == "ABCD"


def test_nobody_leaves_words_behind_unasked_that_could_not_be_saved(visit: Visits, south: Partner) -> None:
    _, first = opened(visit, "activity", examples.activity())
    other, page = first.context.new_page(), first.context.new_page()  # the console tells of the refusal
    for one in (other, page):
        one.goto(first.url)
        ready(one)
    other.locator("#field-place-en-in").fill("Theirs")
    expect(other.locator("[data-saved]")).to_have_attribute("data-state", "done")
    page.locator("#field-place-en-in").fill("Ours")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "conflict")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.locator(".brand").click()
    expect(page.locator("#field-place-en-in")).to_have_value("Ours")
    assert asked == ["beforeunload"]
    follow(page.get_by_role("button", name="Save draft").first)
    expect(page.get_by_text("Someone else has saved this draft in the meantime")).to_be_visible()
    assert asked == ["beforeunload"]
