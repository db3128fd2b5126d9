"""Addresses of the routing policy of a scenario."""

from django.urls import path

from services.views import routing

OF_SCENARIO = "scenarios/<uuid:uid>/routing/"

urlpatterns = [
    path(OF_SCENARIO, routing.RoutingPage.as_view(), name="scenario-routing"),
    path(f"{OF_SCENARIO}rule/<int:place>/", routing.RoutingRulePage.as_view(), name="scenario-routing-rule"),
    path(f"{OF_SCENARIO}save/", routing.RoutingRuleSave.as_view(), name="scenario-routing-save"),
    path(f"{OF_SCENARIO}move/", routing.RoutingRuleMove.as_view(), name="scenario-routing-move"),
    path(f"{OF_SCENARIO}remove/", routing.RoutingRuleRemove.as_view(), name="scenario-routing-remove"),
    path(f"{OF_SCENARIO}restore/", routing.RoutingRestore.as_view(), name="scenario-routing-restore"),
]
