"""From the tree of an Akoma Ntoso document to parts, chapters, articles and their points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from silta.standards.assembly import LONGEST, Assembly, Content
from silta.standards.formats.akn_ids import Identifiers
from silta.standards.formats.akn_names import (
    ATTACHED,
    ATTACHMENTS,
    BODIES,
    CITED,
    DOCUMENTS,
    GROUPS,
    JUDGED,
    LEVELS,
    MATTER,
    NOTES,
    OWN,
    PARTS,
    PIECES,
    QUOTED,
    SHAPE,
    TITLES,
    TRANSPARENT,
    attribute,
    child,
)
from silta.standards.formats.reading import MAX_NUMBER, Notebook
from silta.standards.formats.repeats import Repeats
from silta.standards.formats.xml_input import line_of, local_name
from silta.standards.formats.xml_words import join_lines, lines_of, words_of
from silta.standards.numbering import core, standing_fragment
from silta.standards.provisions import Level, Provision

_GROUPING: Final = LEVELS - {"item"}


class Tree:
    """Walks documents, one after the other, into an assembly."""

    def __init__(self, assembly: Assembly, notebook: Notebook) -> None:
        self.assembly = assembly
        self.notebook = notebook
        self.ids = Identifiers(notebook)
        self.repeats = Repeats(notebook)
        self._scope = ""  # the fragment of the attachment that is being walked: numbers begin anew in each

    def document(self, document: etree._Element, parent: Provision | None) -> None:
        """A document: its opening, its body, its conclusions and attachments, in their order."""
        for part in document:
            name = local_name(part)
            if name in BODIES:
                self._body(part, parent)
            elif name in MATTER:
                self._matter(part, parent)
            elif name in ATTACHMENTS:
                self.attachments(part, parent)
            elif name not in OWN:
                self._leave(part)

    def attachments(self, container: etree._Element, parent: Provision | None) -> None:
        """Attachments and components: each a part of its own, or a single unit where it holds nothing but words."""
        for attached in container:
            name = local_name(attached)
            inner = next((one for one in attached if local_name(one) in DOCUMENTS), None)
            if name in DOCUMENTS or inner is not None or (name in ATTACHED and holds(attached, BODIES)):
                self._attachment(attached, attached if inner is None else inner, parent)
            else:
                self._leave(attached)

    def _attachment(
        self, attached: etree._Element, document: etree._Element, parent: Provision | None
    ) -> None:
        number, heading = _name(attached)
        nested = any(local_name(one) in ATTACHMENTS for one in document)
        if nested or holds(document, _GROUPING):
            fragment = self._scoped(standing_fragment("part", number))
            group = self.assembly.add("part", number, parent, Content(heading), fragment)
            outer, self._scope = self._scope, group.fragment
            self.document(document, group)
            self._scope = outer
            return
        bodies = [one for one in document if local_name(one) in BODIES | MATTER]
        text = join_lines(lines_of(body, SHAPE) for body in bodies)
        if number or heading or text:
            fragment = self._scoped(standing_fragment("section", number))
            content = Content(heading, text, _notes(document))
            self.assembly.add_points(self.assembly.add("section", number, parent, content, fragment))

    def _matter(self, element: etree._Element, parent: Provision | None) -> None:
        """What stands before and after the body; the title is told by the release, all other words are kept."""
        titles = {words_of(one, SHAPE) for one in element.iter() if local_name(one) in TITLES}
        text = "\n".join(line for line in lines_of(element, SHAPE) if line not in titles)
        if text:
            name = local_name(element).lower()
            fragment = f"{parent.fragment}.{name}" if parent else f"p-{name}"
            self.assembly.add("paragraph", "", parent, Content(text=text, notes=_notes(element)), fragment)

    def _body(self, body: etree._Element, parent: Provision | None) -> None:
        if holds(body, _GROUPING):
            self._inside(body, parent)
        elif text := "\n".join(lines_of(body, SHAPE)):
            unit = self.assembly.add("section", "", parent, Content(text=text, notes=_notes(body)))
            self.assembly.add_points(unit)

    def _inside(self, container: etree._Element, parent: Provision | None) -> None:
        """What stands in a body or a group: provisions, and words between them, which become paragraphs of their own."""
        loose: list[etree._Element] = []
        for one in container:
            name = local_name(one)
            if name in LEVELS or name in ATTACHMENTS or (name in TRANSPARENT and holds(one, _GROUPING)):
                self._loose(loose, parent)
                loose = []
                self._provision(one, parent)
            elif name and name not in OWN:
                loose.append(one)
        self._loose(loose, parent)

    def _loose(self, elements: list[etree._Element], parent: Provision | None) -> None:
        text = join_lines(lines_of(one, SHAPE) for one in elements if local_name(one) not in NOTES)
        if text:
            notes = tuple(note for one in elements for note in _notes(one))
            self.assembly.add("paragraph", "", parent, Content(text=text, notes=notes))

    def _provision(self, element: etree._Element, parent: Provision | None) -> None:
        name = local_name(element)
        if name in ATTACHMENTS:
            self.attachments(element, parent)
        elif name in TRANSPARENT:
            self._inside(element, parent)
        elif _is_group(element):
            self._group(element, parent)
        elif words_of(element, SHAPE):
            self._unit(element, parent)

    def _group(self, element: etree._Element, parent: Provision | None) -> None:
        name = local_name(element)
        number, heading = _name(element)
        level: Level = "part" if name in PARTS else "chapter"
        fragment = self._fragment(element, level, number, parent)
        self._inside(element, self.assembly.add(level, number, parent, Content(heading), fragment))

    def _unit(self, element: etree._Element, parent: Provision | None) -> None:
        name = local_name(element)
        number, heading = _name(element)
        level: Level = "article" if name == "article" else "requirement" if name in PIECES else "section"
        content = Content(
            heading,
            _text(element),
            _notes(element),
            "repealed" if attribute(element, "status") == "removed" else None,
        )
        unit = self.assembly.add(
            level, number, parent, content, self._fragment(element, level, number, parent)
        )
        self.repeats.look(f"{self._scope} {level}", number, f"line {line_of(element)}", unit.fragment)
        if not self._points(element, unit):
            self.assembly.add_points(unit)

    def _points(self, element: etree._Element, above: Provision) -> bool:
        """Add what `element` is divided into, all the way down; whether there was anything."""
        pieces = list(_pieces(element))
        stem = " ".join(filter(None, (above.stem, *_intro(element))))
        for piece in pieces:
            number, heading = _name(piece)
            text = "\n".join(filter(None, (heading, _text(piece))))
            lent = core(self.ids.look(piece, number))
            fragment = f"{above.fragment}.{lent}" if lent else None
            made = self.assembly.add(
                _piece_level(piece, above), number, above, Content(text=text, stem=stem), fragment
            )
            self._points(piece, made)
        return bool(pieces)

    def _fragment(
        self, element: etree._Element, level: Level, number: str, parent: Provision | None
    ) -> str | None:
        """The fragment of a provision where its number alone does not give it.

        That is where no number is printed (the eId lends its own, a part of a judgment its name), and inside attachments.
        """
        lent, name = self.ids.look(element, number), local_name(element)
        known = number or lent or (name if name in JUDGED else "")
        if not self._scope and known == number:
            return None
        name = standing_fragment(level, known)
        scoped = self._scoped(name)
        return f"{parent.fragment}.{name}" if parent and self.assembly.is_taken(scoped) else scoped

    def _scoped(self, fragment: str) -> str:
        scoped = f"{self._scope}.{fragment}" if self._scope else fragment
        return scoped if len(scoped) <= LONGEST else fragment

    def _leave(self, element: etree._Element) -> None:
        if local_name(element) and (words := words_of(element, SHAPE)):
            self.notebook.leave(f"line {line_of(element)}, {local_name(element)}", words)


def holds(element: etree._Element, names: frozenset[str]) -> bool:
    """Whether an element of these names stands inside, but not in a quotation or a note."""
    for one in element:
        name = local_name(one)
        if name in names or (name not in QUOTED | NOTES and holds(one, names)):
            return True
    return False


def _is_group(element: etree._Element) -> bool:
    """Whether people cite what stands inside of an element rather than the element."""
    name = local_name(element)
    if name in GROUPS | JUDGED:
        return holds(element, _GROUPING)
    return name != "article" and holds(element, GROUPS | CITED)


def _name(element: etree._Element) -> tuple[str, str]:
    """Number and heading. An attachment is known by its heading; a number that is a sentence goes to the heading."""
    number = words_of(child(element, "num"), SHAPE)
    heads = [words_of(child(element, name), SHAPE) for name in ("heading", "subheading")]
    if not number and local_name(element) in ATTACHED | DOCUMENTS:
        number, *heads = heads
    if len(number) > MAX_NUMBER:
        number, heads = "", [number, *heads]
    return number, " – ".join(filter(None, heads))


def _text(element: etree._Element) -> str:
    """The words of an element without its number and heading."""
    named = {"num", "heading", "subheading"}
    own = " ".join((element.text or "").split())
    inside = (lines_of(one, SHAPE) for one in element if local_name(one) not in named | NOTES)
    return join_lines((filter(None, [own]), *inside))


def _intro(element: etree._Element) -> Iterator[str]:
    """The words of an element before its first piece."""
    for one in element:
        if _is_piece(one):
            return
        if local_name(one) not in OWN | NOTES:
            yield from lines_of(one, SHAPE, _is_piece)
            if local_name(one) in TRANSPARENT and next(_pieces(one), None) is not None:
                return


def _is_piece(element: etree._Element) -> bool:
    return local_name(element) in PIECES | GROUPS | CITED


def _pieces(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost pieces inside `element`; quotations are left alone."""
    for one in element:
        if _is_piece(one):
            yield one
        elif local_name(one) in TRANSPARENT:
            yield from _pieces(one)


def _piece_level(piece: etree._Element, above: Provision) -> Level:
    if above.is_unit and local_name(piece) in ("paragraph", "subsection", "alinea"):
        return "paragraph"
    return "subpoint" if above.level in ("point", "subpoint") else "point"


def _notes(element: etree._Element) -> tuple[str, ...]:
    found = (words_of(one, SHAPE) for one in element.iter() if local_name(one) in NOTES)
    return tuple(dict.fromkeys(filter(None, found)))
