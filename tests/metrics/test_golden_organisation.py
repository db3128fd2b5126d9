"""The golden organisation through the database: rows, operations and assumptions in, its printed digits out."""

import pytest

from core.models import Run
from core.runs.worker import execute_here
from functions.models import Scenario
from metrics import registry
from metrics.kinds import duplication, savings
from metrics.models import Result, SavingLine
from services.models import TicketLog
from tests.computations.golden_organisation import K
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db

REGIONS = ("AM", "EU", "AS")


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    scenario = golden.scenario()
    golden.state_values(scenario)
    return scenario


@pytest.fixture
def log(golden: Golden) -> TicketLog:
    return golden.log()


@pytest.fixture
def run(golden: Golden, scenario: Scenario, log: TicketLog) -> Run:
    return finished(savings.request(golden.actor, scenario, log))


def finished(run: Run) -> Run:
    done = execute_here(run)
    assert (done.state, done.error) == (Run.State.DONE, "")
    return done


def figure(run: Run, metric: str, **of: str) -> float:
    found = Result.objects.get(run=run, metric=metric, **of)
    assert found.value is not None
    return found.value


def likely(run: Run, metric: str) -> float:
    return figure(run, metric, d1_key="", d2_key="likely")


def money(run: Run, metric: str) -> float:
    return likely(run, metric) / K


def freed(run: Run, lever: str, activity: str) -> list[float]:
    """FTE per region."""
    lines = SavingLine.objects.filter(run=run, lever=lever, activity__name=activity)
    return [sum(lines.filter(region__name=region).values_list("fte", flat=True)) for region in REGIONS]


def test_labour_cost_and_scope(run: Run) -> None:
    assert figure(run, "labour_cost") == 5_415 * K
    assert figure(run, "fte_in_scope") == 61.5
    assert figure(run, "saving_managers", d2_key="today") == 11


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("Reporting", (6, 0.7917, 0.3264, 0.4653, 0.6667)),
        ("Incidents", (30, 0.8289, 0.3311, 0.4978, 0.8)),
        ("Engineering", (14.5, 0.8109, 0.3210, 0.4899, 0.7241)),
    ],
)
def test_duplication_today(golden: Golden, activity: str, expected: tuple[float, ...]) -> None:
    run = finished(duplication.request(golden.actor, golden.baseline))
    metrics = ("activity_effort", "fragmentation", "fragmentation_by_towers", "fragmentation_by_regions", "overlap")
    found = [figure(run, metric, d1_label=activity) for metric in metrics]
    assert found == pytest.approx(expected, abs=5e-5)
    assert figure(run, "duplication_index") == pytest.approx(0.8193, abs=5e-5)


def test_demand_of_reporting(run: Run) -> None:
    assert freed(run, "demand", "Reporting") == pytest.approx([0.4875, 0.975, 0.4875])
    assert likely(run, "saving_lever_demand_fte") == pytest.approx(1.95)
    assert money(run, "saving_lever_demand") == pytest.approx(160.875)  # printed as 160.88


def test_duplication_removed(run: Run) -> None:
    # Reporting: 4.05 less the pool 2.1654 and 1.7755 at home. Engineering: 14.5 less the pool 13.3027 and .3 twice.
    assert sum(freed(run, "duplication", "Reporting")) == pytest.approx(4.05 - 3.9409, abs=5e-5)
    assert sum(freed(run, "duplication", "Engineering")) == pytest.approx(14.5 - 13.9027, abs=5e-5)
    assert freed(run, "duplication", "Engineering") == pytest.approx([0.1541, 0.4541, -0.0110], abs=5e-5)
    assert money(run, "saving_lever_duplication") == pytest.approx(64.74, abs=0.005)


def test_operations_of_incidents(run: Run) -> None:
    assert freed(run, "operations", "Incidents") == pytest.approx([2.2, 1.2, 1.08])
    assert likely(run, "saving_lever_operations_fte") == pytest.approx(4.48)
    assert money(run, "saving_lever_operations") == pytest.approx(382)


def test_managers(run: Run) -> None:
    assert likely(run, "saving_lever_managers_fte") == pytest.approx(1)
    assert money(run, "saving_lever_managers") == pytest.approx(110)


def test_freed_and_its_three_columns(run: Run) -> None:
    assert money(run, "saving_freed") == pytest.approx(717.62, abs=0.005)
    assert money(run, "saving_freed") / 5_415 == pytest.approx(0.1325, abs=5e-5)
    assert money(run, "saving_redeployed") == 0
    assert money(run, "saving_cash") == pytest.approx(540)
    assert likely(run, "saving_cash_fte") == pytest.approx(6)
    assert money(run, "saving_capacity") == pytest.approx(177.62, abs=0.005)


def test_cash_is_six_positions(run: Run) -> None:
    cells = Result.objects.filter(run=run, metric="cell_cash_fte").values_list("d1_label", "d2_key", "value")
    assert {(region, int(function)): value for region, function, value in cells} == {
        ("AM", 7): 2,
        ("EU", 7): 1,
        ("AS", 7): 1,
        ("EU", 10): 1,
        ("EU", 0): 1,
    }
    of_reporting = figure(run, "cell_freed_fte", d1_label="EU", d2_key="10")
    assert of_reporting == pytest.approx(1.0296, abs=5e-5)


def test_the_course_of_a_wave_from_month_4(run: Run) -> None:
    assert money(run, "one_off") == pytest.approx(324)
    assert money(run, "in_year_gross") == pytest.approx(292.5)
    assert money(run, "in_year_gross") / 5_415 == pytest.approx(0.0540, abs=5e-5)
    assert money(run, "in_year_net") == pytest.approx(-31.5)
    assert likely(run, "payback_month") == 13
    assert money(run, "net_36") == pytest.approx(1_048.5)
    assert money(run, "npv") == pytest.approx(884.15, abs=0.005)


def test_the_band(run: Run) -> None:
    assert likely(run, "saving_band_share") == pytest.approx(0.0997, abs=5e-5)
    assert likely(run, "month_reached") == 9
    assert (
        run.outcome["bases"]["cost"]["band"]["position"],
        run.outcome["bases"]["cost"]["band"]["reached_month"],
    ) == ("inside", 9)


@pytest.mark.parametrize("metric", ["in_year_net", "payback_month", "net_36", "npv"])
def test_the_months_behind_a_figure_have_the_one_off_cost_in_month_4(golden: Golden, run: Run, metric: str) -> None:
    result = Result.objects.get(run=run, metric=metric, d2_key="likely")
    table = registry.metric(metric).rows(result, golden.actor)
    assert [row[0] for row in table.rows if row[3]] == [4]
    assert table.folded == pytest.approx(result.value)
