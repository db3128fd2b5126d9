"""Each number of the segments opens as many tickets as it says."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Membership
from services.models import TicketLog
from tests.factories import client_for
from tests.metrics.test_segments import log, person

__all__ = ["log", "person"]
pytestmark = pytest.mark.django_db
LINK = re.compile(
    r'<a href="([^"]*/tickets/\?[^"]*|[^"]*/tickets/)" data-drawer aria-label="([^"]*): ([\d,]+) tickets?"'
)


def behind(browser: Client, url: str) -> list[list[str]]:
    """The rows of the download that a number leads to."""
    sheet = browser.get(f"{html.unescape(url)}&format=csv").getvalue().decode("utf-8-sig")
    return [line.split(",") for line in sheet.splitlines()[1:]]


def test_each_number_has_its_tickets(person: Membership, log: TicketLog) -> None:
    browser = client_for(person)
    page = browser.get(reverse("segments-log", args=[person.organisation.slug, log.uid])).content.decode()
    links = LINK.findall(page)
    assert len(links) == 22
    for url, label, count in links:
        assert len(behind(browser, url)) == int(count), (label, url)
    keys = {label: [row[0] for row in behind(browser, url)] for url, label, _ in links if "rule=" in url}
    assert keys["Words of the workplace"] == ["1"]
    assert keys["Level 2 or 3"] == ["4", "5"]
    asia = next(url for url, label, _ in links if label == "Asia" and "outcome=specialised" in url)
    assert behind(browser, asia) == [
        ["5", "Asia", "specialised", "Level 2 or 3", "undecided", "", "", "", "quux", ""],
    ]


def test_the_drawer_shows_five_with_most_handoffs(person: Membership, log: TicketLog) -> None:
    browser = client_for(person)
    address = reverse("segment-tickets", args=[person.organisation.slug, log.uid])
    drawer = browser.get(address, {"aspect": "complexity", "outcome": "specialised"}, headers={"HX-Request": "true"})
    text = " ".join(drawer.content.decode().split())
    assert "2 real tickets<small>of 2, those with most handoffs</small>" in text
    assert text.index("Whole path of 5") < text.index("Whole path of 4")
    for wrong in ({"rule": "99"}, {"rule": "0"}, {"aspect": "zzz"}, {"aspect": "touch", "outcome": "x"}, {"line": "x"}):
        assert browser.get(address, wrong).status_code == 404, wrong
