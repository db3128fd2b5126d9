"""Addresses of results, below an organisation."""

from metrics.urls import how, summary

urlpatterns = [*summary.urlpatterns, *how.urlpatterns]
