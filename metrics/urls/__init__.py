"""Addresses of results, below an organisation."""

from metrics.urls import handoffs, how, summary

urlpatterns = [*handoffs.urlpatterns, *summary.urlpatterns, *how.urlpatterns]
