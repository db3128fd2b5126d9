"""Saving positions from a grid."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from core.models import ImportRow
from towers.actions.grid_cells import Cells, Changes, SentRow
from towers.actions.grid_managers import Managers
from towers.actions.grid_rows import Pending, RowWork, overwrite
from towers.actions.grid_sums import above_capacity
from towers.grid.columns import Column
from towers.grid.reading import CellError
from towers.grid.rows import team_places
from towers.models import FTE_UNIT, Effort, Position, Team
from towers.names import folded

KEPT = ("occurrence", "manager_ref", "manager_rule", "cost_rule", "person_ref", "is_aggregate", "import_row_id")
TEXTS = ("key", "title", "grade", "location", "profession", "status", "employment")
NUMBERS = ("fte", "heads", "cost_low", "cost_high")
CHECKED = ("manager_ref", "manager_rule", "cost_rule", "is_aggregate", "version")
WRITTEN = (*TEXTS[1:], *NUMBERS, "team", "manager", *CHECKED)
MOST_TOLD = 3


class PositionWork(RowWork[Position]):
    """Positions: their teams, managers, FTE and, with the right, pay."""

    kind, noun = "positions", "position"

    def prepare(self, changes: Changes) -> None:
        """Teams by name, the managers if any is named, the references if any row is new."""
        teams = Team.objects.filter(baselineteam__baseline=self.baseline)
        self.teams = {team.key: team for team in teams}
        self.places = team_places(self.baseline)
        is_led = bool(changes.texts("manager"))
        self.managers = Managers(self.baseline) if is_led else Managers(None)
        own = Position.objects.filter(baseline=self.baseline)
        self.used = Counter(own.filter(key__in=changes.texts("key")).values_list("key", flat=True))
        self.touched: set[int] = set()

    def existing(self, uids: Iterable[UUID]) -> dict[UUID, Position]:
        """With team and manager."""
        rows = Position.objects.filter(baseline=self.baseline, uid__in=list(uids)).select_related("team", "manager")
        return {row.uid: row for row in rows}

    def in_use(self, uids: Iterable[UUID]) -> set[UUID]:
        """In whatever baseline or organisation."""
        return set(Position.objects.filter(uid__in=list(uids)).values_list("uid", flat=True))

    def new_row(self, sent: SentRow) -> Position:
        """One full-time employee, unless told otherwise."""
        kept = self.unpacked(sent)
        if not ImportRow.objects.filter(pk__in=[kept.get("import_row_id") or 0]).exists():
            kept["import_row_id"] = None
        return Position(uid=sent.uid, baseline=self.baseline, **self.defaults, **kept)

    def meaning(self, column: Column, text: str) -> Any:
        """A team of the baseline by its name, a manager by the reference."""
        if not text:
            return None
        if column.field == "manager":
            return self.managers.named(text)
        if team := self.teams.get(folded(text)):
            return team
        raise CellError(f"There is no team “{text}” in this baseline. Add it in the grid of teams first.")

    def check(self, changed: list[Pending[Position]], added: list[Pending[Position]]) -> None:
        """References are unique, nobody leads themselves, FTE is above 0 while a post exists, bands are in order."""
        for one in added:
            self._check_reference(one)
        self.managers.add([one.row for one in added if not one.has_error])
        for one in (*changed, *added):
            self._check_manager(one)
            self._check_fte(one)
            self._check_cost(one)
            self._follow(one)
        self._drop_led_by_nobody([*changed, *added])

    def _check_reference(self, one: Pending[Position]) -> None:
        key = one.wanted.get("key")
        if key and self.used[key] and not one.sent.kept:
            self.reject(one, "key", f"There is already a position “{key}”. Choose another reference.")
        elif key:
            self.used[key] += 1
            one.row.key = key

    def _check_manager(self, one: Pending[Position]) -> None:
        if "manager" not in one.wanted:
            return
        try:
            manager = self.managers.leader(one.row, one.wanted["manager"])
        except CellError as error:
            self.reject(one, "manager", str(error))
            return
        one.wanted["manager"] = manager
        self.managers.link(one.row, manager)
        if not one.sent.kept:
            one.row.manager_ref, one.row.manager_rule = manager.key if manager else "", ""

    def _check_fte(self, one: Pending[Position]) -> None:
        status = one.wanted.get("status", one.row.status)
        if one.wanted.get("fte", one.row.fte) == 0 and status != Position.Status.ELIMINATED:
            name = "fte" if "fte" in one.wanted else "status"
            self.reject(one, name, "FTE must be above 0 unless the post is eliminated.")

    def _check_cost(self, one: Pending[Position]) -> None:
        """One end typed alone is both ends where none was known; emptying one empties both."""
        given = [name for name in ("cost_low", "cost_high") if name in one.wanted]
        if not given:
            return
        if not one.sent.kept:
            one.row.cost_rule = ""
        ends = {name: one.wanted.get(name, getattr(one.row, name)) for name in ("cost_low", "cost_high")}
        if None in ends.values() and len(given) == 1:
            typed = one.wanted[given[0]]
            one.wanted |= {"cost_low": typed, "cost_high": typed}
        elif None in ends.values() and set(ends.values()) != {None}:
            self.reject(one, given[0], "A cost has both ends or none.")
        elif None not in ends.values() and ends["cost_low"] > ends["cost_high"]:
            for name in given:
                self.reject(one, name, "The low end of the cost is above its high end.")

    def _follow(self, one: Pending[Position]) -> None:
        """What follows from the cells: whether the row is an aggregate, and whose sums moved."""
        row = one.row
        was_by_figures = row.fte > FTE_UNIT or row.heads > 1
        if "fte" in one.wanted or "heads" in one.wanted:
            fte, heads = one.wanted.get("fte", row.fte), one.wanted.get("heads", row.heads)
            row.is_aggregate = fte > FTE_UNIT or heads > 1 or (row.is_aggregate and not was_by_figures)
        if {"team", "fte", "status"} & set(one.wanted):
            self.touched |= {row.team_id} if row.team_id else set()

    def _drop_led_by_nobody(self, pending: list[Pending[Position]]) -> None:
        """Rows whose manager was to be a new row that cannot be added."""
        failed = {one.row.uid for one in pending if one.is_new and one.has_error}
        for one in pending:
            manager = one.wanted.get("manager")
            if manager is not None and manager.pk is None and manager.uid in failed:
                self.reject(one, "manager", f"The new row {manager.key} could not be added.")
                self._drop_led_by_nobody(pending)
                return

    def write(self, changed: list[Position], added: list[Position]) -> None:
        """New rows first without their managers, who may be new themselves."""
        managers = [(row, row.manager) for row in added if row.manager]
        for row, _ in managers:
            row.manager = None
        Position.objects.bulk_create(added)
        for row, manager in managers:
            row.manager = manager
        overwrite(Position, [row for row, _ in managers], ["manager"])
        overwrite(Position, changed, WRITTEN)

    def obstacle(self, row: Position, going: set[int]) -> str:
        """Nothing may rest on it; pay that the actor cannot see could not be brought back."""
        if led := row.reports.exclude(pk__in=going).count():
            return f"{row.key} leads {led} positions. Give them another manager first."
        if Effort.objects.filter(position=row).exists():
            return f"Effort is stated for {row.key}. Delete that effort first, or set the status to eliminated."
        if row.cost_low is not None and not self.by.has_pay:
            return f"{row.key} has pay that you cannot see. Set the status to eliminated instead."
        self.touched |= {row.team_id} if row.team_id else set()
        return ""

    def kept(self, row: Position) -> Cells:
        """What the source said of it."""
        return {name: getattr(row, name) for name in KEPT}

    def values(self, row: Position) -> Cells:
        """Its cells."""
        team = row.team.name if row.team else ""
        tower, region = self.places.get(team, ("", ""))
        named = {"team": team, "tower": tower, "region": region, "manager": row.manager.key if row.manager else ""}
        return {name: getattr(row, name) for name in (*TEXTS, *NUMBERS)} | named

    def address(self, row: Position) -> UUID:
        """Its own."""
        return row.uid

    def finish(self) -> None:
        """Teams whose efforts are above their positions now."""
        over = above_capacity(self.baseline, self.touched) if self.is_written else []
        self.notes += over[:MOST_TOLD]
        if len(over) > MOST_TOLD:
            self.notes.append(f"And {len(over) - MOST_TOLD} more teams.")
