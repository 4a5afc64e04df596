"""Real nodes for the journeys: each in a home of its own, told what to do by the command line, served on loopback."""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.cli.answer import Answer

PYTHON = sys.executable


def silta(*words: str, cwd: Path, home: Path | None = None) -> Answer:
    """Run the command line in a folder, in English."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SILTA", "DJANGO"))
    }
    environment |= {"SILTA_LANGUAGE": "en", "PYTHONWARNINGS": "error::DeprecationWarning:silta"}
    at = ("--home", str(home)) if home else ()
    done = subprocess.run(
        [PYTHON, "-m", "silta.cli", *at, *words],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=280,
        check=False,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


DESK = """
import contextlib, io, json, os, sys
from pathlib import Path
from silta.cli import main
from silta.cli.founding import start_django
for line in sys.stdin:
    order = json.loads(line)
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            if "code" in order:
                start_django(Path(os.environ["SILTA_HOME"]))
                exec(order["code"], {"given": order["given"]})
                code = 0
            else:
                code = main(order["words"])
        except SystemExit as end:
            code = end.code
        except BaseException as error:
            code = repr(error)
    print(json.dumps([code, said.getvalue(), complained.getvalue()]), flush=True)
"""
"""An operator's desk: runs one command after another in one process, since starting Python anew takes longer than they do."""

WELCOME = """
from silta.node.actions.accounts import set_user
language, name, *roles = given
set_user(name, name, full_name=name.title(), roles=roles, language=language, weak_password=True)
print("null")
"""


WORK = """
import json
from silta.node.models import Job
from silta.node.jobs import carry_out
for job in Job.objects.filter(state="waiting").order_by("pk"):
    carry_out(job.pk)
print(json.dumps([job.state for job in Job.objects.order_by("pk")]))
"""


@dataclass
class Node:
    """A party's node in a home of its own, and the desk from which it is operated."""

    party: str
    home: Path
    _desk: subprocess.Popen[str] | None = field(default=None, repr=False)

    def _order(self, **order: Any) -> Answer:
        if self._desk is None:
            environment = {**os.environ, "SILTA_HOME": str(self.home), "SILTA_LANGUAGE": "en"}
            environment.pop("DJANGO_SETTINGS_MODULE", None)
            self._desk = subprocess.Popen(
                [PYTHON, "-c", DESK], cwd=self.home.parent, env=environment, text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self._desk.stdin is not None
        assert self._desk.stdout is not None
        self._desk.stdin.write(json.dumps(order) + "\n")
        self._desk.stdin.flush()
        return Answer(*json.loads(self._desk.stdout.readline()))

    def run(self, *words: str, code: int = 0) -> Answer:
        """Run a command on this node; it must end with `code`."""
        done = self._order(words=["--home", str(self.home), *words])
        assert done.code == code, (words, done)
        return done

    def within(self, code: str, *given: str) -> Any:
        """What Python code prints as JSON that runs inside the node: for what pages do and no command does."""
        done = self._order(code=code, given=given)
        assert done.code == 0, done
        return done.data

    def close(self) -> None:
        """Leave the desk; the next order opens it anew, and reads `node.toml` again."""
        if self._desk is not None:
            with self._desk:  # closes its pipes, which ends it, and waits
                pass
            self._desk = None

    def ask(self, *words: str) -> Any:
        """What a command answers to other tools."""
        return self.run(*words, "--json").data

    def draft(self, kind: str, fields: Mapping[str, Any], record: str = "") -> str:
        """Make a draft of fields, or change a record of ours; its id."""
        file = self.home.parent / f"{self.party}-draft.json"
        file.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        return str(self.ask("draft", kind, str(file), *(("--record", record) if record else ()))["uid"])

    def welcome(self, name: str, *roles: str, language: str = "en") -> None:
        """Give a person a password, which is their name, and roles on this node."""
        self.within(WELCOME, language, name, *roles)

    def work(self) -> None:
        """Carry out the long jobs that wait, as the worker beside the pages does."""
        assert set(self.within(WORK)) <= {"done", "failed"}

    def release(self, *uids: str) -> list[dict[str, Any]]:
        return list(self.ask("release", *uids))

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The node's address while its pages and its exchange are served, by `silta serve`."""
        port = free_port()
        environment = {**os.environ, "SILTA_HOME": str(self.home)}
        command = [
            PYTHON,
            "-m",
            "silta.cli",
            "--home",
            str(self.home),
            "serve",
            "--no-worker",
            "--port",
            str(port),
        ]
        log = (self.home.parent / f"{self.party}-serve.log").open("w+", encoding="utf-8")
        with log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process:
            try:
                wait_for(port, process, Path(log.name))
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(60)


class Person:
    """Somebody who reads and fills the pages of a node over HTTP, signed in, without a browser and without script."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self.address = address
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))
        self.read("/sign-in/")
        self.send("/sign-in/", username=name, password=password)

    def read(self, path: str) -> str:
        """A page; anything but 200 fails."""
        return self._open(path)[1]

    def send(self, path: str, **fields: str | list[str]) -> tuple[str, str]:
        """Send a form of a page that was read before: the path that it led to, and the page there."""
        token = next(cookie.value or "" for cookie in self._jar if "csrf" in cookie.name)
        form = urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True).encode()
        return self._open(path, form)

    def fetch(self, path: str) -> bytes:
        """A file."""
        with self._opener.open(Request(self.address + path), timeout=60) as answer:  # noqa: S310 - the node's own address
            return bytes(answer.read())

    def _open(self, path: str, form: bytes | None = None) -> tuple[str, str]:
        request = Request(self.address + path, form)  # noqa: S310 - the node's own address
        with self._opener.open(request, timeout=60) as answer:
            return str(answer.url).removeprefix(self.address), answer.read().decode()


def free_port() -> int:
    """A port at which nothing listens, out of those that systems give to nobody unasked: it stays free until it is used."""
    any_one = random.SystemRandom()  # the seed of `random` is the same in all workers
    while True:
        port = any_one.randrange(15_000, 30_000)
        with socket.socket() as held, suppress(OSError):
            held.bind(("127.0.0.1", port))
            return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something answers at the port; fail with the server's words if it ends first."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/exchange/none/charter.json")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(log.read_text(encoding="utf-8")[-3000:])
