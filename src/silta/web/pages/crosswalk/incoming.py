"""Bringing an edited workbook back: first what it would change, then, on a press, the drafts. Rows with errors go back marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from silta.crosswalk import returned
from silta.crosswalk.formats import FORMATS
from silta.crosswalk.formats.columns import FLAGS, Vocabulary
from silta.crosswalk.incoming import Row, changed
from silta.node.actions import uploads
from silta.node.actions.incoming import take_over
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Denied, NotFound
from silta.node.jobs.bring import SHOWN
from silta.node.labels import vocabulary
from silta.node.queries.incoming import Incoming, incoming
from silta.node.queries.pages import RecordPage, get
from silta.standards.formats.reading import MAX_BYTES
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.errors import sentence
from silta.web.pages import bringing
from silta.web.pages.crosswalk.export import attached
from silta.web.pages.jobs import JobShown
from silta.words.codes import RATING, RATIONALE, RELATION
from silta.words.errors import Problem, SiltaError

SESSION: Final = "decisions"
_SEEN: Final = "decisions-seen"
_SORT: Final = "mappings"
_LISTS: Final = {
    "relation": RELATION,
    "rationale": RATIONALE,
    "legal": RATING,
    "implementation": RATING,
    "together": FLAGS,
}


@dataclass(frozen=True)
class Difference:
    """One cell of a changed row in words: what the column is called, what it said, what it says."""

    column: str
    before: str
    after: str
    language: str


@dataclass(frozen=True)
class Shown:
    """A row on the page."""

    row: Row
    differences: tuple[Difference, ...]


@answering
def start(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form; sent, the file waits on the node, and `?file=` shows what it would change."""
    require(actor_of(request), *WRITERS)
    if request.method == "POST":
        try:
            raw = _file(request)
            token = uploads.keep(raw)
        except SiltaError as error:
            return _page(request, uid, error.problems)
        request.session[SESSION], request.session[_SEEN] = token, ""
        if uploads.is_large(raw):
            back = reverse("crosswalk-import", args=[uid])
            return bringing.begin(request, back, _SORT, token, crosswalk=str(uid))
        return redirect(f"{reverse('crosswalk-import', args=[uid])}?file={token}")
    try:
        if request.GET.get("file"):
            file = request.GET["file"]
            return _preview(request, uid, _look(request, uid, file)(), file)
        return _waited(request, uid)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, uid, error.problems)


def _waited(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form, or what the job that the address names has found in a large workbook, or how far it got."""
    job = bringing.waited(request, _SORT, crosswalk=str(uid))
    if job is None:
        return _page(request, uid)
    if job.taken is not None:
        bringing.forget(request, _SORT)
        request.session[_SEEN] = ""
        _say_kept(request, job.taken["count"])
        if job.taken["left"]:
            back = reverse("crosswalk-import", args=[uid])
            return bringing.begin(request, back, _SORT, job.token, crosswalk=str(uid))
        return _finished(uid, job.token)
    if not job.seen:
        return _page(request, uid, job.problems, job.shown)
    found = uploads.kept_value(job.seen, Incoming)
    request.session[SESSION], request.session[_SEEN] = job.token, job.seen
    return _preview(request, uid, found, job.token)


@answering
@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Keep what the preview has shown as drafts; then back to it if rows are left, else to the list of decisions."""
    require(actor_of(request), *WRITERS)
    token = request.POST.get("file", "")
    chosen = {
        int(number) for number in request.POST.getlist("take") if number.isdecimal() and len(number) < 8
    }
    if token and token == request.session.get(SESSION) and request.session.get(_SEEN):
        asked = {"crosswalk": str(uid), "chosen": sorted(chosen), "take": True}
        return bringing.begin(request, reverse("crosswalk-import", args=[uid]), _SORT, token, **asked)
    try:
        done = take_over(actor_of(request), _look(request, uid, token), chosen)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, uid, error.problems)
    _say_kept(request, done.count)
    if done.left:
        return redirect(f"{reverse('crosswalk-import', args=[uid])}?file={token}")
    return _finished(uid, token)


def _say_kept(request: HttpRequest, count: int) -> None:
    said = ngettext(
        "{n} draft changed. Nothing has left this node; “Undo” takes it back.",
        "{n} drafts changed. Nothing has left this node; “Undo” takes them back.",
        count,
    )
    messages.success(request, said.format(n=count))


def _finished(uid: UUID, token: str) -> HttpResponseBase:
    uploads.drop(token)
    return redirect("crosswalk-decisions", uid=uid)


@answering
def mend(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The rows with errors as a workbook."""
    require(actor_of(request), *WRITERS)
    try:
        found = _look(request, uid, request.GET.get("file", ""))()
        data = returned.write(found.sheet, found.rows, found.title, wording.label, sentence)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, uid, error.problems)
    return attached(data, f"mend-{str(uid)[:8]}.xlsx", FORMATS["xlsx"].media_type)


def _look(request: HttpRequest, uid: UUID, token: str) -> Callable[[], Incoming]:
    """What reads the file that this person keeps under `token`. Raises `SiltaError` `upload.expired`."""
    own = token if token and token == request.session.get(SESSION) else ""
    if own and (seen := request.session.get(_SEEN)):
        return lambda: uploads.kept_value(seen, Incoming)
    raw, author, language = uploads.kept(own), actor_of(request).name, wording.reader_language()
    return lambda: incoming(str(uid), raw, vocabulary(language), author, language)


def _file(request: HttpRequest) -> bytes:
    """The uploaded bytes. Raises `SiltaError`: `upload.no-file`, `format.too-large`."""
    file = request.FILES.get("file")
    if file is None:
        raise SiltaError("upload.no-file")
    if (file.size or 0) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=file.size or 0, limit=MAX_BYTES)
    data: bytes = file.read()
    return data


def _crosswalk(uid: UUID) -> RecordPage:
    """The record of the crosswalk. Raises `NotFound` `record.unknown`."""
    page = get(uid, language=wording.reader_language())
    if page.row.kind != "crosswalk":
        raise NotFound("record.unknown", str(uid))
    return page


def _page(
    request: HttpRequest, uid: UUID, problems: Sequence[Problem] = (), job: JobShown | None = None
) -> HttpResponse:
    job = job or bringing.left(request, _SORT, crosswalk=str(uid))
    context = {"crosswalk": _crosswalk(uid), "problems": problems, "limit": MAX_BYTES, "job": job}
    return render(request, "web/crosswalk/incoming.html", context, status=400 if problems else 200)


def _preview(request: HttpRequest, uid: UUID, found: Incoming, token: str) -> HttpResponse:
    known, counts = vocabulary(wording.reader_language()), found.counts
    kinds = ("new", "changed", "removed", "conflict", "error")
    context = {
        "crosswalk": _crosswalk(uid),
        "file": token,
        "counts": {kind: counts.get(kind, 0) for kind in (*kinds, "unchanged")},
        "ready": sum(counts.get(kind, 0) for kind in ("new", "changed", "removed")),
        "rows": {kind: [_shown(found, row, known) for row in found.of(kind)[:SHOWN]] for kind in kinds},  # type: ignore[arg-type]  # codes of Outcome
        "left_out": {kind: max(counts.get(kind, 0) - SHOWN, 0) for kind in kinds},
    }
    return render(request, "web/crosswalk/incoming_preview.html", context)


def _shown(found: Incoming, row: Row, known: Vocabulary) -> Shown:
    if row.before is None or row.after is None or row.problems:
        return Shown(row, ())
    told = [
        Difference(
            known.named(column),
            _words(found, column, before),
            _words(found, column, after),
            column.partition(":")[2],
        )
        for column, before, after in changed(row.before, row.after)
    ]
    return Shown(row, tuple(told))


def _words(found: Incoming, column: str, value: Any) -> str:
    """A value in the reader's words."""
    if column in ("sources", "targets"):
        side = found.benchmark if column == "sources" else found.compared
        return "; ".join(map(side.key, value))
    if column in _LISTS:
        code = ("yes" if value else "no") if isinstance(value, bool) else value
        return wording.code_label(_LISTS[column], code)
    return str(value)
