"""The thread on the right of a record's page: from the provision to the annual review, and what is missing on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from silta.node.actions.permissions import WRITERS
from silta.node.queries import records
from silta.node.queries.records import RecordPage, Row
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.asking import may
from silta.web.components.thread import Step, steps_of

_MADE_ELSEWHERE: Final = ("annual-review", "mapping")
"""Steps that are not begun with an empty form: one is computed, the other made on the workbench."""


def thread_of(request: HttpRequest, page: RecordPage) -> list[Step]:
    """The thread through a record; empty for kinds outside of it. Those who may write can make what is missing."""
    steps = steps_of(records.thread(page.record.id, wording.reader_language()))
    if not may(request, *WRITERS):
        return steps
    return [
        replace(step, make_url=_start(step.stage, page.row)) if step.standing == "missing" else step
        for step in steps
    ]


def _start(kind: str, row: Row) -> str:
    """Where the missing step can be made, with its reference to `row` filled in if it has one to that kind."""
    if kind not in KINDS or kind in _MADE_ELSEWHERE:
        return ""
    pointing = next((field.name for field in KINDS[kind].described if row.kind in field.kinds), "")
    query = f"?{urlencode({pointing: row.uid})}" if pointing else ""
    return reverse("new-record", args=[kind]) + query
