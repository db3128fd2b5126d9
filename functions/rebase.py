"""Standing a scenario on another baseline: what it does to its moves, what is suggested, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.http import Http404

from core.actor import Actor
from core.errors import UserError
from core.figures import fte, percent, plural
from functions.actions import move_scenario
from functions.effects import Effect, scenario_effects
from functions.merge_preview import shares_words
from functions.models import Operation, Scenario
from functions.projection import SHARE_UNIT, Pair, Shares, project
from functions.rebasing import BY_DEFAULT, DROP, FOLLOW, TouchedMove, decided
from functions.selectors import steps_of
from functions.sources import PostChange
from towers.functions_reference import BY_CODE
from towers.models import Baseline
from towers.refresh.comparing import Compared, Efforts, Named, Work, compare_baselines, efforts_of

PairName = tuple[UUID, UUID]  # team and activity


class Option(NamedTuple):
    """A resolution, and what it comes to in words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class RebaseRow:
    """A move with another source: what it is, what its step says, what changed, what may become of it."""

    move: TouchedMove
    team: Named
    activity: Work
    said: str
    what: str
    changes: list[str]
    options: list[Option]


@dataclass(frozen=True, eq=False)
class Rebase:
    """A scenario on its way from one baseline to another."""

    scenario: Scenario
    found: Compared
    efforts: Efforts
    effect: Effect
    rows: list[RebaseRow]

    @property
    def positions(self) -> int:
        """How many positions differ."""
        return self.found.comparison.touched

    @property
    def untouched(self) -> int:
        """Positions that differ and that no move made by hand rests on."""
        return self.positions - self.effect.positions

    @property
    def heading(self) -> str:
        """The finding in words."""
        if not self.positions and not self.rows:
            return f"No position differs from “{self.found.before.name}”"
        said = plural(self.positions, "position differs", "positions differ")
        if not self.rows:
            return f"{said}, none touches what was decided here"
        touching = self.effect.positions
        moves = plural(len(self.rows), "move") + " of this scenario"
        return f"{said}, {touching:,} {'touches' if touching == 1 else 'touch'} {moves}"

    @property
    def is_open(self) -> bool:
        """The refresh is still to be accepted."""
        return bool(self.found.state and self.found.state.is_open)


def other_baselines(actor: Actor, scenario: Scenario) -> list[Baseline]:
    """Those that a scenario could stand on, first the ones that continue its own, then the newest."""
    others = Baseline.objects.visible_to(actor).exclude(pk=scenario.baseline_id)
    return sorted(others, key=lambda one: (one.parent_id == scenario.baseline_id, one.as_of, one.pk), reverse=True)


def meant_baseline(scenario: Scenario, others: Sequence[Baseline], uid: str) -> Baseline | None:
    """The named one of them, 404 where it is none of them; without a name the one that continues the scenario's own."""
    if uid:
        named = [one for one in others if str(one.uid) == uid]
        if not named:
            raise Http404("There is no such baseline to move to.")
        return named[0]
    return next((one for one in others if one.parent_id == scenario.baseline_id), None)


def rebase_of(actor: Actor, scenario: Scenario, baseline: Baseline) -> Rebase:
    """What standing on this baseline would do to a scenario; seven queries at most."""
    found = compare_baselines(actor, scenario.baseline, baseline)
    efforts = efforts_of(actor, found)
    (effect,) = scenario_effects(actor, found, efforts, pk=scenario.pk)
    names = {**{pk: team.name for pk, team in efforts.teams.items()}, **found.team_names}
    rows = [_row(move, efforts, names) for move in effect.touched]
    return Rebase(scenario, found, efforts, effect, rows)


def _row(move: TouchedMove, efforts: Efforts, names: Mapping[int, str]) -> RebaseRow:
    team, activity = efforts.teams[move.pair[0]], efforts.work[move.pair[1]]
    changes = [_change_words(change, move.pair[0], names) for change in move.changes]
    options = [Option(code, _option_words(code, move, activity, names)) for code in move.options]
    return RebaseRow(move, team, activity, shares_words(move.shares), _what(move), changes, options)


def _what(move: TouchedMove) -> str:
    if move.is_team_gone:
        return "the team is gone"
    if not move.after:
        return "the team does this no more"
    if not move.before:
        return "the team does this again"
    return "other people" if move.changes else "its FTE were stated anew"


def _change_words(change: PostChange, team: int, names: Mapping[int, str]) -> str:
    post, was, now = f"{change.key} {change.title}", change.was, change.now
    if was is None or was.team != team:
        return f"{post} came from {names.get(was.team, 'elsewhere')}" if was else f"{post} joined"
    if now is None:
        return f"{post} left" if change.after is None else f"{post} is vacant"
    if now.team != team:
        return f"{post} moved to {names.get(now.team, 'another team')}"
    return f"{post}: {fte(was.fte)} FTE became {fte(now.fte)}"


def _option_words(code: str, move: TouchedMove, activity: Work, names: Mapping[int, str]) -> str:
    if code == FOLLOW and move.following:
        there = names.get(move.following.team, "their new team")
        return f"follow them: {percent(move.following.fraction, 0)} of {activity.name} in {there}"
    if code == BY_DEFAULT:
        return f"as the default mapping says: {BY_CODE[activity.function_code].name}"
    if code == DROP:
        return "leave it in its team" if move.after else "drop it"
    return "keep it as it is" if move.after else "keep it for when it comes back"


def rebase_scenario(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    baseline: Baseline,
    chosen: Mapping[PairName, str],
    is_placing_rest: bool = False,
    reason: str = "",
) -> Operation:
    """Stand the scenario on the baseline, with a resolution for each move whose source is another one, as one step.

    `chosen`: keep, follow, default or drop by uids of team and activity; just the moves that `rebase_of` lists.
    """
    rebase = rebase_of(by, scenario, baseline)
    moves = {(row.team.uid, row.activity.uid): row.move for row in rebase.rows}
    _require_listed(moves, chosen)
    resolutions = {move.pair: chosen.get(name, move.suggestion) for name, move in moves.items()}
    said = decided(list(moves.values()), resolutions, _then(rebase, is_placing_rest=is_placing_rest), _defaults(rebase))
    return move_scenario(
        by=by,
        scenario=scenario,
        version=version,
        baseline=baseline,
        decided=said if moves else {},
        is_placing_rest=is_placing_rest,
        reason=reason,
    )


def _require_listed(moves: Mapping[PairName, TouchedMove], chosen: Mapping[PairName, str]) -> None:
    if moves.keys() != chosen.keys():
        raise UserError("The baselines have changed since the page was made. Look at the suggestions again.")
    if wrong := [name for name, code in chosen.items() if code not in moves[name].options]:
        raise UserError(f"“{chosen[wrong[0]]}” is not possible for a move. Choose what is offered.", status=400)


def suggested(rebase: Rebase) -> dict[PairName, str]:
    """The suggestion for each move."""
    return {(row.team.uid, row.activity.uid): row.move.suggestion for row in rebase.rows}


def _defaults(rebase: Rebase) -> dict[int, int]:
    return {activity: work.function_code for activity, work in rebase.efforts.work.items()}


def _then(rebase: Rebase, *, is_placing_rest: bool) -> dict[Pair, Shares]:
    """The placements on the later baseline as the steps make them."""
    steps = steps_of(rebase.scenario.operations.select_related("reverses"))
    work = rebase.efforts.work
    pairs = {(row.team, row.activity) for row in rebase.efforts.after if not work[row.activity].is_management}
    then = project(steps, pairs, _defaults(rebase)).placements
    rest = pairs - then.keys() if is_placing_rest else set()
    return then | {pair: {work[pair[1]].function_code: SHARE_UNIT} for pair in rest}
