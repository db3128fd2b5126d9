"""What the organisation delivers, and the tickets that show how it really works."""

from services.models.agreements import Agreement, AgreementTarget, BusinessCalendar
from services.models.routing import RoutingPolicy, RoutingRule
from services.models.tickets import Event, Group, GroupPlacement, LogSegment, Person, Status, Ticket, TicketLog

__all__ = [
    "Agreement",
    "AgreementTarget",
    "BusinessCalendar",
    "Event",
    "Group",
    "GroupPlacement",
    "LogSegment",
    "Person",
    "RoutingPolicy",
    "RoutingRule",
    "Status",
    "Ticket",
    "TicketLog",
]
