"""The desk: the texts of one record in two languages, field beside field, with the terms that the glossary expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.crosswalk.glossary import Glossary
from silta.crosswalk.terminology import TermUse, pieces, terms_used
from silta.node import clock
from silta.node.actions.permissions import WRITERS, require
from silta.node.actions.translations import Said, translate
from silta.node.errors import Denied, NotFound
from silta.node.queries import translations as queries
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.terms import glossary
from silta.node.queries.translation_units import label_of
from silta.node.queries.translations import Asked, Working
from silta.records.wordings import MISSING, OPEN, Place, texts
from silta.reports.translations.checking import findings as found_in
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages.translations.listing import asked_of, query_of, say, title_of
from silta.web.subjects import is_about
from silta.web.writing import moment
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import Problem, SiltaError

_STATUSES: Final = ("draft", "machine", "checked", "official", "authentic")
_TYPED_ANEW: Final = frozenset({MISSING, "outdated", "machine"})
"""What new words are no longer, unless the writer says otherwise."""
_ABOUT_TERMS: Final = ("translation.term-missing", "translation.other-term")
_LINE: Final = 40
"""Characters of a line of the field, by which its height is guessed."""
_SHORT: Final = 36
"""Characters of a title that still stands in a field of one line."""


@dataclass(frozen=True)
class Line:
    """One text at the desk. `pieces` are the original with its terms, `problems` sentences about the translation."""

    number: int
    path: str
    label: str
    source: str
    source_status: str
    words: str
    status: str
    held: str
    short: bool
    pieces: list[tuple[str, TermUse | None]] = field(default_factory=list)
    terms: list[TermUse] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.held in OPEN

    @property
    def rows(self) -> int:
        length = max(len("".join(part for part, _ in self.pieces)), len(self.words))
        return max(2, min(16, length // _LINE + self.words.count("\n") + 1))

    @property
    def statuses(self) -> list[str]:
        kept = [self.held] if self.held in TRANSLATION_STATUS and self.held not in _STATUSES else []
        return [*kept, *_STATUSES]


@answering
def desk(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The record at the desk; sent, its translations go into its draft."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    asked = asked_of(request, queries.languages(around))
    try:
        one = queries.needed(around, uid)
    except NotFound:
        raise
    except SiltaError as error:
        messages.error(request, sentence(error.problems[0]))
        return redirect("record", uid=uid)
    if request.method != "POST":
        return _page(request, around, one, asked)
    try:
        _save(request, around, one, asked.to)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, around, queries.needed(around, uid), asked, error.problems, _typed(request))
    return _onward(request, around, one, asked)


def _onward(request: HttpRequest, around: ArrangementView, one: Working, asked: Asked) -> HttpResponse:
    if request.POST.get("do") != "next":
        messages.success(request, gettext("Saved in the draft. Nothing is released yet."))
        return redirect(f"{reverse('translation', args=[one.uid])}?{query_of(asked)}")
    _, following = queries.beside(around, asked, one)
    if following:
        return redirect(f"{reverse('translation', args=[following])}?{query_of(asked)}")
    messages.success(request, gettext("Saved. That was the last record of this list."))
    return redirect(f"{reverse('translations')}?{query_of(asked)}")


@answering
@require_POST
def autosave(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Save without leaving the page; answers with the new version, or with errors as the API words them."""
    around = needed_arrangement(request)
    asked = asked_of(request, queries.languages(around))
    try:
        version = _save(request, around, queries.needed(around, uid), asked.to)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        told = [{"code": p.code, "where": p.where, "message": sentence(p)} for p in error.problems]
        moved = error.code in ("draft.changed-meanwhile", "translation.record-moved")
        return JsonResponse({"errors": told}, status=409 if moved else 400)
    return JsonResponse({"version": version or "", "saved": moment(clock.now())})


@answering
@require_POST
def findings(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """What to look at in one translation as it is typed: the fragment below its field."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    asked = asked_of(request, queries.languages(around))
    one, typed = queries.needed(around, uid), _typed(request)
    wanted = request.POST.get("path", "")
    for number, place in enumerate(_places(one, asked.to), start=1):
        if place.path == wanted:
            return render(
                request,
                "web/translations/findings.html",
                {"line": _line(number, place, asked.to, glossary(), typed)},
            )
    raise Http404


def _save(request: HttpRequest, around: ArrangementView, one: Working, to: str) -> int | None:
    held = {place.path: place for place in _places(one, to)}
    said = {}
    for path, (words, status) in _typed(request).items():
        before = held[path].text.get(to, {}).get("text", "") if path in held else ""
        is_line = path in held and held[path].field.shape == "title"
        said[path] = Said(
            " ".join(words.split()) if is_line else words, _status(words, status, before, held.get(path), to)
        )
    version, revision = request.POST.get("version", ""), request.POST.get("revision", "")
    return translate(
        actor_of(request),
        around,
        one.uid,
        to,
        said,
        version=_number(version),
        revision=_number(revision) or 0,
    )


def _status(words: str, said: str, before: str, place: Place | None, to: str) -> str:
    """The status that a wording gets: as said; but new words under an old status that they outgrow are a draft."""
    held = place.status(to) if place else MISSING
    new = words.replace("\r\n", "\n").strip() != before
    if new and (said == held or said not in TRANSLATION_STATUS) and held in _TYPED_ANEW:
        return "draft"
    return said if said in TRANSLATION_STATUS else "draft"


def _typed(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """What the form holds, by path: words and status."""
    return {
        name.removeprefix("t:"): (request.POST[name], request.POST.get(f"s:{name.removeprefix('t:')}", ""))
        for name in request.POST
        if name.startswith("t:")
    }


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _places(one: Working, to: str) -> Iterator[Place]:
    """The texts that can be translated into `to`: those that are not written in it."""
    return (place for place in texts(one.kind, one.fields) if place.source not in ("", to))


def _line(
    number: int, place: Place, to: str, known: Glossary, typed: Mapping[str, tuple[str, str]] | None = None
) -> Line:
    source = place.text[place.source]
    held = place.status(to)
    words, status = (typed or {}).get(place.path, (place.text.get(to, {}).get("text", ""), held))
    short = place.field.shape == "title"
    uses = terms_used(known, source["text"], place.source, words, to)
    problems = found_in(source["text"], place.source, words, to, uses, short=short)
    if held not in OPEN and typed is None:
        # Whoever checked it has decided about the terms; a figure that differs is worth a second look.
        problems = [problem for problem in problems if problem.code not in _ABOUT_TERMS]
    return Line(
        number=number,
        path=place.path,
        label=label_of(place, say),
        source=place.source,
        source_status=source.get("status", "original"),
        words=words,
        status="draft" if status == MISSING else status,
        held=held,
        short=short and max(len(source["text"]), len(words)) <= _SHORT,
        pieces=pieces(source["text"], uses),
        terms=uses,
        problems=[sentence(problem) for problem in problems],
    )


def _page(
    request: HttpRequest,
    around: ArrangementView,
    one: Working,
    asked: Asked,
    refusal: tuple[Problem, ...] = (),
    typed: Mapping[str, tuple[str, str]] | None = None,
) -> HttpResponse:
    is_about(request, "translations")
    known = glossary()
    lines = [
        _line(n, place, asked.to, known, typed) for n, place in enumerate(_places(one, asked.to), start=1)
    ]
    before, following = queries.beside(around, asked, one)
    title, language = title_of(one)
    context: dict[str, Any] = {
        "one": one,
        "lines": lines,
        "open_ones": sum(line.is_open for line in lines),
        "asked": asked,
        "to_name": wording.language_name(asked.to),
        "query": query_of(asked),
        "languages": [
            (tag, wording.language_name(tag)) for tag in queries.languages(around) if tag != one.written_in
        ],
        "title": title,
        "title_language": language,
        "before": before,
        "following": following,
        "refusal": refusal,
        "may_write": may(request, *WRITERS),
    }
    return render(request, "web/translations/desk.html", context, status=409 if refusal else 200)
