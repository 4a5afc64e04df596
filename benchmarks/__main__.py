"""`make bench`: measures this machine and prints one table. `python -m benchmarks [ENTRIES]`; 50,000 entries by default."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from benchmarks import append, library, mirror, pages, project, searching, suggestion
from benchmarks.figures import Figure, beside, table
from benchmarks.node import node, releases


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    figures: list[Figure] = []
    with node() as home:
        said, theirs = releases(count), releases(count, count)
        gc.freeze()  # what was prepared here is no part of a node: the collector need not walk through it again and again
        parts: tuple[Callable[[], list[Figure]], ...] = (
            lambda: append.measure(home, said),
            lambda: mirror.measure(theirs),
            lambda: project.measure(count),
            lambda: searching.measure(home),
            lambda: suggestion.measure(home),
            library.measure,
            pages.measure,
        )
        for part in parts:
            figures += part()
            print(f"{len(figures)} figures", file=sys.stderr)
    print(table(figures))
    print(beside(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
