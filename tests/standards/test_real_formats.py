"""Files of real tools, in the formats that tools exchange: each is read as far as it is sound, else refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.standards.formats import FormatRefused, Reading, read

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


@pytest.mark.parametrize(
    ("name", "units", "first"),
    [
        ("commands__validate__02_missing_xml_doctype_declaration__sample.reqif", 1, "Requirement Title"),
        ("examples__02_read_reqif__input.reqif", 3, "Carbon Trust Standard"),
        ("examples__03_read_reqifz__input.reqifz", 2, ""),
        ("examples__04_convert_reqif_to_json__sample1_polarion.reqif", 2, "Section 1"),
        ("examples__04_convert_reqif_to_json__sample2_sdoc.reqif", 8, "Requirement A"),
        ("examples__04_convert_reqif_to_json__sample3_eclipse_rmf.reqif", 6, "Obj-01"),
        ("reqif_software__Doors__03_example_from_a_user__sample.reqif", 1, ""),
        ("reqif_software__Doors__10_example_capella_requirements_vp__sample.reqif", 1, ""),
        (
            "reqif_software__SparxSystems_Enterprise_Architect_8.0__01_example__sample.reqif",
            3,
            "Observe earths surface.",
        ),
    ],
)
def test_exchanges_of_requirements_tools_are_read(real_data: Path, name: str, units: int, first: str) -> None:
    release = reading(real_data, f"reqif/{name}").release
    assert (len(release.units()), release.units()[0].heading) == (units, first)


@pytest.mark.parametrize(
    ("name", "code", "where"),
    [
        ("commands__validate__04_empty_file__sample.reqif", "format.empty", ""),
        (
            "commands__validate__SPEC-RELATION__03_SOURCE_links_to_a_missing_SPEC-OBJECT__sample.reqif",
            "format.reqif-without-text",
            "line 6",
        ),
    ],
)
def test_broken_exchanges_are_refused(real_data: Path, name: str, code: str, where: str) -> None:
    with pytest.raises(FormatRefused) as caught:
        reading(real_data, f"reqif/{name}")
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_hierarchy_of_objects_that_are_not_there_is_told_and_what_is_there_is_kept(real_data: Path) -> None:
    found = reading(
        real_data, "reqif/reqif_software__SparxSystems_Enterprise_Architect_8.0__01_example__sample.reqif"
    )
    assert {p.code for p in found.problems} >= {"format.reqif-missing-object", "format.reqif-no-hierarchy"}
    assert [u.number for u in found.release.units()] == ["R001", "R002", "R003"]


def test_the_resolved_low_baseline_is_read_whole(real_data: Path) -> None:
    found = reading(real_data, "oscal/NIST_SP-800-53_rev5_LOW-baseline-resolved-profile_catalog-min.json")
    units = {unit.fragment: unit for unit in found.release.units()}
    assert len(units) == 149
    assert units["r-ac-1"].text.startswith(
        "a. Develop, document, and disseminate to [organization-defined personnel"
    )
    assert "{{" not in "".join(unit.text for unit in units.values())
    assert [p.code for p in found.problems] == ["format.oscal-parts-left"]


@pytest.mark.parametrize("ending", ["json", "xml"])
def test_profiles_are_refused_and_catalogs_read_in_both_notations(real_data: Path, ending: str) -> None:
    with pytest.raises(FormatRefused) as caught:
        reading(real_data, f"oscal/NIST_SP-800-53_rev5_LOW-baseline_profile.{ending}")
    assert caught.value.code == "format.oscal-profile"
    units = reading(real_data, f"oscal/basic-catalog.{ending}").release.units()
    assert [unit.number for unit in units] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2"]
