"""What stands around the text of a Word document: styles, numbering, header and footer, settings, properties.

The styles are real ones, so that whoever edits the file changes a heading or a table everywhere at once. Sections and paragraphs
are numbered by Word itself; page numbers are fields. Elements follow ECMA-376, part 1.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.shared import Mm

from silta.reports.layout import LaidDocument, Lines
from silta.reports.render.signs import printable

TEXT_WIDTH: Final = 170
"""Millimetres between the margins of an A4 page."""
_TWIPS: Final = 56.7
"""Word's unit of length, a twentieth of a point, in a millimetre."""
_FONT: Final = "Calibri"
"""A font that Word brings along, with all Kazakh letters; elsewhere its metric twin Carlito takes its place."""
_TAGS: Final = {"kk": "kk-KZ", "ru": "ru-RU", "fi": "fi-FI", "en": "en-GB", "sv": "sv-SE"}
_MADE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NUMBERING, _DASHES = "77", "78"
_SPACES: Final = {"w": nsmap["w"]}
_QUIET, _INK = "475553", "15201F"

_STYLES: Final = (
    ("paragraph", "SiltaParagraph", "Numbered paragraph", "", 'numbered="1"'),
    ("paragraph", "SiltaBeside", "Second language", "", ""),
    ("paragraph", "SiltaHeadingBeside", "Heading, second language", '<w:b/><w:sz w:val="24"/>', 'keep="1"'),
    ("paragraph", "SiltaItem", "Item", "", 'bullet="1"'),
    ("paragraph", "SiltaFact", "Fact", '<w:sz w:val="19"/>', 'tight="1"'),
    ("paragraph", "SiltaMarking", "Marking", '<w:b/><w:sz w:val="18"/>', ""),
    ("paragraph", "SiltaCell", "Table text", '<w:sz w:val="18"/>', 'tight="1"'),
    ("paragraph", "SiltaHead", "Table heading", '<w:b/><w:sz w:val="18"/>', 'tight="1" keep="1"'),
    ("paragraph", "SiltaCellBeside", "Table text, second", f'<w:color w:val="{_QUIET}"/><w:sz w:val="17"/>', 'tight="1"'),
    ("character", "SiltaNote", "Remark", f'<w:i/><w:color w:val="{_QUIET}"/>', ""),
    ("character", "SiltaCode", "Code", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="16"/>', ""),
)  # fmt: skip


def element(name: str, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML; attributes without their prefix."""
    made = oxml_parser.makeelement(
        _clark(name), {_clark(key): value for key, value in attributes.items()}, _SPACES
    )
    made.extend(children)
    return made


@cache
def _clark(name: str) -> str:
    return qn(f"w:{name}")


def twips(millimetres: float) -> str:
    """A length in Word's unit."""
    return str(round(millimetres * _TWIPS))


def tag_of(language: str) -> str:
    """The tag by which Word chooses spelling and hyphenation."""
    return _TAGS.get(language, language)


def plain(lines: Lines) -> str:
    """Lines as one string, for properties, alternative texts and the header."""
    return printable(" · ".join(line.text.replace("\n", " ") for line in lines))


def new_document(laid: LaidDocument) -> Document:
    """An empty A4 document in the language of `laid`, with its styles, numbering, header, footer and properties."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    _style(made, tag_of(laid.languages[0]))
    _number(made)
    _head(section.header, laid)
    _foot(section.footer, laid)
    _settings(made)
    _describe(made, laid)
    return made


_SIZES: Final[Mapping[str, str]] = {
    "Title": "40",
    "Subtitle": "26",
    "Heading 1": "26",
    "Heading 2": "22",
    "Caption": "19",
}
"""Styles that python-docx brings and that get our looks: name → size in half points."""


def _dress(style: Any, size: str, *, quiet: bool) -> None:
    for old in style.findall(qn("w:rPr")):
        style.remove(old)
    looks = f'<w:color w:val="{_QUIET if quiet else _INK}"/><w:sz w:val="{size}"/>'
    style.append(parse_xml(f"<w:rPr {nsdecls('w')}>{'' if quiet else '<w:b/>'}{looks}</w:rPr>"))
    borders = style.pPr.find(qn("w:pBdr")) if style.pPr is not None else None
    if borders is not None:
        style.pPr.remove(borders)


def _style(made: Document, tag: str) -> None:
    styles = made.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in list(defaults):
        defaults.remove(old)
    defaults.append(element("rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_FONT))
    defaults.append(element("color", val=_INK))
    defaults.append(element("sz", val="21"))
    defaults.append(element("lang", val=tag))
    for kind, code, name, looks, more in _STYLES:
        styles.append(_own_style(kind, code, name, looks, more))
    styles.append(_table_style())
    for name, size in _SIZES.items():
        _dress(made.styles[name].element, size, quiet=name in ("Subtitle", "Caption"))
    made.styles["Title"].paragraph_format.space_before = Mm(5)
    normal = made.styles["Normal"].element.get_or_add_pPr()
    normal.insert_element_before(
        element("suppressAutoHyphens"), "w:spacing", "w:ind", "w:jc"
    )  # in columns only
    for name in ("Heading 1", "Heading 2", "Caption"):
        made.styles[name].paragraph_format.keep_with_next = True
    heading = made.styles["Heading 1"].element.get_or_add_pPr()
    heading.insert_element_before(
        element("numPr", element("ilvl", val="0"), element("numId", val=_NUMBERING)),
        "w:suppressLineNumbers", "w:spacing", "w:ind", "w:outlineLvl",
    )  # fmt: skip


def _own_style(kind: str, code: str, name: str, looks: str, more: str) -> Any:
    layout = "<w:keepNext/>" if "keep" in more else ""
    if "numbered" in more:
        layout += f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{_NUMBERING}"/></w:numPr>'
    if "bullet" in more:
        layout += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_DASHES}"/></w:numPr>'
    if "tight" in more:
        layout += '<w:suppressAutoHyphens w:val="0"/>'
    after = "20" if "tight" in more else "60" if "bullet" in more else "120"
    line = ' w:line="240" w:lineRule="auto"' if "tight" in more else ""
    layout += f'<w:spacing w:before="0" w:after="{after}"{line}/>'
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
    around = f"<w:pPr>{layout}</w:pPr>" if kind == "paragraph" else ""
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="{kind}" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/>{around}<w:rPr>{looks}</w:rPr></w:style>"
    )


def _table_style() -> Any:
    line = 'w:val="single" w:space="0" w:sz='
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="SiltaTable"><w:name w:val="Table of records"/>'
        f'<w:qFormat/><w:tblPr><w:tblBorders><w:top {line}"8" w:color="{_INK}"/><w:bottom {line}"4" w:color="{_INK}"/>'
        f'<w:insideH {line}"4" w:color="B9C4C1"/></w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {line}"8" w:color="{_INK}"/></w:tcBorders></w:tcPr>'
        f'</w:tblStylePr><w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:top {line}"8" '
        f'w:color="{_INK}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )


def _number(made: Document) -> None:
    """Sections ``1.`` and the paragraphs in them ``1.1`` in one list, the dashes before items in another."""
    numbering = made.part.numbering_part.element
    sections = (("decimal", "Heading1", "%1.", 567, 567), ("decimal", "SiltaParagraph", "%1.%2", 567, 567))
    for code, levels in ((_DASHES, (("bullet", "SiltaItem", "–", 850, 283),)), (_NUMBERING, sections)):
        numbering.insert(0, _list(code, levels))
        numbering.append(element("num", element("abstractNumId", val=code), numId=code))


def _list(code: str, levels: Sequence[tuple[str, str, str, int, int]]) -> Any:
    said = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for place, (form, style, text, left, hanging) in enumerate(levels)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{code}">{kind}{said}</w:abstractNum>')


def _edge(text: str, *, bold: bool = False) -> Any:
    looks = [element("b")] if bold else []
    words = element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return element("r", element("rPr", *looks, element("color", val=_QUIET), element("sz", val="17")), words)


def _split_line(part: Any) -> Any:
    """The only paragraph of a header or footer, with a stop at its right end."""
    paragraph = part.paragraphs[0]._p  # noqa: SLF001 - python-docx has no public way to an element
    layout = paragraph.get_or_add_pPr()
    for style in layout.findall(qn("w:pStyle")):
        layout.remove(style)  # its stops stand elsewhere
    layout.append(element("tabs", element("tab", val="right", pos=twips(TEXT_WIDTH))))
    return paragraph


def _tab() -> Any:
    return element("r", element("tab"))


def _head(header: Any, laid: LaidDocument) -> None:
    paragraph = _split_line(header)
    paragraph.append(_edge(plain(laid.title[:1])))
    paragraph.append(_tab())
    paragraph.append(_edge(plain(laid.marking), bold=True))
    if laid.draft:
        paragraph.append(_watermark(laid.draft_word, tag_of(laid.languages[0])))


def _watermark(word: str, tag: str) -> Any:
    """The word across every page, as Word itself makes one: a shape of the header."""
    said = escape(printable(word), quote=True)
    size = min(150, round(4200 / max(len(word), 1) / 5))
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        f'<w:rPr><w:noProof/><w:lang w:val="{tag}"/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" '
        'o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="SiltaDraft" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{said}" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:{size}pt;rotation:315;z-index:-251658752;'
        'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;'
        f'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#e4e8e7" stroked="f"><v:textpath '
        f'style="font-family:&quot;{_FONT}&quot;;font-size:1pt" string="{said}"/></v:shape></w:pict></w:r>'
    )  # fmt: skip


def _foot(footer: Any, laid: LaidDocument) -> None:
    paragraph = _split_line(footer)
    paragraph.append(_edge(plain(laid.standing[:1])))  # the head of the document says it in both languages
    paragraph.append(_tab())
    before, _, rest = laid.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, name in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if text:
            paragraph.append(_edge(text))
        if name:
            paragraph.append(element("fldSimple", _edge("1"), instr=name))


def _settings(made: Document) -> None:
    """Of today's Word, so that it opens without the remark that the file is of an old version."""
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings = made.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    settings.insert_element_before(
        element("autoHyphenation"), "w:consecutiveHyphenLimit", "w:hyphenationZone", "w:doNotHyphenateCaps",
        "w:defaultTableStyle", "w:evenAndOddHeaders", "w:drawingGridHorizontalSpacing", "w:characterSpacingControl",
        "w:doNotValidateAgainstSchema", "w:doNotDemarcateInvalidXml", "w:hdrShapeDefaults", "w:footnotePr", "w:compat",
        "w:rsids", "m:mathPr",
    )  # fmt: skip
    settings.insert_element_before(
        compat, "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
        "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
    )  # fmt: skip


def _describe(made: Document, laid: LaidDocument) -> None:
    about = made.core_properties
    about.title = plain(laid.title)[:250]
    about.author = plain(tuple(name[0] for _code, name in laid.parties if name))[:250]
    about.subject = plain(laid.standing)[:250]
    about.language = tag_of(laid.languages[0])
    about.comments, about.keywords, about.last_modified_by = "", "", ""
    day = dt.datetime.fromisoformat(f"{laid.day}T00:00:00+00:00") if laid.day else _MADE
    about.created = about.modified = day


def packed(made: Document) -> bytes:
    """The file, without the moment of its making in it: the same document gives the same bytes."""
    raw = BytesIO()
    made.save(raw)
    out = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
