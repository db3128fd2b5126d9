"""The rows of the front doors of a log: doors, groups of customers, months."""

from __future__ import annotations

from dataclasses import dataclass, field

from metrics.computations.front_doors import Answers


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door with its tickets, how many customer groups use it, and what is known of whether it is a manager."""

    key: str
    name: str
    tickets: int
    groups: int
    is_manager: bool
    version: int
    answers: Answers

    @property
    def is_stated(self) -> bool:
        """Somebody stated it, else its name says it."""
        return bool(self.version)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of customers: its tickets whose door is known, those through a manager, its doors in use, most first.

    `cells` are its tickets by door, `rare` the doors through which less than 1 % comes; `stated` are the doors typed
    in, None where the portfolio does not know the group. The group without a name is that of tickets that name none.
    """

    key: str
    name: str
    tickets: int
    managed: int
    doors: list[str]
    rare: int
    cells: dict[str, int] = field(default_factory=dict)
    stated: list[str] | None = None

    @property
    def share(self) -> float | None:
        """Through a named relationship manager, of those whose door is known."""
        return self.managed / self.tickets if self.tickets else None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The tickets that came in in a month (yyyymm), and those through a manager."""

    month: int
    tickets: int
    managed: int
    doors: int

    @property
    def share(self) -> float:
        """Through a named relationship manager."""
        return self.managed / self.tickets
