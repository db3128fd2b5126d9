"""Where effort lies today, where a scenario puts it, and what of it parts from its team."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

from core.figures import fte, integer, plural
from core.views.base import Table
from functions.projection import HOME
from metrics.selectors.target_changes import BY, Changes, Row, Wanted, changes_of
from metrics.selectors.target_effort import CODES, fte_of, function_name, phase_of
from metrics.views.target_pages import TargetPage, function_word

VIEWS = {"changes": "Changes only", "before": "Before", "after": "After"}
BY_LABELS = {"team": "By team", "activity": "By activity", "each": "Team and activity"}
LEADS = {
    "changes": "Effort that goes to another pool than most of its team, where it lies today and in the target.",
    "before": "All effort where it lies today.",
    "after": "All effort where the scenario places it.",
}
ROWS_PER_PAGE = 50


class ScenarioChanges(TargetPage):
    """A table of effort, before, after or what changes, by team or by activity."""

    template_name = "metrics/target_changes.html"
    address = "scenario-changes"
    kept = ("view", "by", "tower", "region", "function", "q")

    @cached_property
    def changes(self) -> Changes:
        """All of the scenario."""
        return changes_of(self.actor, self.target)

    @property
    def view_name(self) -> str:
        """Changes only unless the address says otherwise."""
        return self.chosen("view", tuple(VIEWS))

    @property
    def by(self) -> str:
        """By team unless the address says otherwise."""
        return self.chosen("by", BY)

    def wanted(self) -> Wanted:
        """Which rows the address asks for."""
        words = tuple(self.request.GET.get("q", "").casefold().split()[:6])
        is_changed = self.view_name == "changes"
        return Wanted(self.place("tower"), self.place("region"), self.code, words, is_changed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the rows, and the sums of all of them."""
        found = self.changes.rows(self.by, self.wanted(), self.view_name)
        page = Paginator(found, ROWS_PER_PAGE).get_page(self.request.GET.get("page"))
        asked = {name: self.request.GET.get(name, "") for name in self.kept}
        return super().get_context_data(
            heading=self._heading(),
            subheading=self._subheading(),
            view_name=self.view_name,
            lead=LEADS[self.view_name],
            views=[(name, label, self.query(view=name)) for name, label in VIEWS.items()],
            by=self.by,
            by_choices=[(name, label, self.query(by=name)) for name, label in BY_LABELS.items()],
            towers=self.target.towers,
            regions=self.target.regions,
            functions=[(function_word(code), function_name(code)) for code in CODES],
            wanted=asked,
            is_filtered=any(asked[name] for name in ("tower", "region", "function", "q")),
            page=page,
            rows=[self._shown(row) for row in page],
            count=len(found),
            found_fte=fte_of(sum(row.volume for row in found)),
            query=f"{self.query().removeprefix('?')}&",
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """All rows asked for, with both sides."""
        names = {"team": ["Team"], "activity": ["Activity"], "each": ["Team", "Activity"]}[self.by]
        headers = [
            *names,
            "Tower today",
            "Region today",
            "Phase today",
            "Function",
            "Pool",
            "FTE",
            "FTE that change pool",
        ]
        shown = ((row, self._shown(row)) for row in self.changes.rows(self.by, self.wanted()))
        rows = (
            [
                *([one["team"]] if self.by != "activity" else []),
                *([one["activity"]] if self.by != "team" else []),
                *(one[name] for name in ("tower", "region", "phase", "function", "pool")),
                round(row.fte, 4),
                round(row.changed_fte, 4),
            ]
            for row, one in shown
        )
        return Table(
            f"{self.scenario.name} {VIEWS[self.view_name].casefold()} {BY_LABELS[self.by].casefold()}", headers, rows
        )

    def _heading(self) -> str:
        """How much goes elsewhere than most of its team."""
        if not self.target.board.efforts:
            return "This baseline has no effort to place"
        changed = self.changes.changed_fte
        if not changed:
            return f"Every team stays whole: all {fte(self.target.fte)} FTE go with their team"
        return f"{fte(changed)} of {fte(self.target.fte)} FTE go to another pool than their team"

    def _subheading(self) -> str:
        divided, placed = self.changes.divided_teams, self.changes.placed_fte
        teams = plural(len(self.changes.team_pools), "team")
        return f"{fte(placed)} FTE leave their team for a function; {integer(divided)} of {teams} go to several pools."

    def _shown(self, row: Row) -> dict[str, Any]:
        """A row in words; several teams or activities are counted."""
        board, target = self.target.board, self.target
        team = next(iter(row.teams))
        code, pool = self.changes.team_pools[team]
        return {
            "team": _one_or([board.teams[one][1] for one in row.teams], "team"),
            "team_uid": board.teams[team][0] if len(row.teams) == 1 else "",
            "activity": _one_or([board.activities[one][1] for one in row.activities], "activity", "activities"),
            "tower": _one_or({target.tower_name(one) for one in row.teams}, "tower"),
            "region": _one_or({target.region_name(one) for one in row.teams}, "region"),
            "phase": _one_or({self.changes.phases[one] for one in row.activities}, "phase"),
            "function": function_name(row.code),
            "target_phase": phase_of(row.code),
            "is_home": row.code == HOME,
            "pool": self.changes.pool_name(row),
            "fte": row.fte,
            "changed_fte": row.changed_fte,
            "team_goes": self.changes.pool_words(code, pool) if self.by != "activity" and row.changed_fte else "",
        }


def _one_or(names: Any, one: str, many: str = "") -> str:
    """The only name, or how many there are.

    >>> _one_or({"Server"}, "tower"), _one_or({"Server", "Network"}, "tower")
    ('Server', '2 towers')
    """
    found = list(names)
    return str(found[0]) if len(found) == 1 else plural(len(found), one, many)
