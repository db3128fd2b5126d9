"""The ticket log: a year of a tower organisation that throws its work around."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from sample.generator import SampleFiles
from sample.generator.catalogue import DOORS, service_of_product
from sample.generator.doors import MANAGERS
from tests.sample.reading import Row, collapsed_groups, is_ping_pong, level_of, queue_hours

Tickets = dict[str, list[Row]]
OF_TICKET = ("Priority", "Product", "Service", "Type", "Origin", "Touch", "Fault")


@pytest.fixture(scope="module")
def routes(tickets: Tickets) -> dict[str, list[str]]:
    return {number: collapsed_groups(events) for number, events in tickets.items()}


def test_handoffs_ping_pong_and_level_1_lie_where_real_logs_do(
    files: SampleFiles, tickets: Tickets, routes: dict[str, list[str]]
) -> None:
    suffixes = files.facts.log.level_of_suffix
    count = len(tickets)
    handoffs = sum(len(groups) - 1 for groups in routes.values()) / count
    ping_pong = sum(is_ping_pong(groups) for groups in routes.values()) / count
    level_1_only = sum(all(level_of(group, suffixes) == 1 for group in groups) for groups in routes.values()) / count
    events = sum(len(events) for events in tickets.values())
    print(f"\n{count:,} tickets, {events:,} events, {handoffs:.3f} handoffs per ticket (1.0 to 1.6)")
    print(f"direct ping-pong {ping_pong:.2%} (8 to 20 %), level 1 only {level_1_only:.2%} (45 to 65 %)")

    assert count == files.facts.log.tickets == 40_000
    assert events == files.facts.log.events
    assert 240_000 <= events <= 260_000
    assert 1.0 <= handoffs <= 1.6
    assert 0.08 <= ping_pong <= 0.20
    assert 0.45 <= level_1_only <= 0.65


def test_some_tickets_cross_many_teams_and_some_only_one(routes: dict[str, list[str]]) -> None:
    distinct = Counter(len(set(groups)) for groups in routes.values())

    assert distinct[1] > 10_000
    assert max(distinct) in range(6, 10)


def test_the_log_spans_twelve_months_of_head_offices_calendar(files: SampleFiles, tickets: Tickets) -> None:
    zone = ZoneInfo(files.facts.log.time_zone)
    opened = Counter(
        datetime.fromisoformat(events[0]["Updated at"]).astimezone(zone).month for events in tickets.values()
    )
    instants = [datetime.fromisoformat(event["Updated at"]) for events in tickets.values() for event in events]

    assert sorted(opened) == list(range(1, 13))
    assert min(opened.values()) > 2_500
    assert min(instants) >= datetime(2025, 1, 1, tzinfo=zone)
    assert max(instants) < datetime(2026, 1, 1, tzinfo=zone)
    assert all(instant.utcoffset() == instant.astimezone(zone).utcoffset() for instant in instants[::97])


def test_events_of_a_ticket_are_in_order_of_sequence_and_of_time(tickets: Tickets) -> None:
    for events in tickets.values():
        assert [int(event["Sequence"]) for event in events] == list(range(1, len(events) + 1))
        assert all(
            datetime.fromisoformat(first["Updated at"]) <= datetime.fromisoformat(second["Updated at"])
            for first, second in pairwise(events)
        )


def test_attributes_belong_to_the_ticket_and_take_every_value(tickets: Tickets) -> None:
    taken = {name: Counter(events[0][name] for events in tickets.values()) for name in OF_TICKET}

    assert all(len({tuple(event[name] for name in OF_TICKET) for event in events}) == 1 for events in tickets.values())
    assert set(taken["Priority"]) == {"P1", "P2", "P3", "P4"}
    assert set(taken["Type"]) == {"Incident", "Request", "Change", "Problem"}
    assert set(taken["Origin"]) == {"User", "Monitoring", ""}
    assert 0.01 <= taken["Origin"][""] / len(tickets) <= 0.03
    assert set(taken["Fault"]) == {"Yes", "No"}
    assert 0.02 <= taken["Fault"]["Yes"] / len(tickets) <= 0.12
    assert set(taken["Touch"]) == {"None", "Office", "Data centre"}
    assert 0.75 <= taken["Touch"]["None"] / len(tickets) <= 0.92
    assert len(taken["Product"]) == 28
    assert len(taken["Service"]) == 21


def test_customers_come_in_by_more_doors_than_are_stated_and_more_and_more_by_their_manager(tickets: Tickets) -> None:
    first = [events[0] for events in tickets.values()]
    users = [row for row in first if row["Origin"] == "User"]
    assert {row["Front door"] for row in first if row["Origin"] == "Monitoring"} == {"Event management"}
    assert {row["Customer group"] for row in users} == set(DOORS)
    used: dict[str, set[str]] = defaultdict(set)
    for row in users:
        used[row["Customer group"]].add(row["Front door"])
    assert all(used[group] > set(stated) for group, stated in DOORS.items())

    halves = users[: len(users) // 2], users[len(users) // 2 :]
    managed = [sum(row["Front door"] in MANAGERS.values() for row in half) / len(half) for half in halves]
    assert managed[0] < 0.05 < managed[1] < 0.08
    answers = [int(row["Satisfaction"]) for row in users if row["Satisfaction"]]
    assert 0.09 <= len(answers) / len(users) <= 0.13
    assert set(answers) == {1, 2, 3, 4, 5}


def test_a_ticket_names_the_service_of_its_product(tickets: Tickets) -> None:
    service_of = service_of_product()

    assert {(events[0]["Product"], events[0]["Service"]) for events in tickets.values()} <= set(service_of.items())


def test_level_1_alone_has_few_tickets_that_are_not_simple(files: SampleFiles, routes: dict[str, list[str]]) -> None:
    log = files.facts.log
    stayed = [key for key, groups in routes.items() if all(level_of(g, log.level_of_suffix) == 1 for g in groups)]

    assert 0.5 < len(log.simple) / log.tickets < 0.65
    assert sum(key in log.simple for key in stayed) / len(stayed) > 0.9


def test_monitoring_enters_at_the_towers_and_users_enter_by_many_doors(tickets: Tickets) -> None:
    doors: dict[str, Counter[str]] = defaultdict(Counter)
    for events in tickets.values():
        doors[events[0]["Origin"]][events[0]["Assignment group"]] += 1
    at_desks = sum(count for group, count in doors["Monitoring"].items() if "Desk" in group)

    assert at_desks / doors["Monitoring"].total() < 0.05
    assert len(doors["User"]) >= 15


@pytest.mark.parametrize(("region", "zone"), [("Americas", "America/Chicago"), ("Asia", "Asia/Singapore")])
def test_users_of_a_region_open_tickets_in_its_own_working_hours(tickets: Tickets, region: str, zone: str) -> None:
    first = [events[0] for events in tickets.values() if events[0]["Origin"] == "User"]
    local = [
        datetime.fromisoformat(event["Updated at"]).astimezone(ZoneInfo(zone))
        for event in first
        if region.casefold() in event["Assignment group"].casefold()
    ]
    working = sum(at.weekday() < 5 and 7 <= at.hour < 18 for at in local)

    assert len(local) > 3_000
    assert working / len(local) > 0.85


def test_log_groups_match_teams_up_to_case_and_spaces_except_two(files: SampleFiles, tickets: Tickets) -> None:
    log, teams = files.facts.log, set(files.facts.staff.teams)
    used = {event["Assignment group"] for events in tickets.values() for event in events} - {""}
    plain = {" ".join(team.split()).casefold(): team for team in teams}

    assert used == set(log.team_of_group) | set(log.groups_without_team)
    assert {group: plain.get(" ".join(group.split()).casefold()) for group in used} == {
        **log.team_of_group,
        **dict.fromkeys(log.groups_without_team),
    }
    assert len(log.groups_without_team) == 2
    assert len([group for group in used - set(log.groups_without_team) if group not in teams]) == 6


def test_levels_come_from_the_groups_suffix(files: SampleFiles) -> None:
    log = files.facts.log
    levels = Counter(level_of(group, log.level_of_suffix) for group in (*log.team_of_group, *log.groups_without_team))

    assert levels == {1: 19, 2: 25, 3: 15, 0: 1}


def test_the_bottleneck_has_the_longest_queue_by_far(files: SampleFiles, tickets: Tickets) -> None:
    log = files.facts.log
    hours: dict[str, list[float]] = defaultdict(list)
    for events in tickets.values():
        for group, waited in queue_hours(events, log.meaning_of_state):
            hours[group].append(waited)
    medians = {
        log.team_of_group.get(group, group): median(waits) for group, waits in hours.items() if len(waits) >= 100
    }
    longest, second = sorted(medians, key=lambda team: -medians[team])[:2]
    print(f"\nmedian queue: {longest} {medians[longest]:.1f} h, next {second} {medians[second]:.1f} h")

    assert longest == log.bottleneck_team
    assert medians[longest] > 1.5 * medians[second]
    assert len(hours[log.bottleneck_team]) > 500


def test_most_tickets_are_closed_a_few_are_open_and_some_were_reopened(files: SampleFiles, tickets: Tickets) -> None:
    meaning = files.facts.log.meaning_of_state
    is_open = sum(meaning[events[-1]["State"]] != "closed" for events in tickets.values())
    reopened = sum(any(event["State"] == "Reopened" for event in events) for events in tickets.values())

    assert {event["State"] for events in tickets.values() for event in events} == set(meaning)
    assert 20 <= is_open <= 1_000
    assert 200 <= reopened <= 2_000


def test_people_are_pseudonyms_of_one_group_and_queues_hold_nobody(tickets: Tickets, positions: list[Row]) -> None:
    groups_of = defaultdict(set)
    for events in tickets.values():
        for event in events:
            assert (event["Assigned to"] == "") == (event["State"] in ("New", "Assigned", "Reopened"))
            if event["Assigned to"] and event["Assignment group"]:
                groups_of[event["Assigned to"]].add(event["Assignment group"])

    assert {len(groups) for groups in groups_of.values()} == {1}
    assert not set(groups_of) & {row["Position ID"] for row in positions}


def test_a_few_events_name_no_group_and_never_the_first_or_last(files: SampleFiles, tickets: Tickets) -> None:
    silent = sum(event["Assignment group"] == "" for events in tickets.values() for event in events)

    assert silent == files.facts.log.events_without_group
    assert 50 <= silent <= 500
    assert all(events[0]["Assignment group"] for events in tickets.values())


def test_the_log_states_that_it_covers_85_percent(files: SampleFiles) -> None:
    assert files.facts.log.coverage == pytest.approx(40_000 / 47_059)


def test_the_log_is_a_gzip_file_without_a_time_stamp(files: SampleFiles) -> None:
    assert files.tickets_csv_gz[:2] == b"\x1f\x8b"
    assert datetime.fromtimestamp(int.from_bytes(files.tickets_csv_gz[4:8], "little"), UTC).year == 1970
