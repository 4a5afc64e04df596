from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, Reading, read

LABELLED: dict[str, Any] = {"props": [{"name": "label", "value": "LH-1"}]}
META = {"title": "Lamps", "last-modified": "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.2"}


def item(label: str, prose: str, *parts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": "item", "prose": prose, "props": [{"name": "label", "value": label}]}
    return found | ({"parts": list(parts)} if parts else {})


def statement(prose: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"name": "statement", "prose": prose, "parts": list(items)}


def control(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "lh-1", "title": "Light", **LABELLED, "parts": list(parts), **more}


def catalog(*controls: dict[str, Any], **more: Any) -> bytes:
    group = {"id": "lh", "title": "Lighthouses", "controls": list(controls)}
    return json.dumps({"catalog": {"uuid": "u", "metadata": META, "groups": [group], **more}}).encode()


def reading(raw: bytes, name: str = "a.json") -> Reading:
    return read(raw, name, "en")


def refusal(raw: bytes, name: str = "a.json") -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        reading(raw, name)
    return caught.value


WHOLE = control(
    statement(
        "The keeper:",
        item("a.", "lights {{ insert: param, lh-1_prm_1 }}:", item("1.", "daily; and")),
        item("b.", "sleeps **never**."),
    ),
    {"name": "guidance", "prose": "See [the book](#fog)."},
    {"name": "assessment-objective", "prose": "Is it lit?"},
    params=[{"id": "lh-1_prm_1", "label": "organization-defined lamps"}],
    controls=[{"id": "lh-1.1", "title": "Spare lamp", "parts": [statement("Keep one.")]}],
)


def test_groups_controls_and_items_become_chapters_requirements_and_points() -> None:
    found = reading(catalog(WHOLE))
    text = "The keeper:\na. lights [organization-defined lamps]:\n1. daily; and\nb. sleeps never."
    assert [(p.fragment, p.level, p.heading, p.text) for p in found.release.provisions] == [
        ("ch-lh", "chapter", "Lighthouses", ""),
        ("r-lh-1", "requirement", "Light", text),
        ("r-lh-1.a", "point", "", "lights [organization-defined lamps]:\n1. daily; and"),
        ("r-lh-1.a.1", "subpoint", "", "daily; and"),
        ("r-lh-1.b", "point", "", "sleeps never."),
        ("r-lh-1.1", "requirement", "Spare lamp", "Keep one."),
    ]
    assert found.release.provisions[1].notes == ("See the book.",)
    assert found.release.provisions[3].stem == "The keeper: lights [organization-defined lamps]:"
    assert [(p.code, p.data["count"]) for p in found.problems] == [("format.oscal-parts-left", 1)]


@pytest.mark.parametrize(
    ("param", "shown"),
    [
        ({"label": "a lamp"}, "[a lamp]"),
        ({"values": ["oil", "gas"]}, "oil; gas"),
        ({"select": {"choice": ["oil", "{{ insert: param, q }}"]}}, "[oil | [gas]]"),
        ({}, "[p]"),
    ],
)
def test_parameters_are_inserted(param: dict[str, Any], shown: str) -> None:
    raw = catalog(
        control(
            statement("Burn {{ insert: param, p }} ."),
            params=[{"id": "p", **param}, {"id": "q", "label": "gas"}],
        )
    )
    assert reading(raw).release.units()[0].text == f"Burn {shown}."


def test_parameters_that_are_missing_or_insert_themselves_are_told() -> None:
    params = [{"id": "p", "label": "{{ insert: param, q }}"}, {"id": "q", "label": "{{ insert: param, p }}"}]
    found = reading(
        catalog(control(statement("{{ insert: param, p }} {{ insert: param, gone }}"), params=params))
    )
    assert {p.code for p in found.problems} == {"format.oscal-param-missing", "format.oscal-param-cycle"}


def test_a_withdrawn_control_is_repealed() -> None:
    raw = catalog(control(props=[{"name": "status", "value": "withdrawn"}]))
    assert reading(raw).release.units()[0].status == "repealed"


def test_xml_says_the_same_as_json() -> None:
    xml = """<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="u"><metadata><title>Lamps</title>
    <last-modified>2026</last-modified><version>1</version><oscal-version>1.1.2</oscal-version></metadata>
    <group id="lh"><title>Lighthouses</title><control id="lh-1"><title>Light</title>
      <param id="lh-1_prm_1"><label>organization-defined lamps</label></param><prop name="label" value="LH-1"/>
      <part name="statement"><p>The keeper:</p>
        <part name="item"><prop name="label" value="a."/><p>lights <insert type="param" id-ref="lh-1_prm_1"/>:</p>
          <part name="item"><prop name="label" value="1."/><p>daily; and</p></part></part>
        <part name="item"><prop name="label" value="b."/><p>sleeps <strong>never</strong>.</p></part></part>
      <part name="guidance"><p>See <a href="#fog">the book</a>.</p></part>
      <part name="assessment-objective"><p>Is it lit?</p></part>
      <control id="lh-1.1"><title>Spare lamp</title><part name="statement"><p>Keep one.</p></part></control>
    </control></group></catalog>"""
    assert reading(xml.encode(), "a.xml").release == reading(catalog(WHOLE)).release


@pytest.mark.parametrize(
    ("raw", "name", "code", "where"),
    [
        (b'{"profile": {}}', "a.json", "format.oscal-profile", "profile"),
        (b"<profile xmlns='http://csrc.nist.gov/ns/oscal/1.0'/>", "a.xml", "format.oscal-profile", "profile"),
        (b'{"component-definition": {}}', "a.json", "format.oscal-other-model", "component-definition"),
        (b'{"catalog": []}', "a.json", "format.json-shape", "catalog"),
        (catalog({"id": "x"}), "a.json", "format.json-shape", "catalog.groups[0].controls[0].title"),
        (catalog(control(id="no good")), "a.json", "format.json-shape", "catalog.groups[0].controls[0].id"),
        (catalog(control(title=7)), "a.json", "format.json-shape", "catalog.groups[0].controls[0].title"),
        (b'{"catalog": ' + b"[" * 500 + b"]" * 500 + b"}", "a.json", "format.json-too-deep", "document"),
        (b'{"catalog": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "a.json", "format.json-too-deep", "line 1"),
        (b'{"catalog": {', "a.json", "format.malformed-json", "line 1, column 14"),
        (catalog(control(title="a\0b")), "a.json", "format.nul-byte", ""),
        (catalog(control(title="a\ud800b")), "a.json", "format.encoding", ""),
        (catalog(), "a.json", "format.nothing-recognised", ""),
    ],
)
def test_other_documents_and_wrong_shapes_are_refused_with_their_place(
    raw: bytes, name: str, code: str, where: str
) -> None:
    error = refusal(raw, name)
    assert (error.code, error.where if where else "") == (code, where)


def test_parameters_that_multiply_are_stopped() -> None:
    params = [
        {"id": f"p{n}", "select": {"choice": [f"{{{{ insert: param, p{n + 1} }}}}"] * 40}} for n in range(8)
    ]
    found = reading(catalog(control(statement("{{ insert: param, p0 }}"), params=params)))
    assert "format.oscal-param-cycle" in {p.code for p in found.problems}


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda below: (
            st.lists(below, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "title",
                        "parts",
                        "controls",
                        "groups",
                        "name",
                        "prose",
                        "props",
                        "value",
                        "metadata",
                    ]
                ),
                below,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_document_is_read_or_refused(document: object) -> None:
    with contextlib.suppress(FormatRefused):
        reading(json.dumps({"catalog": document}).encode())
