"""Reading the library: releases, their provisions, and what has been said about a provision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from silta.node.models import FrameworkRelease, Provision
from silta.standards import provisions as standards
from silta.words.errors import SiltaError


class NotInLibrary(SiltaError):
    """A release or a provision that this node does not hold."""


@dataclass(frozen=True)
class ReleaseRow:
    """A release as lists show it. `titles` maps languages to titles; `units` counts articles, sections or requirements."""

    address: str
    framework: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    type: str
    issuer: str
    licence: str
    as_of: str
    units: int
    source_name: str
    imported_at: Any
    record_uid: str

    def title(self, language: str) -> str:
        """The title in `language`, else in English, else in whatever there is."""
        return (
            self.titles.get(language)
            or self.titles.get("en")
            or next(iter(self.titles.values()), self.address)
        )


def releases() -> list[ReleaseRow]:
    """All releases, frameworks in order, newest first; one query."""
    units = Count(
        "provisions__fragment", distinct=True, filter=Q(provisions__level__in=standards.UNIT_LEVELS)
    )
    found = FrameworkRelease.objects.annotate(units=units).order_by("framework", "-as_of")
    return [_row(row, row.units) for row in found]


def siblings(framework: str) -> list[tuple[str, str]]:
    """Address and date of every release of a framework, the newest first; one query."""
    rows = FrameworkRelease.objects.filter(framework=framework).order_by("-as_of", "-address")
    return list(rows.values_list("address", "as_of"))


def release(address: str) -> ReleaseRow:
    """One release. Raises `NotInLibrary` (`library.no-release`)."""
    row = _find(address)
    count = row.provisions.filter(level__in=standards.UNIT_LEVELS).values("fragment").distinct().count()
    return _row(row, count)


def _find(address: str) -> FrameworkRelease:
    row = FrameworkRelease.objects.filter(address=address).first()
    if row is None:
        raise NotInLibrary("library.no-release", address)
    return row


def _row(row: FrameworkRelease, units: int) -> ReleaseRow:
    return ReleaseRow(
        address=row.address,
        framework=row.framework,
        titles=row.titles,
        languages=tuple(row.languages),
        type=row.type,
        issuer=row.issuer,
        licence=row.licence,
        as_of=row.as_of,
        units=units,
        source_name=row.source_name,
        imported_at=row.imported_at,
        record_uid=str(row.record_uid or ""),
    )


def load_release(address: str, language: str | None = None) -> standards.Release:
    """A release in one language (its first by default) as the pure packages know it.

    Raises `NotInLibrary`: `library.no-release`, `library.no-language`.
    """
    row = _find(address)
    language = language or next(iter(row.languages), "")
    if language not in row.languages:
        raise NotInLibrary(
            "library.no-language", address, language=language, choices=", ".join(row.languages)
        )
    rows = row.provisions.filter(language=language).order_by("order")
    provisions = tuple(map(as_read, rows))
    return standards.Release(str(row.titles.get(language, address)), language, provisions, identifier=address)


def as_read(row: Provision) -> standards.Provision:
    """A stored provision as the pure packages know it."""
    return standards.Provision(
        number=row.number,
        path=tuple(row.path),
        heading=row.heading,
        text=row.text,
        language=row.language,
        level=row.level,  # type: ignore[arg-type]  # stored from a Level
        parent=row.parent or None,
        fragment=row.fragment,
        order=row.order,
        obligation=row.obligation,  # type: ignore[arg-type]  # stored from an Obligation
        status=row.status,  # type: ignore[arg-type]  # stored from a Status
        notes=tuple(row.notes),
        stem=row.stem,
    )


def provisions_for_tools(
    address: str, *, language: str | None = None, points: bool = False
) -> list[dict[str, Any]]:
    """The provisions of a release in the shape that other tools rely on; units only unless `points` are wanted too.

    Raises `NotInLibrary`: `library.no-release`, `library.no-language`.
    """
    row = _find(address)
    rows = row.provisions.order_by("language", "order")
    if language:
        if language not in row.languages:
            raise NotInLibrary(
                "library.no-language", address, language=language, choices=", ".join(row.languages)
            )
        rows = rows.filter(language=language)
    if not points:
        rows = rows.filter(level__in=standards.UNIT_LEVELS)
    return [
        {
            "number": found.number,
            "path": found.path,
            "heading": found.heading,
            "text": found.text,
            "language": found.language,
            "address": f"{address}#{found.fragment}",
            "level": found.level,
            "status": found.status,
            "notes": found.notes,
        }
        for found in rows
    ]


@dataclass(frozen=True)
class ProvisionRow:
    """A provision in one language as pages show it."""

    address: str
    fragment: str
    number: str
    heading: str
    text: str
    language: str
    level: str
    chapter: str
    status: str
    notes: tuple[str, ...]
    unit: str
    order: int


def provision_rows(
    address: str, language: str, *, after: int = -1, limit: int = 200, level: str = "unit"
) -> list[ProvisionRow]:
    """Provisions of a release in `language` after place `after`, at most `limit`: units and what stands above them, or all."""
    levels = standards.UNIT_LEVELS | standards.GROUP_LEVELS
    rows = Provision.objects.filter(release__address=address, language=language, order__gt=after).order_by(
        "order"
    )
    if level == "unit":
        rows = rows.filter(level__in=levels)
    return [provision_row(address, row) for row in rows[:limit]]


def provision(address: str) -> list[ProvisionRow]:
    """A provision in every language of its release. Raises `NotInLibrary` (`library.no-provision`)."""
    release_address, _, fragment = address.partition("#")
    rows = Provision.objects.filter(release__address=release_address, fragment=fragment).order_by("language")
    found = [provision_row(release_address, row) for row in rows]
    if not found:
        raise NotInLibrary("library.no-provision", address)
    return found


def provision_row(address: str, row: Provision) -> ProvisionRow:
    """A stored provision as pages show it; `address` is its release's."""
    return ProvisionRow(
        address=f"{address}#{row.fragment}",
        fragment=row.fragment,
        number=row.number,
        heading=row.heading,
        text=row.text,
        language=row.language,
        level=row.level,
        chapter=row.chapter,
        status=row.status,
        notes=tuple(row.notes),
        unit=row.unit,
        order=row.order,
    )
