"""A crosswalk as exports tell it: what is released, and the drafts of this node if they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from silta.crosswalk.formats.content import Content, Item, Mapped, Side
from silta.node.errors import NotFound
from silta.node.models import Draft, FrameworkRelease, Record
from silta.node.queries.coverage import (
    Benchmark,
    arrangement_of_crosswalk,
    benchmark,
    chapters_of,
    crosswalk_rows,
    decision_of,
    titles,
)
from silta.node.queries.rows import local_today
from silta.records.computed import shown_state
from silta.words.text import best_wording

_UNSHARED: Final = "own-copy"
"""The licence under which not even headings leave the node: numbers only."""


def export_of(uid: str, language: str, *, drafts: bool = False) -> Content:
    """One crosswalk in `language`. Raises `NotFound` `record.unknown`."""
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
        benchmark=_side(here.benchmark, named, language),
        compared=_side(here.compared, named, language),
        mappings=tuple(mappings),
        coverage=page.standings[uid].coverage,
    )


def _side(address: str, named: Mapping[str, str], language: str) -> Side:
    licence = FrameworkRelease.objects.filter(address=address).values_list("licence", flat=True).first()
    shared = licence != _UNSHARED
    return Side(
        address,
        named.get(address, address),
        licence or _UNSHARED,
        tuple(
            Item(unit.fragment, unit.number, unit.heading if shared else "", chapter.title if shared else "")
            for chapter in chapters_of(address, language)
            for unit in chapter.units
        ),
    )


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
    decision = decision_of(uid, fields, state)
    reasoning, _ = best_wording(fields.get("reasoning") or {}, language)
    return Mapped(
        uid=uid,
        name=str(fields.get("name", "")),
        sources=decision.sources,
        targets=decision.targets,
        relation=decision.relation,
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
    )
