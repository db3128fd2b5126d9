"""Benefit meters: each figure per month by a plain count, moved by what comes in later, held against an aim."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from metrics.meter_actions import MeterTerms, add_meter, archive_meter, change_meter
from metrics.models import Meter
from metrics.selectors.handoffs import HandoffFilters, handoff_analysis
from metrics.selectors.meter_figures import FIGURES
from metrics.selectors.meters import MeterReading, meter_of, readings_of
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.agreements import Terms, add_agreement
from services.actions.calendars import Hours, add_calendar
from services.models import Agreement, BusinessCalendar, Group, TicketLog
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of
from towers.models import Team

pytestmark = pytest.mark.django_db

LEVELS = {"A": "1", **dict.fromkeys("BCDEF", "2")}
# month -> the ways of its tickets; each step takes an hour, the last event closes
JANUARY = {"1": "A", "2": "AB", "3": "ABA", "4": "B"}
FEBRUARY = {"5": "A", "6": "A", "7": "AB", "8": "ABAB"}
MARCH = {"9": "A", "10": "A", "11": "A", "12": "AB"}
AIM: dict[str, Any] = {"baseline_from": 202601, "baseline_to": 202601, "target_month": 202604}


def rows_of(month: int, ways: dict[str, str], **more: str) -> list[dict[str, Any]]:
    begins = int(datetime(2026, month, 5, tzinfo=UTC).timestamp()) * 1_000_000
    return [
        {"ticket": key, "time": begins + at * HOUR, "group": name, "level": LEVELS[name]}
        | {"status_class": "closed" if at == len(way) else "working", "product": "mail", "service": "Mail", **more}
        for key, way in ways.items()
        for at, name in enumerate((*way, way[-1]))
    ]


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    return bring_in(person.organisation, frame_of([*rows_of(1, JANUARY), *rows_of(2, FEBRUARY)]))[1]


def follow(person: Membership, log: TicketLog, figure: str, target: float = 0.9, **more: Any) -> MeterReading:
    terms = MeterTerms(name=more.pop("name", figure), target=target, **{**AIM, **more})
    made = add_meter(by=actor_of(person), log=log, figure=figure, terms=terms)
    return read(person, made)


def read(person: Membership, meter: Meter) -> MeterReading:
    actor = actor_of(person)
    [found] = readings_of(actor, [meter_of(actor, meter.uid)], "UTC")
    return found


def values(found: MeterReading) -> list[float | None]:
    return [None if point.value is None else round(point.value, 4) for point in found.series.points]


@pytest.mark.parametrize(
    ("figure", "wanted", "base"),
    [
        ("handoffs_per_ticket", [0.75, 1.0], [4, 4]),
        ("ping_pong_share", [0.25, 0.25], [4, 4]),
        ("returns_share", [0.25, 0.25], [4, 4]),
        ("many_groups_share", [0.0, 0.0], [4, 4]),
        ("first_line_share", [0.25, 0.5], [4, 4]),
        ("push_to_front", [0.3333, 0.5], [3, 4]),
        ("waiting_median", [0.0, 0.0], [3, 4]),
        ("pending_share", [None, None], [0, 0]),
        ("queue_time", [None, None], [0, 0]),
        ("touch_time", [1.75, 2.0], [4, 4]),
        ("simple_share", [0.25, 0.5], [4, 4]),
        ("variation_index", [0.75, 0.625], [4, 4]),
        ("solving_median", [1.5, 1.5], [4, 4]),
        ("remote_capable_share", [None, None], [0, 0]),
    ],
)
def test_a_figure_per_month_is_what_a_plain_count_says(
    person: Membership, log: TicketLog, figure: str, wanted: list[float | None], base: list[int]
) -> None:
    found = follow(person, log, figure)
    assert [point.month for point in found.series.points] == [202601, 202602]
    assert values(found) == wanted
    assert [point.base for point in found.series.points] == base
    assert found.series.baseline == found.series.points[0].value


def test_every_figure_is_tested_and_defined() -> None:
    tested = {"level_1_capable_share", "owned_in_time", "resolved_in_time", "pair_bounce"}
    [mark] = test_a_figure_per_month_is_what_a_plain_count_says.pytestmark
    assert {case[0] for case in mark.args[1]} | tested == set(FIGURES)
    assert all(figure.definition.endswith(".") for figure in FIGURES.values())


def test_a_pair_bounces_where_a_ticket_goes_straight_back_between_the_two(person: Membership, log: TicketLog) -> None:
    found = follow(person, log, "pair_bounce", one_group="B", other_group="A")
    assert values(found) == [0.5, 0.5]
    assert [point.base for point in found.series.points] == [2, 2]
    gone = follow(person, log, "pair_bounce", name="Gone", one_group="A", other_group="Z")
    assert values(gone) == [None, None]


@pytest.mark.parametrize(
    ("figure", "pair"), [("pair_bounce", ("A", "")), ("pair_bounce", ("A", "A")), ("push_to_front", ("A", "B"))]
)
def test_a_pair_is_named_for_its_figure_alone(
    person: Membership, log: TicketLog, figure: str, pair: tuple[str, str]
) -> None:
    with pytest.raises(UserError, match=r"two (different )?groups"):
        follow(person, log, figure, one_group=pair[0], other_group=pair[1])


@pytest.mark.parametrize(
    ("figure", "wanted", "base"),
    [
        ("handoffs_per_ticket", [0.6667, 1.5], [3, 2]),
        ("touch_time", [1.0, 1.5], [3, 2]),
        ("ping_pong_share", [0.3333, 0.5], [3, 2]),
        ("first_line_share", [0.0, 0.0], [3, 2]),
    ],
)
def test_a_region_narrows_to_its_tickets_and_time_to_its_groups(
    person: Membership, figure: str, wanted: list[float], base: list[int]
) -> None:
    regions = {"A": "Asia", "B": "Europe"}
    rows = [row | {"region": regions[row["group"]]} for row in (*rows_of(1, JANUARY), *rows_of(2, FEBRUARY))]
    log = bring_in(person.organisation, frame_of(rows))[1]
    found = follow(person, log, figure, region="Europe")
    assert values(found) == wanted
    assert [point.base for point in found.series.points] == base
    assert values(follow(person, log, figure, name="None", region="Africa")) == [None, None]


def test_a_team_narrows_to_the_tickets_that_it_had(person: Membership, log: TicketLog) -> None:
    team = Team.objects.create(organisation=person.organisation, name="Bees")
    Group.objects.filter(name="B").update(team=team)
    found = follow(person, log, "ping_pong_share", team="Bees")
    assert values(found) == [0.3333, 0.5]
    form = client_for(person).get(f"/o/{person.organisation.slug}/meters/new/?figure=pair_bounce").content.decode()
    assert '<option value="Bees">Bees</option>' in form
    assert 'name="one_group"' in form
    assert (
        'name="one_group"' not in client_for(person).get(f"/o/{person.organisation.slug}/meters/new/").content.decode()
    )
    page = client_for(person).get(f"/o/{person.organisation.slug}/meters/{found.meter.uid}/").content.decode()
    assert "<dt>Team</dt><dd>Bees</dd>" in page


def test_a_month_is_what_the_page_of_handoffs_says_of_it(person: Membership, log: TicketLog) -> None:
    found = handoff_analysis(actor_of(person), log, HandoffFilters(month=202602))
    assert values(follow(person, log, "handoffs_per_ticket"))[1] == found.mean
    assert values(follow(person, log, "ping_pong_share"))[1] == found.ping_pong.direct / found.tickets
    assert found.first_line is not None
    assert values(follow(person, log, "first_line_share"))[1] == found.first_line.share


def test_more_than_five_groups_are_all_hands(person: Membership) -> None:
    log = bring_in(person.organisation, frame_of(rows_of(1, {"1": "ABCDEF", "2": "ABCDE"})))[1]
    assert values(follow(person, log, "many_groups_share")) == [0.5]


def test_a_ticket_of_many_months_counts_in_each_of_them_in_the_baseline_too(person: Membership) -> None:
    first, second = rows_of(1, {"1": "AB", "2": "A"}), rows_of(2, {"1": "ABA", "3": "A"})
    log = bring_in(person.organisation, frame_of([*first, *second]))[1]
    found = follow(person, log, "ping_pong_share", baseline_to=202602)
    assert values(found) == [0.5, 0.5]
    assert (found.series.baseline, found.series.baseline_base) == (0.5, 4)
    assert follow(person, log, "handoffs_per_ticket", baseline_to=202602).series.baseline == 1.0


def test_level_1_capable_tickets_count_with_the_share_of_their_like(person: Membership, log: TicketLog) -> None:
    found = follow(person, log, "level_1_capable_share")
    assert [point.base for point in found.series.points] == [3, 2]
    assert values(found) == [0.4375, 0.4375]  # one cell: (3 + 1/2) / (7 + 1)


def test_a_promise_is_followed_by_the_month_in_which_its_tickets_began(person: Membership, log: TicketLog) -> None:
    by = actor_of(person)
    always = dict.fromkeys(range(7), ((0, 1_440),))
    calendar = add_calendar(by=by, hours=Hours("Always", "UTC", always))
    named: dict[str, Any] = {"service": "Mail", "calendar": calendar, "valid_from": date(2000, 1, 1)}
    terms = Terms(name="Gold", customer_group="All", targets={"": (30, 120)}, **named)
    promise = add_agreement(by=by, kind="sla", terms=terms)
    assert values(follow(person, log, "resolved_in_time", agreement=promise)) == [0.75, 0.75]
    owned = follow(person, log, "owned_in_time", agreement=promise)
    assert values(owned) == [1.0, 1.0]
    with pytest.raises(UserError, match="needs an agreement"):
        follow(person, log, "resolved_in_time", name="Other")
    with pytest.raises(UserError, match="not read from this agreement"):
        follow(person, log, "ping_pong_share", agreement=promise)
    Agreement.objects.get().delete()
    assert values(read(person, owned.meter)) == [None, None]


def test_what_comes_in_later_moves_the_meter_by_itself(person: Membership, log: TicketLog) -> None:
    found = follow(person, log, "first_line_share", target=0.7)
    assert (found.latest and found.latest.month, found.standing) == (202602, "on course")
    assert found.way_gone == pytest.approx(0.25 / 0.45)
    assert [round(found.course(month), 3) for month in (202601, 202602, 202604, 202606)] == [0.25, 0.4, 0.7, 0.7]
    bring_in(person.organisation, frame_of(rows_of(3, MARCH)))
    found = read(person, found.meter)
    assert values(found) == [0.25, 0.5, 0.75]
    assert found.standing == "reached"
    assert found.series.baseline == 0.25


def give_hours(log: TicketLog, *shifts: tuple[int, int], version: int = 1) -> None:
    """Office hours on weekdays, in minutes after midnight UTC."""
    spans = {str(day): [list(shift) for shift in shifts] for day in range(5)}
    stated = {"name": "Office", "time_zone": "UTC", "spans": spans, "version": version}
    log.calendar, _ = BusinessCalendar.objects.update_or_create(
        organisation=log.organisation, key="office", defaults=stated
    )
    log.save()


def spread(month: int, *, wait: int) -> list[dict[str, Any]]:
    """Two tickets handed over on a Monday at 16:00, taken up `wait` hours later."""
    begins = int(datetime(2026, month, 5, 16, tzinfo=UTC).timestamp()) * 1_000_000
    steps = ((-1, "A", "working"), (0, "B", "queued"), (wait, "B", "pending"), (wait + 1, "B", "working"))
    return [
        {"ticket": f"{month}-{key}", "time": begins + at * HOUR, "group": group, "status_class": status}
        for key in range(2)
        for at, group, status in (*steps, (wait + 2, "B", "closed"))
    ]


@pytest.mark.parametrize(
    ("figure", "elapsed", "worked"),
    [
        ("waiting_median", [19.0, 43.0], [3.0, 9.0]),
        ("pending_share", [0.0476, 0.0222], [0.2, 0.0]),
        ("solving_median", [21.0, 45.0], [5.0, 10.0]),
    ],
)
def test_a_figure_of_time_is_followed_in_working_hours(
    person: Membership, figure: str, elapsed: list[float], worked: list[float]
) -> None:
    rows = [*spread(1, wait=18), *spread(2, wait=42)]  # Monday to Tuesday, Thursday to Saturday
    log = bring_in(person.organisation, frame_of(rows))[1]
    give_hours(log, (540, 1_020))
    assert values(follow(person, log, figure)) == elapsed
    found = follow(person, log, figure, name="Worked", basis="working")
    assert values(found) == worked
    assert found.series.baseline == pytest.approx(worked[0], abs=1e-4)


def test_later_loads_and_another_calendar_move_a_meter_of_working_hours(person: Membership) -> None:
    log = bring_in(person.organisation, frame_of(spread(1, wait=18)))[1]
    give_hours(log, (540, 1_020))
    found = follow(person, log, "waiting_median", target=1.0, basis="working")
    assert (values(found), found.standing) == ([3.0], "unknown")
    bring_in(person.organisation, frame_of(spread(3, wait=17)))
    assert values(read(person, found.meter)) == [3.0, 2.0]
    give_hours(log, (600, 960), version=2)
    assert values(read(person, found.meter)) == [1.0, 0.0]
    log.calendar = None
    log.save()
    without = read(person, found.meter)
    assert (without.series.points, without.series.baseline, without.standing) == ((), None, "unknown")
    address = f"/o/{person.organisation.slug}/meters/{found.meter.uid}/"
    assert "No working hours to count in" in client_for(person).get(address).text
    edit = client_for(person).get(f"{address}edit/").text
    assert "Working hours, which the log has not" in edit
    kept = change_meter(by=actor_of(person), meter=found.meter, version=1, terms=replace(terms_of(found), owner="Desk"))
    assert (kept.basis, kept.owner) == ("working", "Desk")


def terms_of(found: MeterReading) -> MeterTerms:
    return MeterTerms(**{field.name: getattr(found.meter, field.name) for field in fields(MeterTerms)})


def test_working_hours_are_refused_where_there_are_none(person: Membership, log: TicketLog) -> None:
    with pytest.raises(UserError, match=r"has no working hours\. Choose a calendar on its page"):
        follow(person, log, "waiting_median", basis="working")
    elapsed = follow(person, log, "waiting_median")
    with pytest.raises(UserError, match="has no working hours"):
        change_meter(
            by=actor_of(person), meter=elapsed.meter, version=1, terms=replace(terms_of(elapsed), basis="working")
        )
    give_hours(log, (540, 1_020))
    with pytest.raises(UserError, match="“First line” counts no working hours"):
        follow(person, log, "first_line_share", basis="working")
    with pytest.raises(UserError, match="no way to count time"):
        follow(person, log, "waiting_median", name="Other", basis="lunar")


def test_the_form_offers_working_hours_only_where_they_can_be_counted(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/meters/"
    new = f"{start}new/?log={log.uid}&name=Typed&figure="
    assert "give the log a calendar" in browser.get(f"{new}waiting_median").text
    assert "give the log a calendar" not in browser.get(f"{new}first_line_share").text
    give_hours(log, (540, 1_020))
    offered = browser.get(f"{new}waiting_median&hours=working").text
    assert '<option value="working" selected>Working hours of “Office”</option>' in offered
    assert 'value="Typed"' in offered
    assert 'name="basis"' not in browser.get(f"{new}first_line_share").text
    sent = {"name": "Less waiting", "figure": "waiting_median", "baseline_from": 202601, "baseline_to": 202601}
    sent |= {"target": "1", "target_month": "2026-04", "basis": "working"}
    browser.post(new, sent)
    meter = Meter.objects.get()
    assert meter.basis == "working"
    page = browser.get(f"{start}{meter.uid}/").text
    assert "Waiting, median, in working hours: 0.0 h before" in page
    assert "The working hours of “Office”" in page
    assert "hours=working&amp;month=202602" in page
    assert "Waiting, median, in working hours" in browser.get(start).text
    months = b"".join(browser.get(f"{start}{meter.uid}/?format=csv")).decode().splitlines()
    assert months[0].endswith('"Value, in the working hours of “Office”",Rests on,Course')
    browser.post(f"{start}{meter.uid}/edit/", sent | {"version": 1, "basis": "elapsed"})
    assert "Counted in elapsed time" in browser.get(f"{start}{meter.uid}/").text


def test_working_hours_are_said_over_rest(person: Membership, log: TicketLog) -> None:
    _, token = create_token(by=actor_of(person), name="tests", scopes=[Scope.READ, Scope.WRITE])
    browser, headers = client_for(person), {"Authorization": f"Token {token}"}
    body = {"name": "Less", "figure": "waiting_median", "log": str(log.uid), "target": 0.1, "basis": "working", **AIM}
    refused = browser.post("/api/v1/meters/", body, headers=headers, content_type="application/json")
    assert (refused.status_code, "no working hours" in refused.text) == (409, True)
    give_hours(log, (540, 1_020))
    row = browser.post("/api/v1/meters/", body, headers=headers, content_type="application/json").json()
    assert (row["basis"], row["calendar"], row["unit"]) == ("working", str(log.calendar.uid), "hours")
    elapsed = body | {"name": "Other", "basis": "elapsed"}
    row = browser.post("/api/v1/meters/", elapsed, headers=headers, content_type="application/json").json()
    assert (row["basis"], row["calendar"]) == ("elapsed", None)


def test_more_meters_ask_no_more_queries(person: Membership, log: TicketLog) -> None:
    give_hours(log, (540, 1_020))
    browser, start = client_for(person), f"/o/{person.organisation.slug}/meters/"
    asked = []
    for name in ("One", "Two"):
        follow(person, log, "waiting_median", name=name, basis="working")
        browser.get(start)
        with CaptureQueriesContext(connection) as queries:
            browser.get(start)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


def test_a_meter_is_about_the_tickets_that_it_names(person: Membership, log: TicketLog) -> None:
    bring_in(person.organisation, frame_of(rows_of(3, MARCH, product="disk")))
    found = follow(person, log, "first_line_share", product="disk")
    assert values(found) == [None, None, 0.75]
    assert found.series.baseline is None
    assert found.standing == "unknown"
    assert values(follow(person, log, "waiting_median", product="mail")) == [0.0, 0.0, None]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"baseline_from": 202613}, "“2026-13” is no month. Months go from 01 to 12"),
        ({"baseline_from": 202602}, "begins before it ends"),
        ({"target_month": 202601}, "in a month after it"),
        ({"target": 1.5}, "from 0 to 100%"),
        ({"target": float("nan")}, "from 0 to 100%"),
    ],
)
def test_a_meter_that_makes_no_sense_is_refused(
    person: Membership, log: TicketLog, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        follow(person, log, "ping_pong_share", **more)
    with pytest.raises(UserError, match="is no figure"):
        follow(person, log, "quux")
    assert not Meter.objects.exists()


def test_nothing_is_lost_and_each_change_is_in_the_audit_trail(person: Membership, log: TicketLog) -> None:
    by, meter = actor_of(person), follow(person, log, "ping_pong_share", target=0.1, name="Less ping-pong").meter
    terms = MeterTerms(name="Less ping-pong", target=0.2, owner=" Head of desk ", **AIM)
    changed = change_meter(by=by, meter=meter, version=1, terms=terms)
    assert (changed.version, changed.target, changed.owner) == (2, 0.2, "Head of desk")
    with pytest.raises(Conflict, match="you saw version 1, it is now at 2"):
        change_meter(by=by, meter=meter, version=1, terms=terms)
    with pytest.raises(UserError, match="a meter called “Less ping-pong” already"):
        follow(person, log, "returns_share", name="Less ping-pong")
    other = follow(person, log, "returns_share").meter
    with pytest.raises(UserError, match="already"):
        change_meter(by=by, meter=other, version=1, terms=terms)
    assert archive_meter(by=by, meter=meter, version=2, is_archived=True).is_archived
    actions = AuditEntry.objects.filter(object_kind="meter").values_list("action", flat=True)
    assert sorted(actions) == ["add_meter", "add_meter", "archive_meter", "change_meter"]


def test_a_meter_is_made_changed_and_laid_aside_in_the_browser(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/meters/"
    assert "Choose a figure" in browser.get(start).text
    form = browser.get(f"{start}new/?log={log.uid}&figure=first_line_share").text
    assert '<option value="first_line_share" selected>' in form
    sent = {"name": "More first line", "figure": "first_line_share", "baseline_from": 202601, "baseline_to": 202601}
    sent |= {"target": "70", "target_month": "2026-04", "owner": "Desk", "product": "mail"}
    assert "such as 2026-04" in browser.post(f"{start}new/", sent | {"target_month": "April"}).text
    assert "from 0 to 100%" in browser.post(f"{start}new/", sent | {"target": "170"}).text
    assert browser.post(f"{start}new/", sent).status_code == 302
    meter = Meter.objects.get()
    assert (meter.target, meter.target_month, meter.product, meter.owner) == (0.7, 202604, "mail", "Desk")
    page = browser.get(f"{start}{meter.uid}/").text
    assert "First line: 25.0% before, 50.0% now, target 70.0%: on course" in page
    assert f"/handoffs/{log.uid}/questions/?product=mail&amp;month=202602" in page
    listed = browser.get(start).text
    assert "1 of 1 meter is on course" in listed
    edit = browser.get(f"{start}{meter.uid}/edit/").text
    assert 'value="70"' in edit
    assert 'value="2026-04"' in edit
    browser.post(f"{start}{meter.uid}/edit/", sent | {"version": 1, "target": "20", "name": "Enough"})
    assert Meter.objects.get().target == 0.2
    browser.post(f"{start}{meter.uid}/archive/", {"version": 2, "archived": "yes"})
    assert "Laid aside" in browser.get(start).text
    browser.post(f"{start}{meter.uid}/archive/", {"version": 3, "archived": "no"})
    assert "Laid aside" not in browser.get(start).text
    viewer = client_for(member(Role.VIEWER, organisation=person.organisation))
    assert "Lay aside" not in viewer.get(f"{start}{meter.uid}/").text
    assert viewer.get(f"{start}new/").status_code == 403


def test_months_and_meters_can_be_had_as_files(person: Membership, log: TicketLog) -> None:
    meter = follow(person, log, "first_line_share", target=0.7).meter
    browser, start = client_for(person), f"/o/{person.organisation.slug}/meters/"
    months = b"".join(browser.get(f"{start}{meter.uid}/?format=csv")).decode().splitlines()
    assert months[1:] == ["202601,0.25,4,0.25", "202602,0.5,4,0.4"]
    listed = b"".join(browser.get(f"{start}?format=csv")).decode()
    assert "first_line_share,First line,Log,0.25,202602,0.5,0.7,202604,on course" in listed


def test_a_meter_whose_log_was_taken_back_says_so(person: Membership, log: TicketLog) -> None:
    meter = follow(person, log, "first_line_share").meter
    log.segments.update(state="undone")
    page = client_for(person).get(f"/o/{person.organisation.slug}/meters/{meter.uid}/").text
    assert "Nothing to read" in page
    assert client_for(person).get(f"/o/{person.organisation.slug}/meters/{meter.uid}/edit/").status_code == 200


def test_meters_are_read_and_written_over_rest(person: Membership, log: TicketLog) -> None:
    _, token = create_token(by=actor_of(person), name="tests", scopes=[Scope.READ, Scope.WRITE])
    headers = {"Authorization": f"Token {token}"}
    browser = client_for(person)
    json: dict[str, Any] = {"content_type": "application/json"}
    body = {"name": "Less", "figure": "ping_pong_share", "log": str(log.uid), "target": 0.1, **AIM}
    made = browser.post("/api/v1/meters/", body, headers=headers, **json)
    assert made.status_code == 201
    row = made.json()
    assert (row["unit"], row["baseline"], row["standing"], row["version"]) == ("share", 0.25, "behind", 1)
    assert row["months"][1] == {"month": 202602, "value": 0.25, "base": 4, "course": pytest.approx(0.2)}
    address = f"/api/v1/meters/{row['uid']}/"
    assert browser.put(address, body | {"target": 0.3}, headers=headers, **json).status_code == 428
    seen = headers | {"If-Match": "1"}
    assert browser.put(address, body | {"target": 0.25}, headers=seen, **json).json()["standing"] == "reached"
    assert browser.put(address, body | {"target": 0.3}, headers=seen, **json).status_code == 412
    archived = browser.post(f"{address}archive/", {"is_archived": True}, headers=headers | {"If-Match": "2"}, **json)
    assert archived.json()["is_archived"]
    assert [one["name"] for one in browser.get("/api/v1/meters/", headers=headers).json()] == ["Less"]
    assert browser.get(address, headers=headers).headers["ETag"] == '"3"'
    assert browser.post("/api/v1/meters/", body | {"target_month": 202601}, headers=headers, **json).status_code == 400
    assert browser.post("/api/v1/meters/", body, headers=headers, **json).status_code == 409
