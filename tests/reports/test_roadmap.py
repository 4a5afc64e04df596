"""The roadmap as a document: golden, the same on every node, with nothing lost and nobody ranked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from silta.records.editions import proposal
from silta.records.views import Record, Snapshot
from silta.reports.catalogue.roadmap.build import build
from silta.reports.content import (
    Content,
    Heading,
    Multi,
    Signatures,
    Table,
    Words,
    content_digest,
    wire,
)
from silta.reports.layout import lay_out
from silta.reports.render.html import html_fragment
from silta.reports.speaking import Speaker
from silta.words.languages import CODES
from tests.reports.story import agreed, record, snapshot, story, text, uid

GOLDEN = "4403a263bb722b913ed863a4c7ac84e42505da24c1f958c9aa9855f9d8e9444a"
EVIL = "<script>alert(1)</script>"


def roadmap() -> dict[str, Record]:
    """An edition of 2026 in force; since then one gap was accepted, one is worked on, and one is new."""
    records = story()
    gap = dict(records[uid(41)].fields)
    more: dict[str, Any] = {
        "number": "G-2026-10",
        "area": "inspection",
        "statement": text(en=f"A third gap. {EVIL}"),
    }
    third = record(43, "gap", "fi", ("2026-12-01T08:00:00Z", {**gap, **more, "state": "identified"}))
    step = records[uid(51)]
    done = {**step.fields, "state": "in-progress", "progress": text(en="A draft was sent."), "year": 2027}
    moved = replace(step, revisions=(step.latest, replace(step.latest, number=2, leaf="f" * 64, fields=done)))
    held = {**records, third.id: third, moved.id: moved}
    frozen = [{"record": uid(n), "revision": 1, "leaf": records[uid(n)].revisions[0].leaf} for n in (41, 42)]
    edition = record(
        91,
        "roadmap-edition",
        "kz",
        (
            "2026-04-01T08:00:00Z",
            {
                "year": 2026,
                "title": text(en="Roadmap 2026", fi="Tiekartta 2026"),
                "gaps": frozen,
                "items": [{"record": uid(51), "revision": 1, "leaf": step.latest.leaf}],
            },
        ),
        answers=agreed("2026-04-02T08:00:00Z"),
    )
    return {**held, edition.id: edition}


def of_2027(records: dict[str, Record]) -> Record:
    fields = {
        **proposal(snapshot(records), 2027),
        "title": text(en="Roadmap 2027"),
        "introduction": text(en="The second edition."),
        "stakeholders": text(en="Ministry of Energy"),
    }
    return record(92, "roadmap-edition", "fi", ("2027-01-08T08:00:00Z", fields))


def table(content: Content, caption: str) -> Table:
    return next(
        block
        for block in content.blocks
        if isinstance(block, Table) and isinstance(block.caption, Words) and block.caption.code == caption
    )


def plain(row: tuple[Any, ...]) -> list[str]:
    """What the cells hold, in English; empty for a dash."""
    speaker = Speaker(("en",), lambda _context, msgid, _language: msgid)
    return [speaker.cell(cell)[0].text.strip("—") for cell in row]


def test_the_same_records_give_the_same_digest_in_any_order() -> None:
    records = roadmap()
    turned = Snapshot("model", snapshot().parties, snapshot().sources[::-1], dict(reversed(records.items())))
    edition = of_2027(records)
    assert content_digest(build(snapshot(records), 2027, review=edition)) == GOLDEN
    assert content_digest(build(turned, 2027, review=edition)) == GOLDEN


def test_each_gap_of_the_earlier_edition_is_named_with_its_fate() -> None:
    records = roadmap()
    rows = table(build(snapshot(records), 2027, review=of_2027(records)), "fate_list").rows
    assert [plain(row) for row in rows] == [
        ["G-2026-01", "The act does not say who reviews the safety report.", "Agreed", "Carried over", ""],
        ["G-2026-02", "Inspections are not graded.", "Agreed", "Accepted as it is", "Small fleet."],
    ]


def test_what_is_new_is_told_field_by_field() -> None:
    records = roadmap()
    rows = table(build(snapshot(records), 2027, review=of_2027(records)), "change_list").rows
    assert [plain(row) for row in rows] == [
        ["G-2026-10", "New gap", "", f"A third gap. {EVIL}"],
        ["R-2026-01", "Year", "2026", "2027"],
    ]


def test_gaps_stand_by_area_with_the_steps_that_answer_them() -> None:
    records = roadmap()
    content = build(snapshot(records), 2027, review=of_2027(records))
    heads = [b.text.code for b in content.blocks if isinstance(b, Heading) and isinstance(b.text, Words)]
    assert heads == ["section", "section", "fates", "changes"]
    (step,) = table(content, "steps").rows
    assert plain(step)[:5] == ["R-2026-01", "Draft an amendment", "G-2026-01", "", "2027"]
    assert "A draft was sent." in str(wire(content.blocks))


def test_a_first_edition_has_no_fates_and_an_empty_one_says_so() -> None:
    records = roadmap()
    first = build(snapshot(records), 2026, review=records[uid(91)])
    assert not any(isinstance(b, Heading) and b.text.code == "fates" for b in first.blocks)  # type: ignore[union-attr]
    assert not first.meta.draft
    assert build(snapshot({}), 2026).blocks


def test_a_draft_says_what_an_edition_would_hold_and_that_nobody_has_agreed() -> None:
    draft = build(snapshot(roadmap()), 2027)
    assert draft.meta.draft
    signatures = next(block for block in draft.back if isinstance(block, Signatures))
    assert {signature.tone for signature in signatures.signatures} == {"wait"}
    assert table(draft, "fate_list").rows


def test_no_row_counts_gaps_by_party() -> None:
    content = build(snapshot(roadmap()), 2027)
    assert '"is": "number"' not in str(wire(content.blocks)).replace("'", '"')


@pytest.mark.parametrize("language", CODES)
def test_it_is_laid_out_in_every_language_and_nothing_in_it_becomes_markup(language: str) -> None:
    records = roadmap()
    content = build(snapshot(records), 2027, review=of_2027(records))
    page = html_fragment(lay_out(content, (language,), lambda _context, msgid, _language: msgid))
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "G-2026-10" in page


def test_the_title_and_the_introduction_are_the_parties_own() -> None:
    records = roadmap()
    content = build(snapshot(records), 2027, review=of_2027(records))
    assert "Roadmap 2027" in str(content.title)
    assert "The second edition." in str(wire(content.front))
    assert Multi(text(en="Ministry of Energy")) in [
        arg for block in content.front for item in getattr(block, "items", ()) for arg in item.args.values()
    ]
