"""What the pages about the roles and people of a scenario share."""

from typing import Any

from django.utils.functional import cached_property

from core.views.base import TablePage
from functions.board_answers import can_move
from functions.models import Scenario
from functions.seats import Staff, staff_of
from functions.selectors import scenario_of

PER_PAGE = 100  # people


class StaffPage(TablePage):
    """A page about the roles and people of a scenario."""

    section = "scenarios"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def staff(self) -> Staff:
        """Its people and roles."""
        return staff_of(self.actor, self.scenario)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Scenario, and whether this actor may change it now."""
        can_change = can_move(self.actor, self.scenario)
        return super().get_context_data(scenario=self.scenario, can_change=can_change, **kwargs)
