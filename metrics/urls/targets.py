"""Addresses of the pictures of a scenario, below an organisation."""

from django.urls import path

from metrics.views import target_behind, target_changes, target_chart, target_flow, target_regions

OF = "scenarios/<uuid:uid>"

urlpatterns = [
    path(f"{OF}/flow/", target_flow.ScenarioFlow.as_view(), name="scenario-flow"),
    path(f"{OF}/regions/", target_regions.ScenarioRegions.as_view(), name="scenario-regions"),
    path(f"{OF}/effort/", target_behind.ScenarioEffort.as_view(), name="scenario-effort"),
    path(f"{OF}/chart/", target_chart.ScenarioChart.as_view(), name="scenario-chart"),
    path(f"{OF}/chart/branch/", target_chart.ScenarioChartBranch.as_view(), name="scenario-chart-branch"),
    path(f"{OF}/chart/search/", target_chart.ScenarioChartSearch.as_view(), name="scenario-chart-search"),
    path(f"{OF}/changes/", target_changes.ScenarioChanges.as_view(), name="scenario-changes"),
]
