"""Starting computations."""

from django.urls import path

from metrics.views import computing

urlpatterns = [
    path("runs/<uuid:uid>/freshness/", computing.Freshness.as_view(), name="run-freshness"),
    path("scenarios/<uuid:uid>/computing/", computing.ComputingPanel.as_view(), name="scenario-computing"),
    path("scenarios/<uuid:uid>/compute/", computing.ComputeSaving.as_view(), name="scenario-compute"),
]
