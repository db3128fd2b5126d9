"""The home page."""

from django.urls import path

from metrics.views import summary

urlpatterns = [
    path("", summary.Dashboard.as_view(), name="summary"),
]
