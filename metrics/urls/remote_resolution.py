"""Addresses of remote resolution."""

from django.urls import path

from metrics.views import remote_resolution

urlpatterns = [
    path("remote-resolution/", remote_resolution.RemoteResolutionPage.as_view(), name="remote-resolution"),
    path(
        "remote-resolution/tickets/",
        remote_resolution.RemoteResolutionTickets.as_view(),
        name="remote-resolution-tickets",
    ),
]
