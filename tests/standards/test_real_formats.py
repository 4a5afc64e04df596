"""Files of real tools, in the formats that tools exchange: each is read as far as it is sound, else refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.standards.formats import Reading, read

pytestmark = pytest.mark.realdata


def reading(real_data: Path, name: str, language: str = "en") -> Reading:
    path = real_data / "formats" / name
    return read(path.read_bytes(), path.name, language)


@pytest.mark.parametrize(
    ("name", "provisions", "units"),
    [
        ("akn/bad_eids.xml", 52, 17),
        ("akn/eids_basic.xml", 11, 4),
        ("akn/missing_eids.xml", 52, 17),
        ("akn/nested_attachments.xml", 3, 2),
        ("akn/unchanged_1.xml", 12, 4),
    ],
)
def test_akoma_ntoso_is_read_whole(real_data: Path, name: str, provisions: int, units: int) -> None:
    release = reading(real_data, name).release
    assert (len(release.provisions), len(release.units())) == (provisions, units)


def test_bad_and_missing_identifiers_give_the_same_addresses(real_data: Path) -> None:
    bad, missing = (reading(real_data, f"akn/{name}_eids.xml") for name in ("bad", "missing"))
    assert [p.fragment for p in bad.release.provisions] == [p.fragment for p in missing.release.provisions]
    assert {p.code for p in bad.problems} >= {
        "format.eid-repeated",
        "format.eid-malformed",
        "format.eid-contradicts",
    }
    assert "format.eid-missing" in {p.code for p in missing.problems}


def test_the_same_text_with_and_without_metadata_is_the_same(real_data: Path) -> None:
    with_meta, without = reading(real_data, "akn/eids_edge.xml"), reading(real_data, "akn/unchanged_2.xml")
    assert [u.fragment for u in with_meta.release.units()] == [u.fragment for u in without.release.units()]
