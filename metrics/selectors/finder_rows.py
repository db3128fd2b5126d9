"""The rows behind what the finder found; those of a finding's wordings fold to the figure while the baseline stands."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.inputs.finder import FinderInput, finder_input
from metrics.kinds.baseline_input import baseline_of_run
from metrics.kinds.finder_figures import FINDING, member_of, posts_of, team_fte
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.finding_decisions import Member
from services.models import TicketLog
from towers.models import Position

MOST_ROWS = 1_000
Fold = Callable[[list[float]], float]


def finding_rows(result: Result, actor: Actor) -> RowTable:
    """The findings of the run; ticket work is effort already and is left out."""
    own = Result.objects.visible_to(actor).filter(run_id=result.run_id, d1_kind=FINDING, d2_kind="").order_by("id")
    outside = list(own.filter(metric="found_outside_largest").values_list("d1_key", "d1_label", "value"))
    fte, teams = (dict(own.filter(metric=code).values_list("d1_key", "value")) for code in ("found_fte", "found_teams"))
    rows: list[list[Any]] = [[label, teams[key], fte[key], value or 0.0] for key, label, value in outside]
    folded = float(len(rows)) if result.metric == "findings" else float(sum(row[3] for row in rows))
    headers = ["Finding", "Teams", "FTE", "FTE outside the largest team"]
    return RowTable(headers, rows[:MOST_ROWS], len(rows), folded)


def team_rows(fold: Fold) -> Rows:
    """The teams of a finding with their FTE as they were stored; of one wording those that use it today."""

    def rows(result: Result, actor: Actor) -> RowTable:
        if result.d1_kind == "":
            return finding_rows(result, actor)
        if result.d2_kind == "team":
            return wording_rows(result, actor)
        if result.d2_kind:
            return _teams_of_wording(result, actor, fold)
        own = Result.objects.visible_to(actor).filter(
            run_id=result.run_id, d1_key=result.d1_key, metric="found_fte", d2_kind="team"
        )
        found = list(own.order_by("id").values_list("d2_label", "value"))
        folded = fold([fte or 0.0 for _, fte in found])
        return RowTable(["Team", "FTE"], [list(row) for row in found], len(found), folded)

    return rows


def wording_rows(result: Result, actor: Actor) -> RowTable:
    """The wordings of a finding with their FTE; of one team its FTE on each."""
    read, places = _read(result, actor)
    if result.d2_kind == "team":
        team = next((pk for pk, row in read.teams.items() if str(row.team.uid) == result.d2_key), None)
        fte = {place: read.fte[place][team] for place in places if team in read.fte[place]}
    else:
        fte = {place: sum(read.fte[place].values()) for place in places}
    rows = [[read.items[place].kind, read.items[place].text, amount] for place, amount in fte.items()]
    return RowTable(["Kind", "Wording", "FTE"], rows[:MOST_ROWS], len(rows), sum(fte.values()))


def similarity_rows(result: Result, actor: Actor) -> RowTable:
    """The wordings of the finding with how alike each is to those that read like it."""
    own = Result.objects.visible_to(actor).filter(run_id=result.run_id, d1_key=result.d1_key, metric="found_similarity")
    rows = [list(row) for row in own.order_by("id").values_list("d2_kind", "d2_label", "value")]
    return RowTable(["Kind", "Wording", "Similarity"], rows, len(rows), result.value)


def post_rows(result: Result, actor: Actor) -> RowTable:
    """The posts that touch a finding: those its rows name, and all of the teams that rows name as a whole."""
    read, places = _read(result, actor)
    posts = Position.objects.visible_to(actor).filter(baseline_id=_baseline_id(result)).select_related("team")
    known = posts.in_bulk(sorted(posts_of(read, places)[1]))
    rows: list[list[Any]] = [
        [row.key, row.title, row.team.name if row.team else "", row.heads] for row in known.values()
    ]
    return RowTable(
        ["Reference", "Title", "Team", "Heads"], rows[:MOST_ROWS], len(rows), float(sum(r[3] for r in rows))
    )


def _teams_of_wording(result: Result, actor: Actor, fold: Fold) -> RowTable:
    read, places = _read(result, actor)
    wanted = Member(result.d2_kind, result.d2_label, result.d2_key)
    own = [place for place in places if member_of(read, place) == wanted]
    found = team_fte(read, own)
    rows = [[read.teams[team].team.name if team in read.teams else "unknown", fte] for team, fte in found.items()]
    return RowTable(["Team", "FTE"], rows[:MOST_ROWS], len(rows), fold(list(found.values())))


def _read(result: Result, actor: Actor) -> tuple[FinderInput, list[int]]:
    """What there is to find today, and the places of the finding's wordings in it."""
    log = TicketLog.objects.visible_to(actor).filter(pk=result.run.params.get("log")).first()
    read = finder_input(actor, baseline_of_run(result.run), log)
    own = Result.objects.visible_to(actor).filter(run_id=result.run_id, d1_key=result.d1_key, metric="found_similarity")
    stored = {Member(*row) for row in own.values_list("d2_kind", "d2_label", "d2_key")}
    return read, [place for place in range(len(read.items)) if member_of(read, place) in stored]


def _baseline_id(result: Result) -> int:
    found: int = result.run.params["baseline"]
    return found


def hhi(amounts: list[float]) -> float:
    """Sum of squared shares."""
    shares = np.array(amounts) / sum(amounts)
    return float((shares**2).sum())
