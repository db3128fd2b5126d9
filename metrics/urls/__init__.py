"""Addresses of results, below an organisation."""

from metrics.urls import assumptions, computing, handoffs, how, org_chart, organisation, summary

urlpatterns = [
    *assumptions.urlpatterns,
    *organisation.urlpatterns,
    *org_chart.urlpatterns,
    *handoffs.urlpatterns,
    *computing.urlpatterns,
    *summary.urlpatterns,
    *how.urlpatterns,
]
