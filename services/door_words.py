"""What the name of a door says by itself."""

from services.importers.ticket_fields import ORIGIN_WORDS
from towers.names import folded

# A person or role to whom a group of customers goes by name; whoever knows better states it for the door.
MANAGER_WORDS = (
    "relationship manager",
    "relationship management",
    "account manager",
    "business partner",
    "service delivery manager",
    "demand manager",
)
MACHINE_WORDS = frozenset(folded(word) for word in ORIGIN_WORDS["monitoring"])


def is_manager_by_name(door: str) -> bool:
    """True where the name says that somebody is the customers' manager.

    >>> [is_manager_by_name(door) for door in ("Relationship manager Sales", "IT business partner", "Service desk")]
    [True, True, False]
    """
    name = folded(door)
    return any(word in name for word in MANAGER_WORDS)


def is_machine(door: str) -> bool:
    """True for a channel of monitoring, through which no customer comes.

    >>> is_machine("Event Management"), is_machine("Phone")
    (True, False)
    """
    return folded(door) in MACHINE_WORDS
