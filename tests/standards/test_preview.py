from __future__ import annotations

from silta.standards.formats import read
from silta.standards.preview import Branch, preview
from tests.standards.invented import FINLEX, KAZAKH_RU


def fragments(branch: Branch) -> list[object]:
    return [branch.provision.fragment, *(fragments(inner) for inner in branch.branches)]


def test_a_preview_counts_what_was_recognised_and_shows_it_as_a_tree() -> None:
    shown = preview(read(FINLEX, "a.xml", "fi"))
    assert shown.counts == {"chapter": 1, "section": 3, "point": 2, "subpoint": 2, "paragraph": 4}
    assert [fragments(branch) for branch in shown.tree] == [
        ["p-johtolause"],
        ["ch-1", ["s-1", ["s-1.1"], ["s-1.2", ["s-1.2.a"], ["s-1.2.b"]]], ["s-1a", ["s-1a.1"], ["s-1a.2"]]],
        ["s-u"],
        ["p-liite-1"],
    ]
    assert shown.changes is None


def test_a_preview_shows_doubts_and_what_found_no_place() -> None:
    shown = preview(read(KAZAKH_RU.encode(), "a.txt", "ru"))
    assert [problem.severity for problem in shown.problems] == ["warning", "warning"]
    assert shown.unrecognised[0][1] == "ЗА СВЕТОМ"


def test_a_preview_against_a_former_release_shows_what_changed() -> None:
    former = read(FINLEX, "a.xml", "fi").release
    changed = read(FINLEX.replace(b"viikoittain", "päivittäin".encode()), "a.xml", "fi")
    shown = preview(changed, former)
    assert shown.changes is not None
    assert [
        change.new.number for change in shown.changes.changed if change.kind == "reworded" and change.new
    ] == ["1 a §"]


def test_an_excerpt_tells_all_numbers_and_shows_the_beginning() -> None:
    former = read(FINLEX, "a.xml", "fi").release
    changed = read(FINLEX.replace(b"viikoittain", "päivittäin".encode()), "a.xml", "fi")
    whole = preview(changed, former)
    shown = whole.excerpt(branches=4, changes=0)
    assert [fragments(branch) for branch in shown.tree] == [["p-johtolause"], ["ch-1", ["s-1", ["s-1.1"]]]]
    assert shown.left_out == sum(whole.counts.values()) - 4
    assert shown.changes is not None
    assert whole.changes is not None
    assert (shown.changes.counts, shown.changes.changed) == (whole.changes.counts, ())
    assert whole.excerpt(branches=100, changes=100) == whole
