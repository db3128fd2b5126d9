"""Front doors as tickets count them: who uses which, how much goes through a manager, and how content they are."""

import html
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Role, Scope
from core.models import AuditEntry
from core.versions import Conflict
from metrics.selectors.front_doors import FrontDoors, customer_groups, front_doors
from metrics.selectors.handoffs import HandoffFilters
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.doors import state_door
from services.models import CustomerGroup, FrontDoor, TicketLog
from tests.factories import actor_of, client_for, member
from tests.metrics.test_segment_tickets import LINK, behind
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MONTH = 31 * 24 * HOUR
# customers, door, answers of 1 to 5 for as many tickets; the last group names nobody.
CAME = (
    ("Sales", "Phone", "33345"),
    ("Sales", "Relationship manager Sales", "55"),
    ("Sales", "Web", "--"),
    ("Plants", "Plant coordinator", "---"),
    ("", "phone", "-"),
)


@pytest.fixture
def person() -> Membership:
    """Thirteen tickets of demand, of which the second half comes in a month later; one of monitoring, one silent."""
    made = member(Role.MODELLER)
    rows: list[dict[str, Any]] = []
    for customer, door, told in CAME:
        for place, answer in enumerate(told):
            at = HOUR + (MONTH if place * 2 >= len(told) else 0)
            said = {"customer": customer, "door": door, "satisfaction": answer.replace("-", "")}
            rows.append({"ticket": f"T{len(rows):02}", "time": at, "group": "Desk", "kind": "Incident", **said})
    rows.append({"ticket": "TM", "time": HOUR, "group": "Desk", "door": "Event", "kind": "Incident"})
    rows.append({"ticket": "TS", "time": HOUR, "group": "Desk", "kind": "Request"})
    bring_in(made.organisation, frame_of(rows))
    known = {"Sales": ["Desk"], "Plants": ["Plant coordinator"], "Dealers": ["Desk"]}
    for name, doors in known.items():
        CustomerGroup.objects.create(organisation=made.organisation, name=name, key=name.casefold(), doors=doors)
    return made


@pytest.fixture
def log(person: Membership) -> TicketLog:
    return TicketLog.objects.get(organisation=person.organisation)


def found(person: Membership, log: TicketLog, **filters: Any) -> FrontDoors:
    return front_doors(actor_of(person), log, HandoffFilters(**filters), "UTC")


def test_doors_in_use_are_counted_by_customer_group_beside_those_that_are_stated(
    person: Membership, log: TicketLog
) -> None:
    rows = found(person, log).groups(customer_groups(actor_of(person)))
    assert [(row.name, row.tickets, row.doors, row.stated, row.managed) for row in rows] == [
        ("Sales", 9, ["Phone", "Relationship manager Sales", "Web"], ["Desk"], 2),
        ("Plants", 3, ["Plant coordinator"], ["Plant coordinator"], 0),
        ("Dealers", 0, [], ["Desk"], 0),
        ("", 1, ["Phone"], None, 0),
    ]
    assert rows[0].share == pytest.approx(2 / 9)


def test_demand_is_what_names_a_door_and_does_not_come_from_monitoring(person: Membership, log: TicketLog) -> None:
    whole = found(person, log)
    assert [int(flags.sum()) for flags in (whole.is_demand, whole.is_managed, whole.is_unknown, whole.is_machine)] == [
        *(13, 2, 1, 1)
    ]
    assert [(row.month, row.tickets, row.managed) for row in whole.months()] == [(197001, 8, 1), (197002, 5, 1)]
    assert int(found(person, log, month=197002).is_demand.sum()) == 5
    assert int(found(person, log, kind="Request").is_unknown.sum()) == 1


def test_satisfaction_by_door_has_its_interval_and_few_answers_are_hidden(person: Membership, log: TicketLog) -> None:
    rows = {row.name: row for row in found(person, log).doors()}
    phone = rows["Phone"]
    assert (phone.tickets, phone.groups, phone.answers.count, phone.answers.mean) == (6, 1, 5, 65.0)
    assert phone.answers.low == pytest.approx(37.24, abs=0.01)
    assert phone.answers.high == pytest.approx(92.76, abs=0.01)
    assert rows["Relationship manager Sales"].answers.count == 2
    page = client_for(person).get(reverse("front-doors", args=[person.organisation.slug]))
    text = " ".join(page.content.decode().split())
    assert '65 <small class="soft">37 to 93, few answers</small>' in text
    assert "fewer than 5 answers" in text
    sheet = page.client.get("?".join((page.request["PATH_INFO"], "format=csv&table=doors"))).getvalue().decode()
    assert "Relationship manager Sales,2,1,yes,by its name,,,," in sheet


def test_a_door_is_a_manager_by_its_name_until_somebody_states_it(person: Membership, log: TicketLog) -> None:
    by = actor_of(person)
    state_door(by=by, name="Plant coordinator", version=0, is_manager=True)
    state_door(by=by, name="relationship  manager sales", version=0, is_manager=False)
    assert int(found(person, log).is_managed.sum()) == 3
    door = FrontDoor.objects.get(key="plant coordinator")
    state_door(by=by, name="Plant Coordinator", version=1, is_manager=False)
    assert int(found(person, log).is_managed.sum()) == 0
    with pytest.raises(Conflict):
        state_door(by=by, name="Plant coordinator", version=1, is_manager=True)
    with pytest.raises(Conflict):
        state_door(by=by, name="Web", version=3, is_manager=True)
    told = AuditEntry.objects.filter(action="state_door", object_id=str(door.uid)).order_by("pk").last()
    assert told is not None
    assert (told.before["is_manager"], told.after["is_manager"]) == (True, False)


def test_it_is_stated_on_the_page(person: Membership, log: TicketLog) -> None:
    browser, parts = client_for(person), [person.organisation.slug, log.uid]
    said = {"name": "Web", "version": "0", "is_manager": "yes"}
    answer = browser.post(reverse("front-door-state", args=parts), said, follow=True)
    assert "“Web” counts as a named relationship manager." in answer.content.decode()
    assert "31% of demand enters through a named relationship manager; 1 of 2 customer groups uses several doors" in (
        answer.content.decode()
    )
    assert browser.post(reverse("front-door-state", args=parts), said).status_code == 409


def test_each_number_opens_as_many_tickets(person: Membership, log: TicketLog) -> None:
    browser = client_for(person)
    page = browser.get(reverse("front-doors-log", args=[person.organisation.slug, log.uid])).content.decode()
    links = [(html.unescape(url), label, count) for url, label, count in LINK.findall(page)]
    assert len(links) > 20
    assert {"Demand", "Sales, through a manager", "Sales, Phone", "Phone, answers", "Feb 1970"} <= {
        label for _, label, _ in links
    }
    for url, label, count in links:
        assert len(behind(browser, url)) == int(count), (label, url)
    tickets = reverse("front-door-tickets", args=[person.organisation.slug, log.uid])
    drawer = browser.get(f"{tickets}?of=managed&customer=sales", headers={"HX-Request": "true"})
    assert "2 real tickets<small>of 2, those with most handoffs</small>" in " ".join(drawer.content.decode().split())
    assert [row[0] for row in behind(browser, f"{tickets}?of=demand&customer=sales&beyond=2")] == [
        "T05",
        "T06",
        "T07",
        "T08",
    ]
    for wrong in ("of=zzz", "beyond=x", "door=zzz", "customer=zzz", "when=1", "when=200013"):
        assert browser.get(f"{tickets}?{wrong}").status_code == 404, wrong


def test_a_ticket_says_how_it_came_in(person: Membership, log: TicketLog) -> None:
    address = reverse("ticket", args=[person.organisation.slug, log.uid])
    page = client_for(person).get(f"{address}?key=T05").content.decode()
    assert "Log, Incident, came in by Relationship manager Sales, for Sales" in page


def test_rest_has_the_same_and_states_a_door(person: Membership, log: TicketLog) -> None:
    _, secret = create_token(by=actor_of(person), name="t", scopes=[Scope.READ, Scope.WRITE])
    browser, headers = client_for(person), {"Authorization": f"Token {secret}"}
    rows = {row["name"]: row for row in browser.get("/api/v1/front-doors/", headers=headers).json()}
    assert (rows["Phone"]["tickets"], rows["Phone"]["answers"], rows["Phone"]["satisfaction"]) == (6, 5, 65.0)
    manager = rows["Relationship manager Sales"]
    assert (manager["is_manager"], manager["version"], manager["satisfaction"]) == (True, 0, None)
    groups = browser.get("/api/v1/front-doors/groups/", headers=headers).json()
    assert [(row["name"], row["doors"]) for row in groups][1] == ("Plants", ["Plant coordinator"])
    said = {"name": "Web", "is_manager": True}
    for seen, status in (("0", 200), ("0", 412), ("1", 200)):
        answer = browser.post("/api/v1/front-doors/", said, "application/json", headers=headers | {"If-Match": seen})
        assert answer.status_code == status, seen


def test_a_log_without_doors_says_how_to_bring_them(person: Membership) -> None:
    bring_in(person.organisation, frame_of([{"ticket": "T1", "time": HOUR, "group": "Desk"}]), "Other")
    page = client_for(person).get(reverse("front-doors", args=[person.organisation.slug]))
    text = page.content.decode()
    assert "This log does not say by which doors demand comes in" in text
    assert "Import the log again with a column of channels" in text


def test_the_page_takes_few_queries(person: Membership, log: TicketLog) -> None:
    browser, address = client_for(person), reverse("front-doors-log", args=[person.organisation.slug, log.uid])
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    assert len([query for query in captured.captured_queries if query["sql"].startswith("SELECT")]) <= 12
