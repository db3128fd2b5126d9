"""Calendars and agreements in the browser and over REST; a broken chain is named."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import ALL_SCOPES, Scope
from core.models import AuditEntry
from organisations.actions import create_token
from services.models import Agreement, BusinessCalendar
from tests.factories import TeamFactory, client_for, member

pytestmark = pytest.mark.django_db

OFFICE = {"name": "Office", "time_zone": "Europe/Berlin", **{f"day_{day}": "09:00-17:00" for day in range(5)}}
ALWAYS = {"name": "Always", "time_zone": "UTC", "is_always": "on"}


class Desk:
    """A modeller in a browser."""

    def __init__(self) -> None:
        self.member = member()
        self.client = client_for(self.member)

    def address(self, name: str, **parts: Any) -> str:
        return reverse(name, kwargs={"organisation": self.member.organisation.slug, **parts})

    def page(self, name: str, query: str = "", **parts: Any) -> str:
        answer = self.client.get(self.address(name, **parts) + query)
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, name: str, form: dict[str, Any], **parts: Any) -> Any:
        return self.client.post(self.address(name, **parts), form, follow=True)

    def told(self, name: str, form: dict[str, Any], **parts: Any) -> str:
        text: str = self.send(name, form, **parts).content.decode()
        return text

    def calendar(self, form: dict[str, Any]) -> BusinessCalendar:
        self.send("calendar-new", form)
        return BusinessCalendar.objects.get(name=form["name"])

    def agreement(self, kind: str, calendar: BusinessCalendar, **form: Any) -> Agreement:
        filled = {"service": "E-mail", "calendar": calendar.uid, "valid_from": "2020-01-01", **form}
        self.send("agreement-new", filled, kind=kind)
        return Agreement.objects.get(name=form["name"])


@pytest.fixture
def desk() -> Desk:
    return Desk()


def broken_service(desk: Desk) -> Agreement:
    """Eight hours around the clock are promised; the desk takes one, the supplier six in office hours."""
    office, always = desk.calendar(OFFICE), desk.calendar(ALWAYS)
    sla = desk.agreement(
        "sla", always, name="Mail SLA", customer_group="Sales", targets="High; 1 h; 8 h\nall; -; 200 h"
    )
    desk.agreement("ola", always, name="Desk OLA", function_code=5, step=1, targets="all; 30 min; 1 h")
    desk.agreement("uc", office, name="Host UC", supplier="Hoster", step=2, targets="all; 30 min; 6 h")
    return sla


def test_a_calendar_is_made_changed_and_removed(desk: Desk) -> None:
    assert "No calendar yet" in desk.page("calendars")
    assert "is no span of hours" in desk.told("calendar-new", OFFICE | {"day_2": "nine to five"})
    assert "Line 2, “Easter”, has no date" in desk.told(
        "calendar-new", OFFICE | {"holidays": "2026-12-25 Christmas\nEaster"}
    )
    assert "is no time zone" in desk.told("calendar-new", OFFICE | {"time_zone": "Berlin"})
    assert "State the hours of one weekday" in desk.told("calendar-new", {"name": "None", "time_zone": "UTC"})
    assert not BusinessCalendar.objects.exists()
    listed = desk.told("calendar-new", OFFICE | {"holidays": "2026-12-25 Christmas Day\n2026-01-01 New Year"})
    assert "Monday to Friday 09:00-17:00" in listed
    made = BusinessCalendar.objects.get()
    assert made.holidays == [["2026-01-01", "New Year"], ["2026-12-25", "Christmas Day"]]
    assert "There is a calendar called “office”" in desk.told("calendar-new", OFFICE | {"name": "office"})
    assert "2026-12-25 Christmas Day" in desk.page("calendar", uid=made.uid)
    changed = OFFICE | {"day_5": "9-12", "version": 1}
    assert "Saturday 09:00-12:00" in desk.told("calendar", changed, uid=made.uid)
    assert desk.send("calendar", changed, uid=made.uid).status_code == 409
    desk.send("calendar-remove", {"version": 2}, uid=made.uid)
    assert not BusinessCalendar.objects.exists()
    kept = AuditEntry.objects.filter(object_kind="calendar").order_by("pk").values_list("action", flat=True)
    assert list(kept) == ["add_calendar", "change_calendar", "remove_calendar"]


def test_a_broken_chain_is_named(desk: Desk) -> None:
    sla = broken_service(desk)
    shown = desk.page("agreement", "?week=2026-03-04", uid=sla.uid)
    # From just after Friday 10:00 the desk ends after 11:00, and the last of six office hours is Monday's: 71 hours.
    assert "E-mail: “Host UC” breaks 1 of 3 targets" in shown
    assert "Underpinning contract “Host UC” ends after the promised 8 h" in shown
    assert "the whole path takes 71 h, 63 h too long (time to resolve, priority High)" in shown
    listed = desk.page("agreements")
    assert "1 of 1 promise to customers cannot be kept" in listed
    assert "broken</span> by Host UC" in listed


def test_a_step_without_a_target_is_named(desk: Desk) -> None:
    sla = broken_service(desk)
    first = Agreement.objects.get(name="Desk OLA")
    form = {"name": "Desk OLA", "service": "e-MAIL", "calendar": first.calendar.uid, "function_code": 5, "step": 1}
    form |= {"valid_from": "2020-01-01", "version": 1, "targets": "high; 30 min; 1 h"}
    desk.send("agreement-edit", form, uid=first.uid)
    shown = desk.page("agreement", "?week=2026-03-04", uid=sla.uid)
    assert "“Desk OLA” states no time for this priority (time to resolve, all other priorities)" in shown


def test_an_agreement_says_what_is_missing(desk: Desk) -> None:
    calendar = desk.calendar(ALWAYS)
    form = {
        "name": "X",
        "service": "E-mail",
        "calendar": calendar.uid,
        "valid_from": "2026-01-01",
        "targets": "all; 1 h; 2 h",
    }
    neither = desk.told("agreement-new", form | {"step": 1}, kind="ola")
    assert "kept by a team or by a function: name one of them" in neither
    assert "This field is required" in desk.told("agreement-new", form, kind="sla")
    assert "is no time" in desk.told("agreement-new", form | {"targets": "all; soon; 2 h"}, kind="slr")
    backwards = desk.told("agreement-new", form | {"valid_to": "2025-01-01"}, kind="slr")
    assert "The last day lies before the first" in backwards
    assert not Agreement.objects.exists()
    used = desk.told("agreement-new", form, kind="slr")
    assert "X" in used
    assert "is the calendar of 1 of the agreements" in desk.told("calendar-remove", {"version": 1}, uid=calendar.uid)


def test_agreements_over_rest(desk: Desk) -> None:
    team = TeamFactory.create(organisation=desk.member.organisation)
    _, token = create_token(by=desk.member.actor(ALL_SCOPES), name="t", scopes=[Scope.READ, Scope.WRITE], days=1)
    api = Client(headers={"Authorization": f"Token {token}"})

    def call(method: str, path: str, body: Any = None, version: int = 0) -> Any:
        answer = getattr(api, method)(
            f"/api/v1/{path}", body, content_type="application/json", headers={"If-Match": str(version)}
        )
        return answer.json() if answer.content else None

    spans = {str(day): [[540, 1020]] for day in range(5)}
    body = {"name": "Office", "time_zone": "Europe/Berlin", "spans": spans}
    holidays = [{"day": "2026-12-25", "name": "Christmas Day"}]
    calendar = call("post", "calendars/", body | {"holidays": holidays})
    assert (calendar["version"], calendar["holidays"]) == (1, holidays)
    assert "overlaps" in call("post", "calendars/", body | {"name": "B", "spans": {"0": [[60, 60]]}})["detail"]
    targets = [{"priority": "", "own_minutes": 30, "resolve_minutes": 60}]
    ola = {"kind": "ola", "name": "OLA", "service": "Mail", "calendar": calendar["uid"], "valid_from": "2026-01-01"}
    made = call("post", "agreements/", ola | {"targets": targets, "team": str(team.uid), "step": 1})
    assert (made["team"], made["targets"]) == (str(team.uid), targets)
    sla = call(
        "post",
        "agreements/",
        ola | {"kind": "sla", "customer_group": "All", "targets": [targets[0] | {"resolve_minutes": 45}]},
    )
    chain = call("get", f"agreements/{sla['uid']}/chain/?week=2026-03-04")
    assert [(row["measure"], row["used_minutes"], row["broken_by"]) for row in chain] == [
        ("own", 30.0, None),
        ("resolve", 60.0, made["uid"]),
    ]
    longer = {name: sla[name] for name in ("name", "service", "calendar", "valid_from", "customer_group")}
    changed = call("put", f"agreements/{sla['uid']}/", longer | {"targets": targets}, version=1)
    assert changed["version"] == 2
    assert [row["broken_by"] for row in call("get", f"agreements/{sla['uid']}/chain/?week=2026-03-04")] == [None, None]
    call("delete", f"agreements/{sla['uid']}/", version=2)
    assert [row["name"] for row in call("get", "agreements/")] == ["OLA"]
    assert [row["name"] for row in call("get", "calendars/")] == ["Office"]
