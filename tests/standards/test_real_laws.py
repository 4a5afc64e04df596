"""The real laws beside the repository: what is read equals their reference form, provision by provision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from silta.standards.addresses import is_fragment
from silta.standards.compare import compare
from silta.standards.continuations import continuations
from silta.standards.fates import fates
from silta.standards.formats import FormatRefused, Options, read
from silta.standards.formats.template_writer import write_release
from silta.standards.parallel import misaligned
from silta.standards.provisions import Provision, Release
from tests.conftest import Bounds

pytestmark = pytest.mark.realdata

ACTS = ("990-1987", "161-1988", "717-2013", "716-2013", "1044-2018")
STATUTES = [(f"finland/{act}_{language}.xml", language) for act in ACTS for language in ("fi", "sv")]
KAZAKH = ("kazakhstan/law_442-V_use_of_atomic_energy_ru.txt", "ru")
CONVENTIONS = [("international/CNS_en.json", "en"), ("international/JC_en.json", "en")]
PARTS = ("gsr-1", "gsr-2", "gsr-3", "ssr-2-1", "ssr-2-2")


def imported(real_data: Path, name: str, language: str, part: str | None = None) -> Release:
    return read(
        (real_data / name).read_bytes(), Path(name).name, language, options=Options(part=part)
    ).release


def reference(real_data: Path, name: str) -> list[tuple[object, ...]]:
    document = json.loads((real_data / name).with_suffix(".json").read_text(encoding="utf-8"))
    return [(row["id"], row["heading"], row["text"], row["chapter"]) for row in document["provisions"]]


def chapter(release: Release, unit: Provision) -> Any:
    above = release.chapter_of(unit)
    return {"no": above.number, "heading": above.heading} if above else None


@pytest.mark.parametrize(("name", "language"), [*STATUTES, KAZAKH])
def test_what_is_read_equals_the_reference(real_data: Path, name: str, language: str) -> None:
    release = imported(real_data, name, language)
    found = [(u.number or None, u.heading or None, u.text, chapter(release, u)) for u in release.units()]
    assert found == reference(real_data, name)


@pytest.mark.parametrize(("name", "language"), [*STATUTES, KAZAKH])
def test_the_reference_itself_is_read_as_the_same_units(real_data: Path, name: str, language: str) -> None:
    source = imported(real_data, name, language)
    again = imported(real_data, str(Path(name).with_suffix(".json")), language)
    assert compare(source, again).counts() == {
        "unchanged": len(source.units()),
        "reworded": 0,
        "new": 0,
        "repealed": 0,
        "moved": 0,
    }
    assert [unit.fragment for unit in again.units()] == [unit.fragment for unit in source.units()]


@pytest.mark.parametrize(("name", "language"), [*STATUTES, KAZAKH, *CONVENTIONS])
def test_every_provision_has_an_address_and_survives_a_spreadsheet(
    real_data: Path, name: str, language: str
) -> None:
    release = imported(real_data, name, language)
    names = [provision.fragment for provision in release.provisions]
    assert len(set(names)) == len(names)
    assert all(is_fragment(fragment) for fragment in names)
    assert read(write_release(release, "sheet"), "a.xlsx", language).release == release


def test_the_editorial_notes_of_the_reference_are_all_kept_apart(real_data: Path) -> None:
    release = imported(real_data, *KAZAKH)
    name = (real_data / KAZAKH[0]).with_suffix(".json")
    rows = json.loads(name.read_text(encoding="utf-8"))["provisions"]
    notes = {note for row in rows for note in row["editorial_notes"]}
    assert notes <= {note for provision in release.provisions for note in provision.notes}
    assert not any("стар. ред" in unit.text for unit in release.units())


def test_the_repealed_article_stays_and_points_have_addresses(real_data: Path) -> None:
    release = imported(real_data, *KAZAKH)
    repealed = [unit.fragment for unit in release.units() if unit.status == "repealed"]
    assert repealed == ["art-7-1"]
    fragments = {provision.fragment for provision in release.provisions}
    assert {"art-1.1-1", "art-1.35", "art-4.2.8", "art-9.4-1", "art-26-1.1"} <= fragments
    assert sum(len(release.leaves_of(unit)) for unit in release.units()) > 350


def test_finnish_and_swedish_have_the_same_fragments(real_data: Path) -> None:
    for act in ("990-1987", "717-2013", "716-2013"):
        finnish = imported(real_data, f"finland/{act}_fi.xml", "fi")
        swedish = imported(real_data, f"finland/{act}_sv.xml", "sv")
        assert [u.fragment for u in finnish.units()] == [u.fragment for u in swedish.units()]


def test_the_kazakh_law_is_read_within_a_second(real_data: Path, less_than: Bounds) -> None:
    raw = (real_data / KAZAKH[0]).read_bytes()
    with less_than(1):
        read(raw, "law.txt", "ru")


@pytest.mark.parametrize("part", PARTS)
def test_requirement_titles_are_read_as_listed(real_data: Path, part: str) -> None:
    name = "international/iaea_requirement_titles.json"
    release = imported(real_data, name, "en", part=part)
    standards = json.loads((real_data / name).read_text(encoding="utf-8"))["standards"]
    listed = standards[release.identifier]["requirements"]
    assert [(u.number, u.heading) for u in release.units()] == [(str(r["no"]), r["title"]) for r in listed]
    assert release.units()[3].fragment == "r-4"


def test_conventions_and_issues_are_read_whole(real_data: Path) -> None:
    for name, language in CONVENTIONS:
        document = json.loads((real_data / name).read_text(encoding="utf-8"))
        release = imported(real_data, name, language)
        assert [(u.number, u.heading, u.text) for u in release.units()] == [
            (row["id"], row["heading"], row["text"].strip()) for row in document["provisions"]
        ]
        chapters = [f"{c.number} {c.heading}" for u in release.units() if (c := release.chapter_of(u))]
        assert chapters == [row["chapter"] for row in document["provisions"]]
    assert len(imported(real_data, "international/wenra_2014_issues.json", "en").units()) == 19


def test_the_consolidated_act_shows_what_changed_since_it_was_given(real_data: Path) -> None:
    original = imported(real_data, "finland/990-1987_fi.xml", "fi")
    amended = imported(real_data, "finland/990-1987_consolidated-2018_fi.json", "fi")
    counts = compare(original, amended).counts()
    assert counts["unchanged"] > 15
    assert counts["reworded"] > 50
    assert counts["new"] > 30
    assert {u.fragment for u in amended.units() if u.status == "repealed"} == {"s-70", "s-72", "s-79", "s-81"}


def test_word_files_are_refused_by_name(real_data: Path) -> None:
    word = (real_data / "kazakhstan/law_442-V_use_of_atomic_energy_ru.doc").read_bytes()
    with pytest.raises(FormatRefused) as caught:
        read(word, "law.txt", "ru")
    assert caught.value.code == "format.word97-named-text"


def test_every_truncation_of_a_statute_names_a_line(real_data: Path) -> None:
    raw = (real_data / "finland/717-2013_fi.xml").read_bytes().rstrip()
    for end in range(2_000, len(raw) - 1, 997):
        with pytest.raises(FormatRefused) as caught:
            read(raw[:end], "a.xml", "fi")
        assert caught.value.code == "format.truncated-xml"
        assert caught.value.data["line"]


def consolidated(real_data: Path, as_of: str) -> Release:
    """The Finnish act as it stood on a day, from the file that holds several versions of some sections."""
    name = "990-1987_consolidated-2018_fi.json"
    return read((real_data / "finland" / name).read_bytes(), name, "fi", options=Options(as_of=as_of)).release


def test_the_finnish_act_of_1987_and_as_amended_to_2018_differ_section_by_section(real_data: Path) -> None:
    old = imported(real_data, "finland/990-1987_fi.xml", "fi")
    new = consolidated(real_data, "2018-01-01")
    found = compare(old, new)
    assert found.counts() == {"unchanged": 21, "reworded": 58, "new": 37, "repealed": 5, "moved": 0}
    assert {one.kind for one in continuations(found)} <= {"moved"}
    told = fates(old, new, found, continuations(found))
    assert (told["s-1"].kind, told["s-71"].kind) == ("unchanged", "repealed")
    as_of_1987 = consolidated(real_data, "1987-12-11")
    assert len(as_of_1987.units()) < len(new.units())
    assert compare(old, as_of_1987).counts()["unchanged"] == 22


@pytest.mark.parametrize("act", ACTS)
def test_both_languages_of_a_finnish_act_are_aligned_but_for_what_the_source_leaves_out(
    real_data: Path, act: str
) -> None:
    finnish, swedish = (imported(real_data, f"finland/{act}_{tag}.xml", tag) for tag in ("fi", "sv"))
    only_finnish, only_swedish = misaligned(finnish, swedish)
    assert [unit.number for unit in only_finnish] == (["88 §", "111 §"] if act == "161-1988" else [])
    assert only_swedish == ()
