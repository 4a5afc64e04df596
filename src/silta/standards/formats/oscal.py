"""OSCAL catalogs in JSON and XML (NIST OSCAL 1.1): groups become chapters, controls requirements, items of statements points.

Shape (JSON)::

    {"catalog": {"uuid", "metadata": {"title", "version", …}, "params": […],
      "groups": [{"id", "title", "groups": […], "controls": [
        {"id", "title", "params": [{"id", "label", "values", "select"}], "props": [{"name": "label", "value": "AC-1"}],
         "parts": [{"name": "statement", "prose", "parts": [{"name": "item", "props", "prose", "parts"}]},
                   {"name": "guidance", "prose"}, {"name": "assessment-objective"}],
         "controls": [enhancements]}]}]}}

Parameters are inserted in square brackets. The statement is the text; guidance and other parts with words become notes; what only
assessors need is left out, and counted. An export of Silta (properties of the namespace `NS`) comes back as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from silta.standards.assembly import Assembly
from silta.standards.formats.decoding import decode, head, tidy
from silta.standards.formats.json_values import parse_json
from silta.standards.formats.kept import Kept, kept_of
from silta.standards.formats.oscal_model import Catalog, Control, Document, Group, Part, Prop
from silta.standards.formats.oscal_words import Parameters
from silta.standards.formats.oscal_xml import members_of
from silta.standards.formats.reading import (
    MAX_NUMBER,
    Format,
    FormatRefused,
    Notebook,
    Options,
    Reading,
    excerpt,
)
from silta.standards.formats.repeats import Repeats
from silta.standards.formats.xml_input import parse, root_name
from silta.standards.provisions import Level, Provision

NS: Final = "urn:silta:oscal"
"""The namespace of properties that keep what OSCAL has no place for."""
PIECES: Final = "pieces"
"""The part of a control, in an export of Silta, that holds points which its statement does not tell."""
OTHER_MODELS: Final = (
    "profile", "component-definition", "system-security-plan", "assessment-plan", "assessment-results",
    "plan-of-action-and-milestones", "mapping-collection",
)  # fmt: skip
_ASSESSMENT: Final = ("assessment-objective", "assessment-method", "assessment-objects", "objective-item")
_TOLD: Final = 10


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The release in a catalog.

    Raises `FormatRefused`: what `parse` and `parse_json` raise, `format.oscal-profile`, `format.oscal-other-model`,
    `format.json-shape` (the path of what is missing or of another type), `format.nothing-recognised`.
    """
    del options
    catalog = _catalog(raw)
    notebook = Notebook()
    reader = _Reader(catalog, language, notebook)
    reader.take(catalog)
    reader.close()
    about = catalog.metadata
    identifier = about.document_ids[0].identifier if about.document_ids else ""
    note = about.remarks if reader.own else f"OSCAL {about.version}".strip()
    untitled = reader.own and any(prop.name == "untitled" for prop in about.props or ())
    title = "" if untitled else reader.parameters.insert(about.title)
    return notebook.reading(reader.assembly.release(title, source_note=note or "", identifier=identifier))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether it is an object with a member, or XML with a root element, that is one of OSCAL's documents."""
    del filename
    start = head(raw, 2_000).lstrip("\ufeff \t\r\n")
    names = ("catalog", *OTHER_MODELS)
    if start.startswith("{"):
        inside = start[1:].lstrip()
        inside = inside.partition(",")[2].lstrip() if inside.startswith('"$schema"') else inside
        return any(inside.startswith(f'"{name}"') for name in names)
    return root_name(start) in names and "csrc.nist.gov/ns/oscal" in start


def _catalog(raw: bytes) -> Catalog:
    is_json = head(raw, 200).lstrip("\ufeff \t\r\n").startswith("{")
    document: Any = parse_json(decode(raw)) if is_json else members_of(parse(raw))
    other = next((name for name in OTHER_MODELS if isinstance(document, dict) and name in document), "")
    if other == "profile":
        raise FormatRefused("format.oscal-profile", "profile")
    if other:
        raise FormatRefused("format.oscal-other-model", other, model=other)
    try:
        return Document.model_validate(_tidied(document, "")).catalog
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise FormatRefused(
            "format.json-shape", _path(first["loc"]), expected=_expected(first["type"]), found=_found(first)
        ) from None


def _tidied(value: Any, path: str) -> Any:
    """`value` with every string in it as it would have been read from a text."""
    if isinstance(value, str):
        return tidy(value, path or "document")
    if isinstance(value, list):
        return [_tidied(one, f"{path}[{place}]") for place, one in enumerate(value)]
    if isinstance(value, dict):
        return {tidy(key, path): _tidied(one, f"{path}.{key}".lstrip(".")) for key, one in value.items()}
    return value


def _path(loc: Iterable[int | str]) -> str:
    words = ""
    for step in loc:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else str(step)
    return excerpt(words)


def _expected(kind: str) -> str:
    kinds = {"missing": "a value", "string_type": "a string", "list_type": "a list", "model_type": "an object",
             "string_pattern_mismatch": "an identifier", "string_too_long": "an identifier"}  # fmt: skip
    return kinds.get(kind, kind)


def _found(error: Mapping[str, Any]) -> str:
    if error["type"] == "missing":
        return "nothing"
    value = error["input"]
    return excerpt(value) if isinstance(value, str) else type(value).__name__


class Statements:
    """Reads statements: their words as lines, their items as points. `own`: as Silta's export wrote them."""

    def __init__(self, assembly: Assembly, parameters: Parameters, *, own: bool) -> None:
        self.assembly = assembly
        self.parameters = parameters
        self.own = own
        self.notebook = Notebook()

    def stem(self, part: Part) -> str:
        """The words that the items of a part complete."""
        return _line(self.parameters.insert(part.prose or ""))

    def kept(self, one: Group | Control | Part) -> Kept:
        """What an export of Silta kept beside the words."""
        if not self.own:
            return Kept()
        values = {prop.name: prop.value for prop in one.props or () if prop.ns == NS}
        values.pop("untitled", None)
        return kept_of({**values, "fragment": one.id or ""}, one.id or "", self.notebook)

    def lines(self, part: Part) -> list[str]:
        """The words of a part and of the items in it, each item behind its label."""
        own = self.parameters.insert(part.prose or "")
        found = own.split("\n") if own else []
        for item in part.parts or ():
            label, inside = _label(item), self.lines(item)
            found += [f"{label} {inside[0]}".strip(), *inside[1:]] if inside else [label]
        return found

    def items(self, items: Iterable[Part], above: Provision, stem: str) -> None:
        """Add the items of a statement as points of `above`, all the way down."""
        for item in items:
            level: Level = "point" if above.is_unit else "subpoint"
            kept = self.kept(item)
            own = self.parameters.insert(item.prose or "")
            content = Kept(stem=stem).content("", "\n".join(self.lines(item)), ())
            made = self.assembly.add(kept.level or level, _label(item), above, content, kept.fragment)
            self.items(item.parts or (), made, " ".join(filter(None, (stem, _line(own)))))


class _Reader(Statements):
    """Makes provisions of groups and controls, and remembers what has to be told about them."""

    def __init__(self, catalog: Catalog, language: str, notebook: Notebook) -> None:
        own = any(prop.ns == NS for prop in catalog.metadata.props or ())
        super().__init__(Assembly(language), Parameters(), own=own)
        self.notebook = notebook
        self.repeats = Repeats(notebook)
        self.left: Counter[str] = Counter()
        self._know(catalog)

    def take(self, above: Catalog | Group | Control, parent: Provision | None = None) -> None:
        """Add what stands under `above`: its parts if it is a group, then groups and controls, in the order of an export."""
        below: list[Group | Control | Part] = []
        if isinstance(above, Group):
            below += above.parts or ()
        if not isinstance(above, Control):
            below += above.groups or ()
        below += above.controls or ()
        for one in sorted(below, key=_order) if self.own else below:
            if isinstance(one, Part):
                self._loose(one, parent)
            elif isinstance(one, Control):
                self.take(one, self._control(one, parent))
            else:
                self.take(one, self._group(one, parent))

    def close(self) -> None:
        """Tell what the release does not hold, and what is doubtful."""
        self.repeats.close()
        for name in dict.fromkeys(self.parameters.missing[:_TOLD]):
            self.notebook.warn("format.oscal-param-missing", name, name=excerpt(name))
        for name in dict.fromkeys(self.parameters.circular[:_TOLD]):
            self.notebook.warn("format.oscal-param-cycle", name, name=excerpt(name))
        if self.left:
            names = ", ".join(sorted(self.left))
            self.notebook.note("format.oscal-parts-left", count=self.left.total(), names=names)

    def _know(self, above: Catalog | Group | Control) -> None:
        self.parameters.known |= {param.id: param for param in above.params or ()}
        groups = () if isinstance(above, Control) else above.groups or ()
        for below in (*groups, *(above.controls or ())):
            self._know(below)

    def _group(self, group: Group, parent: Provision | None) -> Provision | None:
        if self.own and any(prop.ns == NS and prop.value == "holder" for prop in group.props or ()):
            return parent  # it only holds words at the top of a catalog, where OSCAL has no place for them
        kept = self.kept(group)
        number, heading = self._name(group)
        content = kept.content(heading, "", tuple(self._notes(group.parts)) if self.own else ())
        return self.assembly.add(kept.level or "chapter", number, parent, content, kept.fragment)

    def _control(self, control: Control, parent: Provision | None) -> Provision:
        kept = self.kept(control)
        number, heading = self._name(control)
        statements = list(self._statements(control))
        text = "\n".join(line for part in statements for line in self.lines(part))
        notes = tuple(self._notes(one for one in control.parts or () if one not in statements))
        content = kept.content(heading, text, notes)
        if not self.own and any(
            prop.name == "status" and prop.value == "withdrawn" for prop in control.props or ()
        ):
            content = Kept(status="repealed").content(heading, text, notes)
        unit = self.assembly.add(kept.level or "requirement", number, parent, content, kept.fragment)
        self.repeats.look("control", number, control.id, unit.fragment)
        items = [item for part in statements for item in part.parts or ()]
        beside = [one for part in control.parts or () if _is_beside(part) for one in part.parts or ()]
        if self.own and beside:
            for piece in beside:
                self._loose(piece, unit)
        elif items:
            stem = " ".join(
                filter(None, (_line(self.parameters.insert(part.prose or "")) for part in statements))
            )
            self.items(items, unit, stem)
        elif kept.divided:
            self.assembly.add_points(unit)
        return unit

    def _statements(self, control: Control) -> Iterator[Part]:
        """The parts that are the text of a control: its statements, else its overview, else nothing."""
        for wanted in ("statement", "overview"):
            found = [part for part in control.parts or () if part.name == wanted]
            if found:
                yield from found
                return

    def _loose(self, part: Part, parent: Provision | None) -> None:
        """Words of a group: a paragraph of their own; in an export of Silta, notes of the group stand beside them."""
        if part.name in _ASSESSMENT:
            self.left[part.name] += 1
        elif not (self.own and part.name == "guidance"):
            kept = self.kept(part)
            number = _label(part)
            if self.own:
                text, notes = self.parameters.insert(part.prose or ""), tuple(self._notes(part.parts))
            else:
                text, notes = "\n".join(self.lines(part)), ()
            heading = self.parameters.insert(part.title or "")
            content = kept.content(heading, text, notes)
            made = self.assembly.add(kept.level or "paragraph", number, parent, content, kept.fragment)
            for inside in part.parts or () if self.own else ():
                self._loose(inside, made)

    def _notes(self, parts: Iterable[Part] | None) -> Iterator[str]:
        for part in parts or ():
            if part.name in _ASSESSMENT:
                self.left[part.name] += 1
            elif self.own:
                if part.name == "guidance" and part.prose:
                    yield self.parameters.insert(part.prose)
            else:
                words = [part.title or "", *self.lines(part)]
                label = _label(part)
                yield from filter(
                    None,
                    [f"{label}: {words[1]}" if label and len(words) > 1 else "", *words[bool(label) * 2 :]],
                )

    def _name(self, one: Group | Control) -> tuple[str, str]:
        number = _label(one) or ("" if self.own else one.id or "")
        heading = self.parameters.insert(one.title)
        if self.own:
            heading = (
                "" if any(prop.ns == NS and prop.name == "untitled" for prop in one.props or ()) else heading
            )
        elif len(number) > MAX_NUMBER:
            number, heading = "", f"{number} – {heading}"
        return number, heading


def _label(one: Group | Control | Part) -> str:
    """The label as it is printed: the one without a class, if there are several."""
    found = [prop for prop in one.props or () if prop.name == "label" and prop.ns != NS]
    plain_ones = [prop for prop in found if not prop.class_]
    return next((prop.value.strip() for prop in (*plain_ones, *found)), "")


def _order(one: Group | Control | Part) -> str:
    return next((prop.value for prop in one.props or () if _is_order(prop)), "")


def _is_beside(part: Part) -> bool:
    return part.name == PIECES and part.ns == NS


def _is_order(prop: Prop) -> bool:
    return prop.name == "sort-id"


def _line(words: str) -> str:
    return " ".join(words.split())


FORMAT: Final = Format("oscal-catalog", "OSCAL catalog", ("json", "xml"), sniff, read)
