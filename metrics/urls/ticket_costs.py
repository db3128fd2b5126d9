"""What a ticket costs."""

from django.urls import path

from metrics.views import ticket_costs

urlpatterns = [
    path("ticket-costs/", ticket_costs.TicketCostsPage.as_view(), name="ticket-costs"),
    path("ticket-costs/tickets/", ticket_costs.TicketCostTickets.as_view(), name="ticket-cost-tickets"),
    path("ticket-costs/<uuid:uid>/run/", ticket_costs.TicketCostsRun.as_view(), name="ticket-costs-run"),
]
