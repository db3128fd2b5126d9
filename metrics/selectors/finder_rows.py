"""The rows behind what the finder found."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.inputs.finder import finder_input
from metrics.kinds.baseline_input import baseline_of_run
from metrics.kinds.finder_figures import FINDING, member_of, posts_of
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.finding_details import details_of
from services.models import TicketLog
from towers.models import Position

MOST_ROWS = 1_000
Fold = Callable[[list[float]], float]


def finding_rows(result: Result, actor: Actor) -> RowTable:
    """The findings of the run; ticket work is effort already and is left out."""
    own = Result.objects.visible_to(actor).filter(run_id=result.run_id, d1_kind=FINDING).order_by("id")
    outside = list(own.filter(metric="found_outside_largest").values_list("d1_key", "d1_label", "value"))
    fte, teams = (dict(own.filter(metric=code).values_list("d1_key", "value")) for code in ("found_fte", "found_teams"))
    rows: list[list[Any]] = [[label, teams[key], fte[key], value or 0.0] for key, label, value in outside]
    folded = float(len(rows)) if result.metric == "findings" else float(sum(row[3] for row in rows))
    headers = ["Finding", "Teams", "FTE", "FTE outside the largest team"]
    return RowTable(headers, rows[:MOST_ROWS], len(rows), folded)


def team_rows(fold: Fold) -> Rows:
    """The teams of a finding with their FTE; of all findings together the findings."""

    def rows(result: Result, actor: Actor) -> RowTable:
        if not result.d1_kind:
            return finding_rows(result, actor)
        teams = details_of(result.run)[result.d1_key].teams
        listed = [[team.name, team.fte] for team in teams]
        return RowTable(["Team", "FTE"], listed[:MOST_ROWS], len(listed), fold([team.fte for team in teams]))

    return rows


def post_rows(result: Result, actor: Actor) -> RowTable:
    """The posts that touch a finding: those its rows name, and all of the teams that rows name as a whole; they fold to
    the figure while the baseline stands.
    """
    baseline = baseline_of_run(result.run)
    log = TicketLog.objects.visible_to(actor).filter(pk=result.run.params.get("log")).first()
    read, members = finder_input(actor, baseline, log), set(details_of(result.run)[result.d1_key].members)
    places = [place for place in range(len(read.items)) if member_of(read, place) in members]
    posts = Position.objects.visible_to(actor).filter(baseline=baseline).select_related("team")
    known = posts.in_bulk(sorted(posts_of(read, places)[1]))
    rows: list[list[Any]] = [
        [row.key, row.title, row.team.name if row.team else "", row.heads] for row in known.values()
    ]
    return RowTable(
        ["Reference", "Title", "Team", "Heads"], rows[:MOST_ROWS], len(rows), float(sum(r[3] for r in rows))
    )


def hhi(amounts: list[float]) -> float:
    """Sum of squared shares."""
    shares = np.array(amounts) / sum(amounts)
    return float((shares**2).sum())
