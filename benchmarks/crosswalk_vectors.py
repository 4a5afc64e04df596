"""Vectors for the measurements, kept in ``var/`` by the digest of their text: making them takes minutes, measuring seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.crosswalk_sets import Judged
from silta.crosswalk.units import (
    SOURCE_PREFIX,
    TARGET_PREFIX,
    Floats,
    Prefix,
    VectorTable,
    text_digest,
    texts_to_embed,
)
from silta.crosswalk.vectors.engine import Engine

FOLDER: Final = Path(__file__).resolve().parents[1] / "var" / "bench"


class Kept:
    """The vectors of one engine, by prefix and text."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = FOLDER / f"{engine.name.replace('/', '-')}.npz"
        self._vectors: dict[str, Floats] = {}
        if self._file.is_file():
            with np.load(self._file) as held:
                self._vectors = dict(zip(held["names"].tolist(), held["vectors"], strict=True))

    def table(self, judged: Judged) -> VectorTable:
        """What suggestions between the two texts need."""
        return VectorTable.of(
            [
                self._part(texts_to_embed(judged.sources), SOURCE_PREFIX),
                self._part(texts_to_embed(judged.targets), TARGET_PREFIX),
            ]
        )

    def _part(self, texts: Sequence[str], prefix: Prefix) -> tuple[Prefix, Sequence[str], Floats]:
        names = [f"{prefix}/{text_digest(text)}" for text in texts]
        lacking = [n for n, name in enumerate(names) if name not in self._vectors]
        if lacking:
            made = self._engine.embed([texts[n] for n in lacking], prefix)
            self._vectors |= {names[n]: vector for n, vector in zip(lacking, made, strict=True)}
            FOLDER.mkdir(parents=True, exist_ok=True)
            np.savez(
                self._file,
                names=np.array(list(self._vectors)),
                vectors=np.array(list(self._vectors.values())),
            )
        return prefix, texts, np.array([self._vectors[name] for name in names], np.float32)
