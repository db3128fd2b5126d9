"""Look-ups of the organisation as it is and as it could be."""

from uuid import UUID

from core.actor import Actor
from core.models import Run, RunInput
from functions import actions, board
from functions import selectors as scenarios
from functions.api import comparison as api_comparison
from functions.api import scenarios as api_scenarios
from functions.forms import MoveForm, PlaceForm, ScenarioForm
from functions.models import Operation, Scenario
from functions.views import comparison, refresh
from metrics.selectors import proposals
from metrics.views import team_tickets
from tests.access.references_plants import (
    all_rows,
    any_row,
    forgetting,
    hole,
    known_to_all,
    replaced,
    together,
    unscoped,
    widened,
)
from towers import activity_selectors, selectors, tower_selectors
from towers import survey_selectors as surveys
from towers.actions import (
    activities,
    grid_efforts,
    grid_managers,
    grid_positions,
    grid_teams,
    quality,
    towers,
    wordings,
)
from towers.actions.grid_rows import RowWork
from towers.api import changes
from towers.forms import WordingForm
from towers.models import (
    Activity,
    Baseline,
    BaselineTeam,
    Effort,
    PlaceRule,
    Position,
    QualityDecision,
    Region,
    Survey,
    SurveyRequest,
    Team,
    Tower,
)
from towers.quality import facts, placing
from towers.refresh.comparing import Chosen

OF_BASELINE = (
    *("teams", "team", "positions", "activities", "activity", "organisation", "organisation-cell", "duplication"),
    *("spans", "org-chart", "org-chart-branch", "org-chart-search", "api-teams", "api-positions", "api-effort"),
    *("coordination", "api-spans", "api-coordination", "build-run", "build-run-positions", "api-build-run"),
    *("ticket-costs", "ticket-cost-tickets", "api-ticket-costs"),
    *("quality", "quality-kind", "place-rules", "api-quality", "api-quality-rows"),
    *("grid", "grid-rows", "grid-save", "findings", "api-findings", "survey-start", "towers", "tower"),
)
SCENARIO_ADDRESSES = (
    *("scenario-choices", "scenario-choose", "scenario-budget"),
    *("scenario", "scenario-default-mapping", "scenario-reach", "scenario-place", "scenario-undo", "scenario-move"),
    *("scenario-clone", "scenario-archive", "scenario-restore", "api-scenario-clone"),
    *("scenario-branch", "api-scenario-branches"),
    *("scenario-computing", "api-scenario", "api-operations", "api-placements"),
    *("scenario-brief", "scenario-brief-write"),
    *("scenario-flow", "scenario-regions", "scenario-chart", "scenario-chart-branch", "scenario-chart-search"),
    *("scenario-changes", "scenario-effort", "api-scenario-flow", "api-scenario-regions"),
    *("scenario-consequences", "scenario-consequences-strip", "api-scenario-consequences"),
    *("scenario-proposal", "scenario-proposal-run", "scenario-proposal-take"),
    *("scenario-comments", "scenario-comment", "api-comments"),
    *("scenario-decision", "scenario-propose", "api-decisions: scenario"),
    *("scenario-roles", "scenario-roles-propose", "scenario-role-add", "scenario-people", "scenario-seat"),
    *("scenario-seat-rule", "scenario-seat-by-rule", "scenario-output-metric", "scenario-role-sheet"),
    *("scenario-raci", "scenario-duties", "scenario-duties-propose"),
    *("api-roles", "api-seats", "api-output-metrics", "api-duties"),
    *("scenario-board", *(f"scenario-board-{name}" for name in ("data", "moves", "rule", "undo"))),
)
ASSUMPTIONS = (
    *("assumptions: scenario", "assumptions: scenario of a download", "assumption: scenario"),
    *("assumption-set: scenario", "api-assumptions: scenario", "api-assumption: scenario"),
    "api-assumption: scenario to write",
)

_IN_BASELINE = "baselineteam__baseline"


def _rows(kind: str) -> tuple[str, ...]:
    return tuple(f"grid-save: {verb} {kind}" for verb in ("changed", "deleted"))


def _any_pair(actor: Actor, uid: UUID, other: str = "") -> Chosen:
    """Two baselines, whosever they are."""
    every = Baseline.objects.select_related("parent")
    after = every.get(uid=uid)
    return Chosen(after, every.get(uid=other) if other else after.parent, [])


_any_baseline = any_row(selectors, Baseline)
_any_team = any_row(selectors, Team)
_known_anywhere = forgetting(selectors, BaselineTeam, "baseline")
_listed_anywhere = forgetting(selectors, Position, "baseline")

OF_TOWERS = (
    hole(
        "baselines",
        _any_baseline,
        *("finding-search", "survey-add", "baseline-rates", "baseline-rates-renew", "api-rates"),
        *("baseline-refresh", "baseline-same-posts", "baseline-accept", "api-refresh", "api-refresh-accept"),
        *("quality-accept", "quality-withdraw", "quality-fix", "managers-infer", "places-apply"),
        "ticket-costs-run",
        *("baseline-lock", "baseline-continue", "effort-propose", "wording-correct", "duplication-run", "spans-run"),
        *(f"{name}: baseline" for name in OF_BASELINE),
    ),
    hole(
        "baselines to compare",
        together(*(replaced(module, "chosen_pair", _any_pair) for module in (comparison, api_comparison))),
        *("baseline-compare", "api-comparison"),
        *("baseline-compare: with", "baseline-compare: with of a download", "api-comparison: with"),
    ),
    hole("posts that are one", any_row(refresh, Position), "baseline-same-posts: same"),
    hole("teams", _any_team, "team"),
    hole("teams with tickets", any_row(team_tickets, Team), "team-tickets"),
    hole("teams of a baseline", together(_any_team, _known_anywhere), "team-place: team", "api-team: team"),
    hole("teams of any baseline", together(_any_baseline, _any_team, _known_anywhere), "team-place", "api-team"),
    hole("positions", any_row(selectors, Position), "position"),
    hole("positions over REST", any_row(changes, Position), "api-position"),
    hole("efforts over REST", any_row(changes, Effort), "api-effort-item"),
    hole("teams named over REST", all_rows(changes, Team), "api-position: team", "api-effort-item: team"),
    hole("activities named over REST", all_rows(changes, Activity), "api-effort-item: activity"),
    hole(
        "managers named over REST",
        replaced(changes, "named", lambda model, actor, baseline, uid: model.objects.get(uid=uid).key),
        "api-position: manager",
    ),
    hole("positions of a team", _listed_anywhere, "positions: team"),
    hole("positions of a place", together(_listed_anywhere, _known_anywhere), "positions: tower", "positions: region"),
    hole("positions filtered", widened(Position, "team__uid"), "api-positions: team"),
    hole("efforts filtered by team", widened(Effort, "team__uid"), "api-effort: team"),
    hole("efforts filtered by activity", widened(Effort, "activity__uid"), "api-effort: activity"),
    hole("teams filtered by tower", widened(BaselineTeam, "tower__name"), "api-teams: tower"),
    hole("teams filtered by region", widened(BaselineTeam, "region__name"), "api-teams: region"),
    hole("activities", any_row(activity_selectors, Activity), "activity", "activity-edit", "api-activity"),
    hole(
        "activities of a name",
        forgetting(activities, Activity, "organisation_id"),
        *("activity-edit: name", "api-activity: name", "activity-add: name", "api-activities: name"),
    ),
    hole("towers", any_row(tower_selectors, Tower), "tower", "tower-edit", "api-tower"),
    hole(
        "towers of a name",
        forgetting(towers, Tower, "organisation_id"),
        *("tower-add: name", "tower-edit: name", "api-towers: name", "api-tower: name"),
    ),
    hole("activity of a wording", unscoped("activity", WordingForm, Activity), "wording-correct: activity"),
    hole("efforts of a wording", forgetting(wordings, Effort, "baseline"), "wording-correct: wording"),
)
OF_GRID = (
    hole("positions of a grid", forgetting(grid_positions, Position, "baseline"), *_rows("positions")),
    hole("teams of a grid", forgetting(grid_teams, BaselineTeam, "baseline"), *_rows("teams")),
    hole("efforts of a grid", forgetting(grid_efforts, Effort, "baseline"), *_rows("effort")),
    hole("team of a position", forgetting(grid_positions, Team, _IN_BASELINE), "grid-save: team of positions"),
    hole("manager of a position", forgetting(grid_managers, Position, "baseline"), "grid-save: manager of positions"),
    hole("team of an effort", forgetting(grid_efforts, Team, _IN_BASELINE), "grid-save: team of effort"),
    hole("activity of an effort", known_to_all(grid_efforts, Activity), "grid-save: activity of effort"),
    hole("teams of a name", forgetting(grid_teams, Team, "organisation_id"), "grid-save: name of a team"),
    hole("rows kept", replaced(RowWork, "_salt", "grid"), "grid-save: kept"),
)
OF_QUALITY = (
    hole("place rules", any_row(placing, PlaceRule), "place-rule-edit", "place-rule-move", "place-rule-delete"),
    hole("defects", forgetting(facts, Position, "baseline"), "quality-accept: subject", "quality-fix: subject"),
    hole("decisions", forgetting(quality, QualityDecision, "baseline"), "quality-withdraw: subject"),
)
OF_SURVEYS = (
    hole(
        "surveys",
        any_row(surveys, Survey),
        *("survey", "survey-close", "survey-remind", "survey-approve", "api-survey-requests"),
    ),
    hole(
        "answers",
        any_row(surveys, SurveyRequest),
        *("survey-answer", "survey-answer-approve", "survey-answer-withdraw", "survey-answer-return"),
        *("survey-link-renew", "api-survey-approve", "survey-remind: request"),
    ),
    hole("answers to approve", forgetting(surveys, SurveyRequest, "survey"), "survey-approve: answer"),
    hole(
        "teams to ask",
        together(forgetting(surveys, Position, "baseline"), forgetting(surveys, Team)),
        *("survey-add: team", "survey-add: name of a team"),
    ),
    hole("activities of an answer", forgetting(surveys, Activity, "organisation_id"), "survey-link: activity"),
    hole("surveys filtered", widened(Survey, "baseline__uid"), "api-surveys: baseline"),
    hole("answers filtered", widened(SurveyRequest, "team__uid"), "api-survey-requests: team"),
)
OF_FUNCTIONS = (
    hole("scenarios", any_row(scenarios, Scenario), *SCENARIO_ADDRESSES, *ASSUMPTIONS),
    hole(
        "proposals for a scenario",
        together(any_row(scenarios, Scenario), forgetting(proposals, RunInput), forgetting(proposals, Run)),
        "api-scenario-proposal",
    ),
    hole("scenarios of a name", forgetting(actions, Scenario), "scenario-add: name", "api-scenarios: name"),
    hole("baseline of a scenario", unscoped("baseline", ScenarioForm, Baseline), "scenario-add: baseline"),
    hole("team to place", unscoped("team", PlaceForm, Team), "scenario-place: team"),
    hole("activity to place", unscoped("activity", PlaceForm, Activity), "scenario-place: activity"),
    hole("baseline to move to", unscoped("baseline", MoveForm, Baseline), "scenario-move: baseline"),
    hole(
        "baseline over REST",
        any_row(api_scenarios, Baseline),
        *("api-scenarios: baseline", "api-operations: baseline"),
    ),
    hole("team over REST", any_row(api_scenarios, Team), "api-operations: team"),
    hole("activity over REST", any_row(api_scenarios, Activity), "api-operations: activity"),
    hole(
        "regions of a baseline",
        forgetting(scenarios, Region, "baselineteam__baseline_id"),
        *("scenario-reach: region", "api-operations: region", "scenario-choose: locations", "api-operations: choices"),
    ),
    hole(
        "steps to undo",
        replaced(Scenario, "operations", property(lambda scenario: Operation.objects.all())),
        *("scenario-undo: seq", "api-operations: seq", "scenario-board-undo: seq"),
    ),
    hole(
        "effort of a card",
        forgetting(scenarios, Effort, "baseline_id"),
        *("scenario-board-moves: card", "api-operations: moves"),
    ),
    hole("effort on a board", forgetting(board, Effort, "baseline_id"), "scenario-board-rule: activities"),
    hole(
        "places on a board",
        forgetting(board, BaselineTeam, "baseline_id"),
        *("scenario-board-rule: tower", "scenario-board-rule: region"),
    ),
)
