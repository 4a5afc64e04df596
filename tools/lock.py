"""The hashed locks: write them with uv, or check offline that they answer to pyproject.toml.

`--check` asks no network and no clock, so the same tree gives the same answer on any day: it fails when pyproject.toml
changed since the locks were written, never because a newer release exists.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
# The extras that each lock holds besides the project's own dependencies.
LOCKS = {"requirements.lock": ("install",), "requirements-dev.lock": ("install", "dev")}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE)
FOREIGN = re.compile(r"://|^-(?:i|f|-)|(?:^|\s)/", re.MULTILINE)


def wishes(extras: tuple[str, ...]) -> list[str]:
    """What pyproject.toml asks for, with `extras`, in its own words and order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return [text for group in groups for text in group]


def stamp(extras: tuple[str, ...]) -> str:
    """One line for the head of a lock that changes whenever the wishes change, be it by taking one away."""
    digest = hashlib.sha256(json.dumps(sorted(wishes(extras))).encode()).hexdigest()
    return f"# Answers to pyproject.toml with sha256:{digest}"


def pins(text: str) -> dict[str, str]:
    """Name → version, of a lock's text."""
    return {canonicalize_name(match["name"]): match["version"] for match in PIN.finditer(text)}


def unhashed(text: str) -> Iterator[str]:
    """Names of the pins that carry no SHA-256."""
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    for entry in entries:
        if (match := PIN.match(entry)) and "--hash=sha256:" not in entry:
            yield match["name"]


def complaints(name: str) -> Iterator[str]:
    """What is wrong with the lock `name`, one sentence each."""
    extras, text = LOCKS[name], (ROOT / name).read_text(encoding="utf-8")
    locked = pins(text)
    if stamp(extras) not in text:
        yield f"{name}: pyproject.toml asks for other things than when it was written; run `make lock`"
    for requirement in map(Requirement, wishes(extras)):
        version = locked.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{name}: {requirement} is answered by {version or 'nothing'}"
    yield from (f"{name}: {pin} has no hash" for pin in unhashed(text))
    yield from (
        f"{name}: names an address, a path or an option: {match[0]!r}" for match in FOREIGN.finditer(text)
    )


def disagreements() -> Iterator[str]:
    """Pins of the runtime lock that the development lock pins otherwise: one must hold the other."""
    runtime, dev = (pins((ROOT / name).read_text(encoding="utf-8")) for name in LOCKS)
    for name, version in runtime.items():
        if dev.get(name) != version:
            yield f"requirements-dev.lock: {name} is {dev.get(name, 'missing')}, not {version}"


def check() -> int:
    found = [sentence for name in LOCKS for sentence in complaints(name)] + list(disagreements())
    print("\n".join(found) or "locks answer to pyproject.toml")
    return 1 if found else 0


def write(*, upgrade: bool) -> int:
    """Let uv choose versions, keeping those that still fit unless `upgrade`.

    The development lock takes the runtime lock's choices as they are.
    """
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        print("`make lock` needs uv, on the PATH or named by UV=", file=sys.stderr)
        return 1
    for name, extras in LOCKS.items():
        command = [
            uv,
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
            "--no-annotate",
            "--no-header",
        ]
        command += ["--python-version", "3.11", *(f"--extra={extra}" for extra in extras)]
        command += ["--upgrade"] if upgrade else []
        if name != "requirements.lock":
            command += ["--constraint", "requirements.lock"]
        command += ["pyproject.toml", "--output-file", name]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "UV_NO_CONFIG": "1"}, check=True)
        path = ROOT / name
        path.write_text(
            f"# Written by `make lock`.\n{stamp(extras)}\n{path.read_text(encoding='utf-8')}",
            encoding="utf-8",
        )
    return check()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="fail unless the locks answer to pyproject.toml")
    mode.add_argument("--write", action="store_true", help="write both locks anew")
    parser.add_argument(
        "--upgrade", action="store_true", help="with --write: take the newest versions that fit"
    )
    arguments = parser.parse_args()
    return write(upgrade=arguments.upgrade) if arguments.write else check()


if __name__ == "__main__":
    raise SystemExit(main())
