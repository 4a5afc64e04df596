"""Taking a text away as a file of another format, as far as its licence allows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from silta.node.queries.exporting import export
from silta.node.queries.library import NotInLibrary
from silta.standards.exporting import EXPORTS
from silta.standards.formats.reading import FormatRefused
from silta.web.errors import sentence


def notice() -> str:
    """Why a file holds no words."""
    return gettext(
        "Numbers and headings only: the licence of this text does not allow its words to be passed on."
    )


def download(request: HttpRequest, address: str) -> HttpResponse:
    """The file of `?format=` in `?language=`."""
    code = request.GET.get("format", "")
    if code not in EXPORTS:
        raise Http404(code)
    try:
        made = export(address, code, request.GET.get("language") or None, notice())
    except NotInLibrary as error:
        raise Http404(str(error)) from None
    except FormatRefused as error:
        return HttpResponse(sentence(error.problems[0]), status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(made.raw, content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
