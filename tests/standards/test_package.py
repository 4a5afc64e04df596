"""Packages: what goes in comes out, and what is not one is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.canonical import canonical_json
from silta.standards.package import PackageRefused, open_package, pack
from silta.standards.provisions import Provision, Release

ADDRESS = "xx/act-7@2021-01-01"
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)


def provision(fragment: str, order: int, parent: str | None = None, **changes: Any) -> Provision:
    plain = Provision(f"{order}", (), "Heading", "Text.", "en", "section", parent, fragment, order)
    return replace(plain, **changes)


def release(*provisions: Provision, language: str = "en") -> Release:
    return Release("An act", language, provisions, identifier=ADDRESS)


ACT = release(
    provision("ch-1", 0, level="chapter", text=""),
    provision("s-1", 1, "ch-1", path=("1",), obligation="shall", notes=("Amended.",)),
    provision("s-1.1", 2, "s-1", level="paragraph", stem="The holder shall:"),
    provision("s-2", 3, "ch-1", status="repealed", text=""),
)


@given(WORDS, WORDS)
def test_a_package_gives_back_the_release_that_was_packed(heading: str, text: str) -> None:
    act = release(*ACT.provisions[:3], provision("s-3", 3, heading=heading, text=text))
    assert open_package(pack(ADDRESS, [act]), ADDRESS) == (act,)


def test_languages_stand_in_order_whatever_order_they_were_given_in() -> None:
    other = Release(
        "Laki", "fi", tuple(replace(p, language="fi") for p in ACT.provisions), identifier=ADDRESS
    )
    assert pack(ADDRESS, [other, ACT]) == pack(ADDRESS, [ACT, other])
    assert open_package(pack(ADDRESS, [other, ACT]), ADDRESS) == (ACT, other)


def test_a_licence_for_titles_lets_only_numbers_and_headings_out() -> None:
    (bare,) = open_package(pack(ADDRESS, [ACT], titles_only=True), ADDRESS)
    assert {(p.text, p.stem, p.notes) for p in bare.provisions} == {("", "", ())}
    assert [p.heading for p in bare.provisions] == ["Heading"] * 4


def test_a_package_of_another_release_is_refused() -> None:
    with pytest.raises(PackageRefused) as refused:
        open_package(pack(ADDRESS, [ACT]), "xx/act-7@2022-01-01")
    assert refused.value.code == "package.of-another-release"


def _set(path: str, value: Any) -> Callable[[Any], None]:
    def change(package: Any) -> None:
        *above, last = path.split(".")
        for step in above:
            package = package[int(step)] if step.isdecimal() else package[step]
        package[int(last) if last.isdecimal() else last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("format", "silta-package/v9"),
        _set("texts", []),
        _set("texts.0.language", "<b>"),
        _set("texts.0.title", "x" * 3000),
        _set("texts.0.title", "a\x00b"),
        _set("texts.0.provisions", []),
        _set("texts.0.provisions.1.fragment", "../../etc"),
        _set("texts.0.provisions.1.fragment", "ch-1"),
        _set("texts.0.provisions.1.parent", "s-2"),
        _set("texts.0.provisions.1.parent", 7),
        _set("texts.0.provisions.1.number", "9" * 200),
        _set("texts.0.provisions.1.text", "a\x00b"),
        _set("texts.0.provisions.1.level", "volume"),
        _set("texts.0.provisions.1.notes", ["x"] * 1000),
    ],
)
def test_what_breaks_a_rule_is_refused_whole(change: Callable[[Any], None]) -> None:
    package = json.loads(pack(ADDRESS, [ACT]))
    change(package)
    with pytest.raises(PackageRefused) as refused:
        open_package(canonical_json(package), ADDRESS)
    assert refused.value.code == "package.malformed"


def test_members_of_a_newer_version_are_passed_over() -> None:
    package = json.loads(pack(ADDRESS, [ACT]))
    package["texts"][0]["provisions"][1]["colour"] = "blue"
    assert open_package(canonical_json(package), ADDRESS) == (ACT,)


@given(st.binary(max_size=60))
def test_chance_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(PackageRefused):
        open_package(raw, ADDRESS)
