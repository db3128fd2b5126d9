"""What the data of a baseline cannot say yet."""

from typing import Any

from metrics.selectors.baseline_columns import EVIDENCE_LEVELS
from metrics.selectors.organisation import UNKNOWN, Cell, OrganisationView
from towers.models import FTE_UNIT


def gaps_of(view: OrganisationView, whole: Cell) -> list[dict[str, Any]]:
    """What limits the figures of a view and its total: a sentence, a size, where to mend it."""
    without_tower, without_region = view.total(tower=UNKNOWN), view.total(region=UNKNOWN)
    weak = {level: view.fte_by_evidence.get(level, 0) / FTE_UNIT for level in EVIDENCE_LEVELS}
    gaps = [
        (view.teams_without("tower"), "team", "no tower", without_tower.fte, "FTE stand in no tower"),
        (view.teams_without("region"), "team", "no region", without_region.fte, "FTE stand in no region"),
        (_without_owner(view), "tower", "no accountable owner", None, "nobody answers for cost and uptime"),
        (view.positions_without_team, "position", "no team", None, "in no figure by team"),
        (whole.unpriced, "position", "no known cost", None, "labour cost is a lower bound"),
    ]
    found: list[dict[str, Any]] = [
        {"count": count, "what": _lacking(count, noun, lack), "fte": fte, "means": means, "url": f"{noun}s"}
        for count, noun, lack, fte, means in gaps
        if count
    ]
    if whole.unassigned_fte > 0.05:
        means = "the split by phase leaves them out"
        found.append(
            {
                "fte_first": whole.unassigned_fte,
                "what": "FTE have no stated activity",
                "means": means,
                "url": "activities",
            }
        )
    if weak["assumed"]:
        means = "titles and names of teams say no more; bring an effort file"
        found.append(
            {"fte_first": weak["assumed"], "what": "FTE of effort are assumed", "means": means, "url": "activities"}
        )
    return found


def _without_owner(view: OrganisationView) -> int:
    """Towers of the teams in view for which nobody is named."""
    return len({row.tower_id for row in view.table.teams.values() if row.tower and not row.tower.owner})


def _lacking(count: int, noun: str, lack: str) -> str:
    return f"{noun} has {lack}" if count == 1 else f"{noun}s have {lack}"
