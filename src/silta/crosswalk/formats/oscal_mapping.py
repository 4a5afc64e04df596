"""A crosswalk as an OSCAL mapping collection (NIST OSCAL 1.2, control mapping model), in JSON.

OSCAL says what the source is to the target, Silta what the compared text (target) is to the benchmark (source): relations are
turned round. A relation that OSCAL does not have carries our namespace. A benchmark provision without a counterpart cannot be a
map, which needs a target: it stands in the summary of gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, ConfigDict, Field

from silta.crosswalk.formats.content import Content, Format, Mapped, Report, Say, Side, reported, silent
from silta.crosswalk.relations import Relation, inverse
from silta.words.errors import SiltaError

OSCAL_VERSION: Final = "1.2.0"
NAMESPACE: Final = "urn:silta:crosswalk"
"""Qualifies what OSCAL has no word for."""
DESCRIPTION: Final = "{compared} compared with the benchmark {benchmark}, provision by provision"
_RELATIONSHIPS: Final[dict[Relation, str]] = {
    "equal": "equal-to",
    "equivalent": "equivalent-to",
    "subset-of": "subset-of",
    "superset-of": "superset-of",
    "intersects": "intersects-with",
    "no-relationship": "no-relationship",
}

Rationale = Literal["syntactic", "semantic", "functional"]
Status = Literal["complete", "not-complete", "draft", "deprecated", "superseded"]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)


class Property(_Model):
    name: str
    value: str = Field(min_length=1)
    ns: str = NAMESPACE


class Reference(_Model):
    """A mapped catalog; `href` is the address of the release."""

    type: Literal["catalog"] = "catalog"
    href: str


class MappedItem(_Model):
    type: Literal["control"] = "control"
    id_ref: str
    props: list[Property] | None = None


class Map(_Model):
    uuid: str
    ns: str | None = None
    matching_rationale: Rationale
    relationship: str
    sources: list[MappedItem] = Field(min_length=1)
    targets: list[MappedItem] = Field(min_length=1)
    props: list[Property]
    remarks: str | None = None


class SelectControls(_Model):
    with_ids: list[str] = Field(min_length=1)


class GapSummary(_Model):
    uuid: str
    unmapped_controls: list[SelectControls]


class OscalMapping(_Model):
    uuid: str
    source_resource: Reference
    target_resource: Reference
    maps: list[Map] = Field(min_length=1)
    props: list[Property] | None = None
    source_gap_summary: GapSummary | None = None


class Provenance(_Model):
    method: Literal["human"] = "human"
    matching_rationale: Rationale = "semantic"
    status: Status
    mapping_description: str


class Metadata(_Model):
    title: str
    last_modified: str
    version: str
    oscal_version: str = OSCAL_VERSION
    props: list[Property] | None = None


class MappingCollection(_Model):
    uuid: str
    metadata: Metadata
    provenance: Provenance
    mappings: list[OscalMapping] = Field(min_length=1)


class Document(_Model):
    mapping_collection: MappingCollection


def write(content: Content, say: Say, report: Report = silent) -> bytes:
    """The document as UTF-8 JSON. Raises `SiltaError` `crosswalk.nothing-to-export`: the model asks for at least one map."""
    mappings = reported(content.mappings, len(content.mappings), report)
    maps = [
        _map(content, one, one.relation) for one in mappings if one.targets and one.sources and one.relation
    ]
    if not maps:
        raise SiltaError("crosswalk.nothing-to-export", content.uid)
    status: Status = "complete" if content.state == "closed" and not content.with_drafts else "not-complete"
    description = say("export", DESCRIPTION).format(
        compared=content.compared.title, benchmark=content.benchmark.title
    )
    mapping = OscalMapping(
        uuid=_uuid(content, "mapping"),
        source_resource=Reference(href=content.benchmark.address),
        target_resource=Reference(href=content.compared.address),
        maps=maps,
        props=list(_not_applicable(content)) or None,
        source_gap_summary=_gaps(content),
    )
    collection = MappingCollection(
        uuid=_uuid(content, "collection"),
        metadata=Metadata(
            title=content.title,
            last_modified=content.as_of,
            version=content.as_of[:10],
            props=[Property(name="crosswalk", value=content.uid)],
        ),
        provenance=Provenance(
            status="draft" if content.with_drafts else status, mapping_description=description
        ),
        mappings=[mapping],
    )
    document = Document(mapping_collection=collection)
    return document.model_dump_json(by_alias=True, exclude_none=True, indent=2).encode()


def _map(content: Content, one: Mapped, relation: Relation) -> Map:
    known = _RELATIONSHIPS.get(inverse(relation))
    props = {
        "record": one.uid,
        "name": one.name,
        "state": one.state,
        "rating-of-law": one.legal,
        "rating-of-practice": one.implementation,
        "together": "yes" if one.together else "",
        "party": one.party,
        "author": one.author,
        "reviewer": one.reviewer,
        "released": one.released_at,
    }
    rationale: Rationale = next(
        (r for r in ("syntactic", "semantic", "functional") if r == one.rationale), "semantic"
    )
    return Map(
        uuid=_uuid(content, f"{one.party}/{one.uid}"),
        ns=None if known else NAMESPACE,
        matching_rationale=rationale,
        relationship=known or relation,
        sources=_items(content.benchmark, one.sources),
        targets=_items(content.compared, one.targets),
        props=[Property(name=name, value=value) for name, value in props.items() if value],
        remarks=one.reasoning or None,
    )


def _items(side: Side, addresses: Sequence[str]) -> list[MappedItem]:
    """Fragments are the ids of a catalog's controls; a provision of a third release keeps its whole address."""
    return [
        MappedItem(
            id_ref=address.removeprefix(f"{side.address}#"),
            props=[Property(name="label", value=side.number(address))],
        )
        for address in addresses
    ]


def _gaps(content: Content) -> GapSummary | None:
    """The benchmark provisions of which a mapping says that they have no counterpart."""
    prefix = f"{content.benchmark.address}#"
    ids = [unit.removeprefix(prefix) for unit, one in content.coverage.items() if one.state == "none"]
    if not ids:
        return None
    return GapSummary(uuid=_uuid(content, "gaps"), unmapped_controls=[SelectControls(with_ids=ids)])


def _not_applicable(content: Content) -> Iterator[Property]:
    prefix = f"{content.benchmark.address}#"
    for unit, one in content.coverage.items():
        if one.state == "not-applicable":
            yield Property(name="not-applicable", value=unit.removeprefix(prefix))


def _uuid(content: Content, part: str) -> str:
    """The same each time, from the crosswalk and the part. OSCAL allows versions 4 and 5, our records have 7."""
    return str(uuid5(NAMESPACE_URL, f"{NAMESPACE}:{content.uid}:{part}"))


FORMAT: Final = Format("oscal", "OSCAL mapping collection (JSON)", "json", "application/json", write)
