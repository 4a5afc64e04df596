"""Bringing a text in, in two steps: look at what was recognised, then store it. In between the file waits on the node.

A job does both with a file that is long or slow to read; its page can be left and found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions import uploads
from silta.node.actions.library import (
    IMPORTERS,
    ImportPreview,
    import_release,
    needs_program,
    preview,
    takes_long,
)
from silta.node.actions.permissions import require
from silta.node.errors import Denied
from silta.node.jobs.bring import excerpt, request_of
from silta.standards.formats import FORMATS
from silta.standards.formats.reading import MAX_BYTES
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.pages import bringing
from silta.web.pages.jobs import JobShown
from silta.web.pages.library.changes import changed_units, counted
from silta.words.codes import FRAMEWORK_TYPE, LICENCE
from silta.words.errors import Problem, SiltaError
from silta.words.languages import LANGUAGES

_SESSION: Final = "import"
_SORT: Final = "text"
_LONGEST: Final = {"address": 120, "language": 12, "title": 300, "issuer": 200, "part": 80}
_SHOWABLE: Final = ("format.no-numbering", "format.unknown", "format.nothing-recognised", "format.ambiguous")
"""Refusals after which a person can show how the text is numbered."""
LEVELS: Final = {
    "part": pgettext_lazy("level", "parts"),
    "chapter": pgettext_lazy("level", "chapters"),
    "section": pgettext_lazy("level", "sections"),
    "article": pgettext_lazy("level", "articles"),
    "requirement": pgettext_lazy("level", "requirements"),
    "paragraph": pgettext_lazy("level", "paragraphs"),
    "point": pgettext_lazy("level", "points"),
    "subpoint": pgettext_lazy("level", "subpoints"),
}


class Held(TypedDict):
    """What this session remembers of a file: where it waits, what was said about it, and where a job's look at it waits."""

    token: str
    seen: str
    text: dict[str, Any]


@answering
def start(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it shows what was recognised and stores nothing."""
    require(actor_of(request), *IMPORTERS)
    if request.method != "POST":
        return _waited(request)
    typed = _typed(request)
    try:
        raw, typed["name"] = _file(request)
        token = uploads.keep(raw)
        remember(request, {"token": token, "seen": "", "text": typed})
        if "numbering" in request.POST and not needs_program(raw):
            return redirect("import-numbering")
        return look(request, raw)
    except SiltaError as error:
        return _form(request, typed, error.problems)


def held_import(request: HttpRequest) -> Held:
    """What is being brought in; without a token if nothing is."""
    nothing: Held = {"token": "", "seen": "", "text": {}}
    held: Held = request.session.get(_SESSION, nothing)
    return held


def remember(request: HttpRequest, held: Held) -> None:
    """Hold it until it is stored, or another file is brought."""
    request.session[_SESSION] = held


def look(request: HttpRequest, raw: bytes) -> HttpResponseBase:
    """The preview of what is being brought in; of a long file, the job that makes it. Raises `SiltaError`."""
    held = held_import(request)
    if takes_long(raw):
        return bringing.begin(request, reverse("import"), _SORT, held["token"], text=held["text"])
    return _preview(request, excerpt(preview(request_of(held["text"], raw))), held)


def _waited(request: HttpRequest) -> HttpResponseBase:
    """The form, or what the job that the address names has found in a long file, or how far it got."""
    job = bringing.waited(request, _SORT)
    if job is None:
        typed = {name: request.GET.get(name, "")[:limit] for name, limit in _LONGEST.items()}
        return _form(request, {"type": "act", "licence": "official-act", **typed})
    if job.taken is not None:
        bringing.forget(request, _SORT)
        return _stored(request, job.token, job.taken, job.view.arguments["then"])
    held: Held = {"token": job.token, "seen": job.seen, "text": dict(job.view.arguments["text"])}
    remember(request, held)
    if not job.seen:
        return _form(request, held["text"], job.problems, job.shown)
    try:
        return _preview(request, uploads.kept_value(job.seen, ImportPreview), held)
    except SiltaError as error:
        return _form(request, held["text"], error.problems)


@answering
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Store what the preview has shown."""
    actor, held, then = actor_of(request), held_import(request), request.POST.get("then", "")
    require(actor, *IMPORTERS)
    typed, token = held["text"], held["token"]
    try:
        raw = uploads.kept(token if token == request.POST.get("token") else "")
        if takes_long(raw):
            asked = {"text": typed, "take": True, "then": then}
            return bringing.begin(request, reverse("import"), _SORT, token, **asked)
        done = import_release(actor, request_of(typed, raw))
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, typed, error.problems)
    taken = {"address": done.address, "title": done.seen.title, "against": done.against}
    return _stored(request, token, taken, then)


def _stored(request: HttpRequest, token: str, done: Mapping[str, str], then: str) -> HttpResponseBase:
    request.session.pop(_SESSION, None)
    uploads.drop(token)
    title = done["title"] or done["address"]
    messages.success(request, gettext("{title} is in the library.").format(title=title))
    if done["against"] and then == "compare":
        return redirect("compare-releases", address=done["against"], other=done["address"])
    return redirect("release", address=done["address"])


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What the form says about the file: an `ImportRequest` without its name and bytes."""
    post = request.POST
    typed: dict[str, Any] = {name: post.get(name, "").strip()[:limit] for name, limit in _LONGEST.items()}
    typed["type"] = post.get("type", "") if post.get("type", "") in FRAMEWORK_TYPE else "act"
    typed["licence"] = post.get("licence", "") if post.get("licence", "") in LICENCE else "own-copy"
    typed["format"] = post.get("format", "") if post.get("format", "") in FORMATS else ""
    typed["numbering"] = []
    return typed


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """The uploaded bytes and what the file is called. Raises `SiltaError`: `upload.no-file`, `format.too-large`."""
    file = request.FILES.get("file")
    if file is None:
        raise SiltaError("upload.no-file")
    if (file.size or 0) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=file.size or 0, limit=MAX_BYTES)
    return file.read(), (file.name or "file")[:200]


def _form(
    request: HttpRequest,
    typed: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    job: JobShown | None = None,
) -> HttpResponse:
    context = {
        "job": job or bringing.left(request, _SORT),
        "typed": typed,
        "problems": problems,
        "types": _labels(FRAMEWORK_TYPE),
        "licences": _labels(LICENCE),
        "formats": [(known.code, wording.label("format", known.label)) for known in FORMATS.values()],
        "known_languages": LANGUAGES,
        "limit": MAX_BYTES,
        "may_show": any(problem.code in _SHOWABLE for problem in problems),
    }
    return render(request, "web/library/import.html", context, status=400 if problems else 200)


def _labels(codelist: Any) -> list[tuple[str, str]]:
    return [(code, wording.code_label(codelist, code)) for code in codelist.labels]


def _preview(request: HttpRequest, seen: ImportPreview, held: Held) -> HttpResponse:
    """The page that shows what was recognised, and stores it on a press of its button."""
    changes = seen.seen.changes
    told = counted(changes.counts) if changes else []
    shown = changes.changed if changes else ()
    context = {
        "seen": seen,
        "typed": held["text"],
        "token": held["token"],
        "counts": [(LEVELS[level], count) for level, count in seen.seen.counts.items()],
        "change_counts": told,
        "changes": list(changed_units(shown, changes.likely if changes else ())),
        "left_out": sum(count for kind, _, count in told if kind != "unchanged") - len(shown),
    }
    return render(request, "web/library/preview.html", context)
