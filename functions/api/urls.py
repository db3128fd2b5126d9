"""Addresses of scenarios in the API."""

from django.urls import path

from functions.api import scenarios

urlpatterns = [
    path("scenarios/", scenarios.ScenarioCollection.as_view(), name="api-scenarios"),
    path("scenarios/<uuid:uid>/", scenarios.ScenarioItem.as_view(), name="api-scenario"),
    path("scenarios/<uuid:uid>/operations/", scenarios.OperationCollection.as_view(), name="api-operations"),
    path("scenarios/<uuid:uid>/placements/", scenarios.PlacementCollection.as_view(), name="api-placements"),
]
