from __future__ import annotations

import pytest

from silta.crosswalk.vectors.engine import Engine
from silta.node.vectors import load_engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine()
