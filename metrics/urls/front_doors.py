"""Addresses of front doors as tickets count them."""

from django.urls import path

from metrics.views import front_doors

urlpatterns = [
    path("services/doors/", front_doors.FrontDoorsPage.as_view(), name="front-doors"),
    path("services/doors/<uuid:uid>/", front_doors.FrontDoorsPage.as_view(), name="front-doors-log"),
    path("services/doors/<uuid:uid>/tickets/", front_doors.FrontDoorTickets.as_view(), name="front-door-tickets"),
    path("services/doors/<uuid:uid>/state/", front_doors.FrontDoorState.as_view(), name="front-door-state"),
]
