"""A page per team and per position: what they say, what they keep back, and how they filter by orientation."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from core.actor import Right, Role
from core.models import Import, ImportFile, ImportRow, Upload
from organisations.models import Membership
from services.models import Event, Group, LogSegment, Ticket, TicketLog
from tests.factories import PositionFactory, TicketLogFactory, actor_of, client_for, member
from towers.actions.rates import make_rate_card
from towers.models import Baseline, BaselineTeam, Effort, Position, Team
from towers.position_selectors import manager_chain
from towers.team_selectors import activity_shares, team_managers, team_sums

pytestmark = pytest.mark.django_db
HOUR = 3_600_000_000


def ask(membership: Membership, name: str, *parts: Any, query: str = "") -> Any:
    return client_for(membership).get(reverse(name, args=[membership.organisation.slug, *parts]) + query)


def words(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def row_of(name: str) -> BaselineTeam:
    return BaselineTeam.objects.select_related("baseline", "team", "tower", "region").get(team__name=name)


def test_the_sums_of_a_team_are_those_of_its_filled_positions(membership: Membership, baseline: Baseline) -> None:
    row = row_of("S-EU")
    PositionFactory.create(baseline=baseline, team=row.team, key="V1", status="vacant")
    Position.objects.filter(key="P06").update(cost_low=None, cost_high=None)
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    sums = team_sums(actor_of(paid), row)
    assert (sums.positions, sums.heads, sums.fte, sums.unpriced, sums.vacant) == (4, 18, 180_000, 1, 1)
    assert sums.cost == (150 + 5 * 110 + 8 * 90) * 100_000


def test_a_team_shows_what_it_does_by_activity(membership: Membership, baseline: Baseline) -> None:
    row = row_of("S-EU")
    shares = activity_shares(Effort.objects.filter(baseline=baseline, team=row.team).select_related("activity"))
    assert [(s.activity.name, s.phase, s.fte) for s in shares] == [
        ("Incidents", "run", 60_000),
        ("Leading", "", 60_000),
        ("Engineering", "build", 40_000),
        ("Reporting", "support", 20_000),
    ]
    text = words(ask(membership, "team", row.team.uid))
    assert "S-EU: 18.0 FTE, 50% of its work is run" in text
    assert '<span class="pill pill-build">build</span>' in text
    assert "100% measured" in text
    response = ask(membership, "team", row.team.uid, query="?format=csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert sum(float(line["FTE"]) for line in lines) == 18


def test_who_leads_a_team_is_named_with_what_was_inferred(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P05").update(manager_rule="by unit")
    lead = Position.objects.get(key="P02")
    PositionFactory.create(
        baseline=baseline, team=row_of("S-EU").team, key="E1", manager=lead, status="eliminated", manager_rule="by unit"
    )
    leaders = team_managers(actor_of(membership), row_of("S-EU"))
    # P02 leads P05 and P06 (8 + 4 persons), P01 leads P02 itself (5 persons).
    assert [(one["key"], one["led"], one["guessed"]) for one in leaders] == [("P02", 12, 1), ("P01", 5, 0)]
    assert "inferred for 1" in words(ask(membership, "team", row_of("S-EU").team.uid))


def test_an_inferred_place_is_marked_with_its_rule(membership: Membership, baseline: Baseline) -> None:
    BaselineTeam.objects.filter(team__name="S-EU").update(tower_rule="unit contains “server”")
    text = words(ask(membership, "team", row_of("S-EU").team.uid))
    assert '<span class="is-inferred">Server</span> <small>inferred: unit contains “server”</small>' in text
    assert text.count("inferred:") == 1


def test_the_cost_of_a_team_needs_the_right_to_see_pay(membership: Membership, baseline: Baseline) -> None:
    team = row_of("S-AM").team
    assert "EUR" not in words(ask(membership, "team", team.uid))
    make_rate_card(by=actor_of(membership), baseline=baseline)
    Position.objects.filter(team=team).update(cost_low=123_457_00, cost_high=123_457_00)
    on_card = words(ask(membership, "team", team.uid))
    assert "EUR 1.0m" in on_card
    assert "from the rate card" in on_card
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    assert "EUR 1.2m" in words(ask(paid, "team", team.uid))


def ticket_log(membership: Membership, **team_of: Team) -> TicketLog:
    """Two tickets: desk, server, desk; and desk, server."""
    log: TicketLog = TicketLogFactory.create(organisation=membership.organisation, name="Log")
    source = Import.objects.create(organisation=log.organisation, kind="tickets", content_hash="0", state="confirmed")
    segment = LogSegment.objects.create(log=log, import_of=source, state="ready", events=5, tickets=2)
    groups = {name: Group.objects.create(log=log, name=name, team=team_of.get(name)) for name in ("desk", "server")}
    for key, path in (("T1", ("desk", "server", "desk")), ("T2", ("desk", "server"))):
        ticket = Ticket.objects.create(log=log, segment=segment, key=key, opened=HOUR)
        Event.objects.bulk_create(
            Event(segment=segment, ticket=ticket, at=at * HOUR, line=at, group=groups[name])
            for at, name in enumerate(path, 1)
        )
    return log


def test_a_team_shows_the_handoffs_of_its_groups(membership: Membership, baseline: Baseline) -> None:
    team = row_of("S-EU").team
    assert "No tickets yet" in words(ask(membership, "team-tickets", team.uid))
    ticket_log(membership, server=team)
    text = words(ask(membership, "team-tickets", team.uid))
    assert "1 handoff left the team and 2 came in" in text
    assert '<th scope="row">desk</th><td class="num">1</td><td class="num">2</td>' in text
    other = row_of("S-AM").team
    assert "No group of “Log” is linked to this team" in words(ask(membership, "team-tickets", other.uid))


def test_a_position_shows_its_managers_up_to_the_top(membership: Membership, baseline: Baseline) -> None:
    position = Position.objects.get(key="P04")
    assert [one.key for one in manager_chain(actor_of(membership), position)] == ["P01", "P02"]
    Position.objects.filter(key="P01").update(manager=position)
    position.refresh_from_db()
    assert [one.key for one in manager_chain(actor_of(membership), position)] == ["P01", "P02"]


def test_a_position_shows_whom_it_leads_and_where_it_came_from(membership: Membership, baseline: Baseline) -> None:
    upload = Upload.objects.create(
        organisation=membership.organisation, sha256="0", name="staff.xlsx", size=1, path="staff.xlsx"
    )
    source = Import.objects.create(organisation=membership.organisation, kind="positions", content_hash="0")
    ImportFile.objects.create(import_of=source, file_no=1, upload=upload)
    row = ImportRow.objects.create(import_of=source, file_no=1, sheet="Europe", line=17, verdict="new")
    Position.objects.filter(key="P02").update(import_row=row, manager_rule="by title", grade="G12")
    Position.objects.filter(key="P06").update(status="eliminated")
    text = words(ask(membership, "position", Position.objects.get(key="P02").uid))
    assert "Engineer, S-EU: leads 24 persons" in text  # 10 + 8 + 6, without the eliminated row
    assert ">staff.xlsx</a>, sheet Europe, line 17" in text
    assert "inferred: by title" in text
    assert "from the rate card" in text
    assert '<td class="num">24</td><td class="num">24.0</td></tr></tfoot>' in text


def test_teams_and_positions_filter_by_orientation(membership: Membership, baseline: Baseline) -> None:
    BaselineTeam.objects.filter(team__name="N-EU").update(orientation="hybrid")
    teams = ask(membership, "teams", query="?orientation=hybrid")
    assert [row.row.team.name for row in teams.context["rows"]] == ["N-EU"]
    positions = ask(membership, "positions", query="?orientation=hybrid")
    assert {post.key for post, _ in positions.context["page"]} == {"P03", "P09", "P10"}
    assert "No team is digital." in words(ask(membership, "teams", query="?orientation=digital"))


@pytest.mark.parametrize("name", ["team", "position", "team-tickets"])
def test_queries_do_not_grow_with_rows(
    membership: Membership, baseline: Baseline, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lead = Position.objects.get(key="P02")
    parts = lead.uid if name == "position" else row_of("S-EU").team.uid
    ticket_log(membership, server=row_of("S-EU").team)
    client = client_for(membership)
    address = reverse(name, args=[membership.organisation.slug, parts])
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    Position.objects.bulk_create(
        Position(baseline=baseline, key=f"X{n}", title="Engineer", team=lead.team, fte=10_000, manager=lead)
        for n in range(300)
    )
    with django_assert_max_num_queries(12) as many:
        client.get(address)
    assert len(many) == len(few)
