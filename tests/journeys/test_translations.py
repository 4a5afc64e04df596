"""What an officer writes in Finnish, a translator outside says in Kazakh, and the partner reads it as checked: over two nodes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.nodes import Node
from tests.journeys.story import exchange

pytestmark = pytest.mark.timeout(600)

READ = """
import json
from django.conf import settings
from django.test import Client
from silta.node.models import User
from silta.web.addresses import record_url
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(username="reader"))
client.cookies[settings.LANGUAGE_COOKIE_NAME] = "kk"
answer = client.get(record_url("activity", given[0]), follow=True)
print(json.dumps([answer.status_code, answer.content.decode()]))
"""


def finnish(words: str, **others: str) -> dict[str, dict[str, str]]:
    checked = {tag: {"text": said, "status": "checked"} for tag, said in others.items()}
    return {"fi": {"text": words, "status": "original"}} | checked


def activity(**changes: Any) -> dict[str, Any]:
    return {
        "number": "2026-04", "title": finnish("Majakan tarkastus"), "area": "inspection", "form": "technical-visit",
        "start": "2026-05-04", "mode": "on-site", "state": "planned",
        "expected": finnish("Raportti 14.5.2026 mennessä."), "indicator": finnish("3 havaintoa"),
    } | changes  # fmt: skip


def reviewed(file: str, said: dict[str, str]) -> str:
    """What a translator's tool makes of a file: targets behind their sources, reviewed."""
    for source, target in said.items():
        unit = re.compile(rf"<segment [^>]*>(\s*<source[^>]*>{re.escape(source)}</source>)")
        assert unit.search(file), source
        file = unit.sub(rf'<segment state="reviewed">\1<target>{target}</target>', file)
    return file


def test_a_text_goes_to_a_translator_and_reaches_the_partner_as_checked(pair: tuple[Node, Node]) -> None:
    north, south = pair
    south.welcome("reader", "reader")
    uid = north.release(north.draft("activity", activity()))[0]["uid"]
    file = north.home.parent / "to-kazakh.xlf"
    north.run("export-translations", "--to", "kk", "--from", "fi", "--out", str(file))

    # While the translator works, the officer changes one original and writes another translation.
    meanwhile = {
        "expected": finnish("Raportti 28.5.2026 mennessä."),
        "indicator": finnish("3 havaintoa", kk="3 бақылау"),
    }
    north.draft("activity", activity(**meanwhile), record=uid)
    said = {
        "Majakan tarkastus": "Шамшырақты тексеру",
        "Raportti 14.5.2026 mennessä.": "2026 жылғы 14 мамырға дейін есеп.",
        "3 havaintoa": "3 байқау",
    }
    file.write_text(reviewed(file.read_text("utf-8"), said), "utf-8")

    seen = north.ask("import-translations", str(file), "--preview")
    assert seen["texts"] == {"new": 1, "changed": 0, "conflict": 2, "wrong": 0, "unchanged": 0}
    assert {one["code"] for one in seen["errors"]} == {
        "translation.source-changed",
        "translation.changed-here",
    }
    marked = north.home.parent / "marked.xlf"
    north.run("import-translations", str(file), "--mend", str(marked))

    # The translator looks at the two again, in the file that came back with the originals of today.
    again = marked.read_text("utf-8").replace("14 мамырға", "28 мамырға")
    assert again.count('category="fault"') == 2
    assert "28.5.2026" in again
    marked.write_text(again, "utf-8")
    assert north.ask("import-translations", str(marked))["texts"]["conflict"] == 0
    north.release(uid)

    exchange(south, _published(north))
    status, page = south.within(READ, uid)
    assert status == 200
    for words in ("Шамшырақты тексеру", "2026 жылғы 28 мамырға дейін есеп.", "3 байқау"):
        assert words in page
    assert "тексерілген" in page
    assert "14.5.2026" not in page


def _published(node: Node) -> str:
    folder = node.home.parent / f"{node.party}-published"
    node.run("publish", str(folder))
    return str(folder)
