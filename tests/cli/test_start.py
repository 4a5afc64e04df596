"""A command loads what it uses: which modules it must do without is what its start costs, on whatever machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from silta.node.home import Home

LIBRARIES = (
    "axes.middleware",
    "cryptography",
    "docx",
    "granian",
    "ninja",
    "onnx",
    "onnxruntime",
    "openpyxl",
    "pypdfium2",
    "structlog",
    "tokenizers",
    "typst",
    "xlsxwriter",
)
OURS = ("silta.ledger", "silta.records", "silta.reports", "silta.web.pages", "silta.web.wording")
SUGGEST = """
import sys
from pathlib import Path
from silta.cli.founding import start_django
import silta.cli.commands.suggest_
start_django(Path(sys.argv[1]))
import silta.node.suggestions
"""
HELP = """
import sys
from silta.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
"""
TOLD = "\nimport json; print(json.dumps(sorted(sys.modules)))"


def loaded(script: str, home: Path) -> set[str]:
    """The modules that a script has loaded at its end, run in a Python of its own."""
    environment = {**os.environ, "SILTA_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", script + TOLD, str(home)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("script", "more"),
    [
        (HELP, ("django", "lxml", "numpy", "pydantic", *OURS)),
        ("import sys, silta.config.settings", ("django.db.models", "lxml", "numpy", "pydantic", *OURS)),
        ("import sys, silta.standards.formats", ("django", "numpy", "silta.node", "silta.web")),
        (SUGGEST, ("lxml", "pydantic", *OURS)),
    ],
    ids=["help", "settings", "formats", "suggest"],
)
def test_what_starts_often_loads_nothing_heavy(script: str, more: tuple[str, ...], tmp_path: Path) -> None:
    home = Home.create(tmp_path / "north", "north", {})
    assert loaded(script, home.path) & {*LIBRARIES, *more} == set()
