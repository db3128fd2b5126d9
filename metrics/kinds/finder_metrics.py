"""What the figures of the finder mean."""

from metrics.registry import Metric
from metrics.selectors.finder_rows import (
    finding_rows,
    hhi,
    post_rows,
    team_rows,
)

PAGE = "duplication-finder"
SHARES = "s = e / E, e the FTE of a team on the finding (teams below 0.1 FTE left out), E their sum"

METRICS = (
    Metric(
        "findings",
        "Duplicates found",
        "findings",
        "Kinds of work that at least two teams do, each with 0.1 FTE or more, whatever they call it.",
        "number of groups of wordings and titles that mean one work and have at least two teams",
        PAGE,
        finding_rows,
    ),
    Metric(
        "found_outside_largest",
        "FTE outside the largest team, found",
        "FTE",
        "Work that another team does more of; ticket work is effort already and is in no sum.",
        "sum of (E - largest e) over findings, E the FTE of a finding, e that of a team",
        PAGE,
        team_rows(lambda fte: sum(fte) - max(fte)),
    ),
    Metric(
        "found_fte",
        "FTE on the finding",
        "FTE",
        "Effort stated in its wordings, and the time of posts with its titles that no effort states.",
        "E = sum e",
        PAGE,
        team_rows(sum),
    ),
    Metric(
        "found_teams",
        "Teams on the finding",
        "teams",
        "How many teams do it with 0.1 FTE or more.",
        "number of teams",
        PAGE,
        team_rows(lambda fte: float(len(fte))),
    ),
    Metric(
        "found_fragmentation",
        "Fragmentation of the finding",
        "ratio",
        "The chance that two random hours of it are done in different teams.",
        f"F = 1 - sum s^2, {SHARES}",
        PAGE,
        team_rows(lambda fte: 1 - hhi(fte)),
    ),
    Metric(
        "found_positions",
        "Positions that touch the finding",
        "positions",
        "At most so many people do some of it: the posts its rows name (low), and all posts of teams named as a whole.",
        "heads of the posts that rows name, and of the posts without reports of teams whose rows name no post",
        PAGE,
        post_rows,
        is_drawn=False,
    ),
)
