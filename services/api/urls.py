"""Addresses of ticket logs in the API."""

from django.urls import path

from services.api import logs

urlpatterns = [
    path("ticket-logs/", logs.LogCollection.as_view(), name="api-ticket-logs"),
    path("ticket-logs/<uuid:uid>/groups/", logs.GroupCollection.as_view(), name="api-ticket-groups"),
    path("ticket-logs/<uuid:uid>/groups/<uuid:group>/", logs.GroupItem.as_view(), name="api-ticket-group"),
]
