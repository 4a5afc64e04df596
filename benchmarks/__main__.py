"""`make bench`: measures this machine and prints one table. `python -m benchmarks [ENTRIES]`; 100,000 entries by default."""

from __future__ import annotations

import sys

from benchmarks import append, project
from benchmarks.figures import table
from benchmarks.node import node, releases


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with node() as home:
        said = releases(count)
        figures = [*append.measure(home, said), *project.measure(count)]
    print(table(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
