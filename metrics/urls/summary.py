"""The home page."""

from django.urls import path

from metrics.views import summary

urlpatterns = [
    path("", summary.Summary.as_view(), name="summary"),
]
