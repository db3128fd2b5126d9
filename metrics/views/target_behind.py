"""The teams and activities behind a part of a scenario's pictures."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.figures import fte, plural
from core.views.base import Table
from metrics.selectors.target_effort import GLOBAL, Lot, fte_of, function_name
from metrics.selectors.target_flow import rates_of
from metrics.views.target_pages import TargetPage

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A team's effort on an activity in one function, in words; `cost` in minor units, None where it is unknown."""

    volume: int
    team: str
    team_uid: str
    activity: str
    tower: str
    region: str
    code: int
    function: str
    place: str
    cost: float | None

    @property
    def fte(self) -> float:
        """Its FTE."""
        return fte_of(self.volume)


class ScenarioEffort(TargetPage):
    """Whose effort on what lies in one band of the flow, one cell of the regions or one card of the chart."""

    template_name = "metrics/target_behind.html"
    fragment_name = "metrics/target_behind_fragment.html"
    address = "scenario-effort"
    kept = ("tower", "region", "team", "function", "place")

    @cached_property
    def found(self) -> list[Listed]:
        """All that fit the address, most FTE first; what a region keeps of an overlay's pool is one with the rest,
        unless a place is asked for."""
        sums: dict[tuple[int, int, int, str], int] = {}
        has_place = bool(self._pool)
        for lot in self._lots():
            key = (lot.team, lot.activity, lot.code, lot.place if has_place else lot.pool)
            sums[key] = sums.get(key, 0) + lot.volume
        rates = rates_of(self.target, self.staff)
        rows = [self._listed(*key, volume, rates.get(key[0])) for key, volume in sums.items()]
        return sorted(rows, key=lambda row: (-row.volume, row.team, row.activity))

    def _listed(self, team: int, activity: int, code: int, place: str, volume: int, rate: float | None) -> Listed:
        target, board = self.target, self.target.board
        return Listed(
            volume=volume,
            team=board.teams[team][1],
            team_uid=board.teams[team][0],
            activity=board.activities[activity][1],
            tower=target.tower_name(team),
            region=target.region_name(team),
            code=code,
            function=function_name(code),
            place=target.place_name(place),
            cost=None if rate is None else fte_of(volume) * rate,
        )

    def _lots(self) -> list[Lot]:
        tower, region, team, code, place = (*map(self.place, ("tower", "region", "team")), self.code, self._pool)
        of, board = self.target, self.target.board
        return [
            lot
            for lot in of.lots
            if tower in ("", of.tower(lot.team))
            and region in ("", of.region(lot.team))
            and team in ("", board.teams[lot.team][0])
            and code in (None, lot.code)
            and place in ("", lot.place)
        ]

    @property
    def _pool(self) -> str:
        """Where it is done; a pool for all regions, or a region as in the others."""
        return GLOBAL if self.request.GET.get("place") == GLOBAL else self.place("place")

    def table(self, wanted: str) -> Table:
        """A row per team, activity, function and pool."""
        headers = ["Team", "Activity", "Tower", "Region", "Function", "Pool", "FTE", self.money_header]
        rows = (
            [
                *(row.team, row.activity, row.tower, row.region, row.function, row.place),
                round(row.fte, 4),
                "" if row.cost is None else round(row.cost),
            ]
            for row in self.found
        )
        return Table(f"{self.scenario.name} effort", headers, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The largest hundred, and the sums of all."""
        total, teams = fte_of(sum(row.volume for row in self.found)), len({row.team_uid for row in self.found})
        costs = [row.cost for row in self.found if row.cost is not None]
        return super().get_context_data(
            title=self._title(),
            heading=f"{self._title()}: {fte(total)} FTE of {plural(teams, 'team')}",
            rows=self.found[:MOST_LISTED],
            count=len(self.found),
            total=total,
            cost=sum(costs) if costs else None,
            teams=teams,
            **kwargs,
        )

    def _title(self) -> str:
        """What was asked for, in words."""
        target, code = self.target, self.code
        asked = [
            dict(target.towers).get(self.place("tower"), ""),
            next((name for uid, name in target.board.teams.values() if uid == self.place("team")), ""),
            dict(target.regions).get(self.place("region"), ""),
        ]
        goes = "" if code is None else function_name(code)
        where = target.place_name(self._pool) if self._pool else ""
        words = [", ".join(filter(None, asked)), ", ".join(filter(None, (goes, where)))]
        return " to ".join(filter(None, words)) or "All effort"
