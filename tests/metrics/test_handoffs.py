"""The handoffs page and its run, on the golden log of the method and on small logs."""

from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from core.runs.worker import execute_here
from metrics.kinds.handoffs import request
from metrics.models import Result
from metrics.registry import metric
from metrics.results import is_stale
from metrics.selectors.handoffs import HandoffAnalysis, HandoffFilters, handoff_analysis
from metrics.selectors.log_columns import log_events
from organisations.models import Membership
from services.actions.groups import edit_group
from services.models import Group, TicketLog
from tests.factories import (
    BaselineFactory,
    BaselineTeamFactory,
    RegionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    client_for,
    member,
)
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """The golden log: A and C are level 1, B is level 2."""
    rows = golden_rows(person="Petronella")
    levels = {"A": "1", "B": "2", "C": "1", None: None}
    return bring_in(person.organisation, frame_of([row | {"level": levels[row["group"]]} for row in rows]))[1]


def pairs_of(found: HandoffAnalysis) -> dict[tuple[str, str], int]:
    names = found.units.labels
    pairs = found.pairs
    return {
        (names[sender], names[receiver]): int(count)
        for sender, receiver, count in zip(pairs.sender, pairs.receiver, pairs.count, strict=True)
    }


def test_the_golden_log_has_its_figures(person: Membership, log: TicketLog) -> None:
    found = handoff_analysis(actor_of(person), log)
    assert pairs_of(found) == {("A", "B"): 3, ("B", "A"): 2, ("A", "C"): 1, ("B", "C"): 1, ("C", "A"): 1}
    assert (found.handoffs, found.reopenings, found.events_without_group) == (8, 1, 1)
    assert (found.ping_pong.direct, found.ping_pong.occurrences, found.ping_pong.bounces) == (2, 4, 1)
    assert (found.mean, found.p90, found.most, found.unmoved) == (2.0, 4, 4, 0)
    assert found.first_line is not None
    assert (found.first_line.resolved, found.first_line.closed, found.first_line.entered) == (1, 3, 3)
    assert (found.marks.up, found.marks.level_unknown, found.marks.region_unknown) == (3, 0, 8)


def test_filters_leave_what_they_name(person: Membership) -> None:
    january, february = 0, 40 * 24 * HOUR
    rows: list[dict[str, Any]] = [
        {"ticket": "1", "time": january, "group": "A", "priority": "P1", "product": "mail"},
        {"ticket": "1", "time": february, "group": "B", "priority": "P1", "product": "mail"},
        {"ticket": "2", "time": january, "group": "A", "priority": "P2", "product": "disk"},
        {"ticket": "2", "time": january + HOUR, "group": "B", "priority": "P2", "product": "disk"},
    ]
    _, log = bring_in(person.organisation, frame_of(rows))

    def counted(**filters: Any) -> tuple[int, int]:
        found = handoff_analysis(actor_of(person), log, HandoffFilters(**filters))
        return found.handoffs, found.tickets

    assert counted() == (2, 2)
    assert counted(month=197001) == (1, 2)
    assert counted(month=197002) == (1, 1)
    assert counted(priority="P1") == (1, 1)
    assert counted(product="disk", month=197002) == (0, 0)
    assert counted(product="no such") == (0, 0)


def test_first_line_resolution_of_a_month_counts_the_tickets_that_ended_in_it(person: Membership) -> None:
    february = 40 * 24 * HOUR
    rows: list[dict[str, Any]] = [
        {"ticket": "1", "time": 0, "group": "A", "status_class": "closed"},
        {"ticket": "2", "time": 0, "group": "A", "status_class": "working"},
        {"ticket": "2", "time": february, "group": "B 2nd", "status_class": "closed"},
    ]
    _, log = bring_in(person.organisation, frame_of(rows))
    shares = {}
    for month in (0, 197001, 197002):
        line = handoff_analysis(actor_of(person), log, HandoffFilters(month=month)).first_line
        shares[month] = (line.resolved, line.closed) if line else None
    assert shares == {0: (1, 2), 197001: (1, 1), 197002: (0, 1)}


def test_months_are_those_of_the_organisations_time_zone(person: Membership) -> None:
    person.organisation.time_zone = "Asia/Tokyo"
    person.organisation.save()
    last_hours = 31 * 24 * HOUR - 2 * HOUR
    rows = [{"ticket": "1", "time": last_hours + n, "group": name} for n, name in enumerate("AB")]
    _, log = bring_in(person.organisation, frame_of(rows))
    assert handoff_analysis(actor_of(person), log, HandoffFilters(month=197002)).handoffs == 1


def test_towers_and_regions_come_from_the_newest_baseline_else_the_logs_region(person: Membership) -> None:
    rows = golden_rows()
    regions = {"A": "Europe", "B": "Europe", "C": "Asia", None: None}
    _, log = bring_in(person.organisation, frame_of([row | {"region": regions[row["group"]]} for row in rows]))
    baseline = BaselineFactory.create(organisation=person.organisation)
    asia = RegionFactory.create(organisation=person.organisation, name="Asia")
    for name, tower in (("A", "Server"), ("B", "Network")):
        team = TeamFactory.create(organisation=person.organisation, name=name)
        group = Group.objects.get(name=name)
        edit_group(by=actor_of(person), group=group, version=1, level=1, team=team)
        BaselineTeamFactory.create(
            baseline=baseline,
            team=team,
            tower=TowerFactory.create(organisation=person.organisation, name=tower),
            region=asia if name == "B" else None,
        )
    found = handoff_analysis(actor_of(person), log, unit="cell")
    assert found.units.labels == ["Network Asia", "unknown Asia", "Server Europe"]
    assert (found.marks.across_towers, found.marks.tower_unknown) == (5, 3)
    assert (found.marks.across_regions, found.marks.region_unknown) == (7, 0)
    assert pairs_of(handoff_analysis(actor_of(person), log, unit="region")) == {
        ("Europe", "Asia"): 4,
        ("Asia", "Europe"): 3,
        ("Asia", "Asia"): 1,
    }


def test_another_organisation_sees_nothing_of_the_log(log: TicketLog) -> None:
    stranger = member()
    with pytest.raises(Http404):
        log_events(actor_of(stranger), log)
    for place in ("", "pair/?from=a&to=b"):
        page = client_for(stranger).get(f"/o/{stranger.organisation.slug}/handoffs/{log.uid}/{place}")
        assert page.status_code == 404


def test_the_page_says_the_finding_and_shows_no_person(person: Membership, log: TicketLog) -> None:
    text = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/").content.decode()
    assert "100% of tickets change hands, 8 times in all; A to B leads with 3" in text
    assert "2 tickets (50%) went straight back to the group that had passed them on" in text
    assert "33.33%" in text
    assert "1 event names no group</a>; it is left out" in text
    assert "Petronella" not in text


def test_an_empty_organisation_and_a_list_without_history_are_told_what_to_import(person: Membership) -> None:
    client, address = client_for(person), f"/o/{person.organisation.slug}/handoffs/"
    empty = client.get(address).content.decode()
    assert "Import a year of them" in empty
    assert f"/o/{person.organisation.slug}/imports/new/" in empty
    bring_in(person.organisation, frame_of([{"ticket": "1", "time": 1, "group": "A"}]))
    assert "need every change of group" in client.get(address).content.decode()


def test_a_pair_shows_real_tickets_as_lanes_and_leads_to_their_path(person: Membership, log: TicketLog) -> None:
    one, other = (Group.objects.get(name=name).uid for name in "AB")
    address = f"/o/{person.organisation.slug}/handoffs/{log.uid}/pair/?from={one}&to={other}"
    client = client_for(person)
    text = client.get(address).content.decode()
    assert "3 handoffs there, 2 back; 1 ticket went straight back" in text
    assert text.index("Whole path of T1") < text.index("Whole path of T3")
    assert 'aria-label="Ticket T1: 5.0 h, 4 handoffs, through A, then B, then A, then B, then A"' in text
    assert "Petronella" not in text
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Whole path of T1" in fragment


def test_every_table_can_be_had_as_csv(person: Membership, log: TicketLog) -> None:
    address = f"/o/{person.organisation.slug}/handoffs/{log.uid}/?format=csv&table="
    client = client_for(person)

    def lines(name: str) -> list[str]:
        return b"".join(client.get(address + name).streaming_content).decode().splitlines()

    assert lines("pairs")[1] == "A,B,3,0.375"
    assert lines("ping-pong")[1] == "A,B,3,2,1,3"
    assert lines("waiting")[1] == "A,3,0.0"
    assert lines("first-line")[3] == '"Closed, never left level 1",1,0.3333333333333333'
    assert client.get(f"{address}nothing").status_code == 404


def test_the_page_asks_few_queries_however_big_the_log(person: Membership, log: TicketLog) -> None:
    rows = [{"ticket": str(n % 50), "time": n, "group": f"G{n % 90}"} for n in range(600)]
    _, big = bring_in(person.organisation, frame_of(rows), "Big")
    execute_here(request(actor_of(person), big))
    client = client_for(person)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/o/{person.organisation.slug}/{path}").status_code == 200
        return len(asked)

    assert queries(f"handoffs/{big.uid}/") <= 12
    assert queries(f"handoffs/{log.uid}/") <= 12
    groups = [str(Group.objects.get(log=big, name=name).uid) for name in ("G1", "G2")]
    assert queries(f"handoffs/{big.uid}/pair/?from={groups[0]}&to={groups[1]}") <= 12
    assert queries(f"ticket-logs/{big.uid}/") <= 12
    assert queries("ticket-logs/") <= 12
    assert queries(f"ticket-logs/{big.uid}/ticket/?key=7") <= 12


def test_the_run_keeps_figures_whose_rows_fold_to_them(person: Membership, log: TicketLog) -> None:
    run = execute_here(request(actor_of(person), log))
    assert (run.state, run.outcome) == ("done", {"figures": 18, "handoffs": 8, "pairs": 5})
    values = dict(Result.objects.filter(run=run, d1_kind="", month="").values_list("metric", "value"))
    assert values == {
        "handoffs": 8,
        "handoffs_per_ticket": 2.0,
        "handoffs_per_ticket_p90": 4,
        "tickets_without_handoff": 0,
        "ping_pong_direct": 2,
        "ping_pong_returns": 2,
        "ping_pong_bounces": 1,
        "first_line_share": pytest.approx(1 / 3),
        "first_line_share_of_entered": pytest.approx(1 / 3),
        "queue_time_median": 0.0,
        "queue_share": pytest.approx(4 / 14),
        "touch_share": pytest.approx(10 / 14),
    }
    for result in Result.objects.filter(run=run):
        known = metric(result.metric)
        assert known is not None
        table = known.rows(result, actor_of(person))
        assert table.folded == result.value, result.metric
        assert len(table.rows) == table.total


def test_the_same_log_is_one_run_and_an_edited_group_makes_it_stale(person: Membership, log: TicketLog) -> None:
    actor = actor_of(person)
    run = execute_here(request(actor, log))
    assert request(actor, log) == run
    edit_group(by=actor, group=Group.objects.get(name="B"), version=1, level=1, team=None)
    log.refresh_from_db()
    assert is_stale(run, {("ticket_log", log.pk): log.version})
    page = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/{log.uid}/").content.decode()
    assert "The kept result is stale" in page
    assert request(actor, log) != run


def test_a_kept_result_explains_the_figures_of_the_page(person: Membership, log: TicketLog) -> None:
    address = f"/o/{person.organisation.slug}/handoffs/{log.uid}/"
    client = client_for(person)
    assert 'class="how"' not in client.get(address).content.decode()
    assert client.post(f"{address}keep/").status_code == 302
    execute_here(request(actor_of(person), log))
    assert client.get(address).content.decode().count('class="how"') == 6
    assert 'class="how"' not in client.get(f"{address}?month=197001").content.decode()


def test_how_tells_formula_inputs_and_rows_in_the_drawer_and_as_a_page(person: Membership, log: TicketLog) -> None:
    run = execute_here(request(actor_of(person), log))
    figure = run.results.get(metric="handoffs_per_ticket")
    address = f"/o/{person.organisation.slug}/how/{run.uid}/{figure.pk}/"
    drawer = client_for(person).get(address, headers={"HX-Request": "true"}).content.decode()
    for page in (drawer, client_for(person).get(address).content.decode()):
        assert "Formula" in page
        assert f"ticket log, version {log.version}" in page
        assert "Rows behind it" in page
    assert "<html" not in drawer


def test_more_pairs_than_a_result_holds_are_kept_as_an_artifact(
    person: Membership, log: TicketLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metrics.kinds.handoffs.MOST_PAIRS", 2)
    run = execute_here(request(actor_of(person), log))
    assert Result.objects.filter(run=run, metric="handoff_pairs").count() == 2
    assert run.artifacts.get().kind == "handoff-matrix"
