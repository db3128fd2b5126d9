"""Duplication and spans as results: the golden figures, and rows that fold to them."""

from types import ModuleType

import pytest

from core.models import Run
from core.runs.worker import execute_here
from metrics.kinds import duplication, spans
from metrics.models import Result
from metrics.registry import metric
from metrics.selectors.newest_results import stored_figures
from organisations.models import Membership
from tests.factories import actor_of
from towers.actions.activities import edit_activity
from towers.actions.teams import place_team
from towers.models import Activity, Baseline, BaselineTeam

pytestmark = pytest.mark.django_db(transaction=True)


def figures(run: Run, of: str = "") -> dict[str, float | None]:
    rows = Result.objects.filter(run=run, d1_label=of).values_list("metric", "value")
    return {code: None if value is None else round(value, 4) for code, value in rows}


def test_the_golden_figures_of_duplication(membership: Membership, baseline: Baseline) -> None:
    run = execute_here(duplication.request(actor_of(membership), baseline))
    assert run.state == "done"
    # (6 x .7917 + 30 x .8289 + 14.5 x .8109) / 50.5
    assert figures(run)["duplication_index"] == 0.8193
    assert figures(run)["fte_outside_largest"] == 4 + 24 + 10.5
    reporting = figures(run, "Reporting")
    assert reporting == {
        "activity_effort": 6, "fragmentation": 0.7917, "fragmentation_by_towers": 0.3264, "overlap": 0.6667,
        "fragmentation_by_regions": 0.4653, "fragmentation_inside": 0, "effective_units": 4.8, "fte_outside_largest": 4,
    }  # fmt: skip
    incidents, engineering = figures(run, "Incidents"), figures(run, "Engineering")
    assert [incidents[code] for code in ("fragmentation", "overlap")] == [0.8289, 0.8]
    assert [engineering[code] for code in ("fragmentation", "overlap")] == [0.8109, 0.7241]


def test_the_figures_of_spans(membership: Membership, baseline: Baseline) -> None:
    run = execute_here(spans.request(actor_of(membership), baseline))
    # Managers are rows: P01, P02 (5 heads), P03 (5 heads); staff 10 + 8 + 4 + 6 + 8 + 6 + 1 + 6 + 2 = 51 heads.
    assert figures(run) == {
        "managers": 3,
        "direct_reports_per_manager": round(61 / 3, 4),
        "managers_per_staff": round(11 / 51, 4),
        "layers": 3,
        # P01 1, P02 5, P03 5 FTE lead with all their time, at 150, 110 and 110 k.
        "management_fte": 11,
        "management_cost": 125_000_000,
        "coordination_fte": 0,
        "coordination_cost": None,
        # Engineering is 23 to 34 % of what each team builds and runs: all are mixed, nothing of it could go.
        "mixed_persons": 51,
        "build_fte": 14.5,
        "sourceable_build_share": 0,
    }
    assert figures(run, "Layer 2") == {"heads_by_layer": 10}
    assert figures(run, "17+") == {"managers_by_span": 2}


@pytest.mark.parametrize("kind", [duplication, spans])
def test_the_rows_behind_each_figure_fold_to_it(membership: Membership, baseline: Baseline, kind: ModuleType) -> None:
    by = actor_of(membership)
    run = execute_here(kind.request(by, baseline))
    results = list(Result.objects.filter(run=run))
    assert len(results) >= 13
    for result in results:
        known = metric(result.metric)
        assert known is not None, result.metric
        rows = known.rows(result, by)
        assert rows.folded == pytest.approx(result.value), (result.metric, result.d1_label)
        assert all(len(row) == len(rows.headers) for row in rows.rows)


def test_stored_figures_are_told_as_stale_once_the_baseline_moves(membership: Membership, baseline: Baseline) -> None:
    by = actor_of(membership)
    execute_here(duplication.request(by, baseline))
    assert not stored_figures(by, baseline, "duplication_index")["duplication_index"].is_stale
    row = BaselineTeam.objects.select_related("baseline", "team", "tower", "region").get(team__name="S-AM")
    place_team(by=by, row=row, version=baseline.version, tower="Mainframe")
    baseline.refresh_from_db()
    assert stored_figures(by, baseline, "duplication_index")["duplication_index"].is_stale
    again = execute_here(duplication.request(by, baseline))
    assert figures(again, "Reporting")["fragmentation_by_towers"] != 0.3264


def test_the_same_baseline_gives_the_same_run(membership: Membership, baseline: Baseline) -> None:
    by = actor_of(membership)
    assert duplication.request(by, baseline) == duplication.request(by, baseline)


def test_an_activity_that_is_no_longer_shared_asks_for_a_new_run(membership: Membership, baseline: Baseline) -> None:
    by = actor_of(membership)
    before = execute_here(duplication.request(by, baseline))
    reporting = Activity.objects.get(name="Reporting")
    edit_activity(by=by, activity=reporting, version=reporting.version, is_shareable=False)
    after = execute_here(duplication.request(by, baseline))
    assert after != before
    # without reporting: (30 x .8289 + 14.5 x .8109) / 44.5
    assert (figures(before)["duplication_index"], figures(after)["duplication_index"]) == (0.8193, 0.823)
