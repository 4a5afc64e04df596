"""Word 97 files (.doc) turned into text or DOCX by a program of this machine: antiword, or LibreOffice where there is none.

The pure readers never see such a file. The program runs in a folder of its own that is thrown away, with a time limit, without
a shell, without this process's environment, and its output is bounded as an upload is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from silta.standards.formats.magic import is_word_97
from silta.standards.formats.reading import MAX_BYTES, FormatRefused

TIME_LIMIT: Final = 90
"""Seconds that a program may take for one file."""
_KEPT_ENVIRONMENT: Final = ("PATH", "ANTIWORDHOME")


def readable(raw: bytes, name: str) -> tuple[bytes, str]:
    """`raw` and `name` as they are, or of a Word 97 file what a program made of it and a name that says so.

    Without a program the file stays as it is, and reading it says how to save it. Raises `FormatRefused`: `format.word97-failed`
    (the program gave up or gave nothing), `format.too-large`.
    """
    if not is_word_97(raw):
        return raw, name
    antiword = shutil.which("antiword")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if antiword is None and office is None:
        return raw, name
    with tempfile.TemporaryDirectory(prefix="silta-word97-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(raw)
        made = _by_antiword(antiword, source) if antiword else _by_office(str(office), source)
        return _bounded(made), f"{name}{made.suffix}"


def _by_antiword(program: str, source: Path) -> Path:
    """Text in UTF-8, a paragraph on each line."""
    made = source.with_suffix(".txt")
    with made.open("wb") as output:
        _run([program, "-m", "UTF-8.txt", "-w", "0", source.name], source.parent, output.fileno())
    return made


def _by_office(program: str, source: Path) -> Path:
    profile = (source.parent / "profile").as_uri()
    options = ["--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "docx"]
    _run([program, *options, "--outdir", str(source.parent), str(source)], source.parent, subprocess.DEVNULL)
    return source.with_suffix(".docx")


def _run(command: list[str], folder: Path, output: int) -> None:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment = {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 -- a program of this machine, a fixed list of arguments, no shell
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise FormatRefused("format.word97-failed") from None
    if done.returncode:
        raise FormatRefused("format.word97-failed")


def _bounded(made: Path) -> bytes:
    if not made.is_file() or not made.stat().st_size:
        raise FormatRefused("format.word97-failed")
    if made.stat().st_size > MAX_BYTES:
        raise FormatRefused("format.too-large", bytes=made.stat().st_size, limit=MAX_BYTES)
    return made.read_bytes()
