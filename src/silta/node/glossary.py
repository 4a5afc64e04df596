"""The glossary of this node: terms in several languages, for suggestions between texts."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from silta.crosswalk.glossary import Glossary
from silta.node.home import Home


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The node's own glossary (`glossary.csv` in its home, columns kk, ru, fi, en), and after it the one that Silta brings."""
    own = Home.current().path / "glossary.csv"
    built_in = built_in_glossary()
    return Glossary([*_rows(own.read_text("utf-8-sig")), *built_in.rows]) if own.is_file() else built_in


@lru_cache(maxsize=1)
def built_in_glossary() -> Glossary:
    """The terms that Silta brings, in five languages."""
    return Glossary(_rows(files("silta.node").joinpath("glossary.csv").read_text("utf-8-sig")))


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table.splitlines()))
