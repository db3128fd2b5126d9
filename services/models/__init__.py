"""What the organisation delivers, and the tickets that show how it really works."""

from services.models.agreements import Agreement, AgreementTarget, BusinessCalendar
from services.models.clocks import CalendarUse
from services.models.doors import FrontDoor, TicketDemand
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
from services.models.touch_points import TouchPoint

__all__ = [
    "Agreement",
    "AgreementTarget",
    "BusinessCalendar",
    "CalendarUse",
    "CustomerGroup",
    "Event",
    "FrontDoor",
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
    "TicketDemand",
    "TicketLog",
    "TouchPoint",
]
