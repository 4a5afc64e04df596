"""The register of names: its list, the form of an entry, and its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from silta.node.actions import names as writing
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Denied, NotFound
from silta.node.queries import names as register
from silta.node.queries.names import NameView
from silta.reports.proof.register import KIND
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.subjects import is_about
from silta.words.codes import NAME_SORT
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES, LANGUAGES

_TEXTS: Final = ("name", "office")
_LISTS: Final = ("also", "wrong")


@dataclass(frozen=True)
class Row:
    """An entry in the list; `forms` are (language, its name, the preferred form)."""

    uid: str
    called: str
    sort: str
    forms: tuple[tuple[str, str, str], ...]
    also: str


@answering
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The register, narrowed by words and sort."""
    around = needed_arrangement(request)
    words, sort = request.GET.get("q", "")[:200], request.GET.get("sort", "")
    chosen = sort if sort in NAME_SORT else ""
    page = register.names_page(words, chosen, request.GET.get("after", ""))
    query = request.GET.copy()
    query.pop("after", None)
    first = query.urlencode()
    query["after"] = page.after
    context = {
        "parties": around.parties,
        "page": page,
        "rows": [_row(one) for one in page.rows],
        "languages": LANGUAGES,
        "words": words,
        "sort": chosen,
        "sorts": _sorts(),
        "filtered": bool(words or chosen or request.GET.get("after")),
        "first": first,
        "next": query.urlencode() if page.after else "",
        "may_write": may(request, *WRITERS),
    }
    return render(request, "web/proof/names.html", context)


def _sorts() -> list[tuple[str, str]]:
    return [(code, wording.code_label(NAME_SORT, code)) for code in NAME_SORT]


def _row(one: NameView) -> Row:
    fields = one.fields
    forms = fields.get("name", {})
    return Row(
        one.uid,
        KIND.title_of(fields, wording.reader_language())[0],
        str(fields.get("sort", "")),
        tuple((tag.code, tag.name, forms.get(tag.code, {}).get("text", "")) for tag in LANGUAGES),
        ", ".join(fields.get("also", ())),
    )


@answering
def new(request: HttpRequest) -> HttpResponseBase:
    """The form of a new entry; ``?name=`` fills in what a finding was about."""
    require(actor_of(request), *WRITERS)
    return _form(request, None)


@answering
def name(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form of an entry; sent, it saves."""
    require(actor_of(request), *WRITERS)
    return _form(request, register.name(uid))


def _form(request: HttpRequest, held: NameView | None) -> HttpResponseBase:
    is_about(request, "names")
    fields: Mapping[str, Any] = held.fields if held else {}
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        fields = _sent(request, fields)
        version = request.POST.get("version", "")
        try:
            writing.save_name(
                actor_of(request),
                fields,
                held.uid if held else "",
                int(version) if version.isdecimal() else None,
            )
        except (Denied, NotFound):
            raise
        except SiltaError as error:
            problems = error.problems
        else:
            messages.success(request, gettext("The name is saved."))
            return HttpResponseRedirect(reverse("names"))
    called = KIND.title_of(held.fields, wording.reader_language())[0] if held else gettext("New name")
    context = {"held": held, "heading": called, "problems": problems, "sorts": _sorts(), **_controls(fields)}
    return render(request, "web/proof/name.html", context, status=400 if problems else 200)


def _sent(request: HttpRequest, before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a form sent; languages that it does not ask for stay as they were."""
    fields: dict[str, Any] = {"sort": request.POST.get("sort", "")}
    for text in _TEXTS:
        held = {tag: one for tag, one in before.get(text, {}).items() if tag not in CODES}
        said = {tag: " ".join(request.POST.get(f"{text}:{tag}", "").split()) for tag in CODES}
        fields[text] = held | {
            tag: {"text": words, "status": "official"} for tag, words in said.items() if words
        }
    for lines in _LISTS:
        fields[lines] = [line.strip() for line in request.POST.get(lines, "").splitlines() if line.strip()]
    fields["note"] = request.POST.get("note", "").strip()
    return {key: value for key, value in fields.items() if value}


def _controls(fields: Mapping[str, Any]) -> dict[str, Any]:
    def described(name: str) -> dict[str, Any]:
        field = KIND.field(name)
        return {
            "name": name,
            "label": wording.label("field", field.label),
            "help": wording.label("help", field.help),
            "required": field.required,
        }

    return {
        "sort": fields.get("sort", ""),
        "note": fields.get("note", ""),
        "texts": [
            described(text)
            | {
                "wordings": [
                    {
                        "tag": one.code,
                        "language": one.name,
                        "words": fields.get(text, {}).get(one.code, {}).get("text", ""),
                    }
                    for one in LANGUAGES
                ]
            }
            for text in _TEXTS
        ],
        "lists": [described(lines) | {"words": "\n".join(fields.get(lines, ()))} for lines in _LISTS],
    }


@answering
@require_POST
def delete(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Delete an entry."""
    writing.delete_name(actor_of(request), uid)
    messages.success(request, gettext("The name is deleted. Nothing of it is left on this node."))
    return redirect("names")


@answering
@require_POST
def take_in(request: HttpRequest) -> HttpResponseBase:
    """Take in what the records name."""
    count = writing.take_in_names(actor_of(request), needed_arrangement(request))
    said = ngettext("{count} name was taken in.", "{count} names were taken in.", count)
    messages.success(request, said.format(count=count))
    return redirect("names")
