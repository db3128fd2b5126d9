"""Addresses of results, below an organisation."""

from metrics.urls import computing, handoffs, how, summary

urlpatterns = [*handoffs.urlpatterns, *computing.urlpatterns, *summary.urlpatterns, *how.urlpatterns]
