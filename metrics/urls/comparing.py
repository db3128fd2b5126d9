"""Addresses of scenarios beside one another."""

from django.urls import path

from metrics.views import scenario_comparison

urlpatterns = [
    path("scenarios/compare/", scenario_comparison.ScenarioComparison.as_view(), name="scenario-comparison"),
]
