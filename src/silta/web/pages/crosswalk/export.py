"""A crosswalk as a file: a workbook, a table, an OSCAL mapping collection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from silta.crosswalk.formats import FORMATS
from silta.node.actions.permissions import WRITERS
from silta.node.queries.exports import export_of
from silta.web import wording
from silta.web.asking import answering, may
from silta.web.errors import sentence
from silta.words.errors import SiltaError


@answering
def export(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file of `?format=`; `?drafts=1` adds the drafts of this node, for those who may write them."""
    chosen = FORMATS.get(request.GET.get("format", ""), FORMATS["xlsx"])
    drafts = request.GET.get("drafts") == "1" and may(request, *WRITERS)
    content = export_of(str(uid), wording.reader_language(), drafts=drafts)
    try:
        data = chosen.write(content, wording.label)
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("crosswalk-coverage", uid=uid)
    name = f"crosswalk-{str(uid)[:8]}-{content.as_of[:10]}.{chosen.extension}"
    return HttpResponse(
        data,
        content_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
