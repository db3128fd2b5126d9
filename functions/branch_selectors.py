"""Reads about the branches of a scenario."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor
from functions.models import Scenario
from functions.parts import part_words, tower_names
from towers.models import Tower


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch in the list of its parent: its part in words, its own steps, and how it stands."""

    scenario: Scenario
    part: str

    @property
    def steps(self) -> int:
        """Steps that were made since it began."""
        return self.scenario.version - (self.scenario.branched_at or 0)

    @property
    def state(self) -> str:
        """Merged, where its parent took it over, else the state of the scenario."""
        return state_words(self.scenario)


def state_words(scenario: Scenario) -> str:
    """The state of a scenario as people say it (fetch `merged_as` along)."""
    is_merged = scenario.merged_as is not None and scenario.state == Scenario.State.ARCHIVED
    return "merged" if is_merged else str(scenario.get_state_display()).lower()


def branches_page(scenario: Scenario) -> dict[str, Any]:
    """The branches of a scenario, newest first, and its own part where it is a branch itself; two queries at most."""
    branches = list(scenario.branches.select_related("merged_as"))
    towers = tower_names([scenario, *branches])
    return {
        "scenario": scenario,
        "state": state_words(scenario),
        "part": part_words(scenario.part, towers),
        "branches": [BranchRow(branch, part_words(branch.part, towers)) for branch in branches],
    }


def scenario_with_parent(actor: Actor, uid: UUID | str) -> Scenario:
    """The visible scenario with this uid, its parent and the step that took it over, or 404."""
    return visible_or_404(Scenario, actor, uid, "baseline", "parent__baseline", "merged_as")


def branch_of(actor: Actor, uid: UUID | str) -> Scenario:
    """The visible branch with this uid; 404 where the scenario is no branch."""
    scenario = scenario_with_parent(actor, uid)
    if scenario.parent is None:
        raise Http404("This scenario is no branch of another one.")
    return scenario


def towers_of(actor: Actor, scenario: Scenario) -> QuerySet[Tower]:
    """The towers in which the baseline has teams, by name."""
    here = Tower.objects.visible_to(actor).filter(baselineteam__baseline_id=scenario.baseline_id)
    return here.distinct().order_by("name")
