"""The content model: what a document says, before any language, layout or file format.

Every string for people is an `Inline`: `Words` to be translated, a text that records hold in several languages (`Multi`), or a
value that each language writes in its own way (`Number`, `Decimal`, `Period`, `Clock`, `Moment`) or all alike (`Literal`). A
document is made of blocks in three parts: `blocks` are computed from the logs and are what `content_digest` speaks of; `front`
and `back` hold what people added to them (summary, comments, signatures) and how to verify it all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from typing import Literal as OneOf

from silta.ledger.canonical import canonical_json
from silta.records.views import Source

Wire = None | str | int | bool | list["Wire"] | dict[str, "Wire"]

DIGEST_FORMAT: Final = "silta-content/v1"
"""Named inside the digested bytes, so that a change of the encoding can never give an old digest."""

_LOOKS: Final = frozenset({"align", "style"})
"""Fields that only say how a thing looks: numbers that align to the end do not make another document."""


@dataclass(frozen=True)
class Words:
    """A phrase of Silta's own: an English msgid with ``{name}`` places, and what fills them.

    `code` names the phrase for the digest, so that a reworded msgid leaves it alone; empty: the msgid itself is the name.
    """

    context: str
    msgid: str
    args: Mapping[str, Inline] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True)
class Multi:
    """A text that records hold, in wire form: ``{"en": {"text": "…", "status": "original"}}``."""

    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Literal:
    """What is the same in every language: a name, a number of a record, a code. `style` ``code``: a hash or a command."""

    text: str
    style: OneOf["", "code"] = ""


@dataclass(frozen=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class Decimal:
    """A number that need not be whole, written with a point: ``12.5``."""

    value: str


@dataclass(frozen=True)
class Period:
    """A date, or a period if `until` is given; ISO 8601, days or months or years."""

    start: str
    until: str = ""


@dataclass(frozen=True)
class Clock:
    """A time of day as records hold it: ``09:30``."""

    value: str


@dataclass(frozen=True)
class Moment:
    """A moment in UTC, RFC 3339."""

    value: str


@dataclass(frozen=True)
class Joined:
    """Several inlines after one another."""

    parts: tuple[Inline, ...]
    separator: str = " "


Inline = Words | Multi | Literal | Number | Decimal | Period | Clock | Moment | Joined


@dataclass(frozen=True)
class Heading:
    """The heading of a section (level 1) or of a part of it (level 2). Layouts number them."""

    text: Inline
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph."""

    text: Inline


@dataclass(frozen=True)
class Items:
    """A list whose order is no ranking unless the paragraph before says so."""

    items: tuple[Inline, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers align to the end. How wide it is follows from what stands in it."""

    label: Inline
    align: OneOf["start", "end"] = "start"


@dataclass(frozen=True)
class Table:
    """A table; each row has one inline for each column. `total` is a last row set apart."""

    caption: Inline
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    total: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Bars:
    """One category of a chart: its label and one value for each series."""

    label: Inline
    values: tuple[int, ...]


@dataclass(frozen=True)
class BarChart:
    """A picture of whole numbers in two series or more, and the table of the same numbers that always stands beside it."""

    caption: Inline
    series: tuple[Inline, ...]
    bars: tuple[Bars, ...]
    table: Table


@dataclass(frozen=True)
class Signature:
    """What one party has said to the text. `party` is its code; `entry` is the index of its answer in its log, `origin`.

    `key` is the id of the key that the log is signed with.
    """

    party: str
    name: Inline
    state: Inline
    tone: OneOf["good", "wait", ""]
    moment: str = ""
    role: Inline | None = None
    entry: int | None = None
    origin: str = ""
    key: str = ""


@dataclass(frozen=True)
class Signatures:
    """The parties' answers, in the order of the arrangement."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Verification:
    """What a reader needs to check the document: rows of label and value, and the same as text of a square code."""

    rows: tuple[tuple[Inline, Inline], ...]
    code: str = ""


@dataclass(frozen=True)
class Certificate:
    """A page of its own that is given to one person: `name` exactly as it was entered, what it certifies, and a place to sign."""

    heading: Inline
    intro: Inline
    name: str
    lines: tuple[Inline, ...]
    signature: Inline
    foot: Inline


Block = Heading | Paragraph | Items | Table | BarChart | Certificate | Signatures | Verification


@dataclass(frozen=True)
class PartyName:
    """A party at the head of a document."""

    code: str
    name: Multi


@dataclass(frozen=True)
class Meta:
    """What stands around a document's text.

    `facts` are the short lines under the title; `marking` the codes to print on every page; `sources` the logs and sizes that
    the content was computed from; `day` the ISO date of the document, empty while it has none; `draft` puts DRAFT across
    every page; `agreed` are the parties that have agreed to the text, none for an account that needs no agreement.
    """

    parties: tuple[PartyName, ...]
    sources: tuple[Source, ...]
    marking: tuple[str, ...]
    facts: tuple[Inline, ...] = ()
    day: str = ""
    draft: bool = True
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole document. `report` and `options` name what was built (``annual-review``, ``{"year": 2025}``).

    `one_page`: it is made smaller as far as that helps to keep it on one page.
    """

    report: str
    options: Mapping[str, int | str]
    title: Inline
    subtitle: Inline | None
    meta: Meta
    blocks: tuple[Block, ...]
    front: tuple[Block, ...] = ()
    back: tuple[Block, ...] = ()
    one_page: bool = False


def content_digest(content: Content) -> str:
    """SHA-256 in hex over the canonical JSON of what was computed: report, options, sources and `blocks`.

    It does not depend on a language, on the wording of msgids, or on what people added before and after. The same builder and
    the same log sizes give the same digest on every node. Raises `LedgerError` if a text cannot be written canonically.
    """
    computed = {
        "format": DIGEST_FORMAT,
        "report": content.report,
        "options": dict(content.options),
        "sources": [{"origin": s.origin, "size": s.size, "root": s.root} for s in content.meta.sources],
        "blocks": [wire(block) for block in content.blocks],
    }
    return hashlib.sha256(canonical_json(computed)).hexdigest()


def wire(part: object) -> Wire:
    """Any part of a document as JSON values: an object with the name of its class, without empty values and looks."""
    if part is None or isinstance(part, str | int):
        return part
    if isinstance(part, tuple | list):
        return [wire(item) for item in part]
    if isinstance(part, Mapping):
        return {str(key): wire(value) for key, value in part.items()}
    fields = {
        name: wire(value)
        for name, value in vars(part).items()
        if name not in _LOOKS and value not in ("", None, (), {})
    }
    if isinstance(part, Words) and part.code:
        del fields["msgid"]
    return {"is": type(part).__name__.lower(), **fields}
