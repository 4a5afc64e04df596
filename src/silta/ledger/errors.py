"""The errors of the ledger. Every one carries a code that starts with `ledger.`; `docs/formats.md` lists them all."""

from __future__ import annotations

from silta.words.errors import Scalar, SiltaError


class LedgerError(SiltaError):
    """Bytes that must not be accepted. `where` is the path of the file, or the member or field that is wrong."""


class MissingFile(LedgerError):
    """A file that the log must have is not there. Readers raise it; `where` is the path (`ledger.missing-file`)."""

    def __init__(self, path: str) -> None:
        super().__init__("ledger.missing-file", path)


class Contradiction(LedgerError):
    """A log's signed checkpoint contradicts one that it signed before: `ledger.rollback` or `ledger.fork`.

    `evidence` holds the two signed notes, the one held and the one offered, as exact bytes: anyone who has the log's key
    can check them without trusting whoever reports them.
    """

    def __init__(
        self, code: str, where: str = "", evidence: tuple[bytes, bytes] = (b"", b""), **data: Scalar
    ) -> None:
        super().__init__(code, where, **data)
        self.evidence = evidence


def placed(error: LedgerError, path: str, **data: Scalar) -> LedgerError:
    """The same error with the path of the file that it was found in; what it named before becomes the datum `part`."""
    part: dict[str, Scalar] = {"part": error.where} if error.where else {}
    return LedgerError(error.code, path, **{**error.data, **part, **data})
