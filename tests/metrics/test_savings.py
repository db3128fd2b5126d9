"""From rows to a range: what a saving reads, keeps and goes stale with, on the golden organisation."""

import numpy as np
import pytest

from core.models import Run
from core.runs.worker import execute_here
from functions.models import Scenario
from metrics.assumptions.actions import set_assumption
from metrics.assumptions.effective import effective_assumptions
from metrics.inputs.saving_evidence import likely_values
from metrics.inputs.saving_inputs import read_saving_inputs
from metrics.inputs.staff import read_staff
from metrics.inputs.versions import versions_today
from metrics.kinds import savings
from metrics.models import Artifact, Result, SavingLine
from metrics.results import is_stale
from services.models import TicketLog
from tests.computations.golden_organisation import K
from tests.factories import EffortFactory, PositionFactory
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    scenario = golden.scenario()
    golden.state_values(scenario)
    return scenario


@pytest.fixture
def log(golden: Golden) -> TicketLog:
    return golden.log()


def finished(run: Run) -> Run:
    done = execute_here(run)
    assert (done.state, done.error) == (Run.State.DONE, "")
    return done


def likely(run: Run, metric: str) -> float:
    return value_of(Result.objects.get(run=run, metric=metric, d1_key="", d2_key="likely"))


def value_of(figure: Result) -> float:
    assert figure.value is not None
    return figure.value


def ranges(run: Run) -> list[tuple[object, ...]]:
    return list(
        Result.objects.filter(run=run).order_by("id").values_list("metric", "d1_key", "d2_key", "low", "value", "high")
    )


def test_tickets_arrive_in_the_organisations_hours(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    values = likely_values(effective_assumptions(golden.actor, scenario))
    read = read_saving_inputs(scenario, values, log.pk)
    assert read.load.weeks == 4
    assert read.inputs.teams.handling_minutes == pytest.approx([20] * 6)
    assert read.inputs.teams.load[0, 8] * 0.75 == pytest.approx(1.5)
    golden.organisation.time_zone = "Asia/Tokyo"
    golden.organisation.save()
    in_tokyo = read_saving_inputs(Scenario.objects.get(pk=scenario.pk), values, log.pk).load.arrivals
    assert np.flatnonzero(in_tokyo[0])[:8].tolist() == list(range(17, 25))


def test_the_lines_add_up_to_what_is_freed(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = finished(savings.request(golden.actor, scenario, log))
    lines = SavingLine.objects.filter(run=run)
    assert sum(line.money for line in lines) == pytest.approx(likely(run, "saving_freed"))
    by_team = sum(line.fte for line in lines.filter(lever="operations", team=golden.teams["S-AM"]))
    assert by_team == pytest.approx(1.2)  # 6 FTE x .6 x 2 / 6 of the seats


def test_demand_is_cut_only_in_activities_that_the_scenario_places(golden: Golden, scenario: Scenario) -> None:
    scenario.placements.filter(activity=golden.activities["Reporting"]).delete()
    run = finished(savings.request(golden.actor, scenario))
    assert likely(run, "saving_lever_demand") == 0
    assert likely(run, "saving_lever_duplication") > 0


def test_an_unchanged_scenario_saves_exactly_nothing(golden: Golden, log: TicketLog) -> None:
    run = finished(savings.request(golden.actor, golden.scenario(is_placed=False), log))
    freed = Result.objects.filter(run=run, metric__startswith="saving_lever_")
    assert set(freed.values_list("low", "value", "high")) == {(0.0, 0.0, 0.0), (None, 0.0, None)}
    assert set(Result.objects.filter(run=run, metric="saving_cash").values_list("value", flat=True)) == {0.0}
    assert not SavingLine.objects.filter(run=run).exists()
    assert run.outcome["bases"]["cost"]["verdict"] == "The scenario places nothing yet, so it saves nothing."


def test_the_defaults_give_a_range_around_the_likely_case(golden: Golden, log: TicketLog) -> None:
    run = finished(savings.request(golden.actor, golden.scenario(), log))
    cash = Result.objects.get(run=run, metric="saving_cash", d2_key="")
    assert (cash.low or 0) < value_of(cash) < (cash.high or 0)
    levers = Result.objects.filter(run=run, metric__startswith="saving_lever_", unit="money", d2_key="")
    freed = np.load(_sample(run))["freed_money"]
    assert sum(map(value_of, levers)) == pytest.approx(freed.mean())
    assert "of the benchmark" in run.outcome["bases"]["cost"]["verdict"]
    assert run.outcome["coverage"] == {"cost_known": 1.0, "effort_of_staff": 1.0, "tickets_of_ticket_work": 1.0}
    assert Result.objects.filter(run=run, metric="assumption_effect").exists()


def _sample(run: Run) -> str:
    from django.conf import settings

    return str(settings.DATA_DIR / Artifact.objects.get(run=run, kind=savings.SAMPLE).path)


def test_the_same_seed_gives_the_same_digits_and_another_seed_others(golden: Golden) -> None:
    scenario = golden.scenario()
    first = finished(savings.request(golden.actor, scenario))
    digits, sample = ranges(first), Artifact.objects.get(run=first, kind=savings.SAMPLE).sha256
    first.delete()
    again = finished(savings.request(golden.actor, scenario))
    assert ranges(again) == digits
    assert Artifact.objects.get(run=again, kind=savings.SAMPLE).sha256 == sample
    assert ranges(finished(savings.request(golden.actor, scenario, seed=7))) != digits


def test_a_finished_run_is_used_again_until_an_input_moves(golden: Golden, scenario: Scenario) -> None:
    run = finished(savings.request(golden.actor, scenario))
    assert savings.request(golden.actor, scenario) == run
    assert not is_stale(run, versions_today(golden.actor, run))
    set_assumption(
        by=golden.actor,
        code="kappa",
        low=0.4,
        likely=0.5,
        high=0.6,
        evidence="surveyed",
        owner="Operations",
        source="Interviews",
        version=0,
    )
    assert is_stale(run, versions_today(golden.actor, run))
    assert savings.request(golden.actor, scenario) != run


@pytest.mark.parametrize("moved", ["baseline", "scenario", "activity"])
def test_what_moves_makes_the_result_stale(golden: Golden, scenario: Scenario, moved: str) -> None:
    run = finished(savings.request(golden.actor, scenario))
    row = {"baseline": golden.baseline, "scenario": scenario, "activity": golden.activities["Reporting"]}[moved]
    row.version += 1
    row.save()
    assert is_stale(run, versions_today(golden.actor, run))


def test_inputs_that_move_before_the_end_fail_the_run(golden: Golden, scenario: Scenario) -> None:
    run = savings.request(golden.actor, scenario)
    scenario.version += 1
    scenario.save()
    failed = execute_here(run)
    assert failed.state == Run.State.FAILED
    assert "Start it again" in failed.error
    assert not Result.objects.filter(run=failed).exists()


def test_without_a_log_ticket_work_is_pooled_as_effort_and_that_is_said(golden: Golden, scenario: Scenario) -> None:
    run = finished(savings.request(golden.actor, scenario))
    assert likely(run, "saving_lever_operations") == 0
    # 30 FTE of incidents, beta .98, wholly addressable, in three regional pools of two teams each
    pools = [(6, 5), (6, 4), (4, 5)]
    saved = [sum(pool) - sum(e ** (1 / 0.98) for e in pool) ** 0.98 for pool in pools]
    lines = SavingLine.objects.filter(run=run, lever="duplication", activity=golden.activities["Incidents"])
    assert sum(line.fte for line in lines) == pytest.approx(sum(saved))
    assert run.outcome["notes"] == [savings.WITHOUT_LOG]


def test_unknown_cost_is_priced_at_the_mean_and_counts_against_coverage(golden: Golden) -> None:
    PositionFactory.create(baseline=golden.baseline, key="P14", team=golden.teams["N-AS"], fte=10_000)
    PositionFactory.create(
        baseline=golden.baseline, key="P15", team=None, fte=10_000, cost_low=40 * K, cost_high=60 * K
    )
    staff = read_staff(golden.baseline.pk)
    assert staff.labour_cost == pytest.approx((5_415 + 50 + 50) * K)
    evidence = staff.cost_evidence()
    assert (evidence["assumed"], evidence["benchmark"]) == pytest.approx((1 / 63.5, 1 / 63.5))


def test_who_leads_for_a_part_is_a_manager_for_that_part(golden: Golden) -> None:
    head = golden.baseline.positions.get(key="P01")
    EffortFactory.create(
        baseline=golden.baseline,
        team=head.team,
        activity=golden.activities["People management"],
        position=head,
        fte=4_000,
    )
    EffortFactory.create(
        baseline=golden.baseline, team=head.team, activity=golden.activities["Engineering"], position=head, fte=6_000
    )
    assert read_staff(golden.baseline.pk).led_units.sum() == 104_000


def test_a_baseline_without_cost_says_what_to_import(golden: Golden, scenario: Scenario) -> None:
    golden.baseline.positions.update(cost_low=None, cost_high=None)
    failed = execute_here(savings.request(golden.actor, scenario))
    assert failed.state == Run.State.FAILED
    assert "Import a staff list with yearly cost or pay" in failed.error
