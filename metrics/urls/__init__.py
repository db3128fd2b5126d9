"""Addresses of results, below an organisation."""

from metrics.urls import summary

urlpatterns = [*summary.urlpatterns]
