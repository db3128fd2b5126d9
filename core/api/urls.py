"""Addresses of the machinery in the API."""

from django.urls import path

from core.api import import_mapping, imports, runs

urlpatterns = [
    path("runs/", runs.RunCollection.as_view(), name="api-runs"),
    path("runs/<uuid:uid>/", runs.RunItem.as_view(), name="api-run"),
    path("runs/<uuid:uid>/cancel/", runs.RunCancellation.as_view(), name="api-run-cancel"),
    path("imports/", imports.ImportCollection.as_view(), name="api-imports"),
    path("imports/<uuid:uid>/", imports.ImportItem.as_view(), name="api-import"),
    path("imports/<uuid:uid>/mapping/", import_mapping.ImportMappingChange.as_view(), name="api-import-mapping"),
    path("imports/<uuid:uid>/reading/", import_mapping.ImportReadingChange.as_view(), name="api-import-reading"),
    path("imports/<uuid:uid>/confirm/", imports.ImportConfirmation.as_view(), name="api-import-confirm"),
    path("imports/<uuid:uid>/undo/", imports.ImportReversal.as_view(), name="api-import-undo"),
    path("imports/<uuid:uid>/defects/", imports.ImportDefectCollection.as_view(), name="api-import-defects"),
]
