"""What the figures of duplication mean."""

from metrics.registry import Metric
from metrics.selectors.baseline_rows import (
    activity_rows,
    by_regions,
    by_towers,
    index_of,
    inside,
    squared_shares,
    team_rows,
)

PAGE = "duplication"
SHARES = "s = e / E, e the effort of a team in FTE (teams below 0.1 FTE left out), E their sum"

METRICS = (
    Metric(
        "duplication_index",
        "Duplication index",
        "ratio",
        "How widely the shareable work is spread: 0 means one team for each activity.",
        "sum(E F) / sum E over shareable activities, E effort in FTE, F fragmentation over teams",
        PAGE,
        activity_rows(index_of),
    ),
    Metric(
        "fte_outside_largest",
        "FTE outside the largest team",
        "FTE",
        "Effort on an activity that is done elsewhere than in the team that does most of it.",
        "sum of (E - largest e) over activities",
        PAGE,
        activity_rows(lambda view: view.outside_largest_fte),
    ),
    Metric(
        "activity_effort",
        "Effort on the activity",
        "FTE",
        "FTE of all teams with at least 0.1 FTE of it.",
        "E = sum e",
        PAGE,
        team_rows(lambda table, row, fte: sum(fte.values())),
    ),
    Metric(
        "fragmentation",
        "Fragmentation",
        "ratio",
        "The chance that two random hours of the activity are done in different teams.",
        f"F = 1 - sum s^2, {SHARES}",
        PAGE,
        team_rows(lambda table, row, fte: 1 - squared_shares(table, row, fte)),
    ),
    Metric(
        "fragmentation_by_towers",
        "Fragmentation between towers",
        "ratio",
        "The part of the fragmentation that lies between towers.",
        "(F_T + F_TR - F_R) / 2, F rolled up to towers T, regions R, towers in regions TR",
        PAGE,
        team_rows(by_towers),
    ),
    Metric(
        "fragmentation_by_regions",
        "Fragmentation between regions",
        "ratio",
        "The part of the fragmentation that lies between regions.",
        "(F_R + F_TR - F_T) / 2, F rolled up to towers T, regions R, towers in regions TR",
        PAGE,
        team_rows(by_regions),
    ),
    Metric(
        "fragmentation_inside",
        "Fragmentation inside a tower and region",
        "ratio",
        "The part of the fragmentation between teams of one tower in one region.",
        "F - F_TR, F over teams, F_TR rolled up to towers in regions",
        PAGE,
        team_rows(inside),
    ),
    Metric(
        "overlap",
        "Overlap",
        "ratio",
        "The share of the activity that is done outside the team that does most of it.",
        f"1 - max s, {SHARES}",
        PAGE,
        team_rows(lambda table, row, fte: 1 - max(fte.values()) / sum(fte.values())),
    ),
    Metric(
        "effective_units",
        "Effective number of teams",
        "units",
        "As many equal teams would spread the activity as widely.",
        f"1 / sum s^2, {SHARES}",
        PAGE,
        team_rows(lambda table, row, fte: 1 / squared_shares(table, row, fte)),
    ),
)
