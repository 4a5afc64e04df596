"""A law changes: what becomes of the mappings that speak of it, who is told, and what is carried over to the newer text."""

from __future__ import annotations

from typing import Any

import pytest

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.library import ImportRequest, import_release
from silta.node.actions.release import release_many
from silta.node.actions.renewal import carry_over
from silta.node.errors import Denied
from silta.node.home import Home
from silta.node.models import Draft, Provision
from silta.node.queries.comparing import CompareRefused, compared
from silta.node.queries.coverage import benchmark
from silta.node.queries.crosswalk import crosswalk
from silta.node.queries.home import needs_me
from silta.node.queries.library import NotInLibrary
from silta.node.queries.renewal import changes_of, renewal
from silta.node.queries.roadmap import roadmap
from silta.words.errors import SiltaError
from tests.node import examples
from tests.node.partner import ARRANGEMENT

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

COORDINATOR = Actor(None, "coordinator", "Coordinator")
STANDARD, OLD, NEW = "xx/standard-1@2020", "yy/act-7@2021-01-01", "yy/act-7@2026-01-01"
SECTIONS = {
    "7": "The licensee reports to the authority.",
    "8": "A licence is needed.",
    "9": "Fees are paid.",
    "10": "The authority inspects the plant twice a year.",
}


def bring(address: str, sections: dict[str, str], level: str = "section", language: str = "en") -> None:
    rows = "".join(f"{number},On {number},{text},{language},,{level}\n" for number, text in sections.items())
    raw = f"number,heading,text,language,parent,level\n{rows}".encode()
    import_release(COORDINATOR, ImportRequest("a.csv", raw, address, language, "template", "Act"))


def mapping(crosswalk_uid: str, requirement: str, section: str, **changes: Any) -> dict[str, Any]:
    fields = {
        "sources": [f"{STANDARD}#r-{requirement}"],
        "targets": [f"{OLD}#s-{section}"],
        "reasoning": examples.text(f"They meet in {section}."),
        **changes,
    }
    return examples.mapping(crosswalk_uid, f"R{requirement} – s. {section}", **fields)


@pytest.fixture
def reviewed(node: Home) -> str:
    """A crosswalk of ours with a mapping for each section of the older act; three of them rated by Anna."""
    bring(STANDARD, {str(n): f"Requirement {n}." for n in range(1, 5)}, "requirement")
    bring(OLD, SECTIONS)
    uid = drafts.create(COORDINATOR, ARRANGEMENT, "crosswalk", examples.crosswalk())
    uids = [uid]
    for n, section in enumerate(SECTIONS, 1):
        author = {"author": "Anna"} if section != "10" else {"reviewer": "Ben"}
        fields = mapping(uid, str(n), section, **author)
        uids.append(drafts.create(COORDINATOR, ARRANGEMENT, "mapping", fields, marking="tlp-amber"))
    release_many(COORDINATOR, uids)
    return uid


@pytest.fixture
def amended(reviewed: str) -> str:
    """The newer act rewords section 7, moves 9 to 11, repeals 10, and leaves 8 as it was."""
    bring(NEW, {"7": "The licensee reports at once.", "8": "A licence is needed.", "11": "Fees are paid."})
    return reviewed


def needs(actor: Actor) -> list[tuple[str, int]]:
    return [(one.title, one.count) for one in needs_me(actor) if one.need == "stale"]


def states(uid: str) -> dict[str, str]:
    page = crosswalk(uid, "en")
    found = benchmark(ARRANGEMENT, page.benchmark, "en").standings[uid].coverage
    return {address.partition("#")[2]: one.state for address, one in found.items()}


def test_each_changed_provision_makes_its_mapping_stale_with_what_changed(amended: str) -> None:
    found = renewal(crosswalk(amended, "en"), "en")
    assert found is not None
    assert (found.benchmark, found.compared) == (STANDARD, NEW)
    told = {one.fields["name"]: [(c.kind, c.addresses) for c in changes] for one, changes in found.changed}
    assert told == {
        "R1 – s. 7": [("reworded", (f"{NEW}#s-7",))],
        "R3 – s. 9": [("moved", (f"{NEW}#s-11",))],
        "R4 – s. 10": [("repealed", ())],
    }
    (change,) = changes_of([f"{OLD}#s-7"], "fi").values()
    assert (change.language, change.before[1], change.after[1]) == (
        "en",
        SECTIONS["7"],
        "The licensee reports at once.",
    )
    assert [one.fields["name"] for one in found.unchanged] == ["R2 – s. 8"]


def test_coverage_is_reopened_for_what_changed_and_only_for_that(reviewed: str) -> None:
    assert set(states(reviewed).values()) == {"not-assessed"}
    bring(NEW, SECTIONS | {"7": "The licensee reports at once."})
    assert states(reviewed) == {
        "r-1": "to-review",
        "r-2": "not-assessed",
        "r-3": "not-assessed",
        "r-4": "not-assessed",
    }


POINTS = "7,Reports,The licensee reports:,en,,section\n1),,on doses,en,7,point\n"


def test_a_change_in_points_alone_makes_stale_reopens_and_is_shown(reviewed: str) -> None:
    for address, points in (
        ("yy/act-7@2022-01-01", POINTS),
        ("yy/act-7@2023-01-01", POINTS + "2),,and on waste,en,7,point\n"),
    ):
        raw = f"number,heading,text,language,parent,level\n{points}".encode()
        import_release(COORDINATOR, ImportRequest("a.csv", raw, address, "en", "template", "Act"))
    old = "yy/act-7@2022-01-01"
    fields = examples.crosswalk(compared=old)
    uid = drafts.create(COORDINATOR, ARRANGEMENT, "crosswalk", fields)
    changed = mapping(uid, "1", "7", targets=[f"{old}#s-7"], author="Anna")
    release_many(
        COORDINATOR, [uid, drafts.create(COORDINATOR, ARRANGEMENT, "mapping", changed, marking="tlp-amber")]
    )
    found = renewal(crosswalk(uid, "en"), "en")
    assert found is not None
    ((_, (change,)),) = found.changed
    assert (change.kind, change.before[1].splitlines(), change.after[1].splitlines()) == (
        "reworded",
        ["The licensee reports:", "1) on doses"],
        ["The licensee reports:", "1) on doses", "2) and on waste"],
    )
    assert states(uid)["r-1"] == "to-review"


def test_those_who_rated_or_review_a_stale_mapping_and_those_who_release_are_told(amended: str) -> None:
    assert needs(Actor(None, "expert", "Anna")) == [("Example act and example standard", 2)]
    assert needs(Actor(None, "expert", "Ben")) == [("R4 – s. 10", 1)]
    assert needs(Actor(None, "expert", "Cecilia")) == []
    assert needs(COORDINATOR) == [("Example act and example standard", 3)]
    assert needs(Actor(None, "reader", "Anna")) == []


def test_a_closed_gap_on_a_changed_text_asks_its_owner_until_it_is_open_again(reviewed: str) -> None:
    uids = {one.fields["name"]: one.uid for one in crosswalk(reviewed, "en").mappings}
    closed = {"state": "accepted", "reason": examples.text("Few plants.")}
    gaps = [
        drafts.create(COORDINATOR, ARRANGEMENT, "gap", examples.gap(uids[name], number=number, **closed))
        for name, number in (("R1 – s. 7", "G-1"), ("R2 – s. 8", "G-2"))
    ]
    release_many(COORDINATOR, gaps)
    bring(NEW, SECTIONS | {"7": "The licensee reports at once."})

    def asked() -> list[str]:
        return [one.number for one in needs_me(COORDINATOR) if one.need == "reopen"]

    assert asked() == ["G-1"]
    assert [strand.stale for strand in roadmap(ARRANGEMENT, "en", {})] == [True, False]
    assert [one for one in needs_me(Actor(None, "reader", "Anna")) if one.need == "reopen"] == []
    again = drafts.start_revision(COORDINATOR, gaps[0])
    drafts.save(
        COORDINATOR, again, examples.gap(uids["R1 – s. 7"], number="G-1", state="agreed"), version=None
    )
    release_many(COORDINATOR, [again])
    assert asked() == []


def test_what_is_unchanged_becomes_drafts_in_the_crosswalk_of_the_newer_text(amended: str) -> None:
    done = carry_over(COORDINATOR, crosswalk(amended, "en"))
    assert (done.released, done.mappings) == (False, 1)
    held = Draft.objects.get(uid=done.crosswalk)
    assert (held.fields["benchmark"], held.fields["compared"]) == (STANDARD, NEW)
    assert held.fields["title"]["en"]["text"] == "Example act and example standard (2026-01-01)"
    (draft,) = Draft.objects.filter(kind="mapping")
    assert (draft.fields["sources"], draft.fields["targets"]) == ([f"{STANDARD}#r-2"], [f"{NEW}#s-8"])
    assert draft.fields["reasoning"] == examples.text("They meet in 8.")
    assert (draft.fields["crosswalk"], draft.fields["author"], draft.marking) == (
        done.crosswalk,
        "Anna",
        "tlp-amber",
    )
    with pytest.raises(SiltaError) as refused:
        carry_over(COORDINATOR, crosswalk(amended, "en"))
    assert refused.value.code == "crosswalk.nothing-to-carry"
    release_many(COORDINATOR, [done.crosswalk, draft.uid])
    assert renewal(crosswalk(done.crosswalk, "en"), "en") is None
    found = renewal(crosswalk(amended, "en"), "en")
    assert found is not None
    assert (found.successor, found.successor_released, found.waiting) == (done.crosswalk, True, ())


def test_nobody_is_reminded_of_what_has_been_decided_anew(amended: str) -> None:
    done = carry_over(COORDINATOR, crosswalk(amended, "en"))
    fields = mapping(done.crosswalk, "3", "9", targets=[f"{NEW}#s-11"])
    drafts.create(COORDINATOR, ARRANGEMENT, "mapping", fields)
    assert needs(COORDINATOR) == [("Example act and example standard", 2)]


def test_only_writers_carry_over_and_only_what_newer_texts_overtook(reviewed: str) -> None:
    with pytest.raises(SiltaError) as refused:
        carry_over(COORDINATOR, crosswalk(reviewed, "en"))
    assert refused.value.code == "crosswalk.nothing-to-carry"
    with pytest.raises(Denied):
        carry_over(Actor(None, "reader", "Reader"), crosswalk(reviewed, "en"))
    assert not Draft.objects.exists()


def test_the_page_of_needs_takes_as_many_queries_for_three_stale_mappings_as_for_one(
    amended: str, django_assert_max_num_queries: Any
) -> None:
    needs(COORDINATOR)
    with django_assert_max_num_queries(21):
        needs(COORDINATOR)


def test_a_newer_text_in_another_language_only_makes_nothing_stale(reviewed: str) -> None:
    bring(NEW, SECTIONS, language="fi")
    found = renewal(crosswalk(reviewed, "en"), "en")
    assert found is not None
    assert found.changed == ()


def test_a_draft_of_the_law_and_one_of_a_day_to_come_overtake_nothing_yet(reviewed: str) -> None:
    changed = {**SECTIONS, "7": "The licensee reports at once."}
    bring("yy/act-7@2025-06-01", changed)
    assert [title for title, _ in needs(COORDINATOR)] != []
    fields = {
        "address": "yy/act-7@2025-06-01", "title": examples.text("Act"), "type": "act", "jurisdiction": "yy",
        "as_of": "2025-06-01", "languages": ["en"], "licence": "own-copy", "provisions": 4, "state": "draft",
    }  # fmt: skip
    release_many(COORDINATOR, [drafts.create(COORDINATOR, ARRANGEMENT, "framework-release", fields)])
    bring("yy/act-7@2099-01-01", changed)
    assert needs(COORDINATOR) == []
    assert renewal(crosswalk(reviewed, "en"), "en") is None


def test_what_cannot_be_compared_says_why(amended: str) -> None:
    bring("yy/act-7@2030-01-01", SECTIONS, language="fi")
    bring("yy/act-7@2031-01-01", SECTIONS)
    Provision.objects.filter(release__address="yy/act-7@2031-01-01").update(level="chapter")
    refusals = {
        (OLD, STANDARD, ""): "compare.other-framework",
        (OLD, "yy/act-7@2030-01-01", ""): "compare.no-common-language",
        (OLD, "yy/act-7@2031-01-01", ""): "compare.empty",
        (OLD, NEW, "sv"): "compare.no-language",
    }
    for (old, new, language), code in refusals.items():
        with pytest.raises(CompareRefused) as refused:
            compared(old, new, language)
        assert refused.value.code == code
    with pytest.raises(NotInLibrary):
        compared(OLD, "yy/act-7@1999-01-01")
