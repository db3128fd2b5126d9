"""How one ticket came in."""

from services.models import LogSegment, Ticket


def came_by(ticket: Ticket) -> tuple[str, str]:
    """The door and the customers of a ticket as the visible imports say, "" where none does; one query."""
    said = ticket.demand.filter(segment__state=LogSegment.State.READY).order_by("segment", "pk")
    door = customer = ""
    for later_door, later_customer in said.values_list("door", "customer"):
        door, customer = later_door or door, later_customer or customer
    return door, customer
