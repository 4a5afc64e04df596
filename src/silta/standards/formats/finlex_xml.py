"""Finlex XML of original statutes: the schema ``VahvistettavaLaki`` (2010) of Finland's Ministry of Justice.

Shape (namespaces left out)::

    VahvistettavaLaki kieliKoodi="fi"
      IdentifiointiOsa/EduskuntaTunniste/{AsiakirjaNroTeksti, ValtiopaivavuosiTeksti}     990, 1987
      SaadosOsa/Saados
        SaadosNimeke/{SaadostyyppiKooste, SaadosNimekeKooste}                             title
        Johtolause                                                                        enacting clause
        Pykalisto > [Osa >] [Luku: LukuTunnusKooste, SaadosOtsikkoKooste >]
          Pykala: PykalaTunnusKooste, SaadosOtsikkoKooste,
            MomenttiKooste | KohdatMomentti: MomenttiJohdantoKooste, MomenttiKohtaKooste [> MomenttiAlakohtaKooste]
      LiiteOsa/SisaltoLiite                                                               annexes

A section's text has one line for each paragraph, introduction, point and sub-point; a blank line stands before a point that is
made of sub-points only. Labels that are glued to their words (``1)ydinaineella``) get a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.decoding import head, tidy
from silta.standards.formats.reading import Format, Notebook, Options, Reading
from silta.standards.formats.xml_input import line_of, local_name, parse, root_name
from silta.standards.provisions import Level, Provision

_ROOTS: Final = frozenset({"VahvistettavaLaki", "Laki", "Asetus", "Saados", "SaadosOsa", "AsetusAsiakirja"})
_GROUPS: Final[dict[str, Level]] = {"Osa": "part", "Luku": "chapter"}
_NUMBERS: Final = frozenset({"OsaTunnusKooste", "LukuTunnusKooste", "PykalaTunnusKooste"})
_HEADING: Final = "SaadosOtsikkoKooste"
_BLOCKS: Final = frozenset(
    {
        "MomenttiKooste",
        "MomenttiJohdantoKooste",
        "MomenttiKohtaKooste",
        "MomenttiAlakohtaKooste",
        "KappaleKooste",
    }
)
_SILENT: Final = frozenset({"Palstaviiva"})
_SPACES: Final = re.compile("[ \t\r\n\xa0]+")
_BLOCK_MARK: Final = "\x1e"
_GLUED_LABEL: Final = re.compile(r"^(\d+(?:\s?[a-z])?|[a-zåäö])\)(?=\S)", re.MULTILINE)


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The statute in `raw`. Raises `FormatRefused` (XML that is broken or cut off, no sections, duplicate sections)."""
    del options
    root = parse(raw)
    notebook = Notebook()
    declared = next(
        (value for name, value in root.attrib.items() if str(name).endswith("kieliKoodi")), language
    )
    if str(declared) != language:
        notebook.warn("format.language-differs", "kieliKoodi", declared=str(declared), language=language)
    assembly = Assembly(language)
    for clause in root.iterfind(".//{*}Johtolause"):
        assembly.add("paragraph", "Johtolause", None, Content(text="\n".join(_lines(clause))))
    sections = _Sections(assembly, notebook)
    for body in root.iterfind(".//{*}Pykalisto"):
        sections.walk(body, None)
    for annex in root.iterfind(".//{*}LiiteOsa"):
        _add_annexes(assembly, annex)
    return notebook.reading(assembly.release(_title(root), identifier=_identifier(root)))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether the root element is one of Finlex's, or is still missing in a file that calls itself XML."""
    start = head(raw)
    name = root_name(start)
    return name in _ROOTS or (
        not name and start.lstrip("\ufeff \t\r\n").startswith("<") and filename.endswith(".xml")
    )


class _Sections:
    """Walks parts and chapters down to sections."""

    def __init__(self, assembly: Assembly, notebook: Notebook) -> None:
        self.assembly = assembly
        self.notebook = notebook
        self.seen: dict[str, int] = {}

    def walk(self, container: etree._Element, parent: Provision | None) -> None:
        for element in container:
            name = local_name(element)
            if name == "Pykala":
                self.section(element, parent)
            elif name in _GROUPS:
                content = Content(heading=_child_words(element, _HEADING))
                self.walk(element, self.assembly.add(_GROUPS[name], _number(element), parent, content))
            elif name not in _NUMBERS and name != _HEADING and name not in _SILENT:
                words = _words(element)
                if words:
                    self.notebook.leave(_place(element), words)

    def section(self, element: etree._Element, parent: Provision | None) -> None:
        number, line = _number(element), line_of(element)
        if number and number in self.seen:
            first = f"line {self.seen[number]}"
            self.notebook.error("format.duplicate-number", f"line {line}", number=number, first=first)
        self.seen.setdefault(number, line)
        content = Content(_child_words(element, _HEADING), _section_text(element))
        unit = self.assembly.add("section", number, parent, content)
        self.assembly.add_points(unit)


def _section_text(section: etree._Element) -> str:
    skipped = _NUMBERS | {_HEADING}
    marked = "".join(_marked(child) for child in section if local_name(child) not in skipped)
    lines = [_SPACES.sub(" ", line).strip(" ") for line in marked.split(_BLOCK_MARK)]
    return _GLUED_LABEL.sub(r"\1) ", "\n".join(lines)).strip("\n")


def _marked(element: etree._Element) -> str:
    """The words of `element`, with a mark where each block begins."""
    name = local_name(element)
    if not name:
        return ""
    opening = _BLOCK_MARK if name in _BLOCKS or name == "row" else ""
    return opening + _clean(element.text) + "".join(_marked(child) + _clean(child.tail) for child in element)


def _clean(words: str | None) -> str:
    return tidy(words or "", "")


def _lines(element: etree._Element) -> Iterator[str]:
    for line in _marked(element).split(_BLOCK_MARK):
        words = _SPACES.sub(" ", line).strip()
        if words:
            yield words


def _words(element: etree._Element) -> str:
    return " ".join(_lines(element))


def _child_words(element: etree._Element, name: str) -> str:
    found = element.find("{*}" + name)
    return "" if found is None else _words(found)


def _number(element: etree._Element) -> str:
    return next((_words(child) for child in element if local_name(child) in _NUMBERS), "")


def _place(element: etree._Element) -> str:
    return f"line {line_of(element)}, {local_name(element)}"


def _title(root: etree._Element) -> str:
    name = root.find(".//{*}SaadosNimeke")
    return "" if name is None else " ".join(filter(None, (_words(part) for part in name)))


def _identifier(root: etree._Element) -> str:
    number = root.findtext(".//{*}EduskuntaTunniste/{*}AsiakirjaNroTeksti", "").strip()
    year = root.findtext(".//{*}EduskuntaTunniste/{*}ValtiopaivavuosiTeksti", "").strip()
    return f"{number}/{year}" if number and year else ""


def _add_annexes(assembly: Assembly, annexes: etree._Element) -> None:
    for number, annex in enumerate(annexes.iterfind("{*}SisaltoLiite"), start=1):
        text = "\n".join(_lines(annex))
        if text:
            assembly.add("paragraph", f"Liite {number}", None, Content(text=text))


FORMAT: Final = Format("finlex-xml", "Finlex XML", ("xml",), sniff, read)
