"""A ticket log in a view: its columns, where its groups stand, and what filters and clock leave of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from core.actor import Actor
from metrics.selectors.handoff_units import UNITS, Place, Units, in_functions, place_clocks, places_of, units_of
from metrics.selectors.handoffs import HandoffAnalysis, HandoffFilters, View, analyse, view_of
from metrics.selectors.log_columns import LogColumns, log_events
from services.clock_selectors import LogClocks
from services.clocks import Clocks
from services.facts import seen_groups
from services.models import TicketLog


@dataclass(frozen=True, slots=True)
class Asking:
    """How a log is looked at: the filters, the unit that is compared, working hours or elapsed time."""

    filters: HandoffFilters
    time_zone: str
    unit: str = "group"
    is_working: bool = False


class LogInView:
    """A log that the actor may see, as it is asked for; without a calendar of the log all time is elapsed."""

    def __init__(self, actor: Actor, log: TicketLog, asking: Asking) -> None:
        self.log, self.asking = log, asking
        self.columns: LogColumns = log_events(actor, log)
        self._actor = actor

    @cached_property
    def places(self) -> list[Place]:
        """Where the groups of the log stand."""
        places = places_of(self._actor, seen_groups(self.log.pk, self.columns.facts))
        return in_functions(self._actor, places) if self.asking.unit == "function" else places

    @cached_property
    def stated(self) -> LogClocks | None:
        """Who works by which calendar, whether or not working hours are asked for; None where the log has none."""
        return place_clocks(self.log, self.places)

    @cached_property
    def clocks(self) -> Clocks | None:
        """Whose working hours are counted; None for elapsed time."""
        return self.stated.timed() if self.asking.is_working and self.stated else None

    @cached_property
    def units(self) -> Units:
        """What is compared."""
        return units_of(self.asking.unit if self.asking.unit in UNITS else "group", self.places)

    @cached_property
    def view(self) -> View:
        """The rows that the filters leave."""
        return view_of(self.columns, self.asking.filters, self.asking.time_zone, self.clocks)

    def analysis(self) -> HandoffAnalysis:
        """Every figure of the view."""
        return analyse(self.columns, self.view, self.places, self.units)

    def number(self, key: str) -> int:
        """The number of a unit; 404 for one that is not of the log."""
        if key not in self.units.keys:
            raise Http404("There is no such group or unit in this log.")
        return self.units.keys.index(key)
