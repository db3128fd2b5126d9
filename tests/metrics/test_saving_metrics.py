"""The contract of every metric of `savings` and `replay`: the rows behind a figure fold to its value."""

import pytest

from core.actor import ALL_SCOPES, Actor, Role
from core.models import Run
from core.runs.worker import execute_here
from functions.choices import Choice, set_choices
from functions.models import Scenario
from metrics import registry
from metrics.kinds import replay, savings
from metrics.kinds.replay_metrics import METRICS as REPLAY_METRICS
from metrics.kinds.saving_metrics import METRICS as SAVING_METRICS
from metrics.models import Result
from metrics.selectors.results import results_for
from services.models import Group, TicketLog
from tests.computations.golden_organisation import K
from tests.factories import actor_of, member
from tests.metrics.golden_database import MONDAY, Golden, stored_log
from tests.metrics.mixed_log import mixed_log
from towers.actions.rates import make_rate_card

pytestmark = pytest.mark.django_db

NO_SUM = {"assumption_effect"}  # a rank correlation is no sum of rows


@pytest.fixture
def golden() -> Golden:
    """With a rate card, so that every figure of a saving is there on true cost and on the card."""
    made = Golden()
    make_rate_card(by=made.actor, baseline=made.baseline)
    return made


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    """With functions that partners do."""
    scenario = golden.scenario()
    sourced = {"sourcing": "sourced", "partner_rate": 60 * K}
    choices = [Choice(code, name, value) for code in (4, 10) for name, value in sourced.items()]
    set_choices(by=golden.actor, scenario=scenario, version=scenario.version, choices=choices)
    return scenario


@pytest.fixture
def figures(golden: Golden, scenario: Scenario) -> list[Result]:
    """All figures of a saving with the defaults and of a replay."""
    runs = [
        savings.request(golden.actor, scenario, mixed_log(golden)),
        replay.request(golden.actor, scenario, handed_on(golden)),
    ]
    for run in runs:
        assert execute_here(run).state == Run.State.DONE, run.error
    return list(Result.objects.filter(run__in=runs).select_related("run").order_by("id"))


def handed_on(golden: Golden) -> TicketLog:
    """A log whose tickets go through teams in three regions, a group of unknown function, and back."""
    groups = [Group(name=name, team=golden.teams[name]) for name in ("S-AM", "N-AM", "S-EU")] + [Group(name="Outside")]
    path = [0, 1, 1, 2, 0, 3, 1]
    return stored_log(golden.member, groups, [("T1", line, groups[at], MONDAY) for line, at in enumerate(path)])


def is_likely_or_certain(figure: Result, has_likely: set[tuple[str, str]]) -> bool:
    return figure.d2_key not in ("", "mean") or (figure.metric, figure.d1_key) not in has_likely


def test_every_figure_is_registered_and_every_metric_is_stored(figures: list[Result]) -> None:
    codes = {metric.code for metric in (*SAVING_METRICS, *REPLAY_METRICS)}
    assert {figure.metric for figure in figures} == codes - {"cell_redeployed", "cell_redeployed_fte"}
    assert all(registry.metric(code) for code in codes)


def test_the_rows_fold_to_the_likely_value(golden: Golden, figures: list[Result]) -> None:
    has_likely = {(figure.metric, figure.d1_key) for figure in figures if figure.d2_key == "likely"}
    for figure in figures:
        if figure.metric in NO_SUM or not is_likely_or_certain(figure, has_likely):
            continue
        table = registry.metric(figure.metric).rows(figure, golden.actor)
        expected = None if figure.value is None else pytest.approx(figure.value, rel=1e-9, abs=1e-6)
        assert table.folded == expected, (figure.metric, figure.d1_key, figure.d2_key)
        assert table.total == len(table.rows)
        assert all(len(row) == len(table.headers) for row in table.rows)


def test_units_are_the_metrics_own(figures: list[Result]) -> None:
    assert {(f.metric, f.unit) for f in figures} == {(f.metric, registry.metric(f.metric).unit) for f in figures}


def test_without_the_right_every_figure_and_row_in_money_comes_from_the_card(
    golden: Golden, figures: list[Result]
) -> None:
    viewer: Actor = actor_of(member(Role.VIEWER, organisation=golden.organisation))
    seen = results_for(viewer).filter(run__kind="savings")
    assert set(seen.values_list("basis", flat=True)) == {"card"}
    assert set(results_for(golden.actor).filter(run__kind="savings").values_list("basis", flat=True)) == {"cost"}
    rows = registry.metric("labour_cost").rows(seen.get(metric="labour_cost"), viewer).rows
    head = {row[0]: row[-1] for row in rows}["P01"]
    assert head == {row[0]: row[-1] for row in rows}["P05"] == 99 * K  # 2,915 k of 29.5 FTE in Europe
    with_pay = registry.metric("labour_cost").rows(_one(figures, "labour_cost"), golden.actor)
    assert {row[0]: row[-1] for row in with_pay.rows}["P01"] == 150 * K


def test_another_organisation_gets_no_row(figures: list[Result]) -> None:
    stranger = member(Role.ADMIN).actor(ALL_SCOPES)
    table = registry.metric("saving_freed").rows(_one(figures, "saving_freed"), stranger)
    assert (table.rows, table.folded) == ([], 0)


def _one(figures: list[Result], metric: str) -> Result:
    return next(figure for figure in figures if figure.metric == metric)
