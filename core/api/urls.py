"""Addresses of the machinery in the API."""

from django.urls import path

from core.api import runs

urlpatterns = [
    path("runs/", runs.RunCollection.as_view(), name="api-runs"),
    path("runs/<uuid:uid>/", runs.RunItem.as_view(), name="api-run"),
    path("runs/<uuid:uid>/cancel/", runs.RunCancellation.as_view(), name="api-run-cancel"),
]
