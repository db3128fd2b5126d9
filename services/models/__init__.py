"""What the organisation delivers, and the tickets that show how it really works."""

from services.models.agreements import Agreement, AgreementTarget, BusinessCalendar
from services.models.clocks import CalendarUse
from services.models.forecasts import OfferingForecast
from services.models.portfolio import (
    CustomerGroup,
    Offering,
    OfferingLabour,
    Service,
    ServiceCustomer,
    ServiceOwner,
    ServiceTechnology,
    ServiceTower,
)
from services.models.projects import Project, ProjectDeliverable, ProjectService
from services.models.routing import RoutingPolicy, RoutingRule
from services.models.technologies import TechnologyReuse
from services.models.tickets import (
    Event,
    Group,
    GroupPlacement,
    LogSegment,
    Person,
    Status,
    Ticket,
    TicketAddition,
    TicketLog,
)

__all__ = [
    "Agreement",
    "AgreementTarget",
    "BusinessCalendar",
    "CalendarUse",
    "CustomerGroup",
    "Event",
    "Group",
    "GroupPlacement",
    "LogSegment",
    "Offering",
    "OfferingForecast",
    "OfferingLabour",
    "Person",
    "Project",
    "ProjectDeliverable",
    "ProjectService",
    "RoutingPolicy",
    "RoutingRule",
    "Service",
    "ServiceCustomer",
    "ServiceOwner",
    "ServiceTechnology",
    "ServiceTower",
    "Status",
    "TechnologyReuse",
    "Ticket",
    "TicketAddition",
    "TicketLog",
]
