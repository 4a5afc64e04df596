"""Bringing a text in, in two steps: look at what was recognised, then store it. In between the file waits on the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.node.actions import uploads
from silta.node.actions.library import IMPORTERS, ImportPreview, ImportRequest, import_release, preview
from silta.node.actions.permissions import require
from silta.node.errors import Denied
from silta.standards.continuations import continuations
from silta.standards.formats import FORMATS
from silta.standards.formats.reading import MAX_BYTES
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.pages.library.changes import changed_units, counted
from silta.words.codes import FRAMEWORK_TYPE, LICENCE
from silta.words.errors import Problem, SiltaError
from silta.words.languages import LANGUAGES

SESSION: Final = "import"
_LONGEST: Final = {"address": 120, "language": 12, "title": 300, "issuer": 200, "part": 80}
_TYPED: Final = (*_LONGEST, "type", "licence", "format")
_SHOWABLE: Final = ("format.no-numbering", "format.unknown", "format.nothing-recognised", "format.ambiguous")
"""Refusals after which a person can show how the text is numbered."""
MAX_CHANGES: Final = 50
"""Changed units that the preview spells out; their number is always told in full."""
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


@answering
def start(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it shows what was recognised and stores nothing."""
    require(actor_of(request), *IMPORTERS)
    if request.method != "POST":
        typed = {name: request.GET.get(name, "")[:limit] for name, limit in _LONGEST.items()}
        return _form(request, {"type": "act", "licence": "official-act", **typed})
    typed = _typed(request)
    try:
        raw, name = _file(request)
        request.session[SESSION] = {"token": uploads.keep(raw), "name": name, **typed}
        if "numbering" in request.POST:
            return redirect("import-numbering")
        seen = preview(asked_for(typed, raw, name))
    except SiltaError as error:
        return _form(request, typed, error.problems)
    return show_preview(request, seen, typed)


def held_import(request: HttpRequest, token: str) -> ImportRequest:
    """What is being brought in, with its file and the numbering shown for it. Raises `SiltaError` `upload.expired`."""
    held: dict[str, Any] = request.session.get(SESSION, {})
    typed = {name: str(held.get(name, "")) for name in _TYPED}
    raw = uploads.kept(token if token and token == held.get("token") else "")
    return asked_for(typed, raw, held["name"], tuple(held.get("patterns", ())))


@answering
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Store what the preview has shown."""
    actor = actor_of(request)
    require(actor, *IMPORTERS)
    held: dict[str, str] = request.session.get(SESSION, {})
    try:
        done = import_release(actor, held_import(request, request.POST.get("token", "")))
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, {name: str(held.get(name, "")) for name in _TYPED}, error.problems)
    del request.session[SESSION]
    uploads.drop(held["token"])
    messages.success(
        request, gettext("{title} is in the library.").format(title=done.seen.title or done.address)
    )
    if done.against and request.POST.get("then") == "compare":
        return redirect("compare-releases", address=done.against, other=done.address)
    return redirect("release", address=done.address)


def _typed(request: HttpRequest) -> dict[str, str]:
    post = request.POST
    typed = {name: post.get(name, "").strip()[:limit] for name, limit in _LONGEST.items()}
    typed["type"] = post.get("type", "") if post.get("type", "") in FRAMEWORK_TYPE else "act"
    typed["licence"] = post.get("licence", "") if post.get("licence", "") in LICENCE else "own-copy"
    typed["format"] = post.get("format", "") if post.get("format", "") in FORMATS else ""
    return typed


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """The uploaded bytes and what the file is called. Raises `SiltaError`: `upload.no-file`, `format.too-large`."""
    file = request.FILES.get("file")
    if file is None:
        raise SiltaError("upload.no-file")
    if (file.size or 0) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=file.size or 0, limit=MAX_BYTES)
    return file.read(), (file.name or "file")[:200]


def asked_for(
    typed: Mapping[str, str], raw: bytes, name: str, patterns: tuple[str, ...] = ()
) -> ImportRequest:
    """The import of a file as the form describes it."""
    return ImportRequest(
        name, raw, typed["address"], typed["language"], typed["format"] or None, typed["title"], typed["type"],
        typed["licence"], typed["issuer"], typed["part"] or None, patterns,
    )  # fmt: skip


def _form(request: HttpRequest, typed: Mapping[str, str], problems: Sequence[Problem] = ()) -> HttpResponse:
    context = {
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


def show_preview(request: HttpRequest, seen: ImportPreview, typed: Mapping[str, str]) -> HttpResponse:
    """The page that shows what was recognised, and stores it on a press of its button."""
    changes = seen.seen.changes
    changed = list(changes.of("reworded", "moved", "new", "repealed")) if changes else []
    context = {
        "seen": seen,
        "typed": typed,
        "token": request.session[SESSION]["token"],
        "counts": [(LEVELS[level], count) for level, count in seen.seen.counts.items()],
        "change_counts": counted(changes.counts()) if changes else [],
        "changes": list(changed_units(changed[:MAX_CHANGES], continuations(changes) if changes else ())),
        "left_out": max(len(changed) - MAX_CHANGES, 0),
    }
    return render(request, "web/library/preview.html", context)
