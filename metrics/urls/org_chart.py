"""Addresses of the org chart, below an organisation."""

from django.urls import path

from metrics.views import org_chart

urlpatterns = [
    path("org-chart/", org_chart.OrgChartPage.as_view(), name="org-chart"),
    path("org-chart/branch/", org_chart.OrgChartBranch.as_view(), name="org-chart-branch"),
    path("org-chart/search/", org_chart.OrgChartSearch.as_view(), name="org-chart-search"),
]
