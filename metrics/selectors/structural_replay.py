"""The structural replay of a scenario as it is now: from the flows between groups, without reading an event."""

from functions.models import Scenario
from metrics.computations.replay import Replay, replay_flows
from metrics.inputs.group_functions import GroupDesign, groups_by_hand, targets_of
from metrics.selectors.likely_case import LikelyCase
from metrics.selectors.visible_logs import ReplayLog


def replay_now(scenario: Scenario, log: ReplayLog, case: LikelyCase) -> Replay:
    """What a run of the kind `replay` computes, to the digit; at most one query once the log's flows and groups are
    known."""
    ground, rows = case.ground.saving, case.rows
    by_hand = groups_by_hand(scenario) if case.has_groups_by_hand else {}
    names = {region.pk: region.name for region in ground.regions}
    regions = {team: names[region] for team, region in ground.region_of.items() if region is not None}
    design = GroupDesign(by_hand, rows.reach, rows.placed, rows.efforts, regions)
    return replay_flows(log.flows().flows, targets_of(log.groups(), design).unit_shares())
