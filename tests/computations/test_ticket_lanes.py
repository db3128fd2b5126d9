"""The swim lanes of a ticket: lanes in order of appearance, what is folded, what its time was."""

from datetime import UTC, datetime

from services.calendars import HOUR_US, Calendar, instant_us
from services.clocks import Clocks, NamedClocks
from services.ticket_lanes import NO_GROUP, Crossing, Event, lasts_of, open_time, ticket_lanes

UNMAPPED, QUEUED, WORKING, PENDING, CLOSED = range(5)
OFFICE = Calendar("UTC", dict.fromkeys(range(5), ((9 * 60, 17 * 60),)))


def hours(*rows: tuple[int, str, int]) -> list[Event]:
    return [(at * HOUR_US, group, status) for at, group, status in rows]


def test_lanes_come_in_the_order_in_which_the_groups_did() -> None:
    found = ticket_lanes(hours((0, "B", QUEUED), (1, "A", WORKING), (2, "B", CLOSED)))
    assert found.names == ["B", "A"]
    assert [(block.lane, block.kind, block.starts // HOUR_US) for block in found.blocks] == [
        (0, "queued", 0),
        (1, "working", 1),
        (0, "closed", 2),
    ]
    assert found.crossings == [Crossing(HOUR_US, 0, 1), Crossing(2 * HOUR_US, 1, 0)]
    assert found.span == 2 * HOUR_US


def test_neighbours_of_one_group_and_kind_are_one_block() -> None:
    found = ticket_lanes(hours((0, "A", WORKING), (1, "A", WORKING), (3, "A", PENDING), (4, "A", WORKING)))
    assert [(block.kind, block.lasts_us // HOUR_US) for block in found.blocks] == [
        ("working", 3),
        ("pending", 1),
        ("working", 0),
    ]


def test_a_long_wait_is_folded_and_keeps_its_true_length() -> None:
    found = ticket_lanes(hours((0, "A", WORKING), (2, "B", QUEUED), (1_000, "B", WORKING), (1_002, "B", CLOSED)))
    (folded,) = found.folded
    assert (folded.kind, folded.lasts_us // HOUR_US) == ("queued", 998)
    assert folded.length == found.span - 4 * HOUR_US == 1_002 * HOUR_US // 10  # a tenth of the whole


def test_stretches_of_like_length_are_to_scale() -> None:
    found = ticket_lanes(hours((0, "A", QUEUED), (30, "B", QUEUED), (60, "C", QUEUED), (90, "C", CLOSED)))
    assert not found.folded
    assert found.span == 90 * HOUR_US


def test_an_event_without_a_group_is_no_handoff_of_its_own() -> None:
    found = ticket_lanes(hours((0, "A", WORKING), (1, "", WORKING), (2, "B", WORKING), (3, "B", CLOSED)))
    assert found.names == ["A", NO_GROUP, "B"]
    assert found.crossings == [Crossing(2 * HOUR_US, 0, 2)]


def test_a_machine_has_its_lane_and_no_handoffs() -> None:
    events = hours((0, "A", WORKING), (1, "Monitor", WORKING), (2, "A", WORKING), (3, "Monitor", CLOSED))
    assert len(ticket_lanes(events).crossings) == 3
    found = ticket_lanes(events, {"Monitor"})
    assert (found.names, found.crossings) == (["A", "Monitor"], [])


def test_a_ticket_of_one_instant_can_be_drawn() -> None:
    found = ticket_lanes(hours((5, "A", CLOSED)))
    assert (found.names, len(found.blocks), found.span) == (["A"], 1, 1)


def test_its_time_is_counted_elapsed_and_in_working_hours() -> None:
    friday, monday = (instant_us(datetime(2026, 3, day, hour, tzinfo=UTC)) for day, hour in ((6, 16), (9, 10)))
    events = [(friday, "A", QUEUED), (monday, "A", WORKING), (monday + HOUR_US, "A", CLOSED)]
    assert open_time(events) == {"queued": 66 * HOUR_US, "working": HOUR_US}
    of_log = NamedClocks(Clocks((OFFICE,)), {})
    assert open_time(events, of_log) == {"queued": 2 * HOUR_US, "working": HOUR_US}
    assert lasts_of(events, of_log) == [2 * HOUR_US, HOUR_US]
