"""What goes to a translator and comes back: one text of one record in one pair of languages.

The id of a unit leads back to it: ``<record>.<revision>.<path>``, with the path's rows as numbers (``items[2].text`` is
``items.2.text``). It is an XML NMTOKEN, and says which revision the translator saw; what counts is whether the text still is the
same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

MAX_UNITS: Final = 5_000
"""Units of one file: more than a translator takes at once."""
MAX_BYTES: Final = 32 * 1024 * 1024
NONE: Final = "none"
"""In place of the digest of a translation that is not there."""

_ID: Final = re.compile(
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([0-9]{1,9})\.([a-z][a-z0-9_.]{0,160})"
)


@dataclass(frozen=True)
class Term:
    """A term of the original and what the glossary expects for it."""

    source: str
    target: str


@dataclass(frozen=True)
class Unit:
    """A text to translate. `target` and `status` are the wording that there is (``missing``: none).

    `heading` names the record for people, `label` the field. A unit that goes back has what is wrong with it as a sentence in
    `fault`; `given` is the id that it came with, and `was` the digest of what stands here now.
    """

    record: str
    revision: int
    path: str
    source: str
    target: str = ""
    status: str = "missing"
    heading: str = ""
    label: str = ""
    terms: tuple[Term, ...] = ()
    fault: str = ""
    given: str = ""
    was: str = ""

    @property
    def id(self) -> str:
        return self.given or f"{self.record}.{self.revision}.{self.path.replace('[', '.').replace(']', '')}"

    @property
    def held(self) -> str:
        """The digest of the translation that the file goes out with: what comes back is compared with it."""
        return self.was or digest_of(self.target) or NONE


@dataclass(frozen=True)
class Batch:
    """The units of one pair of languages; `about` says in words of the writer what they are."""

    source: str
    target: str
    units: tuple[Unit, ...]
    about: str = ""

    def by_record(self) -> Iterator[tuple[str, list[Unit]]]:
        """The units of each record, which stand together."""
        for record, units in groupby(self.units, key=lambda unit: unit.record):
            yield record, list(units)


@dataclass(frozen=True)
class ReturnedUnit:
    """A unit as a file brings it back: where it stands there (``row 5``, ``line 12``), its id, both texts, and the status.

    `was` is the digest of the translation that the file went out with (empty: the file does not say).
    """

    where: str
    id: str
    source: str
    target: str
    status: str
    was: str = ""


@dataclass(frozen=True)
class Returned:
    """A file that came back."""

    source: str
    target: str
    units: tuple[ReturnedUnit, ...]


def path_of(id: str) -> tuple[str, int, str] | None:  # noqa: A002 - it is one
    """Record, revision and path behind the id of a unit; None if it is none of ours."""
    match = _ID.fullmatch(id)
    if match is None:
        return None
    path = re.sub(r"\.([0-9]+)(?=\.|$)", r"[\1]", match[3])
    return match[1], int(match[2]), path


def digest_of(text: str) -> str:
    """A short digest by which a text is recognised: 16 hexadecimal digits of its SHA-256; empty for no text."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:16] if text else ""


def plain(text: str) -> str:
    """A text as it is compared: ends of lines and spaces at the ends are what tools change without meaning anything by it."""
    return "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()


def batches(pairs: Iterable[tuple[str, Unit]], target: str, about: str) -> list[Batch]:
    """The units in one batch for each language that they are written in; `pairs` tells it for each."""
    by_source: dict[str, list[Unit]] = {}
    for source, unit in pairs:
        by_source.setdefault(source, []).append(unit)
    return [Batch(source, target, tuple(units), about) for source, units in sorted(by_source.items())]
