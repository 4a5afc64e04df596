"""The thread: the path from a provision through mapping, gap, roadmap item and activity to the annual review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from silta.node.queries.links import ThreadStep
from silta.web.addresses import provision_url, record_url


@dataclass(frozen=True)
class Place:
    """One record or provision that stands at a step: its number and title, the language of the title, whose it is, its page."""

    title: str
    language: str = ""
    number: str = ""
    party: str = ""
    url: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class Step:
    """One stage of the thread. `stage` is the code of a kind, or ``provision``; `note` a sentence beneath (owner, date).

    ``here`` is where the reader is, ``missing`` a stage that should be there, ``later`` one that nobody expects yet. `make_url`
    leads to where a missing one can be made.
    """

    stage: str
    standing: Literal["present", "here", "missing", "later"] = "present"
    places: tuple[Place, ...] = ()
    note: str = ""
    make_url: str = ""


def steps_of(found: Iterable[ThreadStep]) -> list[Step]:
    """The steps that `node.queries.links.thread` found, with the addresses of their pages."""
    return [_step(step) for step in found]


def _step(step: ThreadStep) -> Step:
    records = tuple(
        Place(
            row.title,
            row.title_language,
            row.number,
            row.party,
            record_url(row.kind, row.uid),
            row.kind,
            row.state_code,
        )
        for row in step.records
    )
    provisions = tuple(
        Place(link.heading or link.provision, "", link.number, "", provision_url(link.provision))
        for link in step.provisions
    )
    standing: Literal["present", "here", "missing", "later"]
    standing = step.state if step.state in ("here", "missing", "later") else "present"  # type: ignore[assignment]  # checked
    return Step(step.stage, standing, (*provisions, *records))
