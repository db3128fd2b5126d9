"""Searching for duplicates: what is found, that its rows fold to it, and what a search costs."""

import time

import pytest
from django.core.management import call_command

from metrics.models import Result
from metrics.registry import metric
from tests.factories import EffortFactory, PositionFactory
from tests.metrics.finder_world import FinderWorld
from towers.models import Activity, Effort, Position

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> FinderWorld:
    return FinderWorld()


def test_work_under_other_names_is_one_finding(world: FinderWorld) -> None:
    world.search()
    row = world.finding("Capacity reporting")
    assert {member.text for member in row.members} == {
        "Server capacity report",
        "Bandwidth utilisation statistics",
        "Monthly capacity pack",
        "Growth list",
    }
    assert row.figures["found_fte"] == pytest.approx(2.8)
    assert row.figures["found_outside_largest"] == pytest.approx(1.6)
    assert row.figures["found_teams"] == 3
    assert row.status == "open"
    # Every row names a team as a whole: at most all of the 9 posts touch it.
    assert (row.named_positions, row.figures["found_positions"], row.is_upper_bound) == (0, 9, True)


def test_posts_count_with_the_time_that_no_effort_states(world: FinderWorld) -> None:
    world.search()
    row = world.finding("Senior Database Administrator")
    # Network: 2 posts less 1.8 FTE of the team's effort; Storage: 3 less 0.8.
    assert row.figures["found_fte"] == pytest.approx(0.2 + 2.2)
    assert row.figures["found_outside_largest"] == pytest.approx(0.2)
    assert (row.named_positions, row.is_upper_bound, row.sources) == (5, False, ["title"])
    assert {found.label for found in world.view().findings} == {"Capacity reporting", "Senior Database Administrator"}


def test_effort_of_named_posts_is_theirs_alone(world: FinderWorld) -> None:
    post = Position.objects.filter(title="DBA").first()
    effort = world.add_effort("Network", "", "Capacity reporting", 0.1)
    Effort.objects.filter(pk=effort.pk).update(position=post, evidence="assumed")
    world.search()
    row = world.finding("Senior Database Administrator")
    assert row.figures["found_fte"] == pytest.approx((2 - 1.8 - 0.1) + 2.2)
    texts = {member.text for member in world.finding("Capacity reporting").members}
    assert "DBA" in texts, "proposed from the title, so the title is what it is called"


def test_leaders_vacancies_and_management_are_no_duplication(world: FinderWorld) -> None:
    for team in ("Server", "Network"):
        lead = PositionFactory.create(baseline=world.baseline, team=world.teams[team], title="Windows architect")
        PositionFactory.create(baseline=world.baseline, team=world.teams[team], title="Clerk", manager=lead)
        PositionFactory.create(
            baseline=world.baseline, team=world.teams[team], title="Linux architect", status="vacant"
        )
        world.add_effort(team, "Leading people", "People management", 1.0)
    world.search()
    assert {row.label for row in world.view().findings} == {"Capacity reporting", "Senior Database Administrator"}


def test_ticket_categories_count_where_the_ticket_ended_and_in_no_sum(world: FinderWorld) -> None:
    Activity.objects.filter(name__in=("Wiring", "Contracts")).update(is_ticket_driven=True)
    world.search(world.log())
    row = world.finding("Printing")
    assert row.is_ticket_work
    # All ticket work of Server (1 FTE) and Network (1 FTE) is on printing.
    assert row.figures["found_teams"] == 2
    assert row.figures["found_outside_largest"] == pytest.approx(1.0)
    assert row not in world.view().findings
    assert world.view().outside_largest_fte == pytest.approx(1.6 + 0.2)
    total = Result.objects.get(metric="found_outside_largest", d1_kind="")
    assert total.value == pytest.approx(1.8)


def test_the_rows_behind_each_figure_fold_to_it(world: FinderWorld) -> None:
    Activity.objects.filter(name__in=("Wiring", "Contracts")).update(is_ticket_driven=True)
    world.search(world.log())
    results = list(Result.objects.select_related("run").order_by("id"))
    assert {result.metric for result in results} >= {"findings", "found_fte", "found_positions", "found_teams"}
    for result in results:
        known = metric(result.metric)
        assert known is not None, result.metric
        rows = known.rows(result, world.by)
        assert rows.folded == pytest.approx(result.value), (result.metric, result.d1_label, result.d2_label)
        assert all(len(row) == len(rows.headers) for row in rows.rows)


def test_a_search_is_stale_once_the_data_moves(world: FinderWorld) -> None:
    world.search()
    assert not world.view().is_stale
    world.baseline.version += 1
    world.baseline.save()
    assert world.view().is_stale


def test_the_command_finds(world: FinderWorld, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compute", "finder", "--organisation", world.organisation.slug)
    assert '"findings": 2' in capsys.readouterr().out


def test_three_thousand_posts_take_seconds(world: FinderWorld, capsys: pytest.CaptureFixture[str]) -> None:
    team = world.teams["Server"]
    Position.objects.bulk_create(
        Position(
            baseline=world.baseline, key=f"B{n}", team=team, fte=10_000, title=f"Service {n % 500} analyst {n % 7}"
        )
        for n in range(3_000)
    )
    EffortFactory.create_batch(20, baseline=world.baseline, team=team, activity=world.activities["Wiring"])
    began = time.monotonic()
    world.search()
    with capsys.disabled():
        print(f"\n  3,000 posts searched in {time.monotonic() - began:.1f} s")
    assert time.monotonic() - began < 10
