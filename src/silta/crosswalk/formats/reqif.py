"""A crosswalk as ReqIF: both texts as specifications, and a relation for each pair of provisions that a mapping names.

The source of a relation is the benchmark, its target the compared text; ``Silta.relation`` says what the target is to the source.
Attributes are called as the columns of the table, behind ``Silta.``; a reasoning stands there in each of its languages. How far
a benchmark provision is covered is said of its object, since what has no counterpart has no relation. Texts are as whole as their
licences allow. Format: OMG Requirements Interchange Format 1.2, §10.8 (specification relations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from silta.crosswalk.formats import tables
from silta.crosswalk.formats.content import Content, Format, Mapped, Report, Say, Side, reported, silent
from silta.standards.formats.reqif_file import OWN
from silta.standards.formats.reqif_writer import Exchange
from silta.standards.provisions import Release
from silta.words.codes import LICENCE


def write(content: Content, say: Say, report: Report = silent) -> bytes:
    """The exchange file; its bytes depend on nothing but the arguments."""
    tags = sorted({tag for one in content.mappings for tag in one.reasonings})
    names = (*tables.COLUMNS, *(f"reasoning.{tag}" for tag in tags))
    sides = (content.benchmark, content.compared)
    notice = "; ".join(f"{side.title}: {say(LICENCE.name, LICENCE.label(side.licence))}" for side in sides)
    exchange = Exchange(content.title, content.as_of, notice, [OWN + name for name in names])
    coverage = {address.partition("#")[2]: one.state for address, one in content.coverage.items()}

    def covered(fragment: str) -> Mapping[str, str]:
        return {"coverage": coverage[fragment]} if fragment in coverage else {}

    sources = exchange.add(_text(content.benchmark, content.language), "benchmark", covered)
    targets = exchange.add(_text(content.compared, content.language), "compared")
    for one in reported(content.mappings, len(content.mappings), report):
        values = {OWN + name: value for name, value in _values(one).items() if value}
        for place, (source, target) in enumerate(_pairs(content, one, sources, targets), 1):
            exchange.relate(f"mapping-{one.uid}-{place}", one.name, source, target, values)
    return exchange.to_bytes()


def _text(side: Side, language: str) -> Release:
    return side.release or Release(side.title, language, (), identifier=side.address)


def _values(one: Mapped) -> dict[str, str]:
    said = dict(zip(tables.COLUMNS, map(str, tables.row(one)), strict=True))
    return {**said, **{f"reasoning.{tag}": words for tag, words in one.reasonings.items()}}


def _pairs(
    content: Content, one: Mapped, sources: Mapping[str, str], targets: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The objects that a mapping relates; a pair whose provision is in neither text is told by the addresses of the others."""
    if not one.relation:
        return
    found = {
        (source, target)
        for here in one.sources
        for there in one.targets
        if (source := _object(content.benchmark, here, sources))
        and (target := _object(content.compared, there, targets))
    }
    yield from sorted(found)


def _object(side: Side, address: str, objects: Mapping[str, str]) -> str:
    """The object of a provision, or of the nearest above it, since points that follow from a text have none."""
    release, _, fragment = address.partition("#")
    provision = side.release.get(fragment) if side.release and release == side.address else None
    while provision is not None and provision.fragment not in objects:
        provision = side.release.get(provision.parent) if side.release and provision.parent else None
    return objects[provision.fragment] if provision else ""


FORMAT: Final = Format(
    "reqif", "Relations of requirements (ReqIF)", "reqif", "application/xml", write, with_texts=True
)
