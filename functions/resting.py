"""What scenarios build on the rows of a baseline."""

from collections.abc import Collection

from core.figures import plural
from functions.models import Placement
from towers.models import Baseline


def placements_resting(baseline: Baseline, teams: Collection[int]) -> list[str]:
    """A sentence for each scenario that places the work of these teams, by name."""
    placed = Placement.objects.filter(scenario__baseline=baseline, team__in=teams)
    pairs = placed.order_by("scenario__name").values_list("scenario__name", "team").distinct()
    by_scenario: dict[str, int] = {}
    for name, _ in pairs:
        by_scenario[name] = by_scenario.get(name, 0) + 1
    return [
        f"The scenario “{name}” places the work of {plural(count, 'team')} of these rows. Take its steps back first."
        for name, count in by_scenario.items()
    ]
