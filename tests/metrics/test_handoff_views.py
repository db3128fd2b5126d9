"""Handoffs in working hours, per service, as a network, and the tickets behind every figure."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.actor import Scope
from core.runs.worker import execute_here
from metrics.kinds.handoffs import request, versions_of
from metrics.models import Result
from metrics.registry import metric
from metrics.results import is_stale
from metrics.selectors.handoff_network import STRONGEST, network_of, network_sentence, strongest_of
from metrics.selectors.handoff_tickets import AROUND, SLICES, Asked, tickets_behind
from metrics.selectors.handoff_touch import open_time_of
from metrics.selectors.handoffs import HandoffFilters, handoff_analysis
from metrics.selectors.log_in_view import Asking, LogInView
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.calendar_uses import add_calendar_use
from services.actions.calendars import Hours, add_calendar
from services.calendars import Calendar, instant_us
from services.clocks import Clocks
from services.models import BusinessCalendar, Group, TicketLog
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    RegionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SERVICES = {"T1": "Mail", "T2": "Mail", "T3": "Print", "T4": None}
WEEKDAYS = {str(day): [[540, 1_020]] for day in range(5)}
FRIDAY = instant_us(datetime(2026, 3, 6, 16, tzinfo=UTC))


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """The golden log with services: A and C are level 1, B is level 2."""
    levels = {"A": "1", "B": "2", "C": "1", None: None}
    rows = [row | {"level": levels[row["group"]], "service": SERVICES[row["ticket"]]} for row in golden_rows()]
    return bring_in(person.organisation, frame_of(rows))[1]


@pytest.fixture
def over_a_weekend(person: Membership) -> TicketLog:
    """Handed over on Friday at 16:00 UTC, taken up on Monday at 10:00; a day has eight hours from 9:00."""
    monday = FRIDAY + 66 * HOUR
    rows: list[dict[str, Any]] = [
        {"ticket": "1", "time": FRIDAY - HOUR, "group": "A", "status_class": "working"},
        {"ticket": "1", "time": FRIDAY, "group": "B", "status_class": "queued"},
        {"ticket": "1", "time": monday, "group": "B", "status_class": "working"},
        {"ticket": "1", "time": monday + HOUR, "group": "B", "status_class": "closed"},
    ]
    log = bring_in(person.organisation, frame_of(rows))[1]
    log.calendar = BusinessCalendar.objects.create(
        organisation=person.organisation, name="Office", key="office", time_zone="UTC", spans=WEEKDAYS
    )
    log.save()
    return log


def in_view(person: Membership, log: TicketLog, unit: str = "group", **filters: Any) -> LogInView:
    return LogInView(actor_of(person), log, Asking(HandoffFilters(**filters), "UTC", unit))


def page(person: Membership, log: TicketLog, query: str = "") -> str:
    answer = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/{log.uid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_wait_over_a_weekend_is_two_working_hours(person: Membership, over_a_weekend: TicketLog) -> None:
    office = Calendar("UTC", dict.fromkeys(range(5), ((540, 1_020),)))
    elapsed = handoff_analysis(actor_of(person), over_a_weekend)
    working = handoff_analysis(actor_of(person), over_a_weekend, clocks=Clocks((office,)))
    assert (elapsed.wait_median_us, working.wait_median_us) == (66 * HOUR, 2 * HOUR)
    assert (elapsed.handoffs, elapsed.waits.kind.tolist()) == (working.handoffs, working.waits.kind.tolist())
    found = LogInView(actor_of(person), over_a_weekend, Asking(HandoffFilters(), "UTC", is_working=True))
    open_time = open_time_of(found.columns, found.view)
    assert (open_time.queued_us.tolist(), open_time.working_us.tolist()) == ([2 * HOUR], [2 * HOUR])


def test_the_page_counts_in_working_hours_where_it_is_asked_to(person: Membership, over_a_weekend: TicketLog) -> None:
    assert "2 d 18 h" in page(person, over_a_weekend)
    text = page(person, over_a_weekend, "?hours=working")
    assert "2 d 18 h" not in text
    assert "50% of the open time is work; 50% queued." in text
    assert "Working hours of “Office”" in text
    assert 'name="hours" value="working"' in text


def test_a_log_without_a_calendar_counts_elapsed_time_and_says_what_to_do(person: Membership, log: TicketLog) -> None:
    text = page(person, log, "?hours=working")
    assert "give the log a calendar" in text
    assert "Elapsed time, not working hours" in text


def test_services_are_told_apart(person: Membership, log: TicketLog) -> None:
    client = client_for(person)
    address = f"/o/{person.organisation.slug}/handoffs/{log.uid}/?format=csv&table="
    rows = b"".join(client.get(f"{address}services").streaming_content).decode().splitlines()
    assert rows[1:] == [
        "Mail,2,6,3.0,2,1.0,2,1,0.5,0.0",  # T1 has 4 handoffs, T2 2; T2 stays in groups of level 1
        "Print,1,1,1.0,0,0.0,1,0,0.0,0.0",
        ",1,1,1.0,0,0.0,0,0,,",
    ]
    rows = b"".join(client.get(f"{address}open-time").streaming_content).decode().splitlines()
    assert rows[1] == "B,7.0,1.0,6.0,0.0,0.0,0.8571428571428571"
    assert "Of 3 services a ticket of Mail changes hands most, 3.00 times on average." in page(person, log)
    assert "1 of 4 tickets in view" in page(person, log, "?service=Print")


def test_a_log_without_services_says_what_to_import(person: Membership, over_a_weekend: TicketLog) -> None:
    assert "No ticket of this log names a service" in page(person, over_a_weekend)


def test_the_network_draws_every_connection_of_a_small_log(person: Membership, log: TicketLog) -> None:
    text = page(person, log, "?show=network")
    assert len(re.findall(r'<path class="flow-band"', text)) == 5
    assert 'aria-label="A to B: 3 handoffs, 37.5% of all"' in text
    assert "The 5 connections drawn carry 100% of all handoffs." in text
    assert '<table class="table">' in text
    assert "dist/flow.js" in text
    assert "dist/flow.js" not in page(person, log)
    by_level = page(person, log, "?show=network&unit=level")
    assert "2 handoffs stay inside one unit." in by_level  # A > C and C > A


def test_only_the_strongest_connections_are_drawn_and_the_rest_is_told(person: Membership) -> None:
    rows = [
        {"ticket": f"{pair}-{n}", "time": at, "group": name}
        for pair in range(60)
        for n in range(1 + pair // 6)
        for at, name in enumerate((f"G{pair % 40}", f"H{pair % 7}"))
    ]
    _, log = bring_in(person.organisation, frame_of(rows))
    found = handoff_analysis(actor_of(person), log)
    strongest = strongest_of(found)
    assert len(strongest.drawn) <= STRONGEST
    assert len({unit for one in strongest.drawn for unit in one[:2]}) <= 24
    network = network_of(found, lambda one, other: "")
    assert network is not None
    weaker = strongest.connections - len(strongest.drawn)
    assert (
        f"{weaker} weaker connections with {strongest.handoffs - strongest.drawn_handoffs} handoffs" in network["rest"]
    )
    assert network_sentence(found).startswith(f"The {len(strongest.drawn)} connections drawn carry")


def test_groups_stand_in_the_function_of_their_teams_work_else_of_their_level(
    person: Membership, log: TicketLog
) -> None:
    baseline = BaselineFactory.create(organisation=person.organisation)
    team = TeamFactory.create(organisation=person.organisation, name="A")
    for code, fte in ((4, 10_000), (6, 30_000)):
        activity = ActivityFactory.create(
            organisation=person.organisation, function_code=code, is_ticket_driven=True, is_management=False
        )
        EffortFactory.create(baseline=baseline, team=team, activity=activity, fte=fte)
    Group.objects.filter(name="A").update(team=team)
    labels = in_view(person, log, "function").units.labels
    assert [label.split()[0] for label in labels] == ["6", "7", "8"]


COUNTS = {
    "tickets": 4,
    "handoffs": 4,
    "unmoved": 0,
    "reopened": 1,
    "direct": 2,
    "returns": 2,
    "bounces": 1,
    "closed": 3,
    "entered": 3,
    "first-line": 1,
    "up": 2,
    "up-known": 4,
    "up-unknown": 0,
    "towers-unknown": 4,
    "waits": 4,
    "observed": 3,
    "passed-on": 0,
    "censored": 1,
    "unnamed": 1,
    "open": 4,
    "queued": 2,
    "working": 4,
    "pending": 0,
}


def test_every_figure_leads_to_the_tickets_it_counts(person: Membership, log: TicketLog) -> None:
    found = in_view(person, log)
    asked = Asked(found.columns, found.view, found.places, found.units)
    behind = {of: tickets_behind(asked, of) for of in SLICES}
    assert {of: behind[of].count for of in COUNTS} == COUNTS
    assert all(len(one.tickets) == one.count for one in behind.values())


def test_a_percentile_opens_the_tickets_nearest_to_it(person: Membership) -> None:
    ways = {f"{count}-{n}": "ABABABAB"[: count + 1] for count in range(7) for n in range(3)}
    rows = [
        {"ticket": key, "time": at * HOUR * (1 + int(key[0])), "group": group, "status_class": "working"}
        for key, way in ways.items()
        for at, group in enumerate((*way, way[-1]))
    ]
    log = bring_in(person.organisation, frame_of(rows))[1]
    found = in_view(person, log)
    asked = Asked(found.columns, found.view, found.places, found.units)
    behind = tickets_behind(asked, "p90")
    assert (found.analysis().p90, behind.count, behind.chosen) == (6, 21, ", those nearest to 6 handoffs")
    assert [ticket.note for ticket in behind.tickets] == ["6 handoffs"] * 3 + ["5 handoffs"] * 2


def test_a_median_opens_waits_around_it_in_the_hours_that_are_asked_for(
    person: Membership, over_a_weekend: TicketLog
) -> None:
    client, address = client_for(person), f"/o/{person.organisation.slug}/handoffs/{over_a_weekend.uid}/tickets/"
    elapsed = client.get(f"{address}?of=median-wait").text
    assert "A wait of 2 d 18 h." in elapsed
    assert "those nearest to a wait of 2 d 18 h" in elapsed
    worked = client.get(f"{address}?of=median-wait&hours=working").text
    assert "A wait of 2.0 h." in worked
    assert "4.0 h in working hours, 1 handoff" in worked
    assert "drawn as time elapses" in worked


def test_a_sum_of_the_matrix_opens_what_the_unit_sent_or_received(person: Membership, log: TicketLog) -> None:
    text = page(person, log)
    assert 'title="3 handoffs sent by B"' in text
    assert 'title="3 handoffs received by B"' in text
    found = in_view(person, log)
    by = {name: found.units.labels.index(name) for name in "ABC"}
    behind = tickets_behind(Asked(found.columns, found.view, found.places, found.units, sender=by["C"]), "handoffs")
    assert (behind.title, [ticket.key for ticket in behind.tickets]) == ("Handed over, from C", ["T2"])


def test_the_team_page_counts_waits_in_working_hours_too(person: Membership, over_a_weekend: TicketLog) -> None:
    team = TeamFactory.create(organisation=person.organisation, name="B")
    Group.objects.filter(name="B").update(team=team)
    address = f"/o/{person.organisation.slug}/teams/{team.uid}/tickets/"
    assert "2 d 18 h" in client_for(person).get(address).text
    worked = client_for(person).get(f"{address}?hours=working").text
    assert ('<td class="num">2.0 h</td>' in worked, "hours=working" in worked) == (True, True)
    over_a_weekend.calendar = None
    over_a_weekend.save()
    assert "give the log a calendar" in client_for(person).get(f"{address}?hours=working").text


def test_downloads_say_in_which_hours_they_count(person: Membership, over_a_weekend: TicketLog) -> None:
    client, address = client_for(person), f"/o/{person.organisation.slug}/handoffs/{over_a_weekend.uid}/"
    for place, table, elapsed, worked in (
        ("", "waiting", "B,1,66.0", "B,1,2.0"),
        ("", "open-time", "B,67.0,66.0,1.0", "B,3.0,2.0,1.0"),
        ("questions/", "pending", "(h)", "(working h)"),
        ("questions/", "all-hands", "(h)", "(working h)"),
    ):
        plain, counted = (
            b"".join(client.get(f"{address}{place}?format=csv&table={table}{more}").streaming_content).decode()
            for more in ("", "&hours=working")
        )
        assert (elapsed in plain, worked in counted) == (True, True), table
        assert ("(h)" in plain, "(working h)" in counted) == (True, True), table


def test_what_narrows_a_figure_narrows_its_tickets(person: Membership, log: TicketLog) -> None:
    found = in_view(person, log)
    by = {name: found.units.labels.index(name) for name in "ABC"}

    def keys(of: str, to: int = -1, service: str | None = None) -> list[str]:
        asked = Asked(found.columns, found.view, found.places, found.units, to, service)
        return [ticket.key for ticket in tickets_behind(asked, of).tickets]

    assert keys("handoffs") == ["T1", "T2", "T3", "T4"]  # 4, 2, 1 and 1 handoffs
    assert keys("handoffs", by["C"]) == ["T2", "T4"]
    assert keys("queued", by["C"]) == ["T2"]
    assert keys("handoffs", service="Mail") == ["T1", "T2"]
    assert keys("handoffs", service="") == ["T4"]
    with pytest.raises(Http404):
        keys("no such")


def test_every_link_of_the_page_opens(person: Membership, log: TicketLog) -> None:
    client, opened = client_for(person), set[str]()
    for query in ("", "?unit=team&show=network", "?unit=level&service=Mail"):
        for address in re.findall(r'href="([^"]+)" data-drawer', page(person, log, query)):
            address = address.replace("&amp;", "&")
            if address not in opened:
                opened.add(address)
                text = client.get(address, headers={"HX-Request": "true"}).content.decode()
                assert "Whole path of" in text, address
    kinds = {re.search(r"of=([\w-]+)", address)[1] for address in opened if "of=" in address}
    assert {"handoffs", "direct", "waits", "observed", "open", "queued", "working", "first-line", "up"} <= kinds
    assert AROUND.keys() <= kinds <= SLICES.keys() | AROUND.keys()
    assert any("/pair/" in address for address in opened)


def test_a_kept_result_has_services_and_working_hours(person: Membership, over_a_weekend: TicketLog) -> None:
    log = over_a_weekend
    run = execute_here(request(actor_of(person), log))
    values = dict(Result.objects.filter(run=run, d1_kind="", month="").values_list("metric", "value"))
    assert (values["queue_time_median"], values["queue_time_median_working"]) == (66.0, 2.0)
    assert values["touch_share"] == pytest.approx(2 / 68)
    assert (values["touch_share_working"], values["queue_share_working"]) == (0.5, 0.5)
    for figure in Result.objects.filter(run=run, metric__endswith="_working"):
        known = metric(figure.metric)
        assert known is not None
        assert known.rows(figure, actor_of(person)).folded == figure.value, figure.metric
    assert 'class="how"' in page(person, log, "?hours=working")
    log.calendar.version += 1
    assert is_stale(run, versions_now(person, log))


def versions_now(person: Membership, log: TicketLog) -> dict[tuple[str, int], int]:
    return versions_of(log, LogInView(actor_of(person), log, Asking(HandoffFilters(), "UTC")).stated)


def test_the_receivers_hours_count_and_a_kept_result_says_when_they_change(
    person: Membership, over_a_weekend: TicketLog
) -> None:
    log, by = over_a_weekend, actor_of(person)
    run = execute_here(request(by, log))
    assert not is_stale(run, versions_now(person, log))
    region: Any = RegionFactory(name="Asia", organisation=person.organisation)
    week = dict.fromkeys(range(5), ((540, 1_080),))  # 1:00 to 10:00 UTC: a whole day of nine hours before the answer
    asia = add_calendar(by=by, hours=Hours("Singapore", "Asia/Singapore", week))
    add_calendar_use(by=by, calendar=asia, region=region)
    assert not is_stale(run, versions_now(person, log))  # no group of the log is there
    Group.objects.filter(log=log, name="B").update(region_name="asia")
    assert is_stale(run, versions_now(person, log))
    text = page(person, log, "?hours=working")
    assert "1 of 2 groups works by “Singapore”; 1 has none and counts on “Office”, the calendar of the log" in text
    assert "Working hours of each group, 2 calendars" in text
    values = {
        figure.metric: figure.value
        for figure in Result.objects.filter(run=execute_here(request(by, log)), d1_kind="", month="")
    }
    assert (values["queue_time_median"], values["queue_time_median_working"]) == (66.0, 9.0)


def test_the_rows_behind_a_services_figures_fold_to_them(person: Membership, log: TicketLog) -> None:
    run = execute_here(request(actor_of(person), log))
    figures = Result.objects.filter(run=run, d1_kind="service")
    assert {figure.d1_label for figure in figures} == {"Mail", "Print", "no service named"}
    assert figures.count() == 15
    for figure in figures:
        known = metric(figure.metric)
        assert known is not None
        table = known.rows(figure, actor_of(person))
        assert table.folded == figure.value, (figure.metric, figure.d1_label)
        assert len(table.rows) == table.total


def api(person: Membership) -> Client:
    key = create_token(by=actor_of(person), name="t", scopes=[Scope.READ])[1]
    return Client(headers={"Authorization": f"Token {key}"})


def test_pairs_and_services_can_be_had_over_the_api(person: Membership, log: TicketLog) -> None:
    client = api(person)
    pairs = client.get("/api/v1/handoffs/").json()
    assert [(row["sender"], row["receiver"], row["handoffs"]) for row in pairs][:2] == [("A", "B", 3), ("B", "A", 2)]
    assert sum(row["waits_ended"] + row["passed_on"] + row["still_waiting"] for row in pairs) == 8
    by_level = client.get(f"/api/v1/handoffs/?unit=level&service=Mail&log={log.uid}").json()
    assert sum(row["handoffs"] for row in by_level) == 6
    services = client.get("/api/v1/handoffs/services/").json()
    assert [(row["service"], row["handoffs_per_ticket"]) for row in services] == [
        ("Mail", 3.0),
        ("Print", 1.0),
        ("", 1.0),
    ]
    assert client.get("/api/v1/handoffs/?log=nothing").status_code == 404


def test_the_api_counts_in_working_hours(person: Membership, over_a_weekend: TicketLog) -> None:
    client = api(person)
    assert client.get("/api/v1/handoffs/").json()[0]["median_wait_hours"] == 66
    assert client.get("/api/v1/handoffs/?hours=working").json()[0]["median_wait_hours"] == 2
    over_a_weekend.calendar = None
    over_a_weekend.save()
    refused = client.get("/api/v1/handoffs/services/?hours=working")
    assert (refused.status_code, "has no working hours" in refused.text) == (409, True)


def test_before_the_first_log_the_api_has_nothing(person: Membership) -> None:
    client = api(person)
    assert client.get("/api/v1/handoffs/").json() == client.get("/api/v1/handoffs/services/").json() == []


def test_pages_ask_few_queries(person: Membership, over_a_weekend: TicketLog) -> None:
    client = client_for(person)
    address = f"/o/{person.organisation.slug}/handoffs/{over_a_weekend.uid}/"
    client.get(address)
    for query in ("?show=network", "?unit=function", "?hours=working&unit=team", "tickets/?of=waits&hours=working"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address + query).status_code == 200
        assert len(asked) <= 12, query


def test_the_page_of_a_ticket_shows_its_lanes_and_what_its_time_was(
    person: Membership, over_a_weekend: TicketLog
) -> None:
    address = f"/o/{person.organisation.slug}/ticket-logs/{over_a_weekend.uid}/ticket/?key=1"
    text = client_for(person).get(address).content.decode()
    assert "1 changed hands 1 time in 2 d 20 h; somebody worked on it for 3% of its open time" in text
    assert "Ticket 1: 2 d 20 h, 1 handoff; through A, then B; queued 2 d 18 h, worked on 2.0 h" in text
    assert len(re.findall(r'class="path-block is-(?:working|queued|closed)"', text)) == 4
    assert 'class="path-fold"' in text
    assert '<td class="num">2 d 18 h</td><td class="num">2.0 h</td>' in text  # the event, elapsed and in working hours
    rows = b"".join(client_for(person).get(f"{address}&format=csv").streaming_content).decode().splitlines()
    assert rows[2].endswith("B,,queued,yes,237600.0,3600.0,7200.0")


def test_a_ticket_is_told_in_the_organisations_time_and_one_without_a_group_stayed_in_none(person: Membership) -> None:
    person.organisation.time_zone = "Europe/Brussels"
    person.organisation.save()
    rows = [{"ticket": "1", "time": FRIDAY + n * HOUR, "group": None, "status_class": "working"} for n in (0, 2)]
    _, log = bring_in(person.organisation, frame_of(rows))
    address = f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/ticket/?key=1"
    text = client_for(person).get(address).content.decode()
    assert "Time (Europe/Brussels)" in text
    assert "6 Mar 2026, 17:00" in text
    assert "1 names no group in 2.0 h" in text


def test_groups_of_several_regions_are_told_and_a_region_hands_over_inside_itself(person: Membership) -> None:
    steps = [("A", "EU"), ("B", "EU"), ("A", "EU"), ("B", "AM"), ("B", "EU")]
    rows = [
        {"ticket": "1", "time": n * HOUR, "group": group, "region": region} for n, (group, region) in enumerate(steps)
    ]
    _, log = bring_in(person.organisation, frame_of(rows))
    text = page(person, log, "?unit=region")
    assert "1 group occurs in several regions of the log: it counts where most of its events lie." in text
    assert "Event by event, 2 handoffs in 1 ticket go from one region to another." in text
    assert "go from one region to another" in page(person, log)
    pair = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/{log.uid}/pair/?unit=region&from=eu&to=eu")
    assert "Groups of EU hand each other work 3 times" in pair.content.decode()
    assert "EU ⇄ EU" not in pair.content.decode()
