"""When cooperation rests: an arrangement that is suspended, has expired or was terminated.

Each party governs its own bytes. What it has recorded of the arrangement itself decides whether it gives and takes; only where it
has recorded nothing does the other side's record decide. Otherwise two parties that both suspended could never resume: each would
wait for the other's word, which it may not fetch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

CLOSED: Final = ("suspended", "expired", "terminated")
"""States of an arrangement in which nothing new is said or exchanged under it."""


def rests(states: Iterable[str]) -> bool:
    """Whether anything in `states`, what the parties have recorded, closes the arrangement: then nothing new is released."""
    return any(state in CLOSED for state in states)


def gives(own: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a party hands out its logs, given what it and what the others have recorded."""
    said = list(own)
    return not rests(said or others)


def takes(own: Iterable[str]) -> bool:
    """Whether a party takes over what others publish: unless it has closed the arrangement itself.

    A partner that suspended hands out nothing; but it is from its log that one learns that it has resumed.
    """
    return not rests(own)


def changes_rest(before: str, after: str) -> bool:
    """Whether a move from one state of an arrangement to another one closes it, or opens it again: a head's decision."""
    return (before in CLOSED) != (after in CLOSED) or (after in CLOSED and before != after)
