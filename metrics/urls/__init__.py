"""Addresses of results, below an organisation."""

from metrics.urls import assumptions, computing, handoffs, how, organisation, summary

urlpatterns = [
    *assumptions.urlpatterns,
    *organisation.urlpatterns,
    *handoffs.urlpatterns,
    *computing.urlpatterns,
    *summary.urlpatterns,
    *how.urlpatterns,
]
