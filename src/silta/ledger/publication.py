"""Verification of a published folder: all logs of all arrangements in it, one log's failure hiding no other's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from silta.ledger.charter import MAX_CHARTER, Charter
from silta.ledger.checkpoints import SignedCheckpoint
from silta.ledger.errors import Contradiction, LedgerError, MissingFile, placed
from silta.ledger.layout import charter_path, log_path, receipt_path
from silta.ledger.notes import MAX_NOTE, Verifier, encode_base64
from silta.ledger.reading import Reader, fetch, under
from silta.ledger.receipts import open_receipt
from silta.ledger.whole import VerifiedLog, verify_log
from silta.words.errors import Problem


@dataclass(frozen=True)
class Report:
    """What a published folder holds: the logs that are good in every byte, and one problem for each thing that is not.

    A problem's `where` is a path in the folder.
    """

    logs: tuple[VerifiedLog, ...]
    errors: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return not self.errors

    def to_json(self) -> dict[str, Any]:
        """The shape that other tools rely on; `root` in base64, as checkpoints have it."""
        return {
            "ok": self.ok,
            "logs": [
                {"origin": log.origin, "size": log.size, "root": encode_base64(log.root)} for log in self.logs
            ],
            "errors": [{"code": problem.code, "where": problem.where} for problem in self.errors],
        }


def verify_publication(
    read: Reader, charters: Sequence[bytes], origins: Collection[str] | None = None
) -> Report:
    """Check every log that the `charters`, which the caller trusts, put into the folder that `read` reads.

    `origins` names the logs that are expected to be there; None expects those of all parties. Receipts are optional; one that
    is there must be right, and must fit the log that it is for (else `ledger.fork`, `ledger.rollback`).
    """
    findings = _Findings()
    for number, raw in enumerate(charters, 1):
        try:
            charter = Charter.parse(raw)
        except LedgerError as error:
            findings.problems += placed(error, f"charter {number}").problems
            continue
        with findings.collect(""):
            _compare_charter(read, charter, raw)
        for party in charter.parties:
            if origins is None or charter.origin(party.code) in origins:
                _check_party(read, charter, party.code, findings)
    return Report(tuple(findings.logs), tuple(findings.problems))


@dataclass
class _Findings:
    logs: list[VerifiedLog] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def collect(self, folder: str) -> Iterator[None]:
        """Note the error of a check as a problem, its path with `folder` before it, and let the next check go on."""
        try:
            yield
        except LedgerError as error:
            self.problems += [replace(problem, where=folder + problem.where) for problem in error.problems]


def _compare_charter(read: Reader, charter: Charter, raw: bytes) -> None:
    path = charter_path(charter.arrangement)
    if fetch(read, path, MAX_CHARTER) != raw:
        raise LedgerError("ledger.charter-mismatch", path)


def _check_party(read: Reader, charter: Charter, party: str, findings: _Findings) -> None:
    """Check the log of `party`, and the receipts that the other parties give for it in their own folders."""
    folder = log_path(charter.arrangement, party)
    others = [other.code for other in charter.parties if other.code != party]
    receipts: dict[str, SignedCheckpoint] = {}
    for other in others:
        path = f"{log_path(charter.arrangement, other)}/{receipt_path(party)}"
        with findings.collect(""), suppress(MissingFile):
            receipts[path] = _read_receipt(read, path, charter.verifier(party), charter.cosigner(other))
    sizes = {receipt.checkpoint.size for receipt in receipts.values()}
    with findings.collect(f"{folder}/"):
        cosigners = [charter.cosigner(other) for other in others]
        log = verify_log(under(read, folder), charter.verifier(party), cosigners, charter, sizes)
        findings.logs.append(log)
        for path, receipt in receipts.items():
            with findings.collect(""):
                _compare_receipt(path, receipt, log)


def _read_receipt(read: Reader, path: str, log: Verifier, cosigner: Verifier) -> SignedCheckpoint:
    raw = fetch(read, path, MAX_NOTE)
    try:
        return open_receipt(raw, log, cosigner)
    except LedgerError as error:
        raise placed(error, path) from None


def _compare_receipt(path: str, receipt: SignedCheckpoint, log: VerifiedLog) -> None:
    """A receipt shows what the log once signed: the log must have that root at that size, and not be shorter."""
    evidence = (receipt.raw, log.checkpoint.raw)
    seen = receipt.checkpoint
    if seen.size > log.size:
        raise Contradiction("ledger.rollback", path, evidence, offered=log.size, held=seen.size)
    if seen.root != log.roots[seen.size]:
        raise Contradiction("ledger.fork", path, evidence, size=seen.size)
