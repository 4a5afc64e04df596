"""Suggestions between two generated texts: ``python -m benchmarks.crosswalk_scale [PROVISIONS [POINTS]]``, 10,000 by default.

Vectors are at hand, as after the job that makes them. Each provision is one paragraph of a few dozen words; POINTS gives it
points too, all of which are compared with all. The process says what it took at its peak: run it alone.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.figures import Figure, table
from silta.crosswalk.comparison import Known
from silta.crosswalk.similarity import Rows
from silta.crosswalk.suggest import work_out
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Prefix, Unit, VectorTable, texts_to_embed
from silta.node.glossary import built_in_glossary

_WIDTH: Final = 384
_SUBJECTS: Final = 400
_LANGUAGES: Final = ("ru", "fi")


def units(count: int, language: str, points: int) -> list[Unit]:
    """Provisions of terms of the glossary and invented words, in chapters of twenty."""
    chance = np.random.default_rng(len(language) + points)
    terms = [row[language] for row in built_in_glossary().rows if language in row]
    invented = [f"{language}sana{n}" for n in range(2_000)]
    pieces = max(points, 1)
    drawn, named = (
        chance.integers(0, len(invented), (count, pieces, 24)),
        chance.integers(0, len(terms), (count, pieces)),
    )
    return [_unit(number, language, terms, invented, named[number], drawn[number]) for number in range(count)]


def _unit(
    number: int, language: str, terms: Sequence[str], invented: Sequence[str], named: Rows, drawn: Rows
) -> Unit:
    texts = tuple(
        f"{terms[term]} {' '.join(invented[word] for word in words)} {number}-{n}"
        for n, (term, words) in enumerate(zip(named, drawn, strict=True))
    )
    points = texts if len(texts) > 1 else ()
    return Unit(
        str(number), terms[named[0]], "\n".join(texts), language, f"{language} {number // 20}", points
    )


def vectors(texts: list[str], prefix: Prefix) -> tuple[Prefix, list[str], np.ndarray]:
    """A vector of length 1 for each text, around one of some hundred subjects."""
    chance = np.random.default_rng(7)
    subjects = chance.standard_normal((_SUBJECTS, _WIDTH), np.float32)
    made = subjects[np.arange(len(texts)) % _SUBJECTS]
    made += chance.standard_normal(made.shape, np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return prefix, texts, made


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    points = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    sources, targets = (units(count, language, points) for language in _LANGUAGES)
    held = VectorTable.of(
        [
            vectors(texts_to_embed(sources), SOURCE_PREFIX),
            vectors(texts_to_embed(targets), TARGET_PREFIX),
        ]
    )
    before = _peak()
    started, busy = time.perf_counter(), time.process_time()
    outcome = work_out(sources, targets, held, Known(built_in_glossary()))
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    figures = [
        Figure(
            f"{count:,} × {count:,} provisions, vectors at hand",
            seconds,
            "s",
            15 * (count / 10_000) ** 2,
            smaller_is_better=True,
            processor=busy,
        ),
        Figure("texts and vectors before", before, "MB"),
        Figure("peak memory", _peak(), "MB", 1_000, smaller_is_better=True),
    ]
    print(table(figures))
    return 0 if len(outcome.suggestions) == count else 1


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
