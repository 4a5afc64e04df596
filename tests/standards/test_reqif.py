from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, Options, Reading, read
from silta.standards.formats.zip_input import MAX_UNPACKED

NS = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"


def definition(name: str, identifier: str = "") -> str:
    return f'<ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="{identifier or "d-" + name}" LONG-NAME="{name}"/>'


def item(identifier: str, **values: str) -> str:
    """A SPEC-OBJECT; the keys of `values` name definitions, ``_`` for a dot."""
    held = "".join(
        f"<ATTRIBUTE-VALUE-XHTML><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d-{name.replace('_', '.')}"
        f"</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION><THE-VALUE>{value}</THE-VALUE></ATTRIBUTE-VALUE-XHTML>"
        for name, value in values.items()
    )
    return f'<SPEC-OBJECT IDENTIFIER="{identifier}"><VALUES>{held}</VALUES></SPEC-OBJECT>'


def node(identifier: str, *children: str) -> str:
    below = f"<CHILDREN>{''.join(children)}</CHILDREN>" if children else ""
    reference = f"<OBJECT><SPEC-OBJECT-REF>{identifier}</SPEC-OBJECT-REF></OBJECT>"
    return f'<SPEC-HIERARCHY IDENTIFIER="h">{reference}{below}</SPEC-HIERARCHY>'


def specification(name: str, *nodes: str) -> str:
    return f'<SPECIFICATION IDENTIFIER="s-{name}" LONG-NAME="{name}"><CHILDREN>{"".join(nodes)}</CHILDREN></SPECIFICATION>'


NAMES = ("ReqIF.ChapterName", "ReqIF.Name", "ReqIF.Text", "ReqIF.ForeignID", "Status", "Rationale")


def reqif(items: str, specifications: str = "", relations: str = "", names: tuple[str, ...] = NAMES) -> bytes:
    types = "".join(map(definition, names))
    return (
        f'<REQ-IF xmlns="{NS}" xmlns:x="http://www.w3.org/1999/xhtml"><THE-HEADER><REQ-IF-HEADER IDENTIFIER="h">'
        f"<TITLE>Lamps</TITLE></REQ-IF-HEADER></THE-HEADER><CORE-CONTENT><REQ-IF-CONTENT><SPEC-TYPES><SPEC-OBJECT-TYPE "
        f'IDENTIFIER="t"><SPEC-ATTRIBUTES>{types}</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE></SPEC-TYPES>'
        f"<SPEC-OBJECTS>{items}</SPEC-OBJECTS>\n<SPEC-RELATIONS>{relations}</SPEC-RELATIONS>\n"
        f"<SPECIFICATIONS>{specifications}</SPECIFICATIONS></REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>"
    ).encode()


ITEMS = (
    item("a", ReqIF_ChapterName="Light")
    + item(
        "b",
        ReqIF_ForeignID="REQ-7",
        ReqIF_Name="Lamp",
        ReqIF_Text="<x:div>The lamp  shall burn.</x:div>",
        Status="new",
    )
    + item("c", ReqIF_ForeignID="REQ-7.1", ReqIF_Text="<x:p>All night.</x:p>", Rationale="<x:p>Fog.</x:p>")
)
WHOLE = reqif(ITEMS, specification("Lights", node("a", node("b", node("c")))))


def archive(**files: bytes) -> bytes:
    """An archive of files; ``__`` in a name stands for a dot."""
    return packed({name.replace("__", "."): raw for name, raw in files.items()})


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in files.items():
            made.writestr(name, raw)
    return stream.getvalue()


def reading(raw: bytes, name: str = "a.reqif", part: str | None = None) -> Reading:
    return read(raw, name, "en", options=Options(part=part))


def codes(raw: bytes) -> list[str]:
    return [problem.code for problem in reading(raw).problems]


def refusal(raw: bytes, name: str = "a.reqif") -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        reading(raw, name)
    return caught.value


def test_chapters_and_requirements_keep_their_hierarchy() -> None:
    release = reading(WHOLE).release
    assert release.title == "Lights"
    assert [(p.fragment, p.level, p.parent, p.heading, p.text) for p in release.provisions] == [
        ("ch-u", "chapter", None, "Light", ""),
        ("r-7", "requirement", "ch-u", "Lamp", "The lamp shall burn."),
        ("r-7.1", "requirement", "r-7", "", "All night."),
    ]
    assert release.provisions[2].notes == ("Fog.",)


def test_attributes_without_a_place_are_named() -> None:
    assert [(p.code, p.data["names"]) for p in reading(WHOLE).problems] == [
        ("format.reqif-attributes-left", "Status")
    ]


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        ("<x:div>a<x:br/>b</x:div>", "a\nb"),
        ("<x:div>a<x:br/><x:br/>b</x:div>", "a\n\nb"),
        ("<x:p>a <x:b>bold</x:b>,  and\n  more</x:p><x:p>b</x:p>", "a bold, and more\nb"),
        ("<x:div>The:<x:ul><x:li>one</x:li><x:li>two</x:li></x:ul></x:div>", "The:\n– one\n– two"),
        ("<x:ol><x:li>one</x:li><x:li>two</x:li></x:ol>", "1. one\n2. two"),
        ("<x:table><x:tr><x:td>a</x:td><x:td>b</x:td></x:tr></x:table>", "a | b"),
        ("<x:p>see <x:object data='a.png'>a picture</x:object></x:p>", "see"),
    ],
)
def test_rich_text_becomes_lines(rich: str, text: str) -> None:
    raw = reqif(item("b", ReqIF_Text=rich), specification("s", node("b")))
    assert reading(raw).release.units()[0].text == text


@pytest.mark.parametrize(
    ("number", "heading", "text"),
    [
        ("ReqIF.ForeignID", "ReqIF.Name", "ReqIF.Text"),
        ("IE PUID", "Object Short Text", "Object Text"),
        ("requirement_ID", "Title", "Statement"),
        ("_7f_ABSOLUTENUMBER", "Summary", "_7f_OBJECTTEXT"),
        ("UID", "Name", "FUNC-REQ-TXT"),
    ],
)
def test_attributes_of_many_tools_find_their_role(number: str, heading: str, text: str) -> None:
    names = (number, heading, text)
    held = "".join(
        f"<ATTRIBUTE-VALUE-STRING THE-VALUE='{value}'><DEFINITION><R>d-{name}</R></DEFINITION></ATTRIBUTE-VALUE-STRING>"
        for name, value in zip(names, ("7", "Lamp", "Burn."), strict=True)
    )
    raw = reqif(f'<SPEC-OBJECT IDENTIFIER="_x"><VALUES>{held}</VALUES></SPEC-OBJECT>', names=names)
    unit = reading(raw).release.units()[0]
    assert (unit.number, unit.heading, unit.text) == ("7", "Lamp", "Burn.")


def test_of_several_specifications_one_is_chosen_or_each_becomes_a_part() -> None:
    raw = reqif(ITEMS, specification("Light Book", node("a"), node("b")) + specification("Fog", node("c")))
    assert [p.heading for p in reading(raw).release.provisions if p.level == "part"] == ["Light Book", "Fog"]
    assert "format.reqif-merged" in codes(raw)
    assert [u.number for u in reading(raw, part="fog").release.units()] == ["REQ-7.1"]
    assert reading(raw, part="light-book").release.title == "Light Book"


def test_an_archive_holds_files_that_need_each_other() -> None:
    objects, hierarchy = reqif(ITEMS), reqif("", specification("Lights", node("a", node("b"), node("c"))))
    raw = archive(a__reqif=objects, b__reqif=hierarchy, lamp__png=b"\x89PNG")
    found = reading(raw, "a.reqifz")
    assert [u.number for u in found.release.units()] == ["REQ-7", "REQ-7.1"]
    assert "format.reqif-attachments" in [p.code for p in found.problems]
    assert reading(raw, "a.zip").release == found.release


def test_the_same_object_in_two_files_is_one_and_a_different_one_is_refused() -> None:
    assert reading(archive(a__reqif=WHOLE, b__reqif=WHOLE), "a.reqifz").release.units()
    other = WHOLE.replace(b"All night.", b"All day.")
    error = refusal(archive(a__reqif=WHOLE, b__reqif=other), "a.reqifz")
    assert (error.code, error.where.partition(",")[0]) == ("format.reqif-identifier-repeated", "b.reqif")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (reqif(ITEMS, specification("s", node("b", node("gone")))), "format.reqif-missing-object"),
        (reqif(ITEMS, specification("s", node("a"), node("b"))), "format.reqif-unplaced"),
        (reqif(ITEMS), "format.reqif-no-hierarchy"),
        (reqif(ITEMS, specification("s", node("b"), node("c"), node("\n c"))), "format.reqif-unplaced"),
        (
            reqif(
                ITEMS,
                relations="<SPEC-RELATION><SOURCE><SPEC-OBJECT-REF>gone</SPEC-OBJECT-REF></SOURCE></SPEC-RELATION>",
            ),
            "format.reqif-dangling",
        ),
        (reqif(ITEMS + item("d"), specification("s", node("b"), node("d"))), "format.reqif-empty-object"),
        (WHOLE.replace(b"7.1", b"7"), "format.number-repeated"),
    ],
)
def test_what_is_doubtful_is_told_with_its_line(raw: bytes, code: str) -> None:
    found = [problem for problem in reading(raw).problems if problem.code == code]
    assert found
    assert found[0].where.startswith("line ")


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (reqif(ITEMS, specification("s", node("a", node("b", node("a"))))), "a.reqif", "format.reqif-cycle"),
        (reqif(ITEMS + item("b", ReqIF_Text="Other.")), "a.reqif", "format.reqif-identifier-repeated"),
        (reqif(item("b", Rationale="Why?")), "a.reqif", "format.reqif-without-text"),
        (reqif(""), "a.reqif", "format.reqif-without-text"),
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + WHOLE, "a.reqif", "format.xml-doctype"),
        (WHOLE[:-40], "a.reqif", "format.truncated-xml"),
        (WHOLE.replace(b"lamp", b"la\0mp"), "a.reqif", "format.nul-byte"),
        (archive(a__reqif=b"<a/>"), "a.reqifz", "format.reqif-root"),
        (archive(a__txt=b"x"), "a.reqifz", "format.reqifz-without-reqif"),
        (packed({"../a.reqif": WHOLE}), "a.reqifz", "format.zip-path"),
        (packed({"/etc/a.reqif": WHOLE}), "a.reqifz", "format.zip-path"),
        (packed({"C:\\a.reqif": WHOLE}), "a.reqifz", "format.zip-path"),
        (archive(a__reqif=WHOLE)[:-30], "a.reqifz", "format.malformed-zip"),
        (archive(a__reqif=WHOLE), "a.txt", "format.misnamed"),
    ],
)
def test_what_is_hostile_or_broken_is_refused(raw: bytes, name: str, code: str) -> None:
    assert refusal(raw, name).code == code


def test_a_cycle_and_a_silent_file_name_their_line() -> None:
    cycle = reqif(ITEMS, specification("s", node("a", node("a"))))
    assert refusal(cycle).where.startswith("line ")
    relation = "<SPEC-RELATION><SOURCE><SPEC-OBJECT-REF>gone</SPEC-OBJECT-REF></SOURCE></SPEC-RELATION>"
    silent = refusal(reqif(item("b", Rationale="Why?"), relations=relation))
    assert [problem.code for problem in silent.problems] == [
        "format.reqif-without-text",
        "format.reqif-dangling",
    ]


def test_an_archive_that_unpacks_to_too_much_is_refused_unread() -> None:
    bomb = archive(a__reqif=WHOLE, b__reqif=b" " * (MAX_UNPACKED + 1))
    assert refusal(bomb, "a.reqifz").code == "format.too-large-unpacked"


@given(st.binary(max_size=60), st.integers(0, 2_000), st.booleans())
def test_damaged_files_are_read_or_refused_but_never_crash(junk: bytes, place: int, zipped: bool) -> None:
    raw = archive(a__reqif=WHOLE) if zipped else WHOLE
    with contextlib.suppress(FormatRefused):
        reading(raw[:place] + junk + raw[place:], "a.reqifz" if zipped else "a.reqif")
