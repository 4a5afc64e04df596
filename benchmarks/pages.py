"""How long the main pages take on the demonstration, if it has been prepared: as `make run` does, in var/demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure

DEMO = Path(__file__).resolve().parents[1] / "var" / "demo"

READ = """
import json, time, django
django.setup()
from django.test import Client
from django.urls import reverse
from silta.node.models import Record, User
from silta.web.subjects import SUBJECTS
client = Client(headers={"host": "localhost"})
client.force_login(next(user for user in User.objects.all() if "coordinator" in user.roles))
pages = {subject.url_name: reverse(subject.url_name) for group in SUBJECTS for subject in group.subjects}
for kind in Record.objects.order_by("kind").values_list("kind", flat=True).distinct():
    uid = Record.objects.filter(kind=kind).first().uid
    pages[f"one {kind}"] = reverse("record", args=[uid])
crosswalk = Record.objects.filter(kind="crosswalk").first()
mapping = Record.objects.filter(kind="mapping").first()
if crosswalk and mapping:
    fragment = mapping.fields["sources"][0].partition("#")[2]
    pages["workbench"] = reverse("workbench", args=[mapping.fields["crosswalk"], fragment])
found = {}
for name, path in pages.items():
    taken = []
    for _ in range(6):
        started = time.perf_counter()
        answer = client.get(path, follow=True)
        taken.append(time.perf_counter() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    found[name] = 1000 * sorted(taken[1:])[2]
print(json.dumps(found))
"""


def measure() -> list[Figure]:
    """The median of five readings of each page by a coordinator, after a first one."""
    homes = sorted(path.parent for path in DEMO.glob("*/node.toml"))
    return [figure for home in homes[:1] for figure in _measure(home)]


def _measure(home: Path) -> list[Figure]:
    environment = {
        **os.environ,
        "SILTA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "silta.config.settings",
    }
    done = subprocess.run(  # noqa: S603 - a program of this file
        [sys.executable, "-c", READ],
        env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [
        Figure(f"page {path}", taken, "ms", 150, smaller_is_better=True)
        for path, taken in json.loads(done.stdout).items()
    ]
