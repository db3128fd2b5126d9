"""A scenario on its way to another baseline: which of its moves have another source, and what is suggested."""

from typing import Any

from core.views.base import Page
from functions.branch_selectors import scenario_with_parent
from functions.forms import RESOLUTION
from functions.models import Scenario
from functions.rebase import meant_baseline, other_baselines, rebase_of


class ScenarioRebase(Page):
    """The baseline that continues the scenario's own, or the one of the address."""

    template_name = "functions/rebase.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The moves with another source and their suggestions; what else changes comes along by itself."""
        scenario = scenario_with_parent(self.actor, kwargs["uid"])
        others = other_baselines(self.actor, scenario)
        meant = meant_baseline(scenario, others, self.request.GET.get("baseline", ""))
        is_movable = self.actor.can_edit and scenario.state == Scenario.State.DRAFT and scenario.parent is None
        rebase = rebase_of(self.actor, scenario, meant) if meant else None
        return super().get_context_data(
            scenario=scenario,
            others=others,
            baseline=meant,
            rebase=rebase,
            is_movable=is_movable and rebase is not None and not rebase.is_open,
            field=RESOLUTION,
            **kwargs,
        )
