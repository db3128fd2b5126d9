"""A scenario's routing policy on the history of a log."""

from django.urls import path

from metrics.views import routing

urlpatterns = [
    path("scenarios/<uuid:uid>/routing/history/", routing.RoutingHistoryPage.as_view(), name="scenario-routing-history")
]
