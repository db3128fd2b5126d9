"""A scenario's routing policy on the history of a log."""

from django.urls import path

from metrics.views import routing

ON_HISTORY = "scenarios/<uuid:uid>/routing/history/"

urlpatterns = [
    path(ON_HISTORY, routing.RoutingHistoryPage.as_view(), name="scenario-routing-history"),
    path(f"{ON_HISTORY}tickets/", routing.RoutingTickets.as_view(), name="scenario-routing-tickets"),
]
