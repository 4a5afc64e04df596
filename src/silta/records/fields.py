"""The types that a kind's fields are declared with, and their description for forms, lists, sheets and the API.

A kind declares its fields as a pydantic model of `Fields`; `describe` reads that model into `Field` values, so that a form, a
list column, a sheet column and the API come from the one declaration. Labels and helps are English msgids.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as _PydanticField
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from silta.ledger.canonical import MAX_INTEGER
from silta.words.codes import CodeList
from silta.words.constraints import Matching, followed
from silta.words.dates import is_partial_date
from silta.words.ids import PARTY
from silta.words.text import Text

Shape = Literal[
    "line", "title", "prose", "code", "codes", "ref", "refs", "provisions", "release", "date", "number", "decimal", "flag",
    "party", "parties", "rows", "frozen", "digest", "state",
]  # fmt: skip
"""How a field is edited and shown. ``title`` and ``prose`` are multilingual texts of one line and of paragraphs."""
TEXTS: Final = frozenset[Shape](("title", "prose"))
WORDED: Final = TEXTS | frozenset[Shape](("line", "provisions", "release"))
"""The shapes whose values hold words to search for."""


class Fields(BaseModel):
    """Base of every kind's fields and of the rows inside them: immutable, and nothing undeclared gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True)
class As:
    """Marker in an annotation: the field's shape, when its type alone does not tell."""

    shape: Shape


@dataclass(frozen=True)
class Codes:
    """Marker in an annotation: the value is a code of `codes`."""

    codes: CodeList

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Pydantic's hook: the string schema, followed by membership in the list."""
        return followed(handler(source), core_schema.literal_schema(list(self.codes)), "record.unknown-code")


@dataclass(frozen=True)
class To:
    """Marker in an annotation: the value is the id of a record of one of `kinds`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Computed:
    """Marker in an annotation: the node fills the field in; people neither type it nor remark on it."""


def _partial_date(value: str) -> str:
    if not is_partial_date(value):
        raise ValueError("date.invalid")
    return value


_PRINTABLE: Final = Matching(r"[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]*", "text.control-character")
_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MAX_ADDRESS: Final = 160
_RELEASE: Final = r"[a-z][a-z0-9-]*/[A-Za-z0-9.-]+@[0-9A-Za-z.-]+"
_PROVISION: Final = _RELEASE + r"#[a-z0-9.-]+"


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    _PRINTABLE,
    As("line"),
]
"""One line in no particular language: a number, a name, a place."""
Title = Annotated[Text, As("title")]
Prose = Annotated[Text, As("prose")]
Id = Annotated[str, Matching(_UUID, "record.not-an-id"), As("ref")]
Day = Annotated[str, AfterValidator(_partial_date), As("date")]
"""A date that may lack the day or the month: ``2025-10``."""
Clock = Annotated[str, Matching("(?:[01][0-9]|2[0-3]):[0-5][0-9]", "time.invalid"), As("line")]
"""A time of day as clocks show it: ``09:30``."""
Party = Annotated[str, Matching(PARTY, "record.not-a-party"), As("party")]
ReleaseAddress = Annotated[
    str, Matching(_RELEASE, "record.not-a-release-address", _MAX_ADDRESS), As("release")
]
ProvisionAddress = Annotated[
    str, Matching(_PROVISION, "record.not-a-provision-address", _MAX_ADDRESS), As("provisions")
]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), As("digest")]
StateCode = Annotated[str, StringConstraints(min_length=1, max_length=40), _PRINTABLE, As("state")]
"""A typed state of the kind's lifecycle; which codes are allowed is checked by `Lifecycle.check`."""
Count = Annotated[int, _PydanticField(ge=0, le=MAX_INTEGER), As("number")]
Decimals = Annotated[str, Matching(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", "record.not-a-number"), As("decimal")]
"""A number that need not be whole, written with a point: ``12.5``. A body holds no floats, so it stays text."""
Year = Annotated[int, _PydanticField(ge=1990, le=2100), As("number")]


class Frozen(Fields):
    """A record as it stood: its id, the revision and the leaf hash of the entry that released that revision."""

    record: Id
    revision: Annotated[int, _PydanticField(ge=1, le=MAX_INTEGER)]
    leaf: Digest


class Reason(Fields):
    """A reason in words, asked for by states such as cancelled or accepted."""

    text: Prose


def about(
    label: str,
    help: str = "",  # noqa: A002 - the field's help
    *,
    default: Any = ...,
    least: int | None = None,
    most: int | None = None,
) -> Any:
    """Declare one field of a kind: its label and help as English msgids, its default (none: required), its list limits."""
    limits = {"min_length": least, "max_length": most}
    given = {key: value for key, value in limits.items() if value is not None}
    return _PydanticField(default, title=label, description=help or None, **given)  # type: ignore[call-overload]  # optional limits


@dataclass(frozen=True)
class Field:
    """What a form, a list, a sheet and the API need to know about one field.

    `label` and `help` are msgids (context ``field``); `codes` is set for the shapes code and codes, `kinds` for ref, refs and
    frozen, `rows` for a list of rows; `many` tells a list from a single value, `computed` what the node fills in.
    """

    name: str
    label: str
    help: str
    shape: Shape
    required: bool
    many: bool = False
    codes: CodeList | None = None
    kinds: tuple[str, ...] = ()
    rows: tuple[Field, ...] = ()
    computed: bool = False


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """The bare type of an annotation, all markers met on the way, and whether it was a list."""
    markers: list[Any] = []
    many = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *extra = get_args(annotation)
            markers = [*extra, *markers]
        elif origin in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif origin in (list, tuple):
            annotation, many = get_args(annotation)[0], True
        else:
            return annotation, tuple(markers), many


_PLURAL: Final[Mapping[Shape, Shape]] = {"code": "codes", "ref": "refs", "party": "parties"}


_BY_TYPE: Final[Mapping[type, Shape]] = {Frozen: "frozen", bool: "flag", int: "number"}


def _shape(bare: Any, markers: tuple[Any, ...], many: bool) -> Shape:
    if bare in _BY_TYPE:
        return _BY_TYPE[bare]
    if isinstance(bare, type) and issubclass(bare, Fields):
        return "rows"
    shape: Shape = "line"
    for marker in markers:
        if isinstance(marker, As):
            shape = marker.shape
        elif isinstance(marker, Codes):
            shape = "code"
        elif isinstance(marker, To):
            shape = "ref"
    return _PLURAL.get(shape, shape) if many else shape


def _describe_one(name: str, info: FieldInfo) -> Field:
    bare, inner, many = _unwrap(info.annotation)
    markers = (*inner, *info.metadata)
    shape = _shape(bare, markers, many)
    return Field(
        name=name,
        label=info.title or name,
        help=info.description or "",
        shape=shape,
        required=info.is_required(),
        many=many,
        codes=next((m.codes for m in markers if isinstance(m, Codes)), None),
        kinds=next((m.kinds for m in markers if isinstance(m, To)), ()),
        rows=describe(bare) if shape == "rows" else (),
        computed=any(isinstance(m, Computed) for m in markers),
    )


def describe(model: type[Fields]) -> tuple[Field, ...]:
    """The fields of `model` in the order of their declaration."""
    return tuple(_describe_one(name, info) for name, info in model.model_fields.items())
