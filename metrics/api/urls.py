"""Addresses of results in the API."""

from django.urls import path

from metrics.api import results

urlpatterns = [
    path("results/", results.ResultCollection.as_view(), name="api-results"),
    path("metrics/", results.MetricCollection.as_view(), name="api-metrics"),
]
