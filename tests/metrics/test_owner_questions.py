"""The owner's questions: the golden log of the method, small logs, and a real one."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import Http404

from metrics.selectors import question_tables as tables
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, Ground, ground_of, tickets_behind
from metrics.selectors.question_tickets import five_tickets
from metrics.selectors.question_words import answers
from organisations.models import Membership
from services.calendars import instant_us
from services.models import BusinessCalendar, TicketLog
from tests.factories import actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows

pytestmark = pytest.mark.django_db

LEVELS = {"A": "1", "B": "2", "C": "1", None: None}
REGIONS = {"A": "Europe", "B": "Asia", "C": "Europe", None: None}


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """The golden log: A and C are level 1 in Europe, B is level 2 in Asia; products by ticket."""
    rows = [
        row | {"level": LEVELS[row["group"]], "region": REGIONS[row["group"]], "product": "mail", "kind": "incident"}
        for row in golden_rows(person="Petronella")
    ]
    return bring_in(person.organisation, frame_of(rows))[1]


def ground(person: Membership, log: TicketLog, line: str = "", **filters: Any) -> Ground:
    return ground_of(actor_of(person), log, Asked(HandoffFilters(**filters), line), "UTC")


def test_the_golden_log_answers_every_question(person: Membership, log: TicketLog) -> None:
    found = ground(person, log)
    assert found.line == "region"
    lines = {row["label"]: (row["closed"], row["entered"], row["kept"]) for row in tables.first_line_by_line(found)}
    assert lines == {"Europe": (3, 3, 1)}
    assert [(row["label"], row["closed"]) for row in tables.first_line_by_month(found)] == [("1970-01", 3)]
    pairs = [
        (row["one"], row["other"], row["tickets"], row["occurrences"]) for row in tables.ping_pong_pair_rows(found)
    ]
    assert pairs == [("A", "B", 1, 3), ("A", "C", 1, 1)]
    product = tables.ping_pong_products(found)[0]
    assert (product["label"], product["direct"], product["returns"], product["bounces"]) == ("mail", 2, 2, 1)
    assert [(row["label"], row["tickets"]) for row in tables.teams_histogram(found)] == [
        ("1 group", 0),
        ("2 groups", 4),
        ("More than 5", 0),
    ]


def test_lines_are_measured_against_the_most_frequent_paths(person: Membership, log: TicketLog) -> None:
    # Through levels: T1 1-2-1-2-1, T2 1, T3 1-2 (taken in by A, Europe); T4 2-1 (taken in by B, Asia).
    found = tables.conformity_of(ground(person, log))
    assert {path["key"]: path["tickets"] for path in found.paths} == {"1-2-1-2-1": 1, "1": 1, "1-2": 1, "2-1": 1}
    assert [(row["label"], row["tickets"], row["on_path"]) for row in found.rows] == [("Europe", 3, 3), ("Asia", 1, 1)]
    assert [sum(cell["tickets"] for cell in row["cells"]) for row in found.rows] == [3, 1]


def test_one_category_done_in_many_ways_is_ranked(person: Membership) -> None:
    rows: list[dict[str, Any]] = [
        {"ticket": f"disk {team}", "time": HOUR, "group": team, "product": "disk full"} for team in "ABCDE"
    ]
    rows += [{"ticket": f"mail {n}", "time": n * HOUR, "group": "A", "product": "mail"} for n in range(9)]
    rows += [{"ticket": "mail 0", "time": 20 * HOUR, "group": "B", "product": "mail"}]
    _, log = bring_in(person.organisation, frame_of(rows))
    found = ground(person, log)
    first, second = tables.variation_rows(found)
    assert (first["label"], first["tickets"], first["units"], first["paths"], first["off"]) == ("disk full", 5, 5, 5, 4)
    assert first["index"] == pytest.approx(0.8)
    assert (second["label"], second["tickets"], second["paths"], second["off"]) == ("mail", 9, 2, 1)
    shown = five_tickets(found, "off-path", {"category": "disk full"})
    assert (shown.count, len(shown.tickets)) == (4, 4)
    assert {ticket.key for ticket in five_tickets(found, "category", {"category": "mail"}).tickets} >= {"mail 0"}


def test_a_group_that_pends_far_more_than_its_peers_is_named(person: Membership) -> None:
    rows: list[dict[str, Any]] = []
    for number in range(10):
        pending = 9 if number == 3 else 1
        for ticket in range(10):
            key, team = f"{number}-{ticket}", f"T{number}"
            steps = ((0, "pending"), (pending, "working"), (10, "closed"))
            rows += [{"ticket": key, "time": at * HOUR, "group": team, "status_class": s} for at, s in steps]
    _, log = bring_in(person.organisation, frame_of(rows))
    found = tables.pending_of(ground(person, log), 10)
    assert (found.far, found.peers, found.threshold) == (1, 10, 0.1)
    first = found.rows[0]
    assert (first["label"], first["share"], first["tickets"], first["is_far"]) == ("T3", 0.9, 10, True)
    assert tables.pending_of(ground(person, log), 11).threshold is None
    behind = five_tickets(ground(person, log), "pending", first["behind"])
    assert (behind.count, len(behind.tickets)) == (10, 5)
    page = client_for(person).get(address(person, log, "questions/?least=10")).text
    shown = cells(page, "Pending time by group")
    assert shown[0] == ["T3", "10", "10", "4 d 4 h", "3 d 18 h", "90.0%", "far above"]
    assert {row[-1] for row in shown[1:]} == {"usual"}


def test_time_is_counted_elapsed_or_in_working_hours(person: Membership) -> None:
    """Monday 15:00 to Wednesday 11:00; pending from Tuesday 16:00; six groups in one of the two tickets."""
    begins = instant_us(datetime(2026, 3, 2, 15, tzinfo=UTC))
    steps = ((0, "A", "working"), (25, "A", "pending"), (44, "A", "closed"))
    rows: list[dict[str, Any]] = [
        {"ticket": "1", "time": begins + at * HOUR, "group": group, "status_class": status}
        for at, group, status in steps
    ]
    rows += [{"ticket": "2", "time": begins + at * 20 * HOUR, "group": group} for at, group in enumerate("ABCDEF")]
    _, log = bring_in(person.organisation, frame_of(rows))
    without = client_for(person).get(address(person, log, "questions/?hours=working")).text
    assert "give the log a calendar" in without
    assert "Elapsed time, not working hours" in without
    spans = {str(day): [[540, 1_020]] for day in range(5)}
    log.calendar = BusinessCalendar.objects.create(
        organisation=person.organisation, name="Office", key="office", time_zone="UTC", spans=spans
    )
    log.save()
    elapsed = client_for(person).get(address(person, log, "questions/?least=10")).text
    assert cells(elapsed, "Pending time by group") == [["A", "2", "1", "2 d 16 h", "19 h", "29.7%", "too few tickets"]]
    assert cells(elapsed, "Tickets with most groups") == [["2", "6", "100.0%", "5", "4 d 4 h"]]
    worked = client_for(person).get(address(person, log, "questions/?least=10&hours=working")).text
    assert cells(worked, "Pending time by group") == [["A", "2", "1", "16 h", "3.0 h", "18.8%", "too few tickets"]]
    assert cells(worked, "Tickets with most groups") == [["2", "6", "100.0%", "5", "34 h"]]
    assert "in the working hours of “Office”, counts for the group" in worked
    assert 'aria-current="true">Working hours</a>' in worked
    behind = client_for(person).get(address(person, log, "questions/tickets/?of=median-span&hours=working")).text
    assert ("Lasted 12 h." in behind, "Lasted 34 h." in behind) == (True, True)


def test_every_figure_of_the_page_opens_tickets(person: Membership, log: TicketLog) -> None:
    client, opened = client_for(person), set[str]()
    text = client.get(address(person, log, "questions/?hours=working")).text
    for link in re.findall(r'href="([^"]+)" data-drawer', text):
        link = link.replace("&amp;", "&")
        if link not in opened:
            opened.add(link)
            assert "Whole path of" in client.get(link, headers={"HX-Request": "true"}).text, link
    kinds = {found[1] for link in opened if (found := re.search(r"of=([\w-]+)", link))}
    assert {"median-span", "usual-path", "moved", "stayed", "tickets", "entered", "first-line", "teams"} <= kinds


def test_every_number_opens_as_many_tickets_as_it_says(person: Membership, log: TicketLog) -> None:
    found = ground(person, log)
    rows: list[tuple[str, dict[str, str], int]] = []
    for row in [*tables.first_line_by_month(found), *tables.first_line_by_line(found)]:
        rows += [("closed", row["behind"], row["closed"]), ("first-line", row["behind"], row["kept"])]
        rows += [("passed-on", row["behind"], row["passed_on"])]
    for row in tables.ping_pong_products(found):
        rows += [(name, row["behind"], row[name]) for name in ("tickets", "direct", "returns", "bounces")]
    for row in tables.conformity_of(found).rows:
        rows += [("path", cell["behind"], cell["tickets"]) for cell in [row, *row["cells"]]]
        rows += [("usual-path", row["behind"], row["on_path"])]
    said = answers(found)
    rows += [(name, {}, said[name]) for name in ("tickets", "moved", "unmoved", "stayed", "closed", "entered")]
    levels = {row["label"]: row["behind"] for row in tables.events_by_level(found)}
    rows += [("level", levels["Level 1"], 4), ("level", levels["Level 2"], 3)]  # T2 never reaches B
    rows += [("teams", row["behind"], row["tickets"]) for row in tables.teams_histogram(found)]
    for row in tables.variation_rows(found):
        rows += [("category", row["behind"], row["tickets"]), ("off-path", row["behind"], row["off"])]
    assert len(rows) > 20
    for question, behind, tickets in rows:
        assert int(tickets_behind(found, question, behind).sum()) == tickets, (question, behind)


def test_what_is_not_of_the_log_is_not_found(person: Membership, log: TicketLog) -> None:
    found = ground(person, log)
    for question, narrowed in (
        ("", {}),
        ("path", {"line": "x"}),
        ("pending", {"group": "x"}),
        ("teams", {"teams": "x"}),
        ("level", {"level": "x"}),
    ):
        with pytest.raises(Http404):
            tickets_behind(found, question, narrowed)


def test_filters_leave_what_they_name(person: Membership, log: TicketLog) -> None:
    assert int(ground(person, log, kind="incident").is_asked.sum()) == 4
    assert int(ground(person, log, kind="change").is_asked.sum()) == 0
    page = client_for(person).get(address(person, log, "questions/?kind=change&product=none"))
    assert "0 of 4 tickets in view" in page.text


def test_the_page_answers_in_words_and_shows_no_person(person: Membership, log: TicketLog) -> None:
    page = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/questions/").text
    assert "Level 1 closes 33% of closed tickets alone; 2 tickets go straight back" in page
    assert "none of its events has a pending status" in page
    assert "Petronella" not in page
    behind = client_for(person).get(address(person, log, "questions/tickets/?of=direct")).text
    assert "Straight back: 2 tickets" in behind
    assert "Whole path of T1" in behind
    assert "Petronella" not in behind


def test_each_question_has_its_table_on_the_page(person: Membership, log: TicketLog) -> None:
    page = client_for(person).get(address(person, log, "questions/")).text
    assert cells(page, "First line: Month of closing") == [["Jan 1970", "3", "1", "2", "33.3%", "33.3%"]]
    assert cells(page, "First line: Organisation line or region") == [["Europe", "3", "1", "2", "33.3%", "33.3%"]]
    assert cells(page, "Pairs with most ping-pong") == [["A ⇄ B", "1", "3"], ["A ⇄ C", "1", "1"]]
    assert cells(page, "Products with most ping-pong") == [["mail", "4", "2", "2", "1", "50.0%"]]
    lines = {first: [last, total] for first, total, *_, last, _ in cells(page, "Paths by line")}
    assert lines == {"All lines": ["100.0%", ""], "Europe": ["100.0%", "3"], "Asia": ["100.0%", "1"]}
    groups = [row[:3] for row in cells(page, "Tickets by number of groups")]
    assert groups == [["1 group", "0", "0.0%"], ["2 groups", "4", "100.0%"], ["More than 5", "0", "0.0%"]]
    assert cells(page, "Tickets with most groups") == [["No ticket in view went through more than five groups."]]
    assert cells(page, "Variation by category") == [["mail", "4", "2", "4", "2.0", "4", "3", "0.75"]]
    assert "level 1 10, level 2 6" in " ".join(re.sub("<[^>]+>", "", page).split())


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("first-line-months", "1970-01,3,3,1,2,"),
        ("first-line-lines", "Europe,3,3,1,2,"),
        ("levels", "Level 1,"),
        ("ping-pong-pairs", "A,B,1,3"),
        ("ping-pong-products", "mail,4,2,2,1,0.5"),
        ("pending", "Group,Tickets"),
        ("conformity", "Europe,3,3,1.0,0.0"),
        ("teams", "2 groups,4,1.0"),
        ("all-hands", "Ticket,Groups"),
        ("variation", "mail,4,2,"),
    ],
)
def test_each_table_can_be_had_as_a_file(person: Membership, log: TicketLog, table: str, line: str) -> None:
    answer = client_for(person).get(address(person, log, f"questions/?format=csv&table={table}"))
    assert line in b"".join(answer).decode()


def test_an_unknown_table_or_question_is_not_found(person: Membership, log: TicketLog) -> None:
    for place in ("questions/?format=csv&table=x", "questions/tickets/", "questions/tickets/?of=teams&teams=1234567"):
        assert client_for(person).get(address(person, log, place)).status_code == 404


def test_an_organisation_without_tickets_is_told_what_to_do(person: Membership) -> None:
    page = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/questions/").text
    assert "No tickets yet" in page


def address(person: Membership, log: TicketLog, place: str) -> str:
    return f"/o/{person.organisation.slug}/handoffs/{log.uid}/{place}"
