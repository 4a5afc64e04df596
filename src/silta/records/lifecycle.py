"""Lifecycles: which states a person may give a record, and which may follow which.

A state that follows from other facts (in force, overdue, stale) is never typed; see `silta.records.computed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from silta.records.errors import RecordRefused

Tone = Literal["", "good", "wait", "alarm", "off"]
"""How a state looks beside its word: plain ink, done, waiting for someone, overdue or broken, out of use."""


@dataclass(frozen=True)
class State:
    """One state: its label (an English msgid; context: `Lifecycle.context`), tone, icon, and whether it asks for a reason."""

    label: str
    tone: Tone = ""
    icon: str = "ring"
    reason: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """States that are typed, states that are computed, and the allowed transitions between typed ones.

    The first typed state is the one that a new record starts in, but any state may be the first one released: history often
    begins before Silta. `moves` maps a state to those that may follow it; staying in a state is always allowed.
    """

    typed: Mapping[str, State]
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    computed: Mapping[str, State] = field(default_factory=dict)

    @property
    def initial(self) -> str:
        """The state of a new draft; empty if every state is computed."""
        return next(iter(self.typed), "")

    def state(self, code: str) -> State:
        """The state behind a code; an unknown code (from a newer node) is shown as itself."""
        return self.typed.get(code) or self.computed.get(code) or State(code)

    def may_follow(self, before: str | None) -> tuple[str, ...]:
        """The typed states that may be released after `before` (None: the record is new)."""
        if before is None or before not in self.typed:
            return tuple(self.typed)
        return (before, *self.moves.get(before, ()))

    def check(self, before: str | None, after: str, *, has_reason: bool) -> None:
        """Raise `RecordRefused` unless `after` may follow `before` and gives the reason that it asks for.

        Codes: `record.unknown-state`, `record.illegal-transition`, `record.reason-missing`.
        """
        if not self.typed:
            return
        if after not in self.typed:
            raise RecordRefused("record.unknown-state", "state", state=after)
        if after not in self.may_follow(before):
            raise RecordRefused("record.illegal-transition", "state", before=before or "", after=after)
        if self.typed[after].reason and not has_reason:
            raise RecordRefused("record.reason-missing", "reason", state=after)
