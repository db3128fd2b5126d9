"""Coordination by role, in FTE and money: the page, its download, and what is kept."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from core.actor import Right, Role
from core.runs.worker import execute_here
from metrics.kinds import spans
from metrics.models import Result
from metrics.registry import metric
from metrics.selectors.coordination import coordination_view
from metrics.selectors.results import results_for
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    PositionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from towers.actions.rates import make_rate_card
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Region, Team

pytestmark = pytest.mark.django_db(transaction=True)
K = 100_000


@pytest.fixture
def membership() -> Membership:
    return member(Role.MODELLER, Right.PAY)


@pytest.fixture
def baseline(membership: Membership) -> Baseline:
    return BaselineFactory.create(organisation=membership.organisation)


@pytest.fixture
def talks(membership: Membership) -> Activity:
    made: Activity = ActivityFactory.create(
        organisation=membership.organisation, name="Talks between towers", function_code=4, is_coordination=True
    )
    return made


def team_of(baseline: Baseline, title: str, people: int, cost: int, grade: str = "") -> tuple[Team, list[Position]]:
    """A team of like posts in one region, each at `cost` thousand a year."""
    owner = baseline.organisation
    region, _ = Region.objects.get_or_create(organisation=owner, key="europe", defaults={"name": "Europe"})
    team = TeamFactory.create(organisation=owner)
    BaselineTeam.objects.create(baseline=baseline, team=team, region=region)
    posts = PositionFactory.create_batch(
        people, baseline=baseline, team=team, title=title, grade=grade, cost_low=cost * K, cost_high=cost * K
    )
    return team, posts


@pytest.fixture
def architects(baseline: Baseline, talks: Activity) -> Team:
    """Twelve, who stated as a team that a third of their time goes to talks between towers."""
    team, _ = team_of(baseline, "Architect", 12, 120, "G8")
    EffortFactory.create(baseline=baseline, team=team, activity=talks, fte=40_000, evidence="surveyed")
    return team


def ask(membership: Membership, query: str = "") -> Any:
    return client_for(membership).get(reverse("coordination", args=[membership.organisation.slug]) + query)


def words(answer: Any) -> str:
    return " ".join(answer.text.split())


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_twelve_architects_at_a_third_are_four_fte_with_their_cost(
    membership: Membership, baseline: Baseline, architects: Team
) -> None:
    view = coordination_view(actor_of(membership), baseline)
    (row,) = view.roles
    assert (row.name, row.heads, row.fte) == ("Architect", 12, 12.0)
    assert (round(row.coordination_fte, 6), round(row.share, 4)) == (4.0, 0.3333)
    assert row.money == pytest.approx(480 * K)
    assert view.evidence == "surveyed"
    text = words(ask(membership))
    assert "Coordination takes 4.0 FTE, 33.3% of the time" in text
    assert "EUR 480,000 a year" in text


def test_stated_by_position_it_is_the_same(membership: Membership, baseline: Baseline, talks: Activity) -> None:
    team, posts = team_of(baseline, "Architect", 12, 120)
    for post in posts:
        EffortFactory.create(baseline=baseline, team=team, activity=talks, position=post, fte=3_333)
    (row,) = coordination_view(actor_of(membership), baseline).roles
    assert (row.heads, round(row.coordination_fte, 1), round(row.share, 2)) == (12, 4.0, 0.33)


def test_roles_are_titles_however_written_or_grades(
    membership: Membership, baseline: Baseline, talks: Activity
) -> None:
    for title, grade in (("Architect", "G8"), ("ARCHITECT ", "G9"), ("Engineer", "G8")):
        team, posts = team_of(baseline, title, 1, 100, grade)
        EffortFactory.create(baseline=baseline, team=team, activity=talks, position=posts[0], fte=2_500)
    by = actor_of(membership)
    titles = {row.name: (row.heads, row.coordination_fte) for row in coordination_view(by, baseline).roles}
    assert titles == {"Architect": (2, 0.5), "Engineer": (1, 0.25)}
    grades = {row.name: (row.heads, row.coordination_fte) for row in coordination_view(by, baseline, "grade").roles}
    assert grades == {"G8": (2, 0.5), "G9": (1, 0.25)}
    assert [row["Grade"] for row in table(ask(membership, "?by=grade&format=csv"))] == ["G8", "G9"]


def test_without_the_right_money_is_the_cards_and_few_persons_are_hidden(
    membership: Membership, baseline: Baseline, architects: Team, talks: Activity
) -> None:
    for title, people in (("Engineer", 6), ("Head", 2)):
        team, _ = team_of(baseline, title, people, 100 if people > 2 else 300, "G8")
        EffortFactory.create(baseline=baseline, team=team, activity=talks, fte=people * 1_000)
    make_rate_card(by=actor_of(membership), baseline=baseline)
    viewer = member(Role.VIEWER, organisation=membership.organisation)
    rows = {row["Title"]: row for row in table(ask(viewer, "?format=csv"))}
    # One rate: (12 x 120 + 6 x 100 + 2 x 300) / 20 = 132 k.
    assert rows["Architect"]["Cost of coordination from the rate card, minor units a year"] == str(4 * 132 * K)
    assert (rows["Head"]["Persons"], rows["Engineer"]["Persons"]) == ("hidden", "hidden")
    assert rows["Architect"]["Persons"] in ("12", "hidden")
    own = {row["Title"]: row for row in table(ask(membership, "?format=csv"))}
    assert (own["Head"]["Persons"], own["Head"]["Cost of coordination, minor units a year"]) == ("2", str(60 * K))
    assert "from the rate card" in words(ask(viewer))


def test_coordination_of_a_team_without_a_post_is_told_apart(
    membership: Membership, baseline: Baseline, architects: Team, talks: Activity
) -> None:
    EffortFactory.create(baseline=baseline, activity=talks, fte=5_000)
    view = coordination_view(actor_of(membership), baseline)
    assert (view.unplaced, round(view.fte, 4)) == (0.5, 4.5)
    assert "0.5 FTE more are stated of teams without a filled post" in words(ask(membership))


def test_where_nothing_is_marked_the_page_says_what_to_do(membership: Membership, baseline: Baseline) -> None:
    text = words(ask(membership))
    assert "No coordination is stated yet" in text
    assert 'class="empty"' in text


def test_every_figure_is_kept_on_both_kinds_of_money_and_its_rows_fold_to_it(
    membership: Membership, baseline: Baseline, architects: Team, talks: Activity
) -> None:
    lead = Position.objects.filter(team=architects)[0]
    Position.objects.filter(team=architects).exclude(pk=lead.pk).update(manager=lead)
    EffortFactory.create(baseline=baseline, activity=talks, fte=5_000)
    make_rate_card(by=actor_of(membership), baseline=baseline)
    by = actor_of(membership)
    run = execute_here(spans.request(by, baseline))
    assert run.state == "done", run.error
    results = list(Result.objects.filter(run=run))
    assert {result.basis for result in results if result.unit == "money"} == {"cost", "card"}
    for result in results:
        known = metric(result.metric)
        assert known is not None, result.metric
        rows = known.rows(result, by)
        assert rows.folded == pytest.approx(result.value), (result.metric, result.d1_label, result.basis)
        assert all(len(row) == len(rows.headers) for row in rows.rows)
    whole = Result.objects.get(run=run, metric="coordination_fte", d1_kind="")
    assert (round(whole.value or 0, 4), whole.evidence) == (4.5, "surveyed")
    viewer = actor_of(member(Role.VIEWER, organisation=membership.organisation))
    seen = results_for(viewer).filter(run=run, unit="money").values_list("basis", flat=True)
    assert set(seen) == {"card"}


def test_queries_do_not_grow_with_rows(
    membership: Membership,
    baseline: Baseline,
    architects: Team,
    talks: Activity,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser, address = client_for(membership), reverse("coordination", args=[membership.organisation.slug])
    with django_assert_max_num_queries(12) as few:
        browser.get(address)
    for number in range(30):
        team, posts = team_of(baseline, f"Engineer {number}", 2, 90)
        EffortFactory.create(baseline=baseline, team=team, activity=talks, position=posts[0], fte=1_000)
    assert Effort.objects.count() == 31
    with django_assert_max_num_queries(12) as many:
        browser.get(address)
    assert len(many) == len(few)
