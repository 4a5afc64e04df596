"""Vectors for the texts of two releases, made and stored once; and suggestions for scripts, which make what is missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from silta.crosswalk.units import Floats, text_digest
from silta.crosswalk.vectors.errors import VectorsError
from silta.node.models import Vector
from silta.node.queries.suggestions import (
    ASKED_AT_ONCE,
    Side,
    missing_vectors,
    side,
    suggestions,
    wanted_texts,
)
from silta.node.server_engine import ServerEngine
from silta.node.vectors import load_engine, model_server

if TYPE_CHECKING:
    from silta.crosswalk.vectors.engine import Engine

_STORED_AT_ONCE: Final = 256

Progress = Callable[[int, int], bool]


def make_vectors(source: Side, target: Side, progress: Progress, *, threads: int = 0) -> int:
    """Make and store every vector that is missing; stored piece by piece, so that a stopped job goes on where it was.

    Returns how many were made. `threads`: of the built-in model, by default one a core. Raises `VectorsError`
    (`vectors.engine-missing` and its kin, or those of `ServerEngine`), and whatever `progress` raises.
    """
    engine = _engine(threads or os.cpu_count() or 2)
    tasks = [
        (prefix, _lacking(texts, f"{engine.name}/{prefix}")) for prefix, texts in wanted_texts(source, target)
    ]
    total = sum(len(texts) for _, texts in tasks)
    done = 0
    for prefix, texts in tasks:
        for rows, vectors in engine.batches(texts, prefix):
            _store(f"{engine.name}/{prefix}", [texts[row] for row in rows], vectors)
            done += len(rows)
            progress(done, total)
    return done


def _engine(threads: int) -> Engine | ServerEngine:
    """What makes vectors on this node: its model server if the operator has named one, else the built-in model."""
    server = model_server()
    if server is None:
        return load_engine(threads)
    held = (
        Vector.objects.filter(engine__startswith=f"{server.engine}/").values_list("data", flat=True).first()
    )
    return ServerEngine(server, len(bytes(held)) // np.dtype(np.float32).itemsize if held else 0)


def _lacking(texts: Sequence[str], engine: str) -> list[str]:
    digests = {text_digest(text): text for text in texts}
    names = list(digests)
    for start in range(0, len(names), ASKED_AT_ONCE):
        part = names[start : start + ASKED_AT_ONCE]
        for held in Vector.objects.filter(engine=engine, digest__in=part).values_list("digest", flat=True):
            del digests[held]
    return list(digests.values())


def _store(engine: str, texts: Sequence[str], vectors: Floats) -> None:
    rows = [
        Vector(digest=text_digest(text), engine=engine, data=vector.tobytes())
        for text, vector in zip(texts, vectors, strict=True)
    ]
    Vector.objects.bulk_create(rows, batch_size=_STORED_AT_ONCE, ignore_conflicts=True)


def suggest_for_tools(
    source: str,
    target: str,
    *,
    top: int,
    source_language: str | None = None,
    target_language: str | None = None,
    vectors: bool = True,
) -> list[dict[str, Any]]:
    """Suggestions in the shape that other tools rely on; missing vectors are made first, in this process.

    Raises `NotInLibrary`; if no engine runs here it goes on lexically, as `suggestions` does.
    """
    ours, theirs = side(source, source_language), side(target, target_language)
    if vectors and missing_vectors(ours, theirs):
        try:
            make_vectors(ours, theirs, lambda _done, _total: True)
        except VectorsError:
            vectors = False
    found = suggestions(ours, theirs, top=top, vectors=vectors)
    return [
        {
            "source": one.source,
            "candidates": [
                {
                    "target": candidate.target,
                    "score": round(candidate.score, 4),
                    "why": [reason.compact() for reason in candidate.why],
                }
                for candidate in one.candidates
            ],
        }
        for one in found.found
    ]
