"""The service management office: what it has to do, the most urgent first, and where it stands on pages and REST."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role
from functions.briefs import brief_of, write_brief
from organisations.models import Membership
from services.actions.agreement_drafts import draft_agreements
from services.actions.agreements import Terms, add_agreement
from services.actions.calendars import Hours, add_calendar
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service
from services.actions.projects import add_project
from services.models import Agreement, BusinessCalendar, Project, Service
from services.office.work import Item, Urgency, WorkList, by_urgency, finding
from services.office.work_list import office_places, work_list
from tests.factories import BaselineFactory, ScenarioFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.test_portfolio import api_of

TODAY = date(2026, 3, 4)
ALWAYS = Hours("Office", "UTC", dict.fromkeys(range(5), ((540, 1_020),)), ())


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def calendar(lead: Membership) -> BusinessCalendar:
    return add_calendar(by=actor_of(lead), hours=ALWAYS)


def agreed(lead: Membership, kind: str, name: str, minutes: int, **more: Any) -> Agreement:
    """An agreement for Mail since 2020 unless more is said."""
    calendar = BusinessCalendar.objects.get()
    stated: dict[str, Any] = {"service": "Mail", "valid_from": date(2020, 1, 1)} | more
    terms = Terms(name=name, calendar=calendar, targets={"": (None, minutes)}, **stated)
    return add_agreement(by=actor_of(lead), kind=kind, terms=terms)


def told(lead: Membership, kind: str = "") -> list[tuple[str, str, str, str, str]]:
    """What there is to do on the day: when, of which kind, about what, what is wrong, whose it is."""
    found = work_list(actor_of(lead), TODAY)
    return [(one.urgency.word, one.kind, one.about, one.words, one.who) for one in found.of(kind)]


def item(kind: str, urgency: Urgency, about: str, day: date | None = None) -> Item:
    return Item(kind, urgency, about, "service", (), "", day=day)


def test_what_is_urgent_comes_first_then_what_is_near() -> None:
    near, far = date(2026, 3, 10), date(2026, 3, 20)
    rows = [
        item("stages", Urgency.LATER, "E"),
        item("broken", Urgency.NOW, "C"),
        item("ending", Urgency.NOW, "B", far),
        item("ending", Urgency.NOW, "A", near),
        item("unowned", Urgency.SOON, "D"),
    ]
    work = by_urgency(rows)
    assert [one.about for one in work.items] == ["A", "B", "C", "D", "E"]
    assert finding(work) == "5 things to do, 3 of them cannot wait"
    counts = [(kind.code, count, urgency) for kind, count, urgency in work.counts]
    assert counts[:4] == [
        ("broken", 1, Urgency.NOW),
        ("ending", 2, Urgency.NOW),
        ("unowned", 1, Urgency.SOON),
        ("stages", 1, Urgency.LATER),
    ]
    assert {row[1:] for row in counts[4:]} == {(0, None)}
    assert finding(WorkList(rows[:1])) == "1 thing to do, none of which is urgent"


@pytest.mark.django_db
def test_promises_that_cannot_be_kept_cannot_wait(lead: Membership, calendar: BusinessCalendar) -> None:
    add_service(by=actor_of(lead), name="Mail", owners=["Ada"])
    sla = agreed(lead, "sla", "Mail SLA", 60, customer_group="Sales")
    assert told(lead) == [
        ("now", "alone", "Mail SLA", "no operational agreement and no contract behind it", "Ada"),
    ]
    agreed(lead, "ola", "Desk", 120, function_code=5, step=1)
    agreed(lead, "slr", "Wish", 30, customer_group="Sales")
    agreed(lead, "slr", "Modest wish", 90, customer_group="Sales")
    assert told(lead) == [
        ("now", "broken", "Mail SLA", "broken by “Desk”", "Ada"),
        ("soon", "looser", "Mail SLA", "1 time below what “Wish” wants", "Ada"),
    ]
    found = work_list(actor_of(lead), TODAY).items[0]
    assert (found.place, found.keys) == ("agreement", (sla.uid,))


@pytest.mark.django_db
def test_agreements_that_end_are_named_unless_another_follows(lead: Membership, calendar: BusinessCalendar) -> None:
    stated = {"supplier": "Host", "step": 1}
    for name, last, more in (
        ("In 30 days", date(2026, 4, 3), {}),
        ("In 31 days", date(2026, 4, 4), {}),
        ("In 91 days", date(2026, 6, 3), {}),
        ("Followed", date(2026, 4, 3), {"supplier": "Followed"}),
        ("With a gap", date(2026, 4, 3), {"supplier": "Late"}),
        ("Yesterday", date(2026, 3, 3), {"supplier": "Gone"}),
    ):
        agreed(lead, "uc", name, 60, service=name, valid_to=last, **stated | more)
    agreed(lead, "uc", "The next", 60, service="Followed", supplier="followed", step=1, valid_from=date(2026, 4, 4))
    agreed(lead, "uc", "Too late", 60, service="With a gap", supplier="Late", step=1, valid_from=date(2026, 4, 5))
    assert [one[:4] for one in told(lead)] == [
        ("now", "ending", "In 30 days", "ends on 3 Apr 2026, in 30 days, and none follows"),
        ("now", "ending", "With a gap", "ends on 3 Apr 2026, in 30 days, and none follows"),
        ("soon", "ending", "In 31 days", "ends on 4 Apr 2026, in 31 days, and none follows"),
    ]


@pytest.mark.django_db
def test_services_wait_for_an_owner_an_sla_and_a_stage_that_fits(lead: Membership, calendar: BusinessCalendar) -> None:
    by = actor_of(lead)
    add_service(by=by, name="Mail", stage="catalogue", catalogue_from="2027-01-01")
    add_service(by=by, name="Idea", stage="pipeline", owners=["Ada", "Bob"])
    add_service(by=by, name="Old", stage="retired", retired_from="2020-01-01")
    assert told(lead) == [
        ("soon", "unpromised", "Mail", "no SLA in force", ""),
        ("soon", "unowned", "Mail", "nobody owns it from end to end", ""),
        ("soon", "claimed", "Idea", "2 owners claim it", "Ada, Bob"),
        ("later", "stages", "Mail", "in the catalogue, but only from 1 Jan 2027 on", ""),
    ]
    agreed(lead, "sla", "Everything", 60, service="All services", customer_group="All")
    assert told(lead, "unpromised") == []
    assert told(lead, "alone") == []


@pytest.mark.django_db
def test_drafts_grow_urgent_and_offerings_below_cost_are_told(lead: Membership, calendar: BusinessCalendar) -> None:
    by = actor_of(lead)
    mail = add_service(by=by, name="Mail", stage="pipeline", owners=["Ada"])
    box = add_offering(by=by, service=mail, name="Box", unit="box", price=300, units=100, other_cost=40_000)
    add_offering(by=by, service=mail, name="Dear box", unit="box", price=500, units=100, other_cost=40_000)
    draft_agreements(by=by, service=mail, today=TODAY)
    Agreement.objects.update(created=datetime(2026, 2, 3, 12, tzinfo=UTC))
    Agreement.objects.filter(kind="uc").update(created=datetime(2026, 2, 2, 12, tzinfo=UTC))
    drafts = told(lead, "drafts")
    assert drafts[0] == ("soon", "drafts", "Mail: supplier", "a draft for 30 days, nobody named", "Ada")
    assert [one[0] for one in drafts] == ["soon", *["later"] * 4]
    assert "a draft for 29 days, with End-user service desk" in [one[3] for one in drafts]
    Agreement.objects.update(created=datetime(2026, 3, 4, 8, tzinfo=UTC))
    assert told(lead, "drafts")[0][3] == "drafted today, with Level 2 and 3 support operations"
    found = work_list(by, TODAY).of("below-cost")
    assert [(one.about, one.words, one.keys) for one in found] == [
        ("Box", "its price covers 75% of the cost of a unit", (mail.uid, box.uid))
    ]


@pytest.mark.django_db
def test_projects_wait_for_their_gate_and_for_a_service(lead: Membership) -> None:
    by = actor_of(lead)
    for name, stage, live_on in (
        ("Near", "building", "2026-03-16"),
        ("Late", "building", "2026-03-01"),
        ("Far", "proposed", "2026-12-01"),
        ("Open", "proposed", None),
        ("Dropped", "stopped", "2026-03-16"),
    ):
        add_project(by=by, name=name, stage=stage, live_on=live_on, sponsor="Ida")
    add_service(by=by, name="Mail", stage="retired", retired_from="2020-01-01")
    Project.objects.create(organisation=lead.organisation, name="Done", key="done", stage="live", live_reason="Law")
    for one in Project.objects.exclude(name="Near"):
        one.services.create(service=Service.objects.get(), kind="improves")
    assert told(lead) == [
        ("now", "gates", "Late", "red: 6 of 6 missing, go-live 3 days ago", "Ida"),
        ("now", "gates", "Near", "red: 6 of 6 missing, go-live in 12 days", "Ida"),
        ("soon", "unserviced", "Near", "no service that it makes or changes", "Ida"),
        ("soon", "live-red", "Done", "live, and its gate is red: 6 of 6 missing", ""),
        ("later", "gates", "Far", "red: 6 of 6 missing, go-live in 272 days", "Ida"),
        ("later", "gates", "Open", "red: 6 of 6 missing, no day of go-live", "Ida"),
    ]
    Project.objects.get(name="Far").deliverables.create(kind="training", status="ready")
    assert told(lead, "gates")[2][3] == "red: 5 of 6 missing, go-live in 272 days"


@pytest.mark.django_db
def test_the_page_shows_what_is_to_do_narrowed_and_as_a_file(lead: Membership, calendar: BusinessCalendar) -> None:
    by, slug = actor_of(lead), lead.organisation.slug
    add_service(by=by, name="Mail")
    scenario = ScenarioFactory.create(baseline=BaselineFactory.create(organisation=lead.organisation))
    facts = {name: getattr(brief_of(scenario), name) for name in ("ambition", "starting_point", "stage_now")}
    facts |= {"stage_target": "", "goals": None, "culture": None, "skills": None, "management_office": "product"}
    write_brief(by=by, scenario=scenario, version=0, facts=facts)
    assert office_places(by) == [scenario]
    browser, address = client_for(lead), reverse("service-office", args=[slug])
    page = browser.get(address).text
    assert "2 things to do, none of which is urgent" in page
    assert "in product management" in browser.get(reverse("service-office-place", args=[slug])).text
    first = cells(page, "What the office looks after")[0]
    assert first[:3] == ["Services without an SLA", "1 to do: Services without an SLA", "soon"]
    assert len(cells(page, "Template of agreements")) == 5
    page = browser.get(address + "?work=unowned").text
    assert cells(page, "Work list") == [
        ["Mail", "soon", "Name an owner", "Nobody owns it from end to end", "", "nobody"]
    ]
    assert browser.get(address + "?work=zzz").status_code == 400
    rows = browser.get(address + "?format=csv&urgency=soon").getvalue().decode().splitlines()
    assert rows[1].startswith("soon,Services without an SLA,Agree an SLA,Mail,Mail,no SLA in force,,,http://")
    assert len(browser.get(address + "?format=csv&urgency=later").getvalue().decode().splitlines()) == 1
    rows = browser.get(address + "?format=csv&table=template").getvalue().decode().splitlines()
    assert rows[3] == "OLA,service desk,1,End-user service desk,15 min,1 h"
    answer = api_of(lead.organisation).get("/api/v1/services/office/?kind=unowned").json()
    assert [(one["about"], one["object"], one["urgency"]) for one in answer] == [("Mail", "service", "soon")]
