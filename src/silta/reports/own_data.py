"""What the file beside a party's own data says, in one language: what lies there, and how anyone verifies it offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Say = Callable[[str, str, str], str]
"""Context, msgid, language → words."""
CONTEXT: Final = "own data"
_TITLE: Final = "Own data under the arrangement {arrangement}, saved on {day}"
_WHAT: Final = (
    (
        "{arrangement}/: the charter and the logs of all parties as they were verified here, with every text and attachment "
        "that this node holds."
    ),
    (
        "records/: the same records as sheets (XLSX) and as JSON, for reading and for other programs. By themselves they prove "
        "nothing."
    ),
    "own/: drafts and internal notes of this node. They were never said to a partner: keep them to yourselves.",
)
_HOW: Final = (
    "With Silta, on any computer and without a network: silta verify, followed by the name of this folder or of the ZIP file.",
    (
        "Without Silta: with public tools for transparency logs (C2SP signed notes and tiles). The formats are described in "
        "docs/formats.md of Silta."
    ),
    "Compare the fingerprint of the charter with another party, in person or by telephone:",
)
_LARGE: Final = "Too many records for a sheet, as JSON only: {kinds}"
_HEADS: Final = ("What lies here", "How to verify it", "As it was saved")
WORDS: Final = (_TITLE, *_WHAT, *_HOW, _LARGE, *_HEADS, "{origin}, entries: {size}, root {root}")
"""Every msgid of this module, for the catalogues."""


@dataclass(frozen=True)
class SavedLog:
    """A log in the package: its origin, its size, its root in base64."""

    origin: str
    size: int
    root: str


def readme(
    say: Say,
    language: str,
    *,
    arrangement: str,
    day: str,
    fingerprint: str,
    logs: Sequence[SavedLog],
    large: Sequence[str] = (),
) -> str:
    """The text in `language`; `large` are the kinds of which there is no sheet."""

    def words(msgid: str, **values: object) -> str:
        return say(CONTEXT, msgid, language).format(**values)

    what, how, saved = _HEADS
    lines = [words(_TITLE, arrangement=arrangement, day=day), "", words(what)]
    lines += [f"- {words(one, arrangement=arrangement)}" for one in _WHAT]
    if large:
        lines.append(f"- {words(_LARGE, kinds=', '.join(large))}")
    lines += ["", words(how), *(f"- {words(one)}" for one in _HOW), f"  {fingerprint}", "", words(saved)]
    lines += [f"- {words(WORDS[-1], origin=log.origin, size=log.size, root=log.root)}" for log in logs]
    return "\n".join(lines) + "\n"
