"""Who mixes build and run."""

from django.urls import path

from metrics.views import build_run

urlpatterns = [
    path("build-run/", build_run.BuildRunPage.as_view(), name="build-run"),
    path("build-run/positions/", build_run.BuildRunPositions.as_view(), name="build-run-positions"),
]
