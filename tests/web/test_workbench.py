"""Deciding: what is begun is kept, filters find what waits, opinions and notes stand beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from silta.node.actions.decisions import change_many
from silta.node.actions.library import ImportRequest, import_release
from silta.node.actions.mappings import Decision, decide
from silta.node.actions.release import release_many
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.models import Draft, Note, TextBlock
from silta.node.queries import crosswalk as queries
from silta.node.queries import suggestions
from silta.node.queries.comparisons import Comparisons
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads, Visits, check_page, saving

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

BENCHMARK, COMPARED = "xx/standard-1@2020", "yy/act-7@2021-01-01"
COORDINATOR = Actor(None, "coordinator", "Coordinator")
EVIL = "<script>alert(1)</script>"
HERE = f"/crosswalk/{record_id(1)}"


def sheet(numbers: range, word: str) -> bytes:
    rows = "".join(f"{n},{word} {n},The {word} number {n} is needed.,en,,section\n" for n in numbers)
    return f"number,heading,text,language,parent,level\n{rows}".encode()


@pytest.fixture
def crosswalk(people: Any, south: Partner) -> str:
    """Two texts of six sections, a crosswalk of the partner's, and one mapping of theirs about section 1."""
    for address, word, kind in ((BENCHMARK, "duty", "standard"), (COMPARED, "rule", "act")):
        request = ImportRequest(
            "a.csv", sheet(range(1, 7), word), address, "en", "template", word, kind, "official-act"
        )
        import_release(COORDINATOR, request)
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    theirs: dict[str, Any] = {
        "sources": [f"{BENCHMARK}#s-1"],
        "targets": [f"{COMPARED}#s-2"],
        "reasoning": examples.text("The rule says what the duty asks."),
    }
    south.release(record_id(2), "mapping", examples.mapping(record_id(1), **theirs))
    south.deliver()
    return HERE


def page_of() -> queries.Crosswalk:
    return queries.crosswalk(record_id(1), "en")


def filled(**changes: str) -> dict[str, str]:
    return {
        "target": "s-2", "relation": "equivalent", "legal": "a", "implementation": "b", "rationale": "semantic",
        "reasoning": "Both ask for it.", "reviewer": "", "version": "",
    } | changes  # fmt: skip


def test_what_is_begun_is_kept_without_being_a_decision(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    kept = client.post(f"{crosswalk}/s-2/keep/", filled(relation="")).json()
    page = client.get(f"{crosswalk}/s-2/").content.decode()
    assert "begun, on this node only" in page
    assert "1 of 6 decided" in page  # the partner's; ours has no relation yet
    assert "Both ask for it." in page
    again = client.post(f"{crosswalk}/s-2/keep/", filled(relation="intersects", version=str(kept["version"])))
    assert again.json()["version"] > kept["version"]
    assert "2 of 6 decided" in client.get(f"{crosswalk}/s-2/").content.decode()


def test_what_lacks_its_provisions_or_reasons_is_kept_told_and_left_out_when_the_others_are_released(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    bare = {name: value for name, value in filled(do="next").items() if name != "target"}
    for fragment, sent, told in (
        ("s-2", bare, "Name the provisions"),
        ("s-3", filled(do="next", legal="c", reasoning=""), "Give the reasoning"),
    ):
        answer = client.post(f"{crosswalk}/{fragment}/", sent, follow=True)
        assert answer.redirect_chain[-1][0] == f"{crosswalk}/{fragment}/"
        page = answer.content.decode()
        assert told in page
        assert "1 of 6 decided" in page  # the partner's
    client.post(f"{crosswalk}/s-4/", filled(do="next"))
    client.post(f"{crosswalk}/release/")
    assert {draft.fields["sources"][0] for draft in Draft.objects.all()} == {
        f"{BENCHMARK}#s-2",
        f"{BENCHMARK}#s-3",
    }
    assert [line.needs for line in page_of().lines().all][1:4] == ["undecided", "undecided", ""]


def test_a_saving_that_would_overwrite_a_colleagues_words_is_refused(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client_of("expert").post(f"{crosswalk}/s-2/keep/", filled())
    refused = client_of("coordinator").post(f"{crosswalk}/s-2/keep/", filled(reasoning="Mine."))
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "draft.changed-meanwhile"
    assert Draft.objects.get().fields["reasoning"]["en"]["text"] == "Both ask for it."
    page = client_of("coordinator").post(f"{crosswalk}/s-2/", filled(do="next", reasoning="Mine."))
    assert page.status_code == 409
    told, form = page.content.decode().split('<textarea id="reasoning"')
    assert "Both ask for it." in told, "what the colleague saved stands beside"
    assert "Mine." in form
    assert not re.search(r"\d{4}-\d\d-\d\dT", told), "a time is told as people tell it"


def test_two_people_who_begin_the_same_decision_in_the_same_second_make_one_draft(
    crosswalk: str, people: dict[str, int]
) -> None:
    """Both have read the crosswalk before either has saved."""
    page = page_of()
    anna, boris = (Actor(people[role], role, name) for role, name in (("expert", "Anna"), ("head", "Boris")))

    def decision(relation: str, fragment: str = "s-3") -> Decision:
        return Decision(fragment, ["s-2"], relation, "a", "a", False, "semantic", None, "", None)

    uid = decide(anna, page, None, decision("equal"))
    with pytest.raises(Refused, match=r"draft\.changed-meanwhile") as refused:
        decide(boris, page, None, decision("intersects"))
    assert refused.value.data["by"] == "Test Expert"
    (draft,) = Draft.objects.all()
    assert (str(draft.uid), draft.fields["relation"]) == (uid, "equal")
    release_many(COORDINATOR, [uid])
    with pytest.raises(Refused, match=r"drafts\.changed-meanwhile"):
        decide(boris, page, None, decision("intersects"))
    decide(boris, page, None, decision("intersects", "s-4"))
    assert Draft.objects.count() == 1


def test_what_is_emptied_is_gone_from_the_draft(crosswalk: str, client_of: Callable[[str], Client]) -> None:
    client = client_of("expert")
    kept = client.post(f"{crosswalk}/s-2/keep/", filled(reviewer="Somebody")).json()
    client.post(f"{crosswalk}/s-2/keep/", filled(reviewer="", reasoning="", version=str(kept["version"])))
    assert not {"reviewer", "reasoning"} & set(Draft.objects.get().fields)


def test_what_was_compared_ahead_is_not_compared_again(
    crosswalk: str, read: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestions.compare_ahead()
    monkeypatch.setattr(suggestions, "work_out", None)
    assert read("expert", f"{crosswalk}/s-2/").status_code == 200


def test_a_reader_keeps_nothing(crosswalk: str, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    for path, data in (
        ("s-2/keep/", filled()),
        ("decisions/change/", {"fragment": "s-2", "change": "relation:not-applicable"}),
        ("s-2/note/", {"text": "Look."}),
        ("vectors/", {}),
    ):
        assert client.post(f"{crosswalk}/{path}", data).status_code == 403, path
    assert not Draft.objects.exists()
    assert not Note.objects.exists()
    assert "data-autosave" not in client.get(f"{crosswalk}/s-2/").content.decode()


def test_a_filter_leaves_what_waits_for_that_and_the_next_one_is_among_them(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    for fragment in ("s-2", "s-4"):
        client.post(f"{crosswalk}/{fragment}/", filled(do="stay"))
    page = client.get(f"{crosswalk}/s-2/?show=unreleased").content.decode()
    assert f"{crosswalk}/s-4/?show=unreleased" in page
    assert f"{crosswalk}/s-3/" not in page
    gone_on = client.post(
        f"{crosswalk}/s-2/?show=unreleased",
        filled(do="next", version=str(Draft.objects.order_by("pk")[0].version)),
    )
    assert gone_on["Location"] == f"{crosswalk}/s-4/?show=unreleased"
    assert client.get(f"{crosswalk}/s-2/?show=nonsense").status_code == 200


def test_opinions_of_both_sides_stand_side_by_side(
    crosswalk: str, south: Partner, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    assert "The rule says what the duty asks." in client.get(f"{crosswalk}/s-1/").content.decode()
    client.post(f"{crosswalk}/s-1/", filled(do="stay", relation="subset-of", reasoning="Only a part of it."))
    client.post(f"{crosswalk}/release/")
    page = client.get(f"{crosswalk}/s-1/").content.decode()
    opinions = page[page.index('id="opinions"') :]
    assert opinions.index("Only a part of it.") < opinions.index("The rule says what the duty asks.")
    assert f'action="/record/{record_id(2)}/answer/"' in page


def test_the_partners_opinion_is_answered_where_it_stands(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    form = client.get(f"{crosswalk}/s-1/").context["opinions"][0].form
    answer = {
        "origin": form.origin,
        "index": form.index,
        "leaf": form.leaf,
        "party": "south",
        "next": form.next,
    }
    back = client.post(f"/record/{record_id(2)}/answer/", answer | {"verdict": "agree", "language": "en"})
    assert back["Location"] == f"{crosswalk}/s-1/"
    assert client.get(f"{crosswalk}/s-1/").context["opinions"][0].form.verdicts == ("comment",)


def test_notes_stay_here_and_only_their_author_deletes_them(
    crosswalk: str, client_of: Callable[[str], Client]
) -> None:
    client_of("expert").post(f"{crosswalk}/s-2/note/", {"text": f"Ask Aigerim. {EVIL}"})
    note = Note.objects.get()
    page = client_of("coordinator").get(f"{crosswalk}/s-2/").content.decode()
    assert "Ask Aigerim." in page
    assert EVIL not in page
    assert "Ask Aigerim." not in client_of("coordinator").get(f"{crosswalk}/s-3/").content.decode()
    assert client_of("coordinator").post(f"{crosswalk}/s-2/note/", {"delete": note.pk}).status_code == 403
    client_of("expert").post(f"{crosswalk}/s-2/note/", {"delete": note.pk})
    assert not Note.objects.exists()
    page = client_of("expert").post(f"{crosswalk}/s-2/note/", {"text": " "}, follow=True).content.decode()
    assert "Write something first." in page


def test_text_blocks_are_kept_in_each_language(
    crosswalk: str, client_of: Callable[[str], Client], read: Reads
) -> None:
    client = client_of("expert")
    client.post("/text-blocks/", {"name": "Principle", "text": "The details stand in a regulation."})
    block = TextBlock.objects.get()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"
    client.post(
        "/text-blocks/", {"number": block.pk, "name": "Periaate", "text": "Yksityiskohdat ovat asetuksessa."}
    )
    block.refresh_from_db()
    assert set(block.texts) == {"en", "fi"}
    assert "Yksityiskohdat ovat asetuksessa." in read("expert", f"{crosswalk}/s-2/", "fi").content.decode()
    client.post("/text-blocks/", {"number": block.pk, "do": "delete"})
    assert not TextBlock.objects.exists()
    assert client.post("/text-blocks/", {"number": 10**15, "name": "x", "text": "y"}).status_code == 404


def test_the_workbench_and_the_list_take_as_many_queries_however_many_decisions_there_are(
    crosswalk: str, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("expert")
    for fragment in ("s-2", "s-3", "s-4", "s-5", "s-6"):
        client.post(f"{crosswalk}/{fragment}/", filled(do="stay"))
    client.get(f"{crosswalk}/s-2/")
    with django_assert_max_num_queries(45):
        client.get(f"{crosswalk}/s-2/")
    with django_assert_max_num_queries(22):
        client.get(f"{crosswalk}/decisions/")


def test_a_page_does_not_wait_while_long_texts_are_compared(
    crosswalk: str, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = [suggestions.side(address) for address in (BENCHMARK, COMPARED)]
    found, go = suggestions.suggestions(sides[0], sides[1], top=5), Event()

    def compare(*_: object) -> suggestions.Suggestions:
        assert go.wait(100)
        return found

    monkeypatch.setattr(suggestions, "_LONG", 1)
    monkeypatch.setattr(suggestions, "_compare", compare)
    monkeypatch.setattr(suggestions, "_comparisons", Comparisons(2))
    client = client_of("expert")
    page = client.get(f"{crosswalk}/s-2/").content.decode()
    assert "These texts are being compared" in page
    assert "Nothing suggested" not in page
    assert client.post(f"{crosswalk}/s-2/", filled(do="stay")).status_code == 302
    go.set()
    suggestions.suggestions(sides[0], sides[1], top=5)
    after = client.get(f"{crosswalk}/s-2/").content.decode()
    assert "These texts are being compared" not in after
    assert "5 of 6 provisions, ranked by evidence" in after


def test_a_draft_that_changes_and_a_revision_that_comes_are_seen_at_once(
    crosswalk: str, south: Partner, client_of: Callable[[str], Client]
) -> None:
    client = client_of("expert")
    client.post(f"{crosswalk}/s-2/", filled(do="stay"))
    (draft,) = page_of().about("s-2")
    assert draft.fields["legal_rating"] == "a"
    client.post(f"{crosswalk}/s-2/", filled(do="stay", legal="b", version="1"))
    assert page_of().lines().all[1].said.decision.legal == "b"  # type: ignore[union-attr]  # a draft
    client.post(f"{crosswalk}/s-2/", {"do": "discard"})
    assert page_of().lines().all[1].said is None
    fields = examples.mapping(record_id(1), sources=[f"{BENCHMARK}#s-3"], targets=[f"{COMPARED}#s-2"])
    south.release(record_id(2), "mapping", fields, 2)
    south.deliver()
    assert [line.needs for line in page_of().lines().all] == ["undecided"] * 2 + [""] + ["undecided"] * 3


@pytest.mark.browser
def test_the_pages_of_deciding_keep_to_the_rules_of_every_page(crosswalk: str, visit: Visits) -> None:
    change_many(COORDINATOR, page_of(), ["s-2", "s-3"], "relation", "not-applicable")
    for path in (f"{crosswalk}/s-1/", f"{crosswalk}/decisions/", "/text-blocks/"):
        check_page(visit("coordinator", path, language="kk"))


@pytest.mark.browser
def test_a_choice_outside_of_the_form_is_saved_in_passing(crosswalk: str, visit: Visits) -> None:
    TextBlock.objects.create(
        name="Principle",
        texts={"en": "The details stand in a regulation."},
        updated_at="2026-01-01T00:00:00Z",
    )
    page = visit("coordinator", f"{crosswalk}/s-2/")
    page.locator("input[name=target]").first.check()
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "done")
    page.get_by_text("Text blocks", exact=True).click()
    with saving(page, "The details stand in a regulation."):
        page.get_by_role("button", name="Principle").click()
    expect(page.locator("#reasoning")).to_have_value("The details stand in a regulation.")
    page.reload()
    expect(page.locator("input[name=target]:checked")).to_have_count(1)
    assert Draft.objects.get().fields["targets"]


@pytest.mark.browser
def test_a_provision_is_decided_with_the_keys_alone(crosswalk: str, visit: Visits) -> None:
    page = visit("coordinator", f"{crosswalk}/s-2/")
    keyboard = page.keyboard
    for key in (
        "x",
        "2",
        "5",
        "a",
        "Shift+b",
    ):  # after x and a number the focus is on a box; letters still work there
        keyboard.press(key)
    expect(page.locator("input[name=target]").nth(1)).to_be_checked()
    expect(page.locator("input[name=target]").nth(1)).to_be_focused()
    # on a Kazakh layout the key of the 3 gives a letter
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "і", code: "Digit3", bubbles: true}))"""
    )
    expect(page.locator("[name=relation][value=subset-of]")).to_be_checked()
    with page.expect_navigation():
        keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/s-3/$"))
    fields = Draft.objects.get().fields
    assert (fields["relation"], fields["legal_rating"], fields["implementation_rating"]) == (
        "subset-of",
        "a",
        "b",
    )
    assert len(fields["targets"]) == 1
