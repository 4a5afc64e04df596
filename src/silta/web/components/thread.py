"""The thread: the path from a provision through mapping, gap, roadmap item and activity to the annual review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Step:
    """One step of the thread.

    `kind` is the code of a kind, or ``provision``; `title` a text in wire form or a string; `note` a sentence beneath (owner,
    date). A missing step has no `title`: the page says what is missing, and `url` leads to where it can be made.
    """

    kind: str
    title: Any = ""
    url: str = ""
    standing: Literal["there", "here", "missing"] = "there"
    party: str = ""
    note: str = ""
