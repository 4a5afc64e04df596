"""The outlines follow the laws in numbers and headings, and in nothing else: not one sentence is taken from them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from silta.cli.demo.outlines import OUTLINES, Outline
from silta.cli.demo.story import CONTENT
from silta.standards.formats import read
from silta.standards.formats.reading import Options
from silta.standards.provisions import Release

RUN = 12
LAWS = {
    "fi/990-1987@1987-12-11": ("fi", "finland/990-1987_fi.json"),
    "kz/442-V@2024-06-08": ("ru", "kazakhstan/law_442-V_use_of_atomic_energy_ru.json"),
}


def release(outline: Outline, language: str) -> Release:
    return read(outline.raw(), outline.file, language, None, Options()).release


@pytest.fixture(scope="module", params=OUTLINES, ids=lambda outline: outline.address)
def outline(request: pytest.FixtureRequest) -> Outline:
    found: Outline = request.param
    return found


def test_an_outline_is_read_without_problems_in_each_of_its_languages(outline: Outline) -> None:
    for language in outline.titles:
        reading = read(outline.raw(), outline.file, language, None, Options())
        assert {problem.code for problem in reading.problems} <= {"format.other-language"}
        assert not reading.unrecognised


def test_all_languages_of_an_outline_have_the_same_provisions(outline: Outline) -> None:
    shapes = [
        [(p.fragment, p.level, p.parent, p.status) for p in release(outline, language).provisions]
        for language in outline.titles
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_every_provision_of_a_law_has_a_heading_and_says_something(outline: Outline) -> None:
    titles_only = outline.licence == "titles-only"
    for language in outline.titles:
        for provision in release(outline, language).provisions:
            where = f"{outline.address} {language} {provision.fragment}"
            assert bool(provision.heading) == (provision.level != "point"), where
            if provision.level != "chapter":
                assert bool(provision.text) is not titles_only, where
            assert provision.text.count(". ") <= 1, f"{where}: one sentence, not more"


def test_the_important_articles_have_points_of_their_own() -> None:
    units = {
        "fi/990-1987@1987-12-11": ("s-9", "s-13", "s-19", "s-20", "s-25", "s-55", "s-63", "s-79", "s-81"),
        "kz/442-V@2024-06-08": (
            "art-4", "art-6", "art-7", "art-7-2", "art-8", "art-9", "art-12", "art-17", "art-20", "art-22",
            "art-23", "art-24", "art-26-1",
        ),
    }  # fmt: skip
    for found in OUTLINES:
        made = release(found, next(iter(found.titles)))
        for fragment in units.get(found.address, ()):
            unit = made.get(fragment)
            assert unit is not None
            assert 2 <= len(made.points_of(unit)) <= 5, fragment


def _numbers(path: Path) -> list[str]:
    return [provision["id"] for provision in json.loads(path.read_text(encoding="utf-8"))["provisions"]]


@pytest.mark.realdata
def test_an_outline_covers_exactly_the_articles_of_the_law(real_data: Path) -> None:
    for found in OUTLINES:
        if found.address in LAWS:
            language, file = LAWS[found.address]
            assert [unit.number for unit in release(found, language).units()] == _numbers(real_data / file)


@pytest.mark.realdata
def test_the_titles_of_the_benchmark_are_those_of_the_standard(real_data: Path) -> None:
    listed = json.loads(
        (real_data / "international/iaea_requirement_titles.json").read_text(encoding="utf-8")
    )
    titles = [r["title"] for r in listed["standards"]["GSR Part 1 (Rev. 1)"]["requirements"]]
    benchmark = next(found for found in OUTLINES if found.address.startswith("iaea/"))
    assert [unit.heading for unit in release(benchmark, "en").units()] == titles


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _own_words() -> Iterator[tuple[str, str]]:
    for found in OUTLINES:
        for language in found.titles:
            for provision in release(found, language).provisions:
                yield f"{found.address} {language} {provision.fragment}", provision.text
    for file in (CONTENT / "story").iterdir():
        for words in _strings(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield file.name, words


@pytest.mark.realdata
def test_no_sentence_is_taken_from_the_laws(real_data: Path) -> None:
    theirs: set[tuple[str, ...]] = set()
    for folder in ("finland", "kazakhstan", "international"):
        for file in sorted((real_data / folder).glob("*.json")):
            for words in _strings(json.loads(file.read_text(encoding="utf-8"))):
                theirs |= _runs(words)
    taken = [(where, run) for where, words in _own_words() for run in _runs(words) & theirs]
    assert taken == []
