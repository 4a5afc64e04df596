"""Which mappings are stale: the text that they speak of has another wording in a newer release of the same framework."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from silta.node.models import FrameworkRelease, Provision, Reference

_Text = dict[tuple[str, str], tuple[str, str]]


def stale_mappings(arrangement_id: str | None = None) -> frozenset[str]:
    """The ids of stale mappings, as far as this node's library can tell. Two queries, and one for each framework concerned."""
    newest = _newest()
    if not newest:
        return frozenset()
    spoken_of = _spoken_of(arrangement_id, newest)
    return frozenset(
        uid
        for address, by_fragment in spoken_of.items()
        for fragment in _reworded(address, newest[address], by_fragment)
        for uid in by_fragment[fragment]
    )


def _newest() -> dict[str, str]:
    """For each release that has been overtaken in the library, the newest one of its framework."""
    rows = FrameworkRelease.objects.order_by("framework", "as_of", "address").values_list(
        "framework", "address"
    )
    by_framework: dict[str, list[str]] = defaultdict(list)
    for framework, address in rows:
        by_framework[framework].append(address)
    return {old: found[-1] for found in by_framework.values() for old in found[:-1]}


def _spoken_of(arrangement_id: str | None, overtaken: Mapping[str, str]) -> dict[str, dict[str, set[str]]]:
    """Address of an overtaken release → fragment → ids of the mappings that name it."""
    rows = Reference.objects.filter(record__kind="mapping", record__withdrawn=False).exclude(provision="")
    if arrangement_id is not None:
        rows = rows.filter(record__arrangement=arrangement_id)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for uid, provision in rows.values_list("record__uid", "provision").iterator():
        address, _, fragment = provision.partition("#")
        if address in overtaken:
            found[address][fragment].add(str(uid))
    return found


def _reworded(old: str, new: str, fragments: Mapping[str, object]) -> set[str]:
    """Of `fragments` of the release `old` those whose words are not the same in `new`, in a language that both have."""
    texts = {address: _texts(address, fragments) for address in (old, new)}
    languages = {language for _, language in texts[new]}
    if not languages:
        languages = set(
            Provision.objects.filter(release__address=new).values_list("language", flat=True).distinct()
        )
    return {
        fragment
        for (fragment, language), words in texts[old].items()
        if language in languages and texts[new].get((fragment, language)) != words
    }


def _texts(address: str, fragments: Mapping[str, object]) -> _Text:
    rows = Provision.objects.filter(release__address=address, fragment__in=list(fragments))
    return {
        (fragment, language): (" ".join(heading.split()), " ".join(text.split()))
        for fragment, language, heading, text in rows.values_list("fragment", "language", "heading", "text")
    }
