"""What a command answers, however it is run: in the process of the test, or in one of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    said: str
    complained: str

    @property
    def data(self) -> Any:
        return json.loads(self.said)
