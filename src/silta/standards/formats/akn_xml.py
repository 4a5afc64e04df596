"""Akoma Ntoso: OASIS LegalDocML 1.0 (namespace ``…/akn/3.0``) and the drafts before it; legislation, judgments, other documents.

Shape (namespaces left out)::

    akomaNtoso
      act | bill | doc | statement | judgment …
        meta/identification/{FRBRWork: FRBRalias, FRBRnumber, FRBRdate; FRBRExpression: FRBRlanguage}
        preface, preamble                                                 title, recitals
        body | mainBody | judgmentBody
          part | chapter > article | section: num, heading,
            intro, paragraph > subparagraph …, content > p, wrapUp
        conclusions
        attachments > attachment > doc …                                  to any depth
      documentCollection > components > component > act …                 several documents or languages

A file may hold the same document in several languages, as documents of their own or as elements with ``xml:lang``: those in the
imported language are read, and it is noted that there are others. Names of elements are in `akn_names`, the walk in `akn_tree`,
what becomes of identifiers in `akn_ids`.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.akn_names import COLLECTIONS, DOCUMENTS, SHAPE, attribute
from silta.standards.formats.akn_tree import Tree
from silta.standards.formats.decoding import head
from silta.standards.formats.reading import Format, FormatRefused, Notebook, Options, Reading, excerpt
from silta.standards.formats.xml_input import line_of, local_name, parse, root_name
from silta.standards.formats.xml_words import words_of

_ROOT: Final = "akomaNtoso"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ISO_639_2: Final = {
    "eng": "en", "fin": "fi", "swe": "sv", "kaz": "kk", "rus": "ru", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
    "spa": "es", "por": "pt", "ita": "it", "est": "et", "lav": "lv", "lit": "lt", "nor": "no", "dan": "da", "nld": "nl",
    "pol": "pl", "ukr": "uk", "uzb": "uz", "kir": "ky", "zho": "zh", "ara": "ar", "tur": "tr", "sme": "se",
}  # fmt: skip
"""Codes of three letters, which Akoma Ntoso asks for, as the library writes them; others stay as they are."""


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The documents of `raw` that are in `language`; all of them, if the file says of none what language it is in.

    Raises `FormatRefused`: what `parse` raises, `format.akn-no-document`, `format.nothing-recognised`.
    """
    del options
    root = parse(raw)
    notebook = Notebook()
    found = list(_documents(root))
    if not found:
        raise FormatRefused(
            "format.akn-no-document", f"line {line_of(root)}", choices=", ".join(sorted(DOCUMENTS))
        )
    documents = _in_language(found, language, notebook)
    for document in documents:
        _drop_other_languages(document, language, notebook)
    assembly = Assembly(language)
    tree = Tree(assembly, notebook)
    for document in documents:
        parent = None
        if len(documents) > 1:
            parent = assembly.add("part", "", None, Content(title_of(document)))
        tree.document(document, parent)
    tree.ids.close()
    tree.repeats.close()
    first = documents[0]
    return notebook.reading(assembly.release(title_of(first), identifier=_identifier(first)))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether the root element is ``akomaNtoso``."""
    del filename
    return root_name(head(raw)) == _ROOT


def title_of(document: etree._Element) -> str:
    """The title: as the preface prints it, as the metadata give it, or the long title."""
    preface = document.find("{*}preface")
    printed = preface.find(".//{*}docTitle") if preface is not None else None
    if words := words_of(printed, SHAPE):
        return words
    for alias in document.iterfind("{*}meta/{*}identification/{*}FRBRWork/{*}FRBRalias"):
        if attribute(alias, "value"):
            return attribute(alias, "value")
    return words_of(document.find("{*}preface/{*}longTitle"), SHAPE)


def _documents(element: etree._Element) -> list[etree._Element]:
    """The outermost documents: one as a rule, several in a collection."""
    found: list[etree._Element] = []
    for one in element:
        name = local_name(one)
        if name in DOCUMENTS:
            found.append(one)
        elif name in COLLECTIONS or name in ("components", "component", "collectionBody"):
            found += _documents(one)
    return found


def _in_language(documents: list[etree._Element], language: str, notebook: Notebook) -> list[etree._Element]:
    """The documents in `language`. If there is none, all are taken and their language is doubted."""
    tags = {place: _language(document) for place, document in enumerate(documents)}
    fitting = [document for place, document in enumerate(documents) if tags[place] in (language, "")]
    others = sorted({tag for tag in tags.values() if tag not in (language, "")})
    if fitting and others:
        notebook.note(
            "format.other-expressions", count=len(documents) - len(fitting), languages=", ".join(others)
        )
    if fitting:
        return fitting
    where = f"line {line_of(documents[0])}, FRBRlanguage"
    if len(others) > 1:
        raise FormatRefused("format.language-not-there", where, language=language, choices=", ".join(others))
    notebook.warn("format.language-differs", where, declared=excerpt(others[0]), language=language)
    return documents


def _language(document: etree._Element) -> str:
    found = document.find("{*}meta/{*}identification/{*}FRBRExpression/{*}FRBRlanguage")
    tag = attribute(found, "language") if found is not None else str(document.get(_LANG, ""))
    return _tag(tag)


def _tag(tag: str) -> str:
    short = tag.strip().lower().partition("-")[0]
    return _ISO_639_2.get(short, short)


def _drop_other_languages(document: etree._Element, language: str, notebook: Notebook) -> None:
    """Take out elements that say the same in another language: those that stand beside one of their name in `language`."""
    dropped = 0
    for element in [one for one in document.iter() if one.get(_LANG)]:
        above = element.getparent()
        if above is None or _tag(str(element.get(_LANG))) == language:
            continue
        if any(one.tag == element.tag and _tag(str(one.get(_LANG, ""))) == language for one in above):
            above.remove(element)
            dropped += 1
    if dropped:
        notebook.note("format.other-language-elements", count=dropped, language=language)


def _identifier(document: etree._Element) -> str:
    work = "{*}meta/{*}identification/{*}FRBRWork/"
    number, date = document.find(work + "{*}FRBRnumber"), document.find(work + "{*}FRBRdate")
    if number is None or date is None:
        return ""
    return f"{attribute(number, 'value')}/{attribute(date, 'date')[:4]}".strip("/")


FORMAT: Final = Format("akoma-ntoso", "Akoma Ntoso", ("xml", "akn"), sniff, read)
