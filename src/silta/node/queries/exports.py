"""A crosswalk as exports tell it: what is released, and the drafts of this node if they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from silta.crosswalk.formats.content import Content, Item, Mapped, Side
from silta.crosswalk.judgements import Judgement
from silta.node.errors import NotFound
from silta.node.models import Draft, FrameworkRelease, Provision, Record
from silta.node.queries.coverage import (
    Benchmark,
    arrangement_of_crosswalk,
    benchmark,
    chapters_of,
    crosswalk_rows,
    titles,
)
from silta.node.queries.exporting import may_pass_on
from silta.node.queries.library import NotInLibrary, load_release, release
from silta.node.queries.rows import local_today
from silta.node.queries.said import decision_of
from silta.node.uids import parse_uid
from silta.records.computed import shown_state
from silta.standards.provisions import UNIT_LEVELS, Release, without_words
from silta.words.text import best_wording

_UNSHARED: Final = "own-copy"
"""The licence under which not even headings leave the node: numbers only."""


def export_of(uid: str, language: str, *, drafts: bool = False, texts: bool = False) -> Content:
    """One crosswalk in `language`, with the `texts` of both releases if asked for. Raises `NotFound` `record.unknown`."""
    arrangement = arrangement_of_crosswalk(uid)
    here = next((one for one in crosswalk_rows(arrangement, language) if one.uid == uid), None)
    if here is None:
        raise NotFound("record.unknown", uid)
    page = benchmark(arrangement, here.benchmark, language)
    mappings = _released(page, uid, arrangement, language)
    if drafts:
        mappings += _drafted(uid, arrangement, language)
    named = titles([here.benchmark, here.compared], language)
    return Content(
        uid=uid,
        title=here.row.title,
        language=language,
        as_of=max([here.row.released_at, *(one.released_at for one in mappings)]),
        state=here.row.state_code,
        benchmark=side_of(here.benchmark, named, language, texts=texts),
        compared=side_of(here.compared, named, language, texts=texts),
        mappings=tuple(mappings),
        coverage=page.standings[uid].coverage,
    )


def weight(uid: str | UUID, *, drafts: bool = False, texts: bool = False) -> int:
    """About how many rows an export holds: mappings, and provisions if their `texts` are in it; at most four queries."""
    records = Record.objects.filter(kind="mapping", withdrawn=False, references__target_uid=parse_uid(uid))
    count = records.count()
    if drafts:
        count += Draft.objects.filter(kind="mapping", fields__crosswalk=str(uid)).count()
    if texts:
        crosswalk = (
            Record.objects.filter(uid=parse_uid(uid), kind="crosswalk")
            .values_list("fields", flat=True)
            .first()
        )
        addresses = [(crosswalk or {}).get(name) for name in ("benchmark", "compared")]
        count += Provision.objects.filter(release__address__in=addresses).count()
    return count


def side_of(
    address: str, named: Mapping[str, str], language: str, *, texts: bool = False, whole: bool = False
) -> Side:
    """One of the two releases in `language` or the nearest; `whole` names its points too. Four queries, and those of `texts`."""
    licence = FrameworkRelease.objects.filter(address=address).values_list("licence", flat=True).first()
    shared = licence != _UNSHARED
    items = tuple(
        Item(unit.fragment, unit.number, unit.heading if shared else "", chapter.title if shared else "")
        for chapter in chapters_of(address, language)
        for unit in chapter.units
    )
    provisions = Provision.objects.filter(release__address=address).order_by("order", "language")
    others = provisions.filter(level__in=UNIT_LEVELS).values_list("fragment", "number").distinct()
    fragments = provisions.values_list("fragment", flat=True) if whole else ()
    return Side(
        address,
        named.get(address, address),
        licence or _UNSHARED,
        items,
        tuple(others),
        frozenset(fragments),
        _text_of(address, licence or _UNSHARED, language) if texts else None,
    )


def _text_of(address: str, licence: str, language: str) -> Release | None:
    """A release as far as its licence lets it go: whole, numbers and headings, or numbers alone; None if it is not here."""
    try:
        languages = release(address).languages
        text = load_release(address, language if language in languages else None)
    except NotInLibrary:
        return None
    if may_pass_on(licence):
        return text
    bare = without_words(text)
    if licence != _UNSHARED:
        return bare
    numbered = tuple(replace(one, heading="") for one in bare.provisions if one.number)
    held = {one.fragment for one in numbered}
    rooted = tuple(one if one.parent in held else replace(one, parent=None) for one in numbered)
    return replace(bare, provisions=rooted)


def _released(page: Benchmark, uid: str, arrangement: str, language: str) -> list[Mapped]:
    names = {name for several in page.standings[uid].about.values() for name in several}
    rows = Record.objects.filter(arrangement=arrangement, kind="mapping", withdrawn=False).order_by("id")
    today = local_today()
    columns = ("uid", "fields", "party", "standing", "revision_number", "released_at")
    return [
        _mapped(
            str(one),
            fields,
            language,
            party=party,
            state=shown_state("mapping", standing, "", today, is_stale=str(one) in page.stale),
            revision=revision,
            released_at=released_at,
        )
        for one, fields, party, standing, revision, released_at in rows.values_list(*columns)
        if str(one) in names
    ]


def _drafted(uid: str, arrangement: str, language: str) -> list[Mapped]:
    rows = Draft.objects.filter(arrangement=arrangement, kind="mapping", fields__crosswalk=uid).order_by("id")
    return [
        _mapped(str(one), fields, language, party="", state="draft", revision=0, released_at="")
        for one, fields in rows.values_list("uid", "fields")
    ]


def _mapped(
    uid: str,
    fields: Mapping[str, Any],
    language: str,
    *,
    party: str,
    state: str,
    revision: int,
    released_at: str,
) -> Mapped:
    decision, judgement = decision_of(uid, fields, state), Judgement.of(fields)
    reasoning, _ = best_wording(fields.get("reasoning") or {}, language)
    return Mapped(
        uid=uid,
        name=str(fields.get("name", "")),
        sources=decision.sources,
        targets=decision.targets,
        relation=decision.relation if judgement.relation else "",
        rationale=str(fields.get("rationale", "semantic")),
        together=decision.together,
        legal=decision.legal,
        implementation=decision.implementation,
        reasoning=reasoning,
        author=str(fields.get("author") or ""),
        reviewer=str(fields.get("reviewer") or ""),
        party=party,
        state=state,
        revision=revision,
        released_at=released_at,
        reasonings=judgement.reasoning,
        version=judgement.version,
    )
