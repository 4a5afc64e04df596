"""Comment rounds: what becomes of remarks, whose turn it is, and that nobody's change of words gets lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from silta.records.computed import computed_state
from silta.records.errors import RecordRefused
from silta.records.registry import KINDS
from silta.records.rounds import fate, last_said, place_at, places, reworded, rounds, whose_turn
from silta.records.views import Record, Response, Revision
from tests.reports.story import uid

TODAY = date(2026, 12, 1)
PARTIES = ("kz", "fi")
TEXT, REMARK = uid(1), uid(2)


def words(**said: str) -> dict[str, dict[str, str]]:
    return {tag: {"text": text, "status": "original"} for tag, text in said.items()}


def revision(number: int, **fields: Any) -> Revision:
    return Revision(
        number,
        "log",
        number,
        f"{number}" * 64,
        f"2026-0{number}-01T08:00:00Z",
        "head",
        "tlp-green",
        1,
        fields,
    )


def answer(party: str, verdict: Any, number: int = 1) -> Response:
    return Response(party, verdict, "log", 9, f"2026-0{number}-02T08:00:00Z", "head", f"{number}" * 64)


def text(*revisions: Revision, answers: tuple[Response, ...] = ()) -> Record:
    return Record(TEXT, "minutes", "fi", revisions, answers)


def remark(**more: Any) -> Record:
    named = {"record": TEXT, "revision": 1, "leaf": "1" * 64}
    return Record(REMARK, "remark", "kz", (revision(1, text=[named], title=words(en="Present"), **more),))


def settled(outcome: str, **more: Any) -> dict[str, Any]:
    return {"answers": [{"remark": REMARK, "outcome": outcome, **more}]}


def turn(held: Record, *remarks: Record) -> list[tuple[str, str]]:
    return list(whose_turn(held, rounds(held, remarks, PARTIES), PARTIES))


def test_the_other_side_decides_then_the_owner_answers_then_both_decide_until_all_have_agreed() -> None:
    first, second = revision(1), revision(2)
    assert turn(text(first)) == [("kz", "decide"), ("fi", "decide")]
    assert turn(text(first), remark(comment=words(en="No."))) == [("fi", "answer")]
    assert turn(text(first, answers=(answer("kz", "object"),))) == [("fi", "answer")]
    assert turn(text(first, second), remark(comment=words(en="No."))) == [("kz", "decide"), ("fi", "decide")]
    assert turn(text(first, answers=(answer("fi", "agree"),))) == [("kz", "decide")]
    assert turn(text(first, answers=(answer("fi", "agree"), answer("kz", "agree")))) == []


def test_whoever_commented_and_agreed_after_all_waits_for_no_answer() -> None:
    held = text(revision(1), answers=(answer("kz", "comment"), answer("kz", "agree")))
    assert turn(held) == [("fi", "decide")]


def test_a_remark_is_open_until_a_later_revision_says_what_became_of_it() -> None:
    held = text(
        revision(1),
        revision(2, **settled("declined", reason=words(en="Short."))),
        revision(3, **settled("taken")),
    )
    assert fate(text(held.revisions[0]), REMARK).outcome == ""
    assert (
        fate(text(*held.revisions[:2]), REMARK).outcome,
        fate(text(*held.revisions[:2]), REMARK).revision,
    ) == ("declined", 2)
    assert (fate(held, REMARK).outcome, fate(held, REMARK).revision) == ("taken", 3)


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (text(revision(1)), "open"),
        (text(revision(1), revision(2, **settled("in-part"))), "in-part"),
        (
            text(revision(1, **settled("taken")), answers=(answer("fi", "agree"), answer("kz", "agree"))),
            "taken",
        ),
        (text(revision(1), answers=(answer("fi", "agree"), answer("kz", "agree"))), "settled"),
    ],
)
def test_the_state_of_a_remark_follows_from_the_text_that_it_is_about(held: Record, state: str) -> None:
    other = Record(uid(3), "minutes", "kz", (revision(2, **settled("declined")),))
    among = {one.id: one for one in (held, other, remark())}
    assert computed_state(remark(), PARTIES, TODAY, among=among) == state


def test_a_remark_counts_for_the_revision_that_it_names_and_withdrawn_ones_count_for_none() -> None:
    held = text(revision(1), revision(2))
    withdrawn = Record(uid(5), "remark", "kz", remark().revisions, (), withdrawn=True)
    told = rounds(held, (remark(), withdrawn), PARTIES)
    assert [(one.revision.number, len(one.remarks), one.open) for one in told] == [(2, 0, 0), (1, 1, 1)]
    assert (last_said(held, told, "kz"), last_said(held, told, "fi")) == (1, 2)


MINUTES = KINDS["minutes"]
FIELDS: dict[str, Any] = {
    "title": words(en="Minutes", kk="Хаттама"),
    "items": [
        {"due": "2026-05", "title": words(en="One"), "text": words(en="Old.", fi="Vanha.")},
        {"title": words(en="Two")},
    ],
}


def test_every_field_of_a_joint_text_is_a_place_to_remark_on() -> None:
    assert [place.path for place in places(MINUTES, FIELDS)] == [
        "title", "present", "items", "items[1].title", "items[1].text", "items[2].title",
    ]  # fmt: skip
    assert place_at(MINUTES, FIELDS, "items[9].title") is None


def outdated(**said: str) -> dict[str, dict[str, str]]:
    return {tag: {"text": text, "status": "outdated"} for tag, text in said.items()}


def test_a_proposal_replaces_the_words_of_its_languages_and_marks_the_others_as_outdated() -> None:
    assert reworded(MINUTES, FIELDS, FIELDS, "title", words(en="Record"))["title"] == {
        **words(en="Record"),
        **outdated(kk="Хаттама"),
    }
    moved = {**FIELDS, "items": FIELDS["items"][::-1]}
    done = reworded(MINUTES, moved, FIELDS, "items[1].text", words(en="New."))
    assert done["items"][1]["text"] == {**words(en="New."), **outdated(fi="Vanha.")}
    assert reworded(MINUTES, done, FIELDS, "items[1].text", words(en="New.")) == done
    both = reworded(MINUTES, done, FIELDS, "items[1].text", words(fi="Uusi."))
    assert both["items"][1]["text"] == words(en="New.", fi="Uusi.")


def test_a_proposal_that_adds_a_language_or_betters_a_mere_draft_leaves_the_others_as_they_are() -> None:
    added = reworded(MINUTES, FIELDS, FIELDS, "title", words(fi="Pöytäkirja"))
    assert added["title"] == {**FIELDS["title"], **words(fi="Pöytäkirja")}
    title = {**words(en="Minutes"), "fi": {"text": "Minuutit", "status": "machine"}}
    held = {**FIELDS, "title": title}
    assert reworded(MINUTES, held, held, "title", words(fi="Pöytäkirja"))["title"] == words(
        en="Minutes", fi="Pöytäkirja"
    )


@pytest.mark.parametrize(
    ("now", "place"),
    [
        ({"title": words(en="Changed")}, "title"),
        ({"title": "words that are no text", "items": []}, "items[1].text"),
        (FIELDS, "items[7].text"),
        (FIELDS, "items"),
        (FIELDS, "meeting"),
        (FIELDS, "items[1].due"),
        (FIELDS, "../secret"),
        (FIELDS, ""),
    ],
)
def test_where_the_words_are_gone_nothing_is_overwritten(now: dict[str, Any], place: str) -> None:
    with pytest.raises(RecordRefused, match=r"record\.place-changed"):
        reworded(MINUTES, now, FIELDS, place, words(en="New."))


def test_what_is_not_taken_over_as_it_is_needs_a_reason_and_each_remark_one_answer() -> None:
    fields = {
        "title": words(en="Minutes"),
        "meeting": uid(9),
        "items": [{"type": "discussion", "title": words(en="One")}],
    }
    twice = settled("declined")["answers"] + settled("taken")["answers"]
    with pytest.raises(RecordRefused) as refused:
        MINUTES.validate(fields | {"answers": twice})
    assert [(p.code, p.where) for p in refused.value.problems] == [
        ("record.remark-reason-missing", "answers[1].reason"),
        ("record.remark-answered-twice", "answers[2].remark"),
    ]
    MINUTES.validate(fields | settled("declined", reason=words(en="Because.")))


def test_a_remark_says_something_or_proposes_something() -> None:
    named = {"record": TEXT, "revision": 1, "leaf": "1" * 64}
    with pytest.raises(RecordRefused, match=r"record\.remark-empty"):
        KINDS["remark"].validate({"title": words(en="Title"), "text": [named]})
