"""Addresses of ticket logs, below an organisation."""

from django.urls import path

from services import agreement_urls, portfolio_urls, project_urls, routing_urls, target_urls
from services.views import logs, tickets

urlpatterns = [
    *portfolio_urls.urlpatterns,
    *project_urls.urlpatterns,
    *agreement_urls.urlpatterns,
    *routing_urls.urlpatterns,
    *target_urls.urlpatterns,
    path("ticket-logs/", logs.LogList.as_view(), name="ticket-logs"),
    path("ticket-logs/<uuid:uid>/", logs.LogDetail.as_view(), name="ticket-log"),
    path("ticket-logs/<uuid:uid>/edit/", logs.LogEdit.as_view(), name="ticket-log-edit"),
    path("ticket-logs/<uuid:uid>/statuses/", logs.LogStatuses.as_view(), name="ticket-log-statuses"),
    path("ticket-logs/<uuid:uid>/teams/", logs.TeamsOfGroups.as_view(), name="ticket-log-teams"),
    path("ticket-logs/<uuid:uid>/groups/<uuid:group>/", logs.GroupDetail.as_view(), name="ticket-group"),
    path("ticket-logs/<uuid:uid>/groups/<uuid:group>/edit/", logs.GroupEdit.as_view(), name="ticket-group-edit"),
    path("ticket-logs/<uuid:uid>/ticket/", tickets.TicketDetail.as_view(), name="ticket"),
]
