"""Placements and designs of a scenario, brought in line with its operations."""

from functions.choosing_rebuild import write_designs
from functions.models import Placement, Scenario
from functions.projection import MERGE, Target, baseline_in_force, project_on
from functions.selectors import ground_of, steps_of
from functions.staffing import STAFFING
from functions.staffing_rebuild import write_staffing


def rebuild_placements(scenario: Scenario) -> None:
    """Bring baseline, placements and designs in line with the operations; in the transaction of each operation."""
    steps = steps_of(scenario.operations.select_related("reverses"))
    _settle_baseline(scenario, baseline_in_force(steps, scenario.baseline_id))
    target = project_on(ground_of(scenario), steps)
    _write_placements(scenario, target)
    write_designs(scenario, target)
    if any(step.kind in STAFFING or step.kind == MERGE for step in steps):  # undone ones too: their rows go
        write_staffing(scenario, target.staffing)


def _settle_baseline(scenario: Scenario, baseline: int) -> None:
    if scenario.baseline_id != baseline:
        scenario.baseline_id = baseline
        scenario.save(update_fields=["baseline"])


def _write_placements(scenario: Scenario, target: Target) -> None:
    wanted = {
        (team, activity, code): share
        for (team, activity), shares in target.placements.items()
        for code, share in shares.items()
    }
    stale = []
    for pk, team, activity, code, share in scenario.placements.values_list(
        "pk", "team_id", "activity_id", "function_code", "share"
    ):
        if wanted.get((team, activity, code)) == share:
            del wanted[team, activity, code]
        else:
            stale.append(pk)
    for start in range(0, len(stale), 500):
        Placement.objects.filter(pk__in=stale[start : start + 500]).delete()
    Placement.objects.bulk_create(
        [
            Placement(scenario=scenario, team_id=team, activity_id=activity, function_code=code, share=share)
            for (team, activity, code), share in sorted(wanted.items())
        ],
        batch_size=1_000,
    )
