"""Who solves what: the page, the tickets behind its numbers, small counts, and REST."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Right, Role, Scope
from organisations.actions import create_token
from organisations.models import Membership
from services.models import TicketLog
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LINK = re.compile(r'<a href="([^"]*/tickets/\?[^"]*)" data-drawer aria-label="([^"]*): ([\d,]+) tickets?"')
# product, group that closes, people, tickets. Passwords and mailboxes are simple and without touch for the rules; the
# first by A alone, the second by B and C; of backups one person alone does all.
TICKETS = (
    ("Password", "A", 6, 12),
    ("Mailbox", "B", 5, 10),
    ("Mailbox", "C", 2, 10),
    ("Backup", "C", 1, 11),
    ("Rare", "A", 1, 3),
)


@pytest.fixture
def person() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """One ticket a day, open for five hours; one more stays open."""
    made = [(product, group, f"{group}{at % people}") for product, group, people, n in TICKETS for at in range(n)]
    rows: list[dict[str, Any]] = [
        {"ticket": f"T{day:02}", "time": (day * 24 + hour) * HOUR, "group": group, "person": who, "level": "1"}
        | {"product": product, "status_class": status}
        for day, (product, group, who) in enumerate([*made, ("Password", "B", "B0")])
        for hour, status in ((0, "working"), (5, "closed" if day < len(made) else "working"))
    ]
    return bring_in(person.organisation, frame_of(rows))[1]


def opened(person: Membership, log: TicketLog) -> Any:
    return client_for(person).get(reverse("cross-training-log", args=[person.organisation.slug, log.uid]))


def keys_behind(browser: Client, url: str) -> set[str]:
    """The tickets of the download that a number leads to."""
    sheet = browser.get(f"{html.unescape(url)}&format=csv").getvalue().decode("utf-8-sig")
    return {line.split(",")[0] for line in sheet.splitlines()[1:]}


def test_what_hangs_on_one_and_what_others_could_learn(person: Membership, log: TicketLog) -> None:
    Membership.objects.filter(pk=person.pk).update(rights=[Right.PAY])
    page = opened(person, log).context
    assert page["heading"] == "2 of 3 products are closed by one group alone: 183 tickets a year hang on them"
    assert [(row["label"], row["standing"], row["led"], row["people"]) for row in page["rows"]] == [
        ("Backup", "one person", 11, "1 person"),
        ("Password", "alone", 12, "6 people"),
        ("Mailbox", "several", 10, "7 people"),
        ("Rare", "few", 3, "1 person"),
    ]
    assert [
        (row["label"], row["leader"], row["simple"], row["touch"], row["others"]) for row in page["candidates"]
    ] == [("Password", "A", 12, "none", 2)]
    assert [(row["label"], row["own"], row["elsewhere"], row["share"]) for row in page["reach"]] == [
        ("A", 12, 20, 20 / 46),
        ("B", 10, 22, 22 / 46),
        ("C", 10, 22, 22 / 46),
    ]
    assert (page["counted"], page["left_out"]) == (46, 0)


def test_few_people_are_told_to_those_alone_who_may_see_pay(person: Membership, log: TicketLog) -> None:
    answer = opened(person, log)
    assert {row["label"]: (row["standing"], row["people"]) for row in answer.context["rows"]} == {
        "Password": ("alone", "6 people"),
        "Backup": ("alone", "not shown"),
        "Mailbox": ("several", "not shown"),
        "Rare": ("few", "not shown"),
    }
    cells = {
        row["label"]: [cell and cell["people"] for cell in row["cells"]] for row in answer.context["matrix"]["rows"]
    }
    assert cells["Mailbox"] == ["not shown", None, "5 people"]
    assert "one person" not in answer.content.decode().replace("one person, then", "")


def test_each_number_opens_its_tickets(person: Membership, log: TicketLog) -> None:
    browser, page = client_for(person), opened(person, log)
    links = LINK.findall(page.content.decode())
    assert len(links) == 22
    for url, label, count in links:
        assert len(keys_behind(browser, url)) == int(count), (label, url)
    address = reverse("cross-training-tickets", args=[person.organisation.slug, log.uid])
    drawer = browser.get(
        address, {"category": "Mailbox", "class": "simple", "touch": "none"}, headers={"HX-Request": "true"}
    )
    assert "Mailbox, simple, touch: none" in drawer.content.decode()
    for wrong in ({"category": "zzz"}, {"class": "zzz"}, {"touch": "zzz"}, {"closer": "zzz"}, {"others": "zzz"}):
        assert browser.get(address, wrong).status_code == 404, wrong


def test_each_table_comes_as_csv(person: Membership, log: TicketLog) -> None:
    browser, address = client_for(person), reverse("cross-training-log", args=[person.organisation.slug, log.uid])
    lines = {
        name: browser.get(address, {"format": "csv", "table": name}).getvalue().decode("utf-8-sig").splitlines()
        for name in ("categories", "cells", "candidates", "reach")
    }
    assert [len(rows) - 1 for rows in lines.values()] == [4, 5, 1, 3]
    assert lines["cells"][1] == "Mailbox,B,10,0.5,5 people"
    assert browser.get(address, {"format": "csv", "table": "zzz"}).status_code == 404


def test_rest_has_the_same(person: Membership, log: TicketLog) -> None:
    _, secret = create_token(by=actor_of(person), name="t", scopes=[Scope.READ])
    rows = Client(headers={"Authorization": f"Token {secret}"}).get(f"/api/v1/cross-training/?log={log.uid}").json()
    assert [
        (row["category"], row["tickets"], row["persons"], row["standing"], row["is_candidate"]) for row in rows
    ] == [
        ("Mailbox", 20, None, "several", False),
        ("Password", 12, 6, "alone", True),
        ("Backup", 11, None, "alone", False),
        ("Rare", 3, None, "few", False),
    ]
