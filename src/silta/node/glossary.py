"""The terms that Silta brings. Those of a node come before them: `silta.node.queries.terms`."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from silta.crosswalk.glossary import Glossary


@lru_cache(maxsize=1)
def built_in_glossary() -> Glossary:
    """The terms that Silta brings, in five languages."""
    table = files("silta.node").joinpath("glossary.csv").read_text("utf-8-sig")
    return Glossary(csv.DictReader(table.splitlines()))
