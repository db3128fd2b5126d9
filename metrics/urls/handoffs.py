"""Addresses of handoffs."""

from django.urls import path

from metrics.views import handoffs

urlpatterns = [
    path("handoffs/", handoffs.Handoffs.as_view(), name="handoffs"),
    path("handoffs/<uuid:uid>/", handoffs.Handoffs.as_view(), name="handoffs-log"),
    path("handoffs/<uuid:uid>/pair/", handoffs.HandoffPair.as_view(), name="handoff-pair"),
    path("handoffs/<uuid:uid>/tickets/", handoffs.HandoffTickets.as_view(), name="handoff-tickets"),
    path("handoffs/<uuid:uid>/keep/", handoffs.HandoffsKeep.as_view(), name="handoffs-keep"),
]
