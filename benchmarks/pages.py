"""How long the main pages take on the demonstration, if it has been prepared: as `make run` does, in var/demo."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure

DEMO = Path(__file__).resolve().parents[1] / "var" / "demo"

READ = """
import json, time, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from django.urls import reverse
from silta.node.models import Record, User
from silta.web.subjects import SUBJECTS
clients = []
for role in ("coordinator", "auditor"):
    clients.append(Client(headers={"host": "localhost"}))
    clients[-1].force_login(next(user for user in User.objects.all() if role in user.roles))
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
    taken, busy = [], []
    client = next((one for one in clients if one.get(path, follow=True).status_code == 200), clients[0])
    for _ in range(6):
        started, began = time.perf_counter(), time.process_time()
        answer = client.get(path, follow=True)
        busy.append(time.process_time() - began)
        taken.append(time.perf_counter() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    found[name] = [1000 * sorted(times[1:])[2] for times in (taken, busy)]
print(json.dumps(found))
"""


def measure() -> list[Figure]:
    """The median of five readings of each page by a coordinator, or an auditor where only they may look, after a first one."""
    homes = sorted(path.parent for path in DEMO.glob("*/node.toml"))
    if not homes:
        print(
            "No pages were measured: `make run` prepares the demonstration that they are measured on.",
            file=sys.stderr,
        )
        return []
    with tempfile.TemporaryDirectory(prefix="silta-bench-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(homes[0], home)  # signing in writes a session, and the demonstration stays what it is
        return _measure(home)


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
        Figure(f"page {name}", taken, "ms", 150, smaller_is_better=True, processor=busy)
        for name, (taken, busy) in json.loads(done.stdout).items()
    ]
