"""The same role in several modes: titles and activities that digital, conventional and hybrid teams have alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.selectors.baseline_columns import EffortTable
from metrics.selectors.organisation import Staff
from towers.models import FTE_UNIT
from towers.names import folded, tidy

TITLE, ACTIVITY = "title", "activity"


@dataclass(frozen=True, slots=True)
class Role:
    """A title or an activity with its FTE by mode; only those with FTE are named."""

    kind: str
    name: str
    fte: dict[str, float]

    @property
    def total_fte(self) -> float:
        """FTE in all modes."""
        return sum(self.fte.values())

    @property
    def outside_largest_fte(self) -> float:
        """FTE outside the mode that has most of it."""
        return self.total_fte - max(self.fte.values())


def roles_across_modes(table: EffortTable, staff: list[Staff]) -> list[Role]:
    """The roles with FTE in more than one mode, most FTE outside the largest mode first."""
    mode_of = {team: row.orientation for team, row in table.teams.items()}
    titles = [(tidy(row.title), mode_of.get(row.team, ""), row.fte / FTE_UNIT) for row in staff]
    columns, known = table.columns, table.activities
    efforts = zip(columns.activity.tolist(), columns.team.tolist(), columns.fte.tolist(), strict=True)
    activities = [
        (known[pk].name, mode_of.get(team, ""), fte) for pk, team, fte in efforts if not known[pk].is_management
    ]
    roles = _across(TITLE, titles) + _across(ACTIVITY, activities)
    return sorted(roles, key=lambda role: (-role.outside_largest_fte, role.name))


def _across(kind: str, rows: Iterable[tuple[str, str, float]]) -> list[Role]:
    """Roles by folded name; what stands in no team has no mode and counts for none."""
    names: dict[str, str] = {}
    sums: dict[str, dict[str, float]] = {}
    for name, mode, fte in rows:
        if mode and fte:
            key = folded(name)
            names.setdefault(key, name)
            by_mode = sums.setdefault(key, {})
            by_mode[mode] = by_mode.get(mode, 0.0) + fte
    return [Role(kind, names[key], by_mode) for key, by_mode in sums.items() if len(by_mode) > 1]
