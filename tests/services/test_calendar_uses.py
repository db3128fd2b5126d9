"""Who works by which calendar: stated in the browser and over REST, and what it means for the groups of a log."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import ALL_SCOPES
from core.models import AuditEntry
from organisations.actions import create_token
from services.actions.calendar_uses import add_calendar_use, change_calendar_use, remove_calendar_use
from services.actions.calendars import Hours, add_calendar
from services.calendars import instant_us
from services.clock_selectors import clocks_of, log_clocks
from services.clock_words import clocks_sentence
from services.facts import log_facts
from services.models import BusinessCalendar, CalendarUse, Group, TicketLog
from tests.factories import (
    BaselineFactory,
    BaselineTeamFactory,
    RegionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db
DAY = dict.fromkeys(range(5), ((540, 1_020),))


class Desk:
    """A modeller with two calendars, a region and a team."""

    def __init__(self) -> None:
        self.member = member()
        self.by, self.client = actor_of(self.member), client_for(self.member)
        names = (("Europe", "Europe/Berlin"), ("Asia", "Asia/Singapore"), ("Plant", "Asia/Tokyo"))
        self.europe, self.asia, self.plant = (
            add_calendar(by=self.by, hours=Hours(name, zone, DAY)) for name, zone in names
        )
        own = {"organisation": self.member.organisation}
        self.region: Any
        self.team: Any
        self.region, self.team = RegionFactory(name="Far East", **own), TeamFactory(name="Line", **own)

    def told(self, name: str, form: dict[str, Any] | None = None, **parts: Any) -> str:
        address = reverse(name, kwargs={"organisation": self.member.organisation.slug, **parts})
        answer = self.client.get(address) if form is None else self.client.post(address, form, follow=True)
        return str(answer.content.decode())

    def api(self) -> Client:
        key = create_token(by=self.by, name="t", scopes=list(ALL_SCOPES))[1]
        return Client(headers={"Authorization": f"Token {key}"})

    def log(self) -> TicketLog:
        """Groups of the team, of a team of its region in the newest baseline, of rows that name the region, of a team
        without a region, and one of which nothing is known."""
        names = ("of line", "of shop", "of rows", "of desk", "alone")
        rows = [
            {"ticket": "1", "time": place, "group": name, "status_class": "working"} for place, name in enumerate(names)
        ]
        log = bring_in(self.member.organisation, frame_of(rows))[1]
        log.calendar = self.europe
        log.save()
        shop, desk = (TeamFactory(name=name, organisation=self.member.organisation) for name in ("Shop", "Desk"))
        for baseline, region in ((1, None), (2, self.region)):
            held = BaselineFactory(organisation=self.member.organisation, name=str(baseline))
            for team in (self.team, shop):
                BaselineTeamFactory(baseline=held, team=team, region=region)
            BaselineTeamFactory(baseline=held, team=desk, region=None)
        for name, team in (("of line", self.team), ("of shop", shop), ("of desk", desk)):
            Group.objects.filter(log=log, name=name).update(team=team)
        Group.objects.filter(log=log, name="of rows").update(region_name=" far  EAST ")
        return log


@pytest.fixture
def desk() -> Desk:
    return Desk()


def works_by(log: TicketLog) -> dict[str, str]:
    """The calendar of each group by name; "" is the log's."""
    found = log_clocks([log])[log.pk]
    own = {pk: found.calendars[place].name for pk, place in found.of_group}
    return {group.name: own.get(group.pk, "") for group in Group.objects.filter(log=log)}


def test_a_group_works_by_its_teams_calendar_else_its_regions_else_the_logs(desk: Desk) -> None:
    log = desk.log()
    nobody = dict.fromkeys(("of line", "of shop", "of rows", "of desk", "alone"), "")
    assert works_by(log) == nobody
    add_calendar_use(by=desk.by, calendar=desk.asia, region=desk.region)
    use = add_calendar_use(by=desk.by, calendar=desk.plant, team=desk.team)
    assert works_by(log) == nobody | {"of line": "Plant", "of shop": "Asia", "of rows": "Asia"}
    clocks = clocks_of(log)
    assert clocks is not None
    assert clocks_sentence(clocks, log_facts(log.pk).group_ids) == (
        "Working hours are those of the group that has the ticket: 3 of 5 groups work by “Asia” and “Plant”; 2 have "
        "none and count on “Europe”, the calendar of the log, as do whole tickets."
    )
    change_calendar_use(by=desk.by, use=use, version=1, calendar=desk.asia)
    assert works_by(log) == nobody | dict.fromkeys(("of line", "of shop", "of rows"), "Asia")
    remove_calendar_use(by=desk.by, use=use, version=2)
    assert works_by(log)["of line"] == "Asia"
    log.calendar = None
    assert clocks_of(log) is None


def test_what_the_figures_rest_on_changes_with_who_works_by_what(desk: Desk) -> None:
    log = desk.log()
    known = [(log_clocks([log])[log.pk].mark, clocks_of(log))]
    add_calendar_use(by=desk.by, calendar=desk.asia, region=desk.region)
    known.append((log_clocks([log])[log.pk].mark, clocks_of(log)))
    Group.objects.filter(log=log, name="alone").update(region_name="Far East")
    known.append((log_clocks([log])[log.pk].mark, clocks_of(log)))
    assert known[0][0] == 0
    assert len({mark for mark, _ in known}) == len({clocks for _, clocks in known}) == 3
    BusinessCalendar.objects.filter(pk=desk.asia.pk).update(time_zone="Asia/Tokyo")
    assert clocks_of(log) not in {clocks for _, clocks in known}


def test_each_step_of_a_ticket_counts_as_its_group_works(desk: Desk) -> None:
    """From Friday 16:00 UTC with the desk, from Monday 6:00 UTC with the plant, to 10:00 UTC."""
    friday = instant_us(datetime(2026, 3, 6, 16, tzinfo=UTC))
    held = ((0, "Desk"), (62, "Line"), (66, "Line"))
    rows = [
        {"ticket": "1", "time": friday + at * HOUR, "group": group, "status_class": "working"} for at, group in held
    ]
    log = bring_in(desk.member.organisation, frame_of(rows))[1]
    log.calendar = desk.europe
    log.save()
    add_calendar_use(by=desk.by, calendar=desk.plant, team=desk.team)
    add_calendar_use(by=desk.by, calendar=desk.asia, region=desk.region)
    Group.objects.filter(log=log, name="Line").update(team=desk.team)
    address = reverse("ticket", args=[desk.member.organisation.slug, log.uid])
    with CaptureQueriesContext(connection) as asked:
        text = desk.client.get(f"{address}?key=1").content.decode()
    assert len(asked) <= 12
    assert "1 of 2 groups works by “Plant”; 1 has none and counts on “Europe”, the calendar of the log" in text
    table: Any = desk.client.get(f"{address}?key=1&format=csv")
    lasted = [row.split(",")[-1] for row in b"".join(table.streaming_content).decode().splitlines()[-3:]]
    assert lasted == ["0.0", str(2 * 3_600.0), ""]  # the desk has closed since 17:00, the plant closes at 8:00 UTC


def test_the_pages_state_change_and_take_back(desk: Desk) -> None:
    assert "every group works by the calendar of its log" in desk.told("calendars")
    both = {"region": desk.region.uid, "team": desk.team.uid, "calendar": desk.asia.uid}
    for form in (both, {"calendar": desk.asia.uid}):
        assert "Choose a region or a team, one of the two." in desk.told("calendar-use-new", form)
    listed = desk.told("calendar-use-new", both | {"team": ""})
    assert "“Far East” works by “Asia” from now on." in listed
    assert 'Far East <small class="soft">region</small>' in listed
    assert "Far East" not in desk.told("calendar-use-new")  # it has one
    use = CalendarUse.objects.get()
    assert "Far East works by “Asia”" in desk.told("calendar-use", uid=use.uid)
    desk.told("calendar-use", {"calendar": desk.plant.uid, "version": 1}, uid=use.uid)
    use.refresh_from_db()
    assert (use.calendar, use.version) == (desk.plant, 2)
    desk.told("calendar-use", {"calendar": desk.asia.uid, "version": 1}, uid=use.uid)
    use.refresh_from_db()
    assert use.calendar == desk.plant
    kept = desk.told("calendar-remove", {"version": 1}, uid=desk.plant.uid)
    assert "“Far East” works by “Plant”. Give the region another calendar first." in kept
    assert "has no calendar of its own any more" in desk.told("calendar-use-remove", {"version": 2}, uid=use.uid)
    assert not CalendarUse.objects.exists()
    told = AuditEntry.objects.filter(object_kind="calendar use").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["add_calendar_use", "change_calendar_use", "remove_calendar_use"]


def test_the_api_states_changes_and_takes_back(desk: Desk) -> None:
    client, address = desk.api(), "/api/v1/calendar-uses/"
    sent = {"team": str(desk.team.uid), "calendar": str(desk.asia.uid)}
    made = client.post(address, sent, content_type="application/json")
    assert (made.status_code, made["ETag"], made.json()["name"]) == (201, '"1"', "Line")
    assert client.post(address, sent, content_type="application/json").status_code == 409
    nobody = client.post(address, {"calendar": str(desk.asia.uid)}, content_type="application/json")
    assert (nobody.status_code, "a region or a team" in nobody.text) == (400, True)
    one = f"{address}{made.json()['uid']}/"
    put: dict[str, Any] = {"data": {"calendar": str(desk.plant.uid)}, "content_type": "application/json"}
    assert client.put(one, **put).status_code == 428
    assert client.put(one, **put, headers={"If-Match": '"1"'}).json()["calendar"] == str(desk.plant.uid)
    assert [(row["team"], row["region"], row["version"]) for row in client.get(address).json()] == [
        (str(desk.team.uid), None, 2)
    ]
    assert client.delete(one, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(one, headers={"If-Match": '"2"'}).status_code == 204
    assert client.get(address).json() == []
