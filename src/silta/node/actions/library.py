"""Bringing texts of regulations into the library: reading, looking before storing, storing whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from silta.node import clock
from silta.node.actions import drafts, uploads
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import RELEASERS, require
from silta.node.models import Draft, FrameworkRelease, Provision, Record
from silta.node.queries.library import NotInLibrary, load_release
from silta.node.word97 import readable
from silta.standards.addresses import AddressRefused, ReleaseAddress, parse_release_address
from silta.standards.formats import read
from silta.standards.formats.lines import Line
from silta.standards.formats.magic import is_word_97, kind_of
from silta.standards.formats.opening import beginning_of, document_of
from silta.standards.formats.reading import MAX_BYTES, Notebook, Options, Reading, Report, unwatched
from silta.standards.package import MEDIA_TYPE, pack
from silta.standards.parallel import misaligned
from silta.standards.preview import Preview
from silta.standards.preview import preview as look
from silta.standards.provisions import UNIT_LEVELS, Release, without_words
from silta.words.dates import is_partial_date
from silta.words.errors import Problem, SiltaError
from silta.words.folding import fold

SHARED: Final = ("official-act", "open", "titles-only")
"""Licences under which at least something of a text may go to partners."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
IMPORTERS: Final = ("contributor", "expert", "coordinator", "administrator")


_LONG_PDF: Final = 150_000
"""Bytes: some thirty pages of a PDF file are read in the time in which a page may answer."""
_NAMED: Final = 10
"""Provisions that a warning names."""


class LibraryRefused(SiltaError):
    """A text that cannot be brought into the library as it is."""


@dataclass(frozen=True)
class ImportRequest:
    """A file and what the importer says about it. `address` is ``jurisdiction/framework@date``; `format` None: recognise it."""

    name: str
    raw: bytes
    address: str
    language: str
    format: str | None = None
    title: str = ""
    type: str = "act"
    licence: str = "own-copy"
    issuer: str = ""
    part: str | None = None
    numbering: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportPreview:
    """What an import recognised, and against which earlier release its changes are counted (empty: against none)."""

    address: str
    seen: Preview
    against: str = ""
    stored: bool = False

    def to_wire(self) -> dict[str, Any]:
        """The preview for other tools."""
        seen = self.seen
        return {
            "address": self.address,
            "title": seen.title,
            "language": seen.language,
            "counts": dict(seen.counts),
            "problems": [
                {"code": p.code, "where": p.where, "severity": p.severity, "data": dict(p.data)}
                for p in seen.problems
            ],
            "unrecognised": [{"where": where, "text": text} for where, text in seen.unrecognised],
            "against": self.against,
            "changes": dict(seen.changes.counts) if seen.changes else {},
            "stored": self.stored,
        }


@dataclass
class _Parsed:
    address: ReleaseAddress
    reading: Reading
    release: Release = field(init=False)

    def __post_init__(self) -> None:
        self.release = self.reading.release


def read_file(path: Path) -> bytes:
    """The bytes of a file to import. Raises `LibraryRefused`: `library.no-file`, `format.too-large`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LibraryRefused("format.too-large", str(path), bytes=path.stat().st_size, limit=MAX_BYTES)
        return path.read_bytes()
    except OSError:
        raise LibraryRefused("library.no-file", str(path)) from None


def takes_long(raw: bytes) -> bool:
    """Whether reading a file, or storing what it holds, is likely to take over a second: a job does it then."""
    if kind_of(raw) == "pdf":
        return len(raw) > _LONG_PDF
    return needs_program(raw) or uploads.is_long(raw)


def needs_program(raw: bytes) -> bool:
    """Whether a program of this machine has to make the file readable first, which may take a minute."""
    return is_word_97(raw)


def lines(request: ImportRequest, limit: int) -> tuple[Line, ...]:
    """The first lines of a document that have words, for a person who shows how it is numbered. Raises `FormatRefused`."""
    raw, _ = _readable(request)
    document = document_of(raw, Notebook(), beginning_of(raw))
    return tuple(line for line in document.lines if line.text)[:limit]


def trial(request: ImportRequest) -> ImportPreview:
    """The preview of the beginning of a long document, for a person who shows how it is numbered. Raises as `preview`."""
    return preview(request, beginning_of(_readable(request)[0]))


def preview(request: ImportRequest, report: Report = unwatched) -> ImportPreview:
    """What `import_release` would store, with nothing changed. Raises `AddressRefused`, `FormatRefused`."""
    return _preview(_parse(request, report), stored=False)


def import_release(actor: Actor, request: ImportRequest, report: Report = unwatched) -> ImportPreview:
    """Store the release in one transaction; another language of a release that is here already joins it.

    A language that was imported before is replaced as long as the release has not been released to partners. Raises
    `AddressRefused`, `FormatRefused`, `LibraryRefused` (`library.already-released`), `permission.denied`.
    """
    require(actor, *IMPORTERS)
    parsed = _parse(request, report)
    seen = _preview(parsed, stored=True)
    report(0, len(parsed.release.provisions))
    with transaction.atomic():
        row = _release_row(parsed, request)
        row.provisions.filter(language=request.language).delete()
        Provision.objects.bulk_create(rows_of(row, parsed.release), batch_size=500)
    return seen


def _parse(request: ImportRequest, report: Report) -> _Parsed:
    address = parse_release_address(request.address)
    if _DAY.fullmatch(address.version) and not is_partial_date(address.version):
        raise AddressRefused("address.no-such-day", address=str(address))
    options = Options(
        part=request.part or address.framework,
        as_of=_as_date(address.version),
        numbering=request.numbering,
        report=report,
    )
    raw, name = _readable(request)
    reading = read(raw, name, request.language, request.format, options)
    held = FrameworkRelease.objects.filter(address=str(address)).values_list("licence", flat=True).first()
    bare = without_words(reading.release)
    if (held or request.licence) == "titles-only" and bare.provisions != reading.release.provisions:
        found = Problem("library.titles-only", str(address), severity="warning")
        reading = replace(reading, release=bare, problems=(*reading.problems, found))
    return _Parsed(address, reading)


def _readable(request: ImportRequest) -> tuple[bytes, str]:
    """As `readable`; what a program made of the file is kept for a while, since it is read several times before it is stored."""
    if not needs_program(request.raw):
        return request.raw, request.name
    token = sha256(request.raw).hexdigest()[:32]
    try:
        made = uploads.kept(token)
    except SiltaError:
        made, _ = readable(request.raw, request.name)
        uploads.keep(made, token=token)
    return made, f"{request.name}.{kind_of(made) or 'txt'}" if made != request.raw else request.name


def _as_date(version: str) -> str | None:
    """The date in a version, or its month or year: a file that holds several versions of a section is read as of then."""
    return version if is_partial_date(version) else None


def _preview(parsed: _Parsed, *, stored: bool) -> ImportPreview:
    """The preview, with changes against the newest other release of the framework in the same language."""
    before = _previous(parsed.address, parsed.release.language)
    previous = load_release(before, parsed.release.language) if before else None
    seen = look(parsed.reading, previous)
    seen = replace(seen, problems=(*seen.problems, *_alike(parsed.address), *_unaligned(parsed)))
    return ImportPreview(str(parsed.address), seen, before or "", stored)


def _alike(address: ReleaseAddress) -> Iterator[Problem]:
    """Another framework that a slip of the keyboard makes of this one: releases of both are never compared."""
    framework = f"{address.jurisdiction}/{address.framework}"
    same = FrameworkRelease.objects.filter(framework__iexact=framework).exclude(framework=framework)
    for other in same.order_by("framework").values_list("framework", flat=True)[:1]:
        yield Problem("library.alike", str(address), {"other": other}, "warning")


def _unaligned(parsed: _Parsed) -> Iterator[Problem]:
    """Where the text and the first other language of its release do not have the same provisions."""
    row = FrameworkRelease.objects.filter(address=str(parsed.address)).first()
    other = next((tag for tag in row.languages if tag != parsed.release.language), "") if row else ""
    if not other:
        return
    only_here, only_there = misaligned(parsed.release, load_release(str(parsed.address), other))
    for code, units in (("library.not-in-other", only_here), ("library.only-in-other", only_there)):
        if units:
            numbers = ", ".join(unit.number for unit in units[:_NAMED]) + ("…" if len(units) > _NAMED else "")
            data = {"language": other, "count": len(units), "numbers": numbers}
            yield Problem(code, str(parsed.address), data, "warning")


def _previous(address: ReleaseAddress, language: str) -> str | None:
    framework = f"{address.jurisdiction}/{address.framework}"
    return (
        FrameworkRelease.objects.filter(
            framework=framework, provisions__language=language, as_of__lt=address.version
        )
        .order_by("-as_of")
        .values_list("address", flat=True)
        .first()
    )


def _release_row(parsed: _Parsed, request: ImportRequest) -> FrameworkRelease:
    address = parsed.address
    row = FrameworkRelease.objects.select_for_update().filter(address=str(address)).first()
    if row is None:
        row = FrameworkRelease(address=str(address), framework=f"{address.jurisdiction}/{address.framework}")
        row.type, row.licence, row.issuer, row.as_of = (
            request.type,
            request.licence,
            request.issuer,
            address.version,
        )
    elif request.language in row.languages and released_record(str(address)):
        raise LibraryRefused("library.already-released", str(address), language=request.language)
    title = request.title or parsed.release.title or str(address)
    row.titles = {**row.titles, request.language: title}
    row.languages = [*row.languages, *({request.language} - set(row.languages))]
    row.source_name, row.source_digest = request.name[:200], sha256(request.raw).hexdigest()
    row.imported_at = clock.now()
    row.save()
    return row


def rows_of(row: FrameworkRelease, release: Release) -> list[Provision]:
    """The rows of one text of a release, not yet stored."""
    rows = []
    for provision in release.provisions:
        above = release.ancestors_of(provision)
        unit = next((p for p in (provision, *reversed(above)) if p.level in UNIT_LEVELS), None)
        chapter = release.chapter_of(provision)
        rows.append(
            Provision(
                release=row,
                language=provision.language,
                order=provision.order,
                fragment=provision.fragment,
                parent=provision.parent or "",
                unit=unit.fragment if unit else "",
                level=provision.level,
                number=provision.number,
                path=list(provision.path),
                chapter=" ".join(filter(None, (chapter.number, chapter.heading)))[:300] if chapter else "",
                heading=provision.heading,
                text=provision.text,
                stem=provision.stem,
                obligation=provision.obligation,
                status=provision.status,
                notes=list(provision.notes),
                folded=fold(
                    f"{provision.number} {provision.heading} {provision.text if provision.is_unit else ''}"
                ),
            )
        )
    return rows


def released_record(address: str) -> Record | None:
    """The framework-release record of any party that names `address`: from then on its texts are what mappings speak of."""
    found = Record.objects.filter(kind="framework-release", number=address, withdrawn=False)
    return found.select_related("log").order_by("-log__is_own", "first_at", "uid").first()


def draft_release_record(actor: Actor, arrangement_id: str, address: str) -> str:
    """Draft the record that releases a text of the library to the partners; returns the draft's id.

    Its texts go along as a package, as far as the licence allows: whole, numbers and titles only, or not at all. A draft that is
    there already is brought up to date. Raises `Denied`, `NotInLibrary`, `PackageRefused`, `LibraryRefused`
    (`library.released-by-partner`).
    """
    require(actor, *RELEASERS)
    row = FrameworkRelease.objects.filter(address=address).first()
    if row is None:
        raise NotInLibrary("library.no-release", address)
    texts = [load_release(address, language) for language in row.languages]
    raw = _package(row, texts)
    fields = _release_fields(row, texts, sha256(raw).hexdigest() if raw else "")
    with transaction.atomic():
        uid = _release_draft(actor, arrangement_id, address, fields)
        if raw:
            drafts.attach_made(actor, uid, raw, MEDIA_TYPE, f"{address.replace('/', '-')}.json")
    return uid


def _package(row: FrameworkRelease, texts: Sequence[Release]) -> bytes:
    """The package to send along; empty if the licence forbids to share the text."""
    if row.licence not in SHARED:
        return b""
    return pack(row.address, texts, titles_only=row.licence == "titles-only")


def _release_draft(actor: Actor, arrangement_id: str, address: str, fields: Mapping[str, Any]) -> str:
    held = Draft.objects.filter(
        kind="framework-release", arrangement=arrangement_id, fields__address=address
    ).first()
    record = released_record(address)
    if record is not None and not record.log.is_own:
        raise LibraryRefused("library.released-by-partner", address, party=record.party)
    if held is None and record is None:
        return drafts.create(
            actor, arrangement_id, "framework-release", {**fields, "state": "in-force"}, marking="public"
        )
    uid = str(held.uid) if held else drafts.start_revision(actor, str(record.uid) if record else "")
    before = Draft.objects.get(uid=uid).fields
    drafts.save(actor, uid, {**before, **fields}, version=None)
    return uid


def _release_fields(row: FrameworkRelease, texts: Sequence[Release], package: str) -> dict[str, Any]:
    first, *rest = row.languages
    statuses = {first: "original"} | dict.fromkeys(rest, "checked")
    found = {
        "address": row.address,
        "title": {tag: {"text": row.titles[tag], "status": status} for tag, status in statuses.items()},
        "type": row.type,
        "issuer": row.issuer,
        "jurisdiction": parse_release_address(row.address).jurisdiction,
        "as_of": row.as_of,
        "languages": list(row.languages),
        "licence": row.licence,
        "provisions": max(len(text.units()) for text in texts),
        "source_digest": row.source_digest,
        "package": package,
    }
    return {name: value for name, value in found.items() if value != ""}
