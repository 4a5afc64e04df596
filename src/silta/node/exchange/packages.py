"""Packages that partners released with their texts: taken into the library, so that mappings are read beside what they compare.

A text enters the library whole or not at all, and only if its bytes have the digest that the record names. A text that was
imported here stays: it is our own copy, and nobody else replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.db import transaction
from django.db.models import Min

from silta.node import clock
from silta.node.actions.library import rows_of
from silta.node.home import Home
from silta.node.models import Blob, FrameworkRelease, Log, Provision, Record
from silta.standards.addresses import parse_release_address
from silta.standards.package import MAX_PACKAGE, open_package
from silta.standards.provisions import Release, without_words
from silta.words.codes import FRAMEWORK_TYPE, LICENCE, CodeList
from silta.words.errors import Problem, SiltaError


def adopt_packages(log: Log, home: Home) -> tuple[Problem, ...]:
    """Store every package of `log` that is held and not in the library yet; one with something wrong is reported and left out.

    Three queries if there is nothing to do.
    """
    found: list[Problem] = []
    for record in list(_waiting(log)):
        try:
            _adopt(record, home)
        except SiltaError as error:
            found += [Problem(p.code, p.where or record.number, p.data) for p in error.problems]
    return tuple(found)


def _waiting(log: Log) -> Iterator[Record]:
    """The released texts of `log` whose package has arrived and is not what the library holds from that record.

    In the order of the log, not of the times that the partner claims: two records in one second still have a first.
    """
    records = Record.objects.filter(log=log, kind="framework-release", withdrawn=False)
    records = records.annotate(first_index=Min("revisions__index")).order_by("first_index")
    named = {record: str(record.fields.get("package") or "") for record in records}
    blobs = Blob.objects.filter(sha256__in=[digest for digest in named.values() if digest], held=True)
    held = set(blobs.values_list("sha256", flat=True))
    library = FrameworkRelease.objects.filter(address__in=[record.number for record in named])
    packages = {row.address: (row.record_uid, row.package) for row in library}
    for record, digest in named.items():
        source, package = packages.get(record.number, (record.uid, ""))
        if digest in held and source == record.uid and package != digest:
            yield record


def _adopt(record: Record, home: Home) -> None:
    """Store the text of one record. Raises `SiltaError`: those of `open_package`, `package.other-digest`, `address.malformed`."""
    digest = str(record.fields["package"])
    raw = _bytes(home, digest, record.number)
    texts = open_package(raw, record.number)
    with transaction.atomic():
        row = _row(record, texts)
        if row.record_uid not in (None, record.uid):
            return  # another record of this address came in just now
        row.record_uid, row.package = record.uid, digest
        row.save()
        row.provisions.all().delete()
        for text in texts:
            held = without_words(text) if row.licence == "titles-only" else text
            Provision.objects.bulk_create(rows_of(row, held), batch_size=500)


def _bytes(home: Home, digest: str, where: str) -> bytes:
    """The package, never more than may be one. Its digest is computed again: what lies on a disk may have changed."""
    try:
        with home.blob_path(digest).open("rb") as file:
            raw = file.read(MAX_PACKAGE + 1)
    except OSError:
        raise SiltaError("attachment.unknown", digest) from None
    if sha256(raw).hexdigest() != digest:
        raise SiltaError("package.other-digest", where)
    return raw


def _row(record: Record, texts: tuple[Release, ...]) -> FrameworkRelease:
    address, fields = parse_release_address(record.number), record.fields
    row = FrameworkRelease.objects.select_for_update().filter(
        address=str(address)
    ).first() or FrameworkRelease(
        address=str(address),
        framework=f"{address.jurisdiction}/{address.framework}",
        as_of=address.version[:10],
    )
    row.titles = {text.language: text.title for text in texts}
    row.languages = _ordered([text.language for text in texts], fields.get("languages"))
    row.type = _code(fields.get("type"), FRAMEWORK_TYPE, "act")
    row.licence = _code(fields.get("licence"), LICENCE, "own-copy")
    row.issuer = str(fields.get("issuer") or "")[:200]
    row.source_digest = str(fields.get("source_digest") or "")[:64]
    row.imported_at = clock.now()
    return row


def _ordered(tags: list[str], named: object) -> list[str]:
    """The languages in the order of the record, so that both nodes compare the same text by default; the others after them."""
    order = named if isinstance(named, list) else []
    return sorted(tags, key=lambda tag: order.index(tag) if tag in order else len(order))


def _code(value: object, known: CodeList, other: str) -> str:
    """A code that this version knows, else `other`."""
    return str(value) if str(value) in known else other
