"""Addresses of the machinery, below an organisation."""

from django.urls import path

from core.views import audit, imports, runs
from core.views.import_reading import ImportReading
from core.views.import_trial import ImportTrial

urlpatterns = [
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/demonstration/", runs.DemonstrationStart.as_view(), name="run-demonstration"),
    path("runs/<uuid:uid>/", runs.RunDetail.as_view(), name="run"),
    path("runs/<uuid:uid>/cancel/", runs.RunCancel.as_view(), name="run-cancel"),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.ImportStart.as_view(), name="import-start"),
    path("imports/upload/", imports.ImportUpload.as_view(), name="import-upload"),
    path("imports/headings/<slug:kind>/", imports.ImportTemplate.as_view(), name="import-template"),
    path("imports/<uuid:uid>/", imports.ImportDetail.as_view(), name="import"),
    path("imports/<uuid:uid>/reading/", ImportReading.as_view(), name="import-reading"),
    path("imports/<uuid:uid>/mapping/", imports.ImportMapping.as_view(), name="import-mapping"),
    path("imports/<uuid:uid>/trial/<slug:code>/", ImportTrial.as_view(), name="import-trial"),
    path("imports/<uuid:uid>/confirm/", imports.ImportConfirm.as_view(), name="import-confirm"),
    path("imports/<uuid:uid>/undo/", imports.ImportUndo.as_view(), name="import-undo"),
    path("imports/<uuid:uid>/discard/", imports.ImportDiscard.as_view(), name="import-discard"),
    path("imports/<uuid:uid>/findings/", imports.ImportDefects.as_view(), name="import-defects"),
    path("audit/", audit.AuditTrail.as_view(), name="audit"),
]
