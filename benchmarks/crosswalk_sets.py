"""The judged pairs of texts that the quality of suggestions is measured on, read from the real data beside the repository.

Two laws with counterparts judged by two readers; three crosswalks that others have published, in another field; and the two
authentic languages of Finnish acts, where a section's counterpart is the section of its own number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from silta.crosswalk.units import Unit
from silta.standards.formats import read
from silta.standards.provisions import Provision, Release

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"

Truth = Mapping[str, frozenset[str]]
_LABELS: Final = "kz-442-V_to_fi-990-1987_labels.json"
_PUBLISHED: Final = (
    ("CSF 1.1 → 2.0", "map-nist-csf-1.1-nist-csf-2.0"),
    ("CyFun 2023 → 2025", "mapping-ccb-cff-2023-03-01-and-ccb-cyfun2025"),
    ("SP 800-66 → CSF 2.0", "mapping-nist-sp-800-66-rev2-to-nist-csf-2.0"),
)
_FRAMEWORKS: Final = (
    "nist-csf-1.1",
    "nist-csf-2.0",
    "nist-sp-800-66-rev2",
    "ccb-cff-2023-03-01",
    "cyfun2025",
)
_PARALLEL: Final = ("990-1987", "161-1988", "716-2013", "717-2013", "1044-2018")


@dataclass(frozen=True)
class Judged:
    """Units of two texts, and which of the targets (by number) answer each source that has a counterpart.

    `kind`: "laws" (judged for this project), "published" (crosswalks of others) or "parallel" (one text in two languages).
    """

    name: str
    kind: str
    sources: tuple[Unit, ...]
    targets: tuple[Unit, ...]
    truth: Truth

    def turned(self, name: str) -> Judged:
        """The same judgements, looked up from the other side."""
        found: dict[str, set[str]] = {}
        for source, targets in self.truth.items():
            for target in targets:
                found.setdefault(target, set()).add(source)
        truth = {target: frozenset(sources) for target, sources in found.items()}
        return Judged(name, self.kind, self.targets, self.sources, truth)


def judged() -> Iterator[Judged]:
    """All of them, the one that matters most first."""
    kazakh = law("kazakhstan/law_442-V_use_of_atomic_energy_ru.json", "ru")
    finnish = law("finland/990-1987_fi.json", "fi")
    both = Judged("442-V ru → 990/1987 fi", "laws", kazakh, finnish, _strong_pairs())
    yield both
    yield both.turned("990/1987 fi → 442-V ru")
    frameworks = dict(_framework(name) for name in _FRAMEWORKS)
    for name, file in _PUBLISHED:
        yield _published(name, file, frameworks)
    for act in _PARALLEL:
        yield parallel(act)


def law(path: str, language: str) -> tuple[Unit, ...]:
    """The units of a law, with their finest pieces and the introductions of their lists as points."""
    release = read((DATA / path).read_bytes(), Path(path).name, language).release
    return tuple(_unit(release, unit) for unit in release.units())


def parallel(act: str) -> Judged:
    """Finnish and Swedish are both authentic: each section's counterpart is the one of its own number."""
    finnish, swedish = law(f"finland/{act}_fi.json", "fi"), law(f"finland/{act}_sv.json", "sv")
    truth = {unit.number: frozenset({unit.number}) for unit in finnish}
    return Judged(f"{act} fi → sv", "parallel", finnish, swedish, truth)


def _unit(release: Release, unit: Provision) -> Unit:
    leaves = release.leaves_of(unit)
    points = [leaf.text for leaf in leaves] + list(dict.fromkeys(leaf.stem for leaf in leaves if leaf.stem))
    chapter = release.chapter_of(unit)
    return Unit(
        unit.number,
        unit.heading,
        unit.text,
        unit.language,
        chapter.heading if chapter else "",
        tuple(points) if leaves != (unit,) else (),
    )


def _strong_pairs() -> dict[str, frozenset[str]]:
    """Pairs that both labellings list and at least one of them calls strong: article → sections."""
    document = json.loads((DATA / "crosswalk-dev" / _LABELS).read_text("utf-8"))
    truth: dict[str, frozenset[str]] = {}
    for article, rows in document["labelling_a"].items():
        first = {row["id"]: row["strength"] for row in rows}
        second = {row["id"]: row["strength"] for row in document["labelling_b"].get(article, [])}
        strong = {n for n in first.keys() & second if "strong" in (first[n], second[n])}
        if strong:
            truth[article] = frozenset(strong)
    return truth


def _load(name: str) -> Any:
    return yaml.load((DATA / "crosswalk-dev" / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)


def _framework(name: str) -> tuple[str, dict[str, Mapping[str, Any]]]:
    framework = _load(name)["objects"]["framework"]
    return framework["urn"], {node["urn"]: node for node in framework["requirement_nodes"]}


def _published(name: str, file: str, frameworks: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Judged:
    """A published crosswalk; units are the requirements of every depth that it speaks of."""
    objects = _load(file)["objects"]
    mapping = (objects.get("requirement_mapping_sets") or [objects["requirement_mapping_set"]])[0]
    sources, targets = (
        frameworks[mapping["source_framework_urn"]],
        frameworks[mapping["target_framework_urn"]],
    )
    truth: dict[str, set[str]] = {}
    for pair in mapping["requirement_mappings"]:
        source, target = sources[pair["source_requirement_urn"]], targets[pair["target_requirement_urn"]]
        truth.setdefault(_number(source), set()).add(_number(target))
    mapped = {source: frozenset(found) for source, found in truth.items()}
    return Judged(
        name,
        "published",
        _requirements(sources, set(mapped)),
        _requirements(targets, {target for found in mapped.values() for target in found}),
        mapped,
    )


def _requirements(nodes: Mapping[str, Mapping[str, Any]], spoken_of: set[str]) -> tuple[Unit, ...]:
    depths = {node["depth"] for node in nodes.values() if _number(node) in spoken_of}
    chosen = [node for node in nodes.values() if node["depth"] in depths]
    parents = {node.get("parent_urn") for node in chosen}
    return tuple(_requirement(nodes, node, heads=node["urn"] in parents) for node in chosen)


def _requirement(nodes: Mapping[str, Mapping[str, Any]], node: Mapping[str, Any], *, heads: bool) -> Unit:
    text = str(node.get("description") or "")
    points = tuple(line.strip() for line in text.splitlines() if line.strip())
    parent = nodes.get(node.get("parent_urn", ""), {})
    chapter = str(parent.get("name") or parent.get("description") or "")
    return Unit(
        _number(node),
        str(node.get("name") or ""),
        text,
        "en",
        chapter,
        points if len(points) > 1 else (),
        heads,
    )


def _number(node: Mapping[str, Any]) -> str:
    return str(node.get("ref_id") or node["urn"].rpartition(":")[2])
