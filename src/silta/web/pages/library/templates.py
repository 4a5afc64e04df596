"""The empty template to download: a sheet to fill, with instructions in all languages of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop, override

from silta.standards.formats.template_rows import REQUIRED
from silta.standards.formats.template_writer import empty_template
from silta.words.languages import LANGUAGES

_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_INSTRUCTIONS: Final = (
    gettext_noop(
        "One row for each provision, in the order of the text. Leave the first row of the sheet as it is."
    ),
    gettext_noop(
        "number: as the text writes it, for example Article 7-1; heading and text: without the number."
    ),
    gettext_noop(
        "level: part, chapter, article, section, requirement, paragraph, point or subpoint; write these English words."
    ),
    gettext_noop(
        "parent: the number of an earlier row in which the provision stands; empty for the outermost ones."
    ),
    gettext_noop("language: kk, ru, fi, sv or en; empty if the whole sheet is in one language."),
    gettext_noop("An article whose points have no rows of their own is divided by the numbers in its text."),
)


def empty_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """The template as XLSX with a sheet of instructions, or as CSV with the names of its columns alone."""
    del request
    if kind not in _TYPES:
        raise Http404(kind)
    if kind == "xlsx":
        raw = empty_template(list(_lines()), (gettext("Provisions"), gettext("Instructions")))
    else:
        raw = ("\ufeff" + ",".join(REQUIRED) + "\r\n").encode()
    answer = HttpResponse(raw, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="silta-template.{kind}"'
    return answer


def _lines() -> Iterator[str]:
    for language in LANGUAGES:
        yield language.name
        with override(language.code):
            yield from [gettext(line) for line in _INSTRUCTIONS]
        yield ""
