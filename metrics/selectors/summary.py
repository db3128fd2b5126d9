"""What the dashboard shows: the newest saving and replay of each scenario."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from core.access import is_uid
from core.actor import Actor
from core.models import Run, RunInput
from functions.models import Scenario
from metrics.models import Decision
from metrics.selectors.decisions import approvals_of
from metrics.selectors.figure_sets import FigureSet, figure_sets

COMPARED = (
    "saving_cash",
    "saving_band_share",
    "saving_freed_fte",
    "one_off",
    "payback_month",
    "npv",
    "replay_handoffs_left",
)
EMPTY = FigureSet([])


@dataclass(slots=True)
class Option:
    """A scenario with its newest saving and replay; an approved one with those that its approval froze."""

    scenario: Scenario
    saving_run: Run | None = None
    replay_run: Run | None = None
    approval: Decision | None = None
    saving: FigureSet = field(default_factory=lambda: EMPTY)
    replay: FigureSet = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Summary:
    """The options, newest scenario first, and the one that is shown."""

    options: list[Option]
    chosen: Option | None


def summary(actor: Actor, scenario_uid: UUID | str | None = None) -> Summary:
    """The scenarios that are offered, with what was computed for them.

    Shown is the named one, else the newest with a saving; an archived one only by its name.
    """
    is_offered = ~Q(state=Scenario.State.ARCHIVED)
    if scenario_uid and is_uid(scenario_uid):
        is_offered |= Q(uid=scenario_uid)
    offered = Scenario.objects.visible_to(actor).filter(is_offered)
    options = computed_options(actor, offered.select_related("baseline"))
    chosen = _chosen(options, scenario_uid)
    add_figures(actor, options, COMPARED, [chosen] if chosen else [])
    return Summary(options, chosen)


def computed_options(actor: Actor, scenarios: Iterable[Scenario]) -> list[Option]:
    """The scenarios with their newest finished saving and replay, or the frozen ones, without the figures."""
    options = {scenario.pk: Option(scenario) for scenario in scenarios}
    for run, scenario_id in _newest_runs(actor, options):
        if run.kind == "savings":
            options[scenario_id].saving_run = run
        else:
            options[scenario_id].replay_run = run
    _serve_frozen(actor, options)
    return list(options.values())


def _serve_frozen(actor: Actor, options: dict[int, Option]) -> None:
    """What was computed for an approved scenario since is not what was decided on."""
    approved = [pk for pk, option in options.items() if option.scenario.state == Scenario.State.APPROVED]
    for scenario_id, decision in (approvals_of(actor, approved) if approved else {}).items():
        option = options[scenario_id]
        option.approval, option.saving_run, option.replay_run = decision, decision.saving_run, decision.replay_run


def _newest_runs(actor: Actor, options: dict[int, Option]) -> list[tuple[Run, int]]:
    inputs = RunInput.objects.visible_to(actor).filter(
        kind="scenario", object_id__in=options, run__kind__in=["savings", "replay"], run__state=Run.State.DONE
    )
    newest: dict[tuple[str, int], Run] = {}
    for row in inputs.select_related("run").order_by("run_id"):
        newest[row.run.kind, row.object_id] = row.run
    return [(run, scenario_id) for (_, scenario_id), run in newest.items()]


def _chosen(options: list[Option], scenario_uid: UUID | str | None) -> Option | None:
    if scenario_uid:
        named = [option for option in options if str(option.scenario.uid) == str(scenario_uid)]
        if not named:
            raise Http404("There is no such scenario.")
        return named[0]
    return next((option for option in options if option.saving_run), None)


def add_figures(actor: Actor, options: list[Option], metrics: Collection[str], whole: Iterable[Option] = ()) -> None:
    """Fetch the named figures of every option, and all figures of those in `whole`; one query."""
    shown = [run.pk for option in whole for run in _runs_of(option)]
    sets = figure_sets(actor, shown, [run.pk for option in options for run in _runs_of(option)], metrics)
    for option in options:
        if option.saving_run:
            option.saving = sets.get(option.saving_run.pk, EMPTY)
        if option.replay_run:
            option.replay = sets.get(option.replay_run.pk, EMPTY)


def _runs_of(option: Option) -> list[Run]:
    return [run for run in (option.saving_run, option.replay_run) if run]
