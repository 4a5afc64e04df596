"""`silta demo`: prepares the two demonstration nodes once, then serves them side by side on this computer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from silta.cli.demo.children import HOST, Children, check_port
from silta.cli.demo.people import PASSWORD, PEOPLE
from silta.cli.demo.teller import SIDES, make_homes, tell
from silta.cli.words import language, tr
from silta.node.errors import HomeRefused
from silta.node.home import Home
from silta.words.errors import SiltaError

_STAMP: Final = "stamp"
_MADE_FROM: Final = ("silta.cli.demo", "silta.node.migrations", "silta.records.kinds")


def prepare(root: Path, *, fresh: bool = False) -> bool:
    """Make both nodes under `root` and tell them the story; False if that was done before and nothing has changed since.

    What is there from an older version, or with `fresh`, is thrown away. Raises `SiltaError`: `demo.not-a-demonstration` (a
    folder holds some other node), `demo.port-taken` (it may be being served), `demo.broke-off`, and what a node refuses.
    """
    stamp = _stamp()
    if not fresh and _read(root / _STAMP) == stamp:
        return False
    _clear(root)
    _say(
        tr("Preparing two nodes with a year of cooperation. This is done once and takes about half a minute.")
    )
    root.mkdir(parents=True, exist_ok=True)
    tell(root, make_homes(root))
    (root / _STAMP).write_text(stamp, encoding="ascii")
    return True


def serve(root: Path) -> int:
    """Serve both nodes, each with a worker, until Ctrl-C. Raises `SiltaError`: `demo.port-taken`, `demo.stopped`."""
    for side in SIDES:
        check_port(side)
    with Children(root) as children:
        for side in SIDES:
            children.start(side, "web", str(side.port))
        for side in SIDES:
            children.wait_for(side)
        _explain()
        for side in SIDES:
            children.start(side, "worker")
        try:
            children.watch()
        except KeyboardInterrupt:
            _say("", tr("Stopping both nodes."))
    return 0


def _explain() -> None:
    """Say where the nodes are, how to sign in and what is true."""
    addresses = [
        f"  http://{HOST}:{side.port}   {side.authority[language()]}"
        for side in sorted(SIDES, key=lambda side: side.port)
    ]
    roles = ", ".join(dict.fromkeys(person.role for person in PEOPLE))
    how = tr("Sign in with a role as the name: {roles}. The password is {password}.")
    real = tr(
        "The memorandum of October 2025 and the meeting of January 2026 are real. All users and all other events are invented, "
        "and the laws are outlines in our own words."
    )
    _say("", *addresses, "", how.format(roles=roles, password=PASSWORD), real)
    _say(tr("Each node fetches the other's log every few seconds. Stop both with Ctrl-C."))


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)


def _clear(root: Path) -> None:
    """Throw an older demonstration away, and nothing else."""
    homes = [root / side.code for side in SIDES]
    for home in homes:
        if home.exists() and not _is_demonstration(home):
            raise SiltaError("demo.not-a-demonstration", str(home))
    if any(home.exists() for home in homes):
        for side in SIDES:
            check_port(side)
    (root / _STAMP).unlink(missing_ok=True)
    for folder in (*homes, root / "exchange"):
        shutil.rmtree(folder, ignore_errors=True)


def _is_demonstration(home: Path) -> bool:
    try:
        return Home.read(home).demo
    except HomeRefused:
        return False


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _stamp() -> str:
    """The version of what the demonstration is made from: its content and code, and the shape of a node's tables."""
    digest = sha256()
    for package in _MADE_FROM:
        for name, raw in sorted(_contents(files(package))):
            digest.update(f"{package}/{name} {len(raw)}\n".encode())
            digest.update(raw)
    return digest.hexdigest()


def _contents(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, f"{name}/")
        elif entry.name.endswith((".py", ".toml", ".csv")):
            yield name, entry.read_bytes()
