"""Addresses of scenarios, below an organisation."""

from django.urls import path

from functions.views import scenarios

urlpatterns = [
    path("scenarios/", scenarios.ScenarioList.as_view(), name="scenarios"),
    path("scenarios/add/", scenarios.ScenarioAdd.as_view(), name="scenario-add"),
    path("scenarios/<uuid:uid>/", scenarios.ScenarioDetail.as_view(), name="scenario"),
    path("scenarios/<uuid:uid>/default-mapping/", scenarios.DefaultMapping.as_view(), name="scenario-default-mapping"),
    path("scenarios/<uuid:uid>/reach/", scenarios.ReachChange.as_view(), name="scenario-reach"),
    path("scenarios/<uuid:uid>/place/", scenarios.Placing.as_view(), name="scenario-place"),
    path("scenarios/<uuid:uid>/undo/<int:seq>/", scenarios.Undo.as_view(), name="scenario-undo"),
]
