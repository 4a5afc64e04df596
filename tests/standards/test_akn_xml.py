from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, Reading, read
from silta.standards.formats.xml_input import MAX_NESTING

NS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
META = """<meta><identification source="#us">
  <FRBRWork><FRBRalias name="title" value="Lighthouse Act"/>
  <FRBRdate date="1999-05-01" name=""/><FRBRnumber value="12"/></FRBRWork>
  <FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification></meta>"""
BODY = """<body>
  <chapter eId="chp_1"><num>Chapter 1</num><heading>General</heading>
    <intro><p>This chapter is about light.</p></intro>
    <section eId="chp_1__sec_1"><num>1.</num>
      <heading>Duty<authorialNote marker="1"><p>See the Fog Act.</p></authorialNote></heading>
      <subsection eId="chp_1__sec_1__subsec_1"><num>(1)</num>
        <intro><p>The <b>keeper</b>  shall:</p></intro>
        <paragraph eId="chp_1__sec_1__subsec_1__para_a"><num>(a)</num><content><p>light the lamp; and</p></content></paragraph>
        <paragraph eId="chp_1__sec_1__subsec_1__para_b"><num>(b)</num><content><p>stay awake.</p></content></paragraph>
        <wrapUp><p>Every night.</p></wrapUp>
      </subsection>
    </section>
    <section eId="chp_1__sec_2" status="removed"><num>2.</num><content><p>[Gone]</p></content></section>
  </chapter>
</body>"""


def akn(inside: str = "", *, language: str = "eng", kind: str = "act", ns: str = NS) -> bytes:
    content = META.format(language=language) + (inside or BODY)
    return f'<akomaNtoso xmlns="{ns}"><{kind} name="x">{content}</{kind}></akomaNtoso>'.encode()


def reading(raw: bytes, language: str = "en") -> Reading:
    return read(raw, "act.xml", language)


def tree(raw: bytes, language: str = "en") -> list[tuple[str, str, str]]:
    return [(p.fragment, p.level, p.text) for p in reading(raw, language).release.provisions]


def codes(raw: bytes, language: str = "en") -> list[str]:
    return [problem.code for problem in reading(raw, language).problems]


def refusal(raw: bytes, language: str = "en") -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        reading(raw, language)
    return caught.value


def test_chapters_sections_and_points_are_read_as_they_are_nested() -> None:
    release = reading(akn()).release
    whole = "(1) The keeper shall:\n(a) light the lamp; and\n(b) stay awake.\nEvery night."
    assert (release.title, release.identifier) == ("Lighthouse Act", "12/1999")
    assert [(p.fragment, p.level, p.text) for p in release.provisions] == [
        ("ch-1", "chapter", ""),
        ("ch-1.p", "paragraph", "This chapter is about light."),
        ("s-1", "section", whole),
        ("s-1.1", "paragraph", whole.removeprefix("(1) ")),
        ("s-1.1.a", "point", "light the lamp; and"),
        ("s-1.1.b", "point", "stay awake."),
        ("s-2", "section", "[Gone]"),
    ]
    first, second = release.units()
    assert (first.heading, first.notes, second.status) == ("Duty", ("See the Fog Act.",), "repealed")
    assert release.provisions[4].stem == "The keeper shall:"


def test_sound_identifiers_leave_nothing_to_say() -> None:
    assert reading(akn()).problems == ()


@pytest.mark.parametrize(
    "ns",
    [
        "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13",
        "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17",
        "http://www.akomantoso.org/2.0",
        "http://www.akomantoso.org/1.0",
    ],
)
def test_drafts_under_other_namespaces_are_read_alike(ns: str) -> None:
    assert tree(akn(ns=ns)) == tree(akn())
    old = akn(ns=ns).replace(b"eId=", b"id=")
    assert (tree(old), codes(old)) == (tree(akn()), [])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('eId="chp_1__sec_2"', ""),
        ('eId="chp_1__sec_1"', "format.eid-repeated"),
        ('eId="chp_1__sec_7"', "format.eid-contradicts"),
        ('eId="not an identifier"', "format.eid-malformed"),
        ('eId=""', "format.eid-missing"),
        ("", "format.eid-missing"),
    ],
)
def test_addresses_follow_from_numbers_whatever_the_identifiers_say(wrong: str, code: str) -> None:
    raw = akn(BODY.replace('eId="chp_1__sec_2"', wrong))
    assert tree(raw) == tree(akn())
    assert codes(raw) == ([code] if code else [])
    assert all(problem.where.startswith("line ") for problem in reading(raw).problems)


def test_an_identifier_lends_its_number_to_what_prints_none() -> None:
    raw = akn('<body><article eId="art_4"><content><p>Light.</p></content></article></body>')
    assert tree(raw) == [("art-4", "article", "Light.")]


def test_a_number_that_comes_twice_gets_an_address_of_its_own_and_a_warning() -> None:
    section = "<section><num>1.</num><content><p>Light.</p></content></section>"
    raw = akn(
        f"<body><chapter><num>1</num>{section}</chapter><chapter><num>2</num>{section}</chapter></body>"
    )
    assert [name for name, level, _ in tree(raw) if level == "section"] == ["s-1", "ch-2.s-1"]
    problem = next(p for p in reading(raw).problems if p.code == "format.number-repeated")
    assert (problem.severity, problem.data["fragment"]) == ("warning", "ch-2.s-1")


def test_a_section_that_holds_articles_is_a_group() -> None:
    raw = akn(
        "<body><title><num>I</num><section><num>1</num><article><num>Article 5</num>"
        "<paragraph><num>1.</num><content><p>Light.</p></content></paragraph></article></section></title></body>"
    )
    assert [(name, level) for name, level, _ in tree(raw)] == [
        ("pt-i", "part"),
        ("ch-1", "chapter"),
        ("art-5", "article"),
        ("art-5.1", "paragraph"),
    ]


def test_attachments_number_anew_under_their_own_address() -> None:
    annex = (
        "<attachments><attachment><heading>Annex</heading><subheading>Lamps</subheading><doc name='annex'>"
        "<mainBody><paragraph><num>1.</num><content><p>Glass.</p></content></paragraph></mainBody>"
        "<attachments><attachment><heading>Table</heading><doc name='table'><mainBody><table>"
        "<tr><th><p>Lamp</p></th><th><p>Colour</p></th></tr><tr><td><p>A</p></td><td><p>red</p></td></tr>"
        "</table></mainBody></doc></attachment></attachments></doc></attachment></attachments>"
    )
    main = "<mainBody><paragraph><num>1.</num><content><p>Light.</p></content></paragraph></mainBody>"
    raw = akn(main + annex, kind="statement")
    assert tree(raw)[:4] == [
        ("r-1", "requirement", "Light."),
        ("pt-annex", "part", ""),
        ("pt-annex.r-1", "requirement", "Glass."),
        ("pt-annex.s-table", "section", "Lamp | Colour\nA | red"),
    ]
    assert "format.number-repeated" not in codes(raw)


def test_old_drafts_call_attachments_annexes() -> None:
    raw = akn(
        f"{BODY}<attachments><doc name='annex'><heading>Schedule</heading><mainBody><p>Lamps.</p></mainBody></doc>"
        "</attachments>",
        ns="http://www.akomantoso.org/2.0",
    )
    assert tree(raw)[-1] == ("s-schedule", "section", "Lamps.")


def test_a_judgment_is_read_by_its_parts() -> None:
    raw = akn(
        "<judgmentBody><background><p>The lamp was out.</p></background>"
        "<motivation><paragraph><num>1.</num><content><p>It was dark.</p></content></paragraph></motivation>"
        "<decision><p>The keeper pays.</p></decision></judgmentBody>",
        kind="judgment",
    )
    assert [(name, level) for name, level, _ in tree(raw)] == [
        ("s-background", "section"),
        ("ch-motivation", "chapter"),
        ("r-1", "requirement"),
        ("s-decision", "section"),
    ]


def test_a_document_without_structure_is_one_unit() -> None:
    raw = akn("<mainBody><p>Light is good.</p><p>Fog is not.</p></mainBody>", kind="doc")
    assert tree(raw)[0] == ("s-u", "section", "Light is good.\nFog is not.")


def test_quoted_law_stays_words() -> None:
    raw = akn(
        "<body><section><num>1</num><content><block name='q'><embeddedStructure><section><num>9</num>"
        "<content><p>Quoted.</p></content></section></embeddedStructure></block></content></section></body>"
    )
    assert tree(raw) == [("s-1", "section", "9 Quoted.")]


def test_of_several_expressions_the_imported_language_is_read() -> None:
    acts = "".join(
        f"<component><act name='x'>{META.format(language=tag)}<body><section><num>1</num><content><p>{word}</p>"
        "</content></section></body></act></component>"
        for tag, word in (("fin", "Valo."), ("swe", "Ljus."))
    )
    raw = f"<akomaNtoso xmlns='{NS}'><documentCollection><components>{acts}</components></documentCollection></akomaNtoso>"
    assert tree(raw.encode(), "sv") == [("s-1", "section", "Ljus.")]
    assert "format.other-expressions" in codes(raw.encode(), "fi")
    error = refusal(raw.encode(), "en")
    assert (error.code, error.data["choices"]) == ("format.language-not-there", "fi, sv")


def test_elements_in_other_languages_are_passed_over() -> None:
    raw = akn(
        '<body><section><num>1</num><content><p xml:lang="fi">Valo.</p><p xml:lang="sv">Ljus.</p></content></section></body>',
        language="fin",
    )
    assert tree(raw, "fi")[0] == ("s-1", "section", "Valo.")
    assert "format.other-language-elements" in codes(raw, "fi")


def test_another_language_than_the_imported_is_doubted() -> None:
    assert codes(akn(language="swe")) == ["format.language-differs"]
    assert codes(akn(language="swe"), "sv") == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (akn().replace(b"<akoma", b"<!DOCTYPE akomaNtoso [<!ENTITY a 'b'>]><akoma", 1), "format.xml-doctype"),
        (
            b"<?xml version='1.0'?><!-- c --><!DOCTYPE a [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + akn(),
            "format.xml-doctype",
        ),
        (akn().replace(b"<?xml", b"")[:-30], "format.truncated-xml"),
        (akn().replace(b"lamp", b"la\0mp"), "format.nul-byte"),
        (akn().replace(b"lamp", b"l&xxe;mp"), "format.malformed-xml"),
        (
            b"<?xml version='1.0' encoding='utf-8'?>" + akn().replace(b"lamp", b"l\xe4mp"),
            "format.malformed-xml",
        ),
        (akn("<body><section/></body>"), "format.nothing-recognised"),
        (f"<akomaNtoso xmlns='{NS}'><meta/></akomaNtoso>".encode(), "format.akn-no-document"),
        (akn(f"<body>{'<part>' * 200}{'</part>' * 200}</body>"), "format.xml-too-deep"),
        (akn(f"<body>{'<part>' * 90_000}{'</part>' * 90_000}</body>"), "format.malformed-xml"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_its_place(raw: bytes, code: str) -> None:
    error = refusal(raw)
    assert error.code == code
    assert error.where or code == "format.nothing-recognised"


def test_a_file_of_nothing_but_tags_is_refused_before_it_is_parsed() -> None:
    raw = b"<akomaNtoso>" + b"<a/>" * 4_000_000
    assert refusal(raw).code == "format.xml-too-much"


def test_the_deepest_nesting_that_is_read_is_walked_without_fear() -> None:
    depth = MAX_NESTING - 8
    inside = "<paragraph>" * depth + "<content><p>Deep.</p></content>" + "</paragraph>" * depth
    assert tree(akn(f"<body>{inside}</body>"))[0][2] == "Deep."


@given(st.binary(max_size=60), st.integers(0, 2_000))
def test_damaged_files_are_read_or_refused_but_never_crash(junk: bytes, place: int) -> None:
    with contextlib.suppress(FormatRefused):
        reading(akn()[:place] + junk + akn()[place:])
