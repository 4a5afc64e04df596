"""Packages: the provisions of a release as they travel to a partner, in the canonical JSON that the logs use.

One object: ``format``, ``address`` (of the release), ``texts`` (one a language, sorted by its tag). A text holds ``language``,
``title`` and ``provisions`` in reading order; a provision has the members of `Provision`, but for its language and place, and
leaves out what is empty. ``docs/formats.md``, section "Packages". What comes from outside is data: `open_package` checks every
member, its length, and that each provision stands under one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from silta.ledger.canonical import canonical_json, parse_canonical
from silta.ledger.errors import LedgerError
from silta.standards.addresses import AddressRefused, is_fragment, parse_release_address
from silta.standards.provisions import Level, Obligation, Provision, Release, Status, without_words
from silta.words.errors import SiltaError
from silta.words.languages import is_language_tag

FORMAT: Final = "silta-package/v1"
MEDIA_TYPE: Final = "application/vnd.silta.package+json"
MAX_PACKAGE: Final = 50 * 1024 * 1024
MAX_TEXTS: Final = 24
MAX_PROVISIONS: Final = 100_000
"""Provisions of one text."""

_Short = Annotated[str, Field(max_length=80)]
_Tag = Annotated[str, Field(max_length=12)]
_Line = Annotated[str, Field(max_length=2_000)]
_Prose = Annotated[str, Field(max_length=5_000_000)]


class PackageRefused(SiltaError):
    """Bytes that are not a package, or a release that cannot be packed."""


class _Part(BaseModel):
    """A provision on the way. Members that this version does not know are passed over."""

    model_config = ConfigDict(strict=True, extra="ignore")

    fragment: _Short
    level: Level
    number: _Short = ""
    path: list[_Short] = Field(default=[], max_length=32)
    heading: _Prose = ""
    text: _Prose = ""
    stem: _Prose = ""
    parent: _Short = ""
    obligation: Obligation = "unknown"
    status: Status = "in-force"
    notes: list[_Prose] = Field(default=[], max_length=200)


class _Text(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    language: _Tag
    title: _Line
    provisions: list[_Part] = Field(min_length=1, max_length=MAX_PROVISIONS)


class _Package(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    format: Literal["silta-package/v1"]
    address: str
    texts: list[_Text] = Field(min_length=1, max_length=MAX_TEXTS)


def pack(address: str, texts: Iterable[Release], *, titles_only: bool = False) -> bytes:
    """The package of a release in all its languages. The same provisions always give the same bytes.

    With `titles_only` nothing but numbers and headings goes along. Raises `PackageRefused`: `package.too-large`,
    `package.malformed` (a provision beyond the limits of the format).
    """
    held = sorted(texts, key=lambda text: text.language)
    try:
        wire = [_text_to_wire(without_words(text) if titles_only else text) for text in held]
    except ValidationError as error:
        raise PackageRefused(
            "package.malformed", _place(error.errors(include_input=False)[0]["loc"])
        ) from None
    raw = canonical_json({"format": FORMAT, "address": address, "texts": wire})
    if len(raw) > MAX_PACKAGE:
        raise PackageRefused("package.too-large", address, bytes=len(raw), limit=MAX_PACKAGE)
    return raw


def open_package(raw: bytes, address: str) -> tuple[Release, ...]:
    """The texts in a package that must be that of the release `address`.

    Raises `PackageRefused`: `package.malformed` (where: the member), `package.of-another-release`.
    """
    try:
        read = _Package.model_validate(parse_canonical(raw, MAX_PACKAGE))
    except LedgerError as error:
        raise PackageRefused("package.malformed", error.code) from None
    except ValidationError as error:
        raise PackageRefused(
            "package.malformed", _place(error.errors(include_input=False)[0]["loc"])
        ) from None
    if read.address != address:
        raise PackageRefused("package.of-another-release", address, named=read.address[:120])
    _check_address(address)
    tags = [text.language for text in read.texts]
    if tags != sorted(set(tags)) or not all(map(is_language_tag, tags)):
        raise PackageRefused("package.malformed", "texts.language")
    return tuple(_release(text, address, f"texts[{place}]") for place, text in enumerate(read.texts, 1))


def _check_address(address: str) -> None:
    try:
        parse_release_address(address)
    except AddressRefused:
        raise PackageRefused("package.malformed", "address") from None


def _text_to_wire(text: Release) -> dict[str, Any]:
    return {
        "language": text.language,
        "title": text.title,
        "provisions": [_to_wire(provision) for provision in text.provisions],
    }


def _to_wire(provision: Provision) -> dict[str, Any]:
    part = _Part(
        fragment=provision.fragment,
        level=provision.level,
        number=provision.number,
        path=list(provision.path),
        heading=provision.heading,
        text=provision.text,
        stem=provision.stem,
        parent=provision.parent or "",
        obligation=provision.obligation,
        status=provision.status,
        notes=list(provision.notes),
    )
    return part.model_dump(exclude_defaults=True)


def _release(text: _Text, address: str, where: str) -> Release:
    _check_order(text.provisions, where)
    if "\x00" in text.title:
        raise PackageRefused("package.malformed", f"{where}.title")
    provisions = tuple(_provision(part, text.language, order) for order, part in enumerate(text.provisions))
    return Release(text.title, text.language, provisions, identifier=address)


def _check_order(parts: Sequence[_Part], where: str) -> None:
    """Each provision has a name of its own, stands under one before it, and holds no character that no database stores."""
    seen = {""}
    for place, part in enumerate(parts, 1):
        sound = is_fragment(part.fragment) and part.fragment not in seen and part.parent in seen
        if not sound or "\x00" in "".join(
            (*part.path, *part.notes, part.number, part.heading, part.text, part.stem)
        ):
            raise PackageRefused("package.malformed", f"{where}.provisions[{place}]")
        seen.add(part.fragment)


def _provision(part: _Part, language: str, order: int) -> Provision:
    return Provision(
        number=part.number,
        path=tuple(part.path),
        heading=part.heading,
        text=part.text,
        language=language,
        level=part.level,
        parent=part.parent or None,
        fragment=part.fragment,
        order=order,
        obligation=part.obligation,
        status=part.status,
        notes=tuple(part.notes),
        stem=part.stem,
    )


def _place(loc: Sequence[int | str]) -> str:
    """``("texts", 0, "title")`` as ``texts[1].title``."""
    words = ""
    for step in loc:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words
