"""Standard against custom deployments: the page, the tickets behind its numbers, and REST."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Scope
from organisations.actions import create_token
from organisations.models import Membership
from services.models import Offering, Service, TicketLog
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LINK = re.compile(r'<a href="([^"]*/tickets/\?[^"]*)" data-drawer aria-label="([^"]*): ([\d,]+) tickets?"')
SHARE = re.compile(r'<a href="([^"]*/tickets/\?[^"]*)" data-drawer aria-label="([^"]*): ([\d.]+)%, five tickets"')
DAY = 24 * HOUR
# kind, product, service, region of the group, day of 1970 on which it was closed
TICKETS = (
    *(("Request", "Mailbox", "", "Asia", day) for day in (1, 2, 3)),
    *(("Request", "PORTAL", "", "Asia", day) for day in (4, 100)),
    ("Request", "", "Mail", "Europe", 101),
    ("Request", "", "Web", "Europe", 102),
    ("Request", "Laptop", "", "Europe", 5),
    ("Incident", "Portal", "", "Europe", 6),
    ("", "Portal", "", "Europe", 7),
)


@pytest.fixture
def person() -> Membership:
    """A catalogue of two services: mail is standard, the web has one offering of either kind."""
    made = member()
    for name, offerings in (("Mail", {"Mailbox": "standard"}), ("Web", {"Portal": "custom", "Page": "standard"})):
        service = Service.objects.create(organisation=made.organisation, name=name, key=name.lower())
        for offering, kind in offerings.items():
            Offering.objects.create(service=service, name=offering, key=offering.lower(), kind=kind)
    return made


@pytest.fixture
def log(person: Membership) -> TicketLog:
    rows: list[dict[str, Any]] = [
        {"ticket": f"T{number}", "time": day * DAY + at * HOUR, "group": region, "region": region, "kind": kind}
        | {"product": product, "service": service, "status_class": ("working", "closed")[at]}
        for number, (kind, product, service, region, day) in enumerate(TICKETS)
        for at in (0, 1)
    ]
    rows.append({"ticket": "open", "time": DAY, "group": "Asia", "kind": "Request", "product": "Portal"})
    return bring_in(person.organisation, frame_of(rows))[1]


def address(person: Membership, name: str, log: TicketLog) -> str:
    return reverse(name, args=[person.organisation.slug, log.uid])


def keys_behind(browser: Client, url: str) -> set[str]:
    """The tickets of the download that a number leads to."""
    sheet = browser.get(f"{html.unescape(url)}&format=csv").getvalue().decode("utf-8-sig")
    return {line.split(",")[0] for line in sheet.splitlines()[1:]}


def test_the_share_is_told_by_quarter_and_line(person: Membership, log: TicketLog) -> None:
    page = client_for(person).get(address(person, "deployments-log", log), {"by": "region"}).context
    assert page["heading"] == "33% of deployments are custom: 2 of 6 whose offering the catalogue tells"
    assert page["quarters"] == ["Q1 1970", "Q2 1970, in part"]
    shares = {row["label"]: [cell["mix"].share for cell in (row["all"], *row["cells"])] for row in page["rows"]}
    assert shares == {"Asia": [0.4, 0.25, 1.0], "Europe": [0.0, None, 0.0]}
    assert [(bar["label"], bar["text"]) for bar in page["trend"]["bars"]] == [
        ("Q1 1970", "25.0%"),
        ("Q2 1970, in part", "50.0%"),
    ]
    assert [(row["label"], row["tickets"]) for row in page["ways"]] == [
        ("by its product", 5),
        ("by its service", 1),
        ("its service has standard and custom offerings", 1),
        ("the catalogue knows neither its product nor its service", 1),
    ]
    assert [(one.label, one.is_counted, one.tickets) for one, _ in page["kinds"]] == [
        ("Request", True, 8),
        ("", False, 1),
        ("Incident", False, 1),
    ]


def test_each_number_opens_its_tickets(person: Membership, log: TicketLog) -> None:
    browser = client_for(person)
    page = browser.get(address(person, "deployments-log", log), {"by": "region"}).content.decode()
    links = LINK.findall(page)
    assert len(links) == 17
    for url, label, count in links:
        assert len(keys_behind(browser, url)) == int(count), (label, url)
    custom = {url: keys_behind(browser, url) for url, _, _ in SHARE.findall(page)}
    assert sorted(map(len, custom.values())) == [1, 1, 1, 1, 2, 2]
    assert set().union(*custom.values()) == {"T3", "T4"}
    tickets = address(person, "deployment-tickets", log)
    drawer = browser.get(tickets, {"way": "both kinds"}, headers={"HX-Request": "true"}).content.decode()
    assert "Whole path of T6" in drawer
    for wrong in ({"quarter": "19703"}, {"line": "zzz"}, {"offering": "zzz"}, {"way": "zzz"}, {"closed": "zzz"}):
        assert browser.get(tickets, wrong).status_code == 404, wrong


def test_a_kind_that_is_chosen_counts_whatever_it_is_called(person: Membership, log: TicketLog) -> None:
    page = client_for(person).get(address(person, "deployments-log", log), {"kind": "Incident"})
    assert page.context["heading"] == "100% of deployments are custom: 1 of 1 whose offering the catalogue tells"


def test_without_a_catalogue_nothing_is_guessed(person: Membership, log: TicketLog) -> None:
    Offering.objects.all().delete()
    text = client_for(person).get(address(person, "deployments-log", log)).content.decode()
    assert "Whether deployments are standard or custom is unknown: the catalogue tells it of none of 8" in text
    assert "The catalogue has no offering yet." in text


def test_the_same_comes_as_csv_and_over_rest(person: Membership, log: TicketLog) -> None:
    asked = {"by": "region", "format": "csv", "table": "quarters"}
    sheet = client_for(person).get(address(person, "deployments-log", log), asked).getvalue().decode("utf-8-sig")
    assert sheet.splitlines()[1:] == [
        "Q1 1970,Asia,3,1,0,0.25",
        "Q1 1970,Europe,0,0,1,",
        "Q2 1970,Asia,0,1,0,1.0",
        "Q2 1970,Europe,1,0,1,0.0",
    ]
    _, secret = create_token(by=actor_of(person), name="t", scopes=[Scope.READ])
    api = Client(headers={"Authorization": f"Token {secret}"})
    rows = api.get("/api/v1/deployments/?by=region").json()
    assert [(row["quarter"], row["line"], row["custom"], row["custom_share"]) for row in rows] == [
        ("Q1 1970", "Asia", 1, 0.25),
        ("Q1 1970", "Europe", 0, None),
        ("Q2 1970", "Asia", 1, 1.0),
        ("Q2 1970", "Europe", 0, 0.0),
    ]
