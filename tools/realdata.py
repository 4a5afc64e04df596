"""Read every file of the real data beside the repository, and print what became of each: read, or refused and why.

    python tools/realdata.py [FOLDER]

A file that is neither read nor refused in words is a crash, and the only reason for exit code 1. Without the folder there is
nothing to do. Formats are those of the registry: nothing here names one.
"""

from __future__ import annotations

import re
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from silta.cli.output import print_table, sentence
from silta.standards.formats import FORMATS, FormatRefused, read

REAL_DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_LANGUAGE: Final = re.compile(r"[_.-](kk|ru|fi|sv|en)(?=[_.-])")


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `crash` is empty unless something unexpected happened."""

    name: str
    format: str = "–"
    provisions: str = "–"
    warnings: str = "–"
    reason: str = ""
    crash: str = ""


def outcome(path: Path, name: str) -> Outcome:
    """Read one file in the language that its name tells, English by default."""
    found = _LANGUAGE.search(path.name)
    try:
        made = read(path.read_bytes(), path.name, found[1] if found else "en")
    except FormatRefused as error:
        return Outcome(name, reason=f"refused: {sentence(error.problems[0])}")
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what we look for
        return Outcome(name, reason=f"CRASH: {type(error).__name__}", crash=traceback.format_exc())
    warnings = sum(problem.severity == "warning" for problem in made.problems)
    left = f"{len(made.unrecognised)} pieces found no place" if made.unrecognised else ""
    return Outcome(name, made.format, str(len(made.release.provisions)), str(warnings), left)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """The outcome of every file in `folder`, in the order of their names."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield outcome(path, str(path.relative_to(folder)))


def main(folder: Path) -> int:
    if not folder.is_dir():
        print(f"No real data: {folder} is not there.")
        return 0
    started = time.process_time()
    found = list(outcomes(folder))
    print_table(
        ("file", "format", "provisions", "warnings", "what became of it"),
        ((one.name, one.format, one.provisions, one.warnings, one.reason or "read") for one in found),
    )
    crashes = [one for one in found if one.crash]
    was_read = sum(one.format != "–" for one in found)
    print(
        f"{len(found)} files, {len(FORMATS)} formats: {was_read} read, {len(found) - was_read - len(crashes)} refused, "
        f"{len(crashes)} crashed; {time.process_time() - started:.1f} s of processor time."
    )
    for one in crashes:
        print(f"\n{one.name}\n{one.crash}", file=sys.stderr)
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_DATA))
