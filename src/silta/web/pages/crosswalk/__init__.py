"""The joint review of legislation: crosswalks, the workbench, coverage."""

from django.urls import path

from silta.web.pages.crosswalk import (
    bench,
    coverage,
    decisions,
    export,
    incoming,
    lists,
    matrix,
    notes,
    renewal,
)

urlpatterns = [
    path("crosswalks/", lists.crosswalks, name="crosswalks"),
    path("crosswalk/<uuid:uid>/", lists.crosswalk, name="crosswalk"),
    path("crosswalk/<uuid:uid>/release/", lists.release, name="crosswalk-release"),
    path("crosswalk/<uuid:uid>/vectors/", lists.vectors, name="crosswalk-vectors"),
    path("crosswalk/<uuid:uid>/coverage/", coverage.coverage, name="crosswalk-coverage"),
    path("crosswalk/<uuid:uid>/changes/", renewal.changes, name="crosswalk-changes"),
    path("crosswalk/<uuid:uid>/carry/", renewal.carry, name="crosswalk-carry"),
    path("crosswalk/<uuid:uid>/export/", export.export, name="crosswalk-export"),
    path("crosswalk/<uuid:uid>/export/file/", export.exported, name="crosswalk-export-file"),
    path("crosswalk/<uuid:uid>/import/", incoming.start, name="crosswalk-import"),
    path("crosswalk/<uuid:uid>/import/confirm/", incoming.confirm, name="crosswalk-import-confirm"),
    path("crosswalk/<uuid:uid>/import/mend/", incoming.mend, name="crosswalk-import-mend"),
    path("crosswalk/<uuid:uid>/gap/", coverage.gap, name="crosswalk-gap"),
    path("crosswalk/<uuid:uid>/decisions/", decisions.decisions, name="crosswalk-decisions"),
    path("crosswalk/<uuid:uid>/decisions/change/", decisions.change, name="crosswalk-change"),
    path("crosswalk/<uuid:uid>/<str:fragment>/", bench.bench, name="workbench"),
    path("crosswalk/<uuid:uid>/<str:fragment>/keep/", bench.keep, name="workbench-keep"),
    path("crosswalk/<uuid:uid>/<str:fragment>/note/", notes.note, name="workbench-note"),
    path("text-blocks/", notes.blocks, name="text-blocks"),
    path("coverage/", matrix.matrix, name="coverage"),
]
