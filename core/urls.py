"""Addresses of the machinery, below an organisation."""

from django.urls import path

from core.views import audit, runs

urlpatterns = [
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/demonstration/", runs.DemonstrationStart.as_view(), name="run-demonstration"),
    path("runs/<uuid:uid>/", runs.RunDetail.as_view(), name="run"),
    path("runs/<uuid:uid>/cancel/", runs.RunCancel.as_view(), name="run-cancel"),
    path("audit/", audit.AuditTrail.as_view(), name="audit"),
]
