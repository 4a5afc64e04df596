"""When cooperation rests: an arrangement that is suspended, has expired or was terminated.

Whoever closes an arrangement says so and falls silent: its log is still given, so that the other side receives the signed entry
that closed it and learns who did it, when and why. Nothing follows that entry but what is said of the arrangement itself, and
erasures. Each party decides for itself what it takes over; the decision record is in `docs/adr`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

CLOSED: Final = ("suspended", "expired", "terminated")
"""States of an arrangement in which nothing new is said or exchanged under it."""


def rests(states: Iterable[str]) -> bool:
    """Whether anything in `states`, what the parties have recorded, closes the arrangement: then nothing new is released."""
    return any(state in CLOSED for state in states)


def takes(own: Iterable[str]) -> bool:
    """Whether a party takes over what others publish: unless it has closed the arrangement itself.

    What a partner has closed is still followed: it is from its log that one learns that it has resumed.
    """
    return not rests(own)


def changes_rest(before: str, after: str) -> bool:
    """Whether a move from one state of an arrangement to another one closes it, or opens it again: a head's decision."""
    return (before in CLOSED) != (after in CLOSED) or (after in CLOSED and before != after)
