"""Vectors made by the organisation's own model server. Texts go to it alone; what it answers is hostile until verified."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from silta.crosswalk.units import Floats, Prefix
from silta.crosswalk.vectors.errors import VectorsError
from silta.node.model_server import ModelServer

_TIMEOUT: Final = 30
"""Seconds without a byte."""
_LONGEST: Final = 120
"""Seconds for one answer."""
_TEXTS_AT_ONCE: Final = 32
_LARGEST_ANSWER: Final = 16 * 1024 * 1024
_WIDTHS: Final = range(8, 8_193)
_LEAST_LENGTH: Final = 1e-6


class ServerEngine:
    """Makes vectors of texts by a model server, as `silta.crosswalk.vectors.engine.Engine` does here.

    `width`: that of the vectors which the cache holds of it; 0 if it holds none. Raises as `ModelServer.key`.
    """

    def __init__(self, server: ModelServer, width: int = 0) -> None:
        self.name = server.engine
        self._server, self._width, self._key = server, width, server.key()

    def batches(self, texts: Sequence[str], prefix: Prefix) -> Iterator[tuple[list[int], Floats]]:
        """(indices into `texts`, their vectors of length 1) piece by piece, each verified whole.

        Raises `VectorsError`: `vectors.server-unreachable`, `-refused`, `-status`, `-too-large`, `-not-json`, `-count`,
        `-numbers`, `-width`.
        """
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            rows = list(range(start, min(start + _TEXTS_AT_ONCE, len(texts))))
            vectors = self._verified(self._ask([texts[row] for row in rows], prefix), len(rows))
            self._width = vectors.shape[1]
            yield rows, vectors

    def _ask(self, texts: Sequence[str], prefix: Prefix) -> bytes:
        sent = [f"{prefix}: {text}" for text in texts] if self._server.kinds == "prefix" else list(texts)
        asked: dict[str, Any] = {"model": self._server.model, "input": sent, "encoding_format": "float"}
        if self._server.kinds == "input_type":
            asked["input_type"] = prefix
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            status, body = _post(self._server.address, json.dumps(asked).encode(), headers)
        except (OSError, http.client.HTTPException) as error:
            raise self._wrong("vectors.server-unreachable", detail=type(error).__name__) from None
        if status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
            raise self._wrong("vectors.server-refused", status=status)
        if status != http.HTTPStatus.OK:
            raise self._wrong("vectors.server-status", status=status)
        if len(body) > _LARGEST_ANSWER:
            raise self._wrong("vectors.server-too-large", limit=_LARGEST_ANSWER // 1024**2)
        return body

    def _verified(self, body: bytes, count: int) -> Floats:
        """The vectors in an answer, in the order of the texts, of length 1."""
        try:
            data = json.loads(body)["data"]
            by_index = {item["index"]: item["embedding"] for item in data}
        except (ValueError, TypeError, KeyError, RecursionError):
            raise self._wrong("vectors.server-not-json") from None
        if len(data) != count or by_index.keys() != set(range(count)):
            raise self._wrong("vectors.server-count", asked=count, got=len(data))
        rows = [by_index[n] for n in range(count)]
        if not all(
            isinstance(row, list) and all(type(value) in (int, float) for value in row) for row in rows
        ):
            raise self._wrong("vectors.server-numbers")
        widths = {len(row) for row in rows}
        if len(widths) != 1 or min(widths) not in _WIDTHS or self._width not in (0, *widths):
            raise self._wrong("vectors.server-width", got=max(widths), expected=self._width or min(widths))
        return self._scaled(rows)

    def _scaled(self, rows: Sequence[Sequence[float]]) -> Floats:
        try:
            vectors = np.array(rows, np.float64)
            with np.errstate(over="ignore"):
                lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        except OverflowError:
            raise self._wrong("vectors.server-numbers") from None
        if not np.isfinite(lengths).all() or lengths.min() < _LEAST_LENGTH:
            raise self._wrong("vectors.server-numbers")
        return np.asarray(vectors / lengths, np.float32)

    def _wrong(self, code: str, **data: Any) -> VectorsError:
        return VectorsError(code, self._server.host, **data)


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Status and body of an answer, one byte beyond the limit at most. Redirections are not followed: texts go to one address."""
    parts = urlsplit(address)
    connection: http.client.HTTPConnection = (
        http.client.HTTPSConnection(parts.netloc, timeout=_TIMEOUT, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT)
    )
    until = time.monotonic() + _LONGEST
    with closing(connection):
        connection.request("POST", f"{parts.path}/embeddings", body, dict(headers))
        answer = connection.getresponse()
        pieces, size = [], 0
        while size <= _LARGEST_ANSWER and (piece := answer.read1(65_536)):
            if time.monotonic() > until:
                raise TimeoutError
            pieces.append(piece)
            size += len(piece)
        return answer.status, b"".join(pieces)
