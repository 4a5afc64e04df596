"""A measured figure, and the table that they are printed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; `target` is what it has to reach, or may not exceed where a smaller value is better (0: none).

    `processor` is the same in the time that the process itself was busy: what it is on a machine with nothing else to do (0:
    not known).
    """

    name: str
    value: float
    unit: str
    target: float = 0
    smaller_is_better: bool = False
    processor: float = 0

    @property
    def verdict(self) -> str:
        """Whether the target was missed, and whether only because the machine had other things to do."""
        if not self.target or self._reaches(self.value):
            return ""
        return "missed, but for other work" if self.processor and self._reaches(self.processor) else "MISSED"

    def _reaches(self, value: float) -> bool:
        return value <= self.target if self.smaller_is_better else value >= self.target


def rate(name: str, count: int, work: Callable[[], object], target: float = 0) -> Figure:
    """How many things a second `work`, which does `count` of them, gets done."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    busy = time.process_time() - busy
    return Figure(name, count / (time.perf_counter() - started), "/s", target, processor=count / busy)


def milliseconds(name: str, work: Callable[[], object], target: float = 0, times: int = 7) -> Figure:
    """How long `work` takes: the median of several times, the first of which is not counted."""
    work()
    taken, busy = [], []
    for _ in range(times):
        started, began = time.perf_counter(), time.process_time()
        work()
        busy.append(time.process_time() - began)
        taken.append(time.perf_counter() - started)
    by_clock, by_processor = (1000 * sorted(found)[times // 2] for found in (taken, busy))
    return Figure(name, by_clock, "ms", target, smaller_is_better=True, processor=by_processor)


def table(figures: Sequence[Figure]) -> str:
    """The figures, one a line: by the clock, by the processor's time, and their targets."""
    width = max(len(figure.name) for figure in figures)
    lines = [f"{'':<{width}}  {'by the clock':>12} {'':<4} {'processor':>12}  target"]
    for figure in figures:
        aim = f"{'≤' if figure.smaller_is_better else '≥'} {figure.target:,g}" if figure.target else ""
        busy = f"{figure.processor:,.1f}" if figure.processor else ""
        lines.append(
            f"{figure.name:<{width}}  {figure.value:>12,.1f} {figure.unit:<4} {busy:>12}  {aim:<10} "
            f"{figure.verdict}".rstrip()
        )
    return "\n".join(lines)


def beside(figures: Sequence[Figure]) -> str:
    """The rates by the processor's time, and as a share of the first two, which are bare: for a machine that is busy."""
    hashed, inserted = figures[:2]
    width = max(len(figure.name) for figure in figures)
    lines = ["", f"{'by processor time':<{width}}  {'/s':>12}  of hashing  of inserting"]
    lines += [
        f"{f.name:<{width}}  {f.processor:>12,.0f}  {f.processor / hashed.processor:>10.3f}"
        f"  {f.processor / inserted.processor:>12.2f}"
        for f in figures
        if f.processor and f.unit == "/s"
    ]
    return "\n".join(lines)
