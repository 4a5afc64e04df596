"""A measured figure, and the table that they are printed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; `target` is what it has to reach, or may not exceed where a smaller value is better (0: none)."""

    name: str
    value: float
    unit: str
    target: float = 0
    smaller_is_better: bool = False

    @property
    def reached(self) -> bool:
        return self.value <= self.target if self.smaller_is_better else self.value >= self.target


def rate(name: str, count: int, work: Callable[[], object], target: float = 0) -> Figure:
    """How many things a second `work`, which does `count` of them, gets done."""
    started = time.perf_counter()
    work()
    return Figure(name, count / (time.perf_counter() - started), "/s", target)


def milliseconds(name: str, work: Callable[[], object], target: float = 0, times: int = 7) -> Figure:
    """How long `work` takes: the median of several times, the first of which is not counted."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return Figure(name, 1000 * sorted(taken)[times // 2], "ms", target, smaller_is_better=True)


def table(figures: Sequence[Figure]) -> str:
    """The figures, one a line, with their targets."""
    width = max(len(figure.name) for figure in figures)
    lines = []
    for figure in figures:
        aim = f"{'≤' if figure.smaller_is_better else '≥'} {figure.target:,.0f}" if figure.target else ""
        verdict = ("" if figure.reached else "MISSED") if figure.target else ""
        lines.append(
            f"{figure.name:<{width}}  {figure.value:>12,.1f} {figure.unit:<4} {aim:<10} {verdict}".rstrip()
        )
    return "\n".join(lines)


def beside(figures: Sequence[Figure]) -> str:
    """The first two figures are bare rates; how much of them the other rates reach, which says more on a busy machine."""
    hashed, inserted = figures[:2]
    lines = ["", f"as a share of: {hashed.name}; {inserted.name}"]
    lines += [
        f"{figure.name}: {figure.value / hashed.value:.3f}; {figure.value / inserted.value:.2f}"
        for figure in figures[2:]
        if figure.unit == "/s"
    ]
    return "\n".join(lines)
