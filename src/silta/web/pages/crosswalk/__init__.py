"""The joint review of legislation: crosswalks, the workbench, coverage."""

from django.urls import path

from silta.web.pages.crosswalk import bench, coverage, lists

urlpatterns = [
    path("crosswalks/", lists.crosswalks, name="crosswalks"),
    path("crosswalk/<uuid:uid>/", lists.crosswalk, name="crosswalk"),
    path("crosswalk/<uuid:uid>/release/", lists.release, name="crosswalk-release"),
    path("crosswalk/<uuid:uid>/vectors/", lists.vectors, name="crosswalk-vectors"),
    path("crosswalk/<uuid:uid>/coverage/", coverage.coverage, name="crosswalk-coverage"),
    path("crosswalk/<uuid:uid>/gap/", coverage.gap, name="crosswalk-gap"),
    path("crosswalk/<uuid:uid>/<str:fragment>/", bench.bench, name="workbench"),
    path("coverage/", coverage.newest, name="coverage"),
]
