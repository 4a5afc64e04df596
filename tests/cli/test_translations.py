"""`silta export-translations` and `import-translations`: out to a translator, looked at, taken into drafts, the rest marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from silta.node.actions import drafts
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import Draft
from tests.cli.conftest import Silta
from tests.node import examples
from tests.node.partner import ARRANGEMENT

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")


def run(silta: Silta, home: Home, *words: str) -> Any:
    return silta("--home", str(home.path), *words)


def test_a_file_goes_out_and_comes_back(node: Home, silta: Silta, tmp_path: Path) -> None:
    out, marked = tmp_path / "out.xlf", tmp_path / "marked.xlf"
    assert run(silta, node, "export-translations", "--to", "kk", "--out", str(out)).code == 1
    uid = drafts.create(ACTOR, ARRANGEMENT, "action", examples.action("N-1"))
    assert run(silta, node, "export-translations", "--to", "kk", "--from", "en", "--out", str(out)).code == 0
    text = out.read_text("utf-8")
    source = ">Send the draft N-1</source>"
    bad = '<unit id="x"><segment><source>a</source><target>b</target></segment></unit></file>'
    out.write_text(
        text.replace(source, f"{source}<target>N-1 жобасын жіберу</target>").replace("</file>", bad, 1),
        "utf-8",
    )
    seen = run(silta, node, "import-translations", str(out), "--preview", "--json")
    assert seen.code == 0
    assert seen.data["texts"] == {"new": 1, "changed": 0, "conflict": 0, "wrong": 1, "unchanged": 0}
    assert seen.data["errors"][0]["code"] == "translation.bad-id"
    assert "kk" not in Draft.objects.get(uid=uid).fields["title"]
    assert run(silta, node, "import-translations", str(out), "--mend", str(marked)).code == 0
    assert Draft.objects.get(uid=uid).fields["title"]["kk"] == {
        "text": "N-1 жобасын жіберу",
        "status": "draft",
    }
    assert 'category="fault"' in marked.read_text("utf-8")
    refused = run(silta, node, "export-translations", "--to", "kk", "--format", "pdf", "--out", str(out))
    assert refused.code == 1
