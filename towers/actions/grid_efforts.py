"""Saving efforts from a grid."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from core.figures import plain
from core.models import ImportRow
from towers.actions.grid_cells import Cells, Changes, SentRow
from towers.actions.grid_rows import Pending, RowWork, overwrite
from towers.actions.grid_sums import capacities, effort_sums
from towers.actions.wordings import CORRECTED
from towers.grid.columns import Column
from towers.grid.reading import CellError
from towers.grid.rows import team_places
from towers.models import FTE_UNIT, Activity, Effort, Position, Team
from towers.names import folded, known_names

KEPT = ("position_id", "source_rule", "score", "wording", "import_row_id")


class EffortWork(RowWork[Effort]):
    """Efforts: team, activity, FTE and evidence; those of a team stay within its filled positions."""

    kind, noun = "effort", "effort"

    def prepare(self, changes: Changes) -> None:
        """Teams and activities by folded name."""
        teams = Team.objects.filter(baselineteam__baseline=self.baseline)
        self.teams = {team.key: team for team in teams}
        self.activities = known_names(Activity, self.baseline.organisation_id)
        self.places = team_places(self.baseline)

    def existing(self, uids: Iterable[UUID]) -> dict[UUID, Effort]:
        """With what they name."""
        rows = Effort.objects.filter(baseline=self.baseline, uid__in=list(uids))
        return {row.uid: row for row in rows.select_related("team", "activity", "position")}

    def in_use(self, uids: Iterable[UUID]) -> set[UUID]:
        """In whatever baseline or organisation."""
        return set(Effort.objects.filter(uid__in=list(uids)).values_list("uid", flat=True))

    def new_row(self, sent: SentRow) -> Effort:
        """Assumed, unless told otherwise."""
        kept = self.unpacked(sent) or {"source_rule": CORRECTED, "score": 1.0}
        for name, rows in (("import_row_id", ImportRow.objects.all()), ("position_id", Position.objects.all())):
            if not rows.filter(pk__in=[kept.get(name) or 0]).exists():
                kept[name] = None
        return Effort(uid=sent.uid, baseline=self.baseline, **self.defaults, **kept)

    def meaning(self, column: Column, text: str) -> Any:
        """A team of the baseline or an activity by its name."""
        known: dict[str, Any] = self.teams if column.field == "team" else self.activities
        if not text or folded(text) in known:
            return known[folded(text)] if text else None
        where = "in this baseline. Add it in the grid of teams" if column.field == "team" else "yet. Add the activity"
        raise CellError(f"There is no {column.field} “{text}” {where} first.")

    def check(self, changed: list[Pending[Effort]], added: list[Pending[Effort]]) -> None:
        """An effort of a position stays in the position's team; no team does more than its positions have."""
        for one in changed:
            if "team" in one.wanted and one.row.position and one.row.position.team != one.wanted["team"]:
                self.reject(one, "team", f"This effort is that of {one.row.position.key}: move the position instead.")
        for one in (*changed, *added):
            if one.wanted.get("fte") == 0:
                self.reject(one, "fte", "Effort must be above 0. Delete the row instead.")
        self._check_sums([*changed, *(one for one in added if not one.has_error)])
        for one in changed:
            if {"team", "activity", "fte"} & set(one.wanted):
                one.row.source_rule, one.row.score = CORRECTED, 1.0

    def _check_sums(self, pending: list[Pending[Effort]]) -> None:
        """What a team gives up makes room first; then each cell that asks for more gets it while there is room."""
        moves = [(one, self._move(one)) for one in pending]
        moves.sort(key=lambda move: max(move[1].values(), default=0) > 0)
        teams = {team for _, move in moves for team in move}
        has, does = capacities(self.baseline, teams), defaultdict(int, effort_sums(self.baseline, teams))
        for one, move in moves:
            above = [team for team, change in move.items() if change > 0 and does[team] + change > has.get(team, 0)]
            for team in above:
                self._refuse(one, does[team] + move[team], has.get(team, 0))
            for team, change in move.items() if not above else ():
                does[team] += change

    def _move(self, one: Pending[Effort]) -> dict[int, int]:
        """By how much the effort of each team changes."""
        if not {"team", "fte"} & set(one.wanted):
            return {}
        move: dict[int, int] = defaultdict(int)
        if not one.is_new:
            move[one.row.team_id] -= one.row.fte
        team_id = one.wanted["team"].pk if "team" in one.wanted else one.row.team_id
        move[team_id] += one.wanted.get("fte", one.row.fte)
        return move

    def _refuse(self, one: Pending[Effort], sought: int, available: int) -> None:
        team: Team = one.wanted.get("team") or one.row.team
        text = (
            f"Above 100 %: the efforts of {team.name} would be {plain(sought / FTE_UNIT)} FTE, "
            f"its filled positions have {plain(available / FTE_UNIT)} FTE."
        )
        for name in [name for name in ("fte", "team") if name in one.wanted]:
            self.reject(one, name, text)

    def write(self, changed: list[Effort], added: list[Effort]) -> None:
        """All at once."""
        Effort.objects.bulk_create(added)
        written = ["team", "activity", "fte", "evidence", "source_rule", "score", "version"]
        overwrite(Effort, changed, written)

    def obstacle(self, row: Effort, going: set[int]) -> str:
        """Nothing rests on an effort."""
        return ""

    def kept(self, row: Effort) -> Cells:
        """What the source said of it."""
        return {name: getattr(row, name) for name in KEPT}

    def values(self, row: Effort) -> Cells:
        """Its cells."""
        tower, region = self.places.get(row.team.name, ("", ""))
        stated = {"fte": row.fte, "evidence": row.evidence, "wording": row.wording, "source_rule": row.source_rule}
        named = {"team": row.team.name, "activity": row.activity.name, "tower": tower, "region": region}
        return {**named, **stated, "position": row.position.key if row.position else ""}

    def address(self, row: Effort) -> UUID:
        """Its own."""
        return row.uid
