"""What a failed command says: errors of the machine below (disk, rights, database) become refusals that say what to do."""

from __future__ import annotations

import sys
from argparse import Namespace

from silta.cli.node import home_path
from silta.words.errors import SiltaError


def refusal_of(error: Exception, args: Namespace) -> SiltaError | None:
    """`error` as something to tell; None for what only a mistake of the program explains."""
    if isinstance(error, SiltaError):
        return error
    if isinstance(error, OSError):
        if error.filename is not None:
            return SiltaError("cli.not-accessible", str(error.filename), detail=error.strerror or "")
        # A disk that is full in the middle of a file names no file.
        return (
            SiltaError("cli.unfinished", args.command, detail=error.strerror or "") if error.errno else None
        )
    if _is_of_database(error):
        return SiltaError("cli.database", str(home_path(args)), detail=str(error).split("\n", 1)[0])
    return None


def _is_of_database(error: Exception) -> bool:
    """Whether the database did not answer: locked, read-only, full, damaged, gone. A wrong query is our own mistake."""
    if "django.db" not in sys.modules:
        return False
    from django.db import DatabaseError, InterfaceError, OperationalError

    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError
