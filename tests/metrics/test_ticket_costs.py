"""What tickets cost: by tower, product and team, with an upper end; sums, tickets behind a cost, what is kept."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Right, Role, Scope
from core.runs.worker import execute_here
from metrics.kinds import ticket_costs as kind
from metrics.models import Result
from metrics.registry import metric
from metrics.selectors.ticket_costs import NO_TEAM_NAME, TicketCosts, ticket_costs
from metrics.selectors.visible_logs import replay_logs
from organisations.actions import create_token
from organisations.models import Membership
from services.models import Group, TicketLog
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    client_for,
    member,
)
from tests.services.logs import HOUR, bring_in, frame_of
from towers.actions.rates import make_rate_card
from towers.models import Baseline, Effort

pytestmark = [pytest.mark.django_db, pytest.mark.once]
K = 100_000
LATE = 1_460 * 24  # hours: with the first and the last day the log covers four years
# team, group, tower, persons, cost of a full-time year in thousands, FTE of ticket work
TEAMS = (("Desk", "A", "Front", 2, 60, 2), ("Server", "B", "Back", 1, 90, 1), ("Storage", "", "", 1, 50, 1))
# ticket, product, events of (hour, group, status)
TICKETS = (
    ("T1", "Mail", ((0, "A", "working"), (1, "B", "working"), (4, "B", "closed"))),
    ("T2", "Mail", ((0, "A", "working"), (3, "A", "closed"))),
    ("T3", "Disk", ((LATE, "C", "queued"), (LATE + 1, "B", "working"), (LATE + 2, "B", "closed"))),
)


@pytest.fixture
def lead() -> Membership:
    """Three teams with ticket work, of which two had tickets; a third group belongs to none."""
    made = member(Role.MODELLER, Right.PAY)
    baseline = BaselineFactory.create(organisation=made.organisation)
    work = ActivityFactory.create(organisation=made.organisation, function_code=8, is_ticket_driven=True)
    rows = [
        {"ticket": key, "time": hour * HOUR, "group": group, "product": product, "status_class": status}
        for key, product, events in TICKETS
        for hour, group, status in events
    ]
    bring_in(made.organisation, frame_of(rows))
    for name, group, tower, people, cost, fte in TEAMS:
        team = TeamFactory.create(organisation=made.organisation, name=name)
        known = TowerFactory.create(organisation=made.organisation, name=tower) if tower else None
        BaselineTeamFactory.create(baseline=baseline, team=team, tower=known, region=None)
        PositionFactory.create_batch(people, baseline=baseline, team=team, cost_low=cost * K, cost_high=cost * K)
        EffortFactory.create(baseline=baseline, team=team, activity=work, fte=fte * 10_000)
        Group.objects.filter(name=group).update(team=team)
    return made


def costs_of(lead: Membership) -> TicketCosts:
    by = actor_of(lead)
    found = ticket_costs(by, Baseline.objects.get(), replay_logs(by)[0], "UTC")
    assert found is not None
    return found


def page(lead: Membership, query: str = "", name: str = "ticket-costs") -> Any:
    return client_for(lead).get(reverse(name, args=[lead.organisation.slug]) + query)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_a_year_of_ticket_work_is_borne_by_the_tickets_of_a_year(lead: Membership) -> None:
    whole = costs_of(lead).whole
    assert (whole.tickets, whole.years, whole.cost, whole.high) == (3, 4.0, 210 * K, 260 * K)
    assert (whole.each, round(whole.each_high)) == (280 * K, round(260 * K * 4 / 3))
    assert (whole.stays, whole.linked_stays, whole.tickets_a_year) == (5, 4, 0.75)


def test_products_bear_what_their_tickets_took_of_each_team(lead: Membership) -> None:
    rows = {row.name: (row.tickets, row.cost, row.high, row.each) for row in costs_of(lead).by("product")}
    # Desk: 1 and 3 of 4 hours of 120 k, both Mail; Server: 3 and 1 of 4 hours of 90 k; Storage: one stay of nobody.
    assert rows == {
        "Mail": (2, 187.5 * K, 187.5 * K, 375 * K),
        "Disk": (1, 22.5 * K, 72.5 * K, 90 * K),
    }


def test_towers_and_teams_bear_their_own_cost_and_count_each_ticket_they_had(lead: Membership) -> None:
    found = costs_of(lead)
    towers = [(row.name, row.tickets, row.cost, row.high) for row in found.by("tower")]
    assert towers == [("Front", 2, 120 * K, 120 * K), ("Back", 2, 90 * K, 90 * K), (NO_TEAM_NAME, 1, 0, 50 * K)]
    assert [row.name for row in found.by("team")] == ["Desk", "Server", NO_TEAM_NAME]
    assert [team.name for team in found.idle] == ["Storage"]


@pytest.mark.parametrize("by", ["tower", "product", "kind", "service", "team"])
def test_rows_add_up_to_the_cost_of_ticket_work_to_the_minor_unit(lead: Membership, by: str) -> None:
    for post in Baseline.objects.get().positions.all():
        post.cost_low = post.cost_high = (post.cost_low or 0) + post.pk * 7 + 1
        post.save()
    found = costs_of(lead)
    rows = found.by(by)
    assert sum(row.cost for row in rows) == found.linked == found.total - found.idle[0].cost
    assert sum(row.high for row in rows) == found.total


def test_a_team_of_unknown_cost_takes_the_mean_and_says_so(lead: Membership) -> None:
    Baseline.objects.get().positions.filter(team__name="Server").update(cost_low=None, cost_high=None)
    found = costs_of(lead)
    server = next(team for team in found.teams if team.name == "Server")
    # The mean of the rest stands for the post itself, and with it the staff are 2 x 60, 50 and 56.7 k.
    assert server.is_stated is False
    assert server.cost == round((120 + 50) / 3 * K)
    assert found.stated_share == pytest.approx(170 / (170 + 170 / 3))


def test_the_page_names_the_range_and_who_is_left_out(lead: Membership) -> None:
    text = words(page(lead))
    assert "A ticket costs EUR 280,000 to EUR 346,667 on average" in text
    assert "EUR 50,000 a year is ticket work of 1 team that no group of this log belongs to: Storage." in text
    assert "The cost of every team is shared by touch time." in text
    assert table(page(lead, "?by=product&format=csv"))[1:] == [
        ["Mail", "2", "0.5", "3", "3", "18750000", "18750000", "37500000", "37500000"],
        ["Disk", "1", "0.25", "2", "1", "2250000", "7250000", "9000000", "29000000"],
    ]
    assert [row[-1] for row in table(page(lead, "?format=csv&table=teams"))[1:]] == [
        *("touch time", "touch time", "no ticket in this log"),
    ]
    assert page(lead, "?by=grade").status_code == 400


def test_stays_of_no_team_have_an_unknown_cost_where_every_team_had_tickets(lead: Membership) -> None:
    Effort.objects.filter(team__name="Storage").delete()
    text = words(page(lead))
    assert "A ticket costs EUR 280,000 on average" in text
    assert "What tickets cost in groups of no team with ticket work is not known" in text
    assert "At most" not in text


def test_each_number_opens_its_tickets_with_whom_they_cost(lead: Membership) -> None:
    rows = page(lead, "?by=product").context["rows"]
    behind = client_for(lead).get(rows[0]["url"]).context["behind"]
    assert (behind.title, behind.count, [ticket.key for ticket in behind.tickets]) == ("Mail", 2, ["T1", "T2"])
    assert behind.tickets[0].note == "EUR 390,000: Server EUR 270,000, Desk EUR 120,000"
    answer = page(lead, "?by=product&place=Mail&format=csv", "ticket-cost-tickets")
    assert [[row[0], *row[-2:]] for row in table(answer)[1:]] == [
        ["T1", "39000000", "39000000"],
        ["T2", "36000000", "36000000"],
    ]
    assert page(lead, "", "ticket-cost-tickets").context["behind"].count == 3
    assert page(lead, "?by=product&place=Nothing", "ticket-cost-tickets").status_code == 404


def test_without_the_right_to_see_pay_money_is_the_cards(lead: Membership) -> None:
    viewer = member(Role.VIEWER, organisation=lead.organisation)
    assert "What a ticket costs is unknown: no cost of positions is known" in words(page(viewer))
    team = Baseline.objects.get().teams.get(team__name="Desk").team
    PositionFactory.create_batch(6, baseline=Baseline.objects.get(), team=team, cost_low=80 * K, cost_high=80 * K)
    make_rate_card(by=actor_of(lead), baseline=Baseline.objects.get())
    text = words(page(viewer))
    assert "from the rate card" in text
    card = costs_of(viewer)
    assert {team.cost / team.fte for team in card.teams} == {(9 * 0 + 120 + 90 + 50 + 480) / 10 * K}


def test_the_kept_figures_fold_from_their_teams(lead: Membership) -> None:
    by = actor_of(lead)
    run = execute_here(kind.request(by, Baseline.objects.get(), TicketLog.objects.get()))
    assert run.state == "done", run.error
    results = list(Result.objects.filter(run=run))
    assert {(result.metric, result.d1_kind) for result in results} >= {("cost_per_ticket", ""), ("ticket_cost", "team")}
    for result in results:
        known = metric(result.metric)
        assert known is not None
        rows = known.rows(result, by)
        assert rows.folded == pytest.approx(result.value), (result.metric, result.d1_label)
    each = Result.objects.get(run=run, metric="cost_per_ticket", d1_kind="")
    assert (each.low, each.evidence, each.coverage) == (280 * K, "measured", 0.8)
    how = words(client_for(lead).get(reverse("how", args=[lead.organisation.slug, run.uid, each.pk])))
    assert "at least EUR 280,000, at most EUR 346,667" in how
    desk = Result.objects.get(run=run, metric="cost_per_ticket", d1_kind="team", d1_label="Desk")
    assert (desk.low, desk.high) == (None, None)
    address = reverse("ticket-costs-run", args=[lead.organisation.slug, Baseline.objects.get().uid])
    assert client_for(lead).post(address).headers["Location"].endswith(f"/runs/{run.uid}/")
    assert "data-figure" in words(page(lead))


def test_rest_has_the_same(lead: Membership) -> None:
    _, secret = create_token(by=actor_of(lead), name="t", scopes=[Scope.READ])
    headers = {"Authorization": f"Token {secret}"}
    rows = client_for(lead).get("/api/v1/ticket-costs/?by=product", headers=headers).json()
    assert [(row["name"], row["tickets"], row["cost"], row["cost_high"], row["each"]) for row in rows] == [
        ("", 3, 210 * K, 260 * K, 280 * K),
        ("Mail", 2, 187.5 * K, 187.5 * K, 375 * K),
        ("Disk", 1, 22.5 * K, 72.5 * K, 90 * K),
    ]
    assert client_for(lead).get("/api/v1/ticket-costs/?by=grade", headers=headers).status_code == 400


def test_where_something_is_missing_the_page_says_what(lead: Membership) -> None:
    Group.objects.update(team=None)
    TicketLog.objects.update(version=99)
    assert "no group belongs to a team with ticket work" in words(page(lead))
    empty = member(Role.MODELLER)
    assert "Import a staff list with what positions cost." in words(page(empty))
    BaselineFactory.create(organisation=empty.organisation)
    assert "Import a year of them to see what one costs" in words(page(empty))
