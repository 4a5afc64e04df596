"""Writing a release as an OSCAL catalog in JSON (NIST OSCAL 1.1), so that `oscal.read` makes the same again.

Parts and chapters become groups, units controls, points items of the statement; what OSCAL has no place for is kept in properties
of Silta's namespace, the order in ``sort-id``. Where the points of a unit do not add up to its text, the statement is the text
alone; points that reading would not find in it by itself stand beside it, as a part of Silta's namespace. The bytes depend on
nothing but the arguments.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from silta.standards import points
from silta.standards.assembly import Assembly, Content
from silta.standards.formats.kept import found_again, kept_values
from silta.standards.formats.oscal import NS, PIECES, Statements
from silta.standards.formats.oscal_model import (
    Catalog,
    Control,
    Document,
    DocumentId,
    Group,
    Metadata,
    Part,
    Prop,
)
from silta.standards.formats.oscal_words import Parameters, marked
from silta.standards.provisions import GROUP_LEVELS, POINT_LEVELS, Provision, Release

_VERSION = "1.1.2"


def write(release: Release, made_at: str, notice: str) -> bytes:
    """The catalog. `made_at` is an ISO time; `notice`, or the release's own note on its source, goes to the remarks."""
    writer = _Writer(release)
    title = release.title or release.identifier or "–"
    props = [Prop(name="language", value=release.language, ns=NS)]
    if not release.title:
        props.append(Prop(name="untitled", value="true", ns=NS))
    metadata = Metadata(
        title=marked(title),
        last_modified=made_at,
        version=made_at[:10],
        oscal_version=_VERSION,
        document_ids=[DocumentId(identifier=release.identifier)] if release.identifier else None,
        props=props,
        remarks=notice or release.source_note or None,
    )
    groups, controls = writer.below(None)
    uuid = str(uuid5(NAMESPACE_URL, f"{NS}:{release.identifier}:{release.language}:{made_at}"))
    document = Document(
        catalog=Catalog(uuid=uuid, metadata=metadata, groups=groups or None, controls=controls or None)
    )
    return document.model_dump_json(exclude_none=True, indent=2).encode() + b"\n"


class _Writer:
    def __init__(self, release: Release) -> None:
        self.release = release

    def below(self, above: Provision | None) -> tuple[list[Group], list[Control]]:
        """The groups and controls that stand under `above`."""
        groups: list[Group] = []
        controls: list[Control] = []
        for child in self.release.children_of(above):
            if child.is_unit:
                controls.append(self._control(child))
            elif child.level in GROUP_LEVELS:
                groups.append(self._group(child))
            elif above is None:
                groups.append(self._words(child))
        return groups, controls

    def _group(self, provision: Provision) -> Group:
        groups, controls = self.below(provision)
        loose = [
            one
            for one in self.release.children_of(provision)
            if not one.is_unit and one.level not in GROUP_LEVELS
        ]
        parts = [*_guidance(provision), *map(self._part, loose)]
        return Group(
            id=provision.fragment, title=_title(provision), props=_props(provision), parts=parts or None,
            groups=groups or None, controls=controls or None,
        )  # fmt: skip

    def _words(self, provision: Provision) -> Group:
        """Words at the top of a release, where a catalog knows only groups and controls: a group that holds nothing else."""
        holder = [Prop(name="level", value="holder", ns=NS), Prop(name="sort-id", value=_order(provision))]
        return Group(title=provision.number or "–", props=holder, parts=[self._part(provision)])

    def _part(self, provision: Provision) -> Part:
        title = marked(provision.heading) or None
        inside = [*_guidance(provision), *map(self._part, self.release.children_of(provision))]
        return Part(
            id=provision.fragment, name="overview", title=title, props=_props(provision),
            prose=marked(provision.text) or None, parts=inside or None,
        )  # fmt: skip

    def _control(self, unit: Provision) -> Control:
        statement = self._statement(unit)
        divided = "" if statement.parts or self._follows(unit) else "none"
        beside = [] if statement.parts or found_again(self.release, unit) else self._beside(unit)
        parts = [*([statement] if statement.prose or statement.parts else []), *beside, *_guidance(unit)]
        _, controls = self.below(unit)
        return Control(
            id=unit.fragment, title=_title(unit), props=_props(unit, divided), parts=parts or None,
            controls=controls or None,
        )  # fmt: skip

    def _follows(self, unit: Provision) -> bool:
        """Whether reading may divide the text of `unit`: its points are found again so, or cannot be said otherwise."""
        return bool(self.release.points_of(unit)) or unit.status != "in-force" or not points.split(unit)

    def _statement(self, unit: Provision) -> Part:
        """The statement with items, if they give back the very points; else with the words alone."""
        whole = Part(name="statement", prose=marked(unit.text) or None)
        held = self.release.points_of(unit)
        if not held:
            return whole
        divided = Part(name="statement", prose=self._own(unit) or None, parts=self._items(unit) or None)
        scratch = Assembly(unit.language)
        reader = Statements(scratch, Parameters(), own=True)
        top = scratch.add(unit.level, unit.number, None, Content(unit.heading, unit.text), unit.fragment)
        if "\n".join(reader.lines(divided)) != unit.text:
            return whole
        reader.items(divided.parts or (), top, reader.stem(divided))
        found = scratch.release("").points_of(top)
        same = [_said(one) for one in found] == [_said(one) for one in held]
        return divided if same else whole

    def _beside(self, unit: Provision) -> list[Part]:
        """The points of a unit whose text does not tell them, each with all that it says."""
        pieces = [*map(self._part, self._pieces(unit))]
        return [Part(name=PIECES, ns=NS, parts=pieces)] if pieces else []

    def _items(self, above: Provision) -> list[Part]:
        return [
            Part(
                id=one.fragment,
                name="item",
                props=_props(one),
                prose=self._own(one) or None,
                parts=self._items(one) or None,
            )
            for one in self._pieces(above)
        ]

    def _pieces(self, above: Provision) -> list[Provision]:
        return [one for one in self.release.children_of(above) if one.level in POINT_LEVELS]

    def _own(self, provision: Provision) -> str:
        """The words of a provision before those of its points."""
        inside = "\n".join(f"{one.number} {one.text}".strip() for one in self._pieces(provision))
        return marked(provision.text.removesuffix(inside).removesuffix("\n"))


def _said(point: Provision) -> tuple[str, ...]:
    return (point.number, point.heading, point.level, point.text, point.stem, point.fragment, point.status,
            point.obligation, *point.notes)  # fmt: skip


def _guidance(provision: Provision) -> list[Part]:
    return [Part(name="guidance", prose=marked(note)) for note in provision.notes]


def _title(provision: Provision) -> str:
    return marked(provision.heading) or provision.number or provision.fragment


def _props(provision: Provision, divided: str = "") -> list[Prop]:
    kept = kept_values(provision, divided)
    del kept["fragment"]  # it is the identifier
    if provision.is_unit or provision.level in GROUP_LEVELS:
        kept.pop("stem", None)
        if not provision.heading:
            kept["untitled"] = "true"
    found = [Prop(name="label", value=provision.number)] if provision.number else []
    found.append(Prop(name="sort-id", value=_order(provision)))
    return [*found, *(Prop(name=name, value=value, ns=NS) for name, value in kept.items())]


def _order(provision: Provision) -> str:
    return f"{provision.order:06}"
