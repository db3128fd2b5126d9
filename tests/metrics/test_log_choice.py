"""Which ticket log a page is about, where an organisation has several."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from metrics.selectors.visible_logs import replay_logs
from organisations.models import Membership
from services.actions.portfolio import add_service
from services.models import Group, Service, TicketLog
from services.selectors import newest_log
from tests.factories import actor_of, client_for, member
from tests.metrics.test_agreement_results import promise, small_log
from tests.services.logs import HOUR, bring_in, frame_of
from towers.models import Team

pytestmark = pytest.mark.django_db
SWITCHED = ("handoffs", "handoff-questions", "segments", "cross-training", "estimates")


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def older(person: Membership) -> TicketLog:
    """Its tickets name services."""
    return small_log(person)


@pytest.fixture
def newer(person: Membership, older: TicketLog) -> TicketLog:
    """Its tickets name none."""
    rows: list[dict[str, Any]] = [
        {"ticket": f"N-{number}", "time": hour * HOUR, "group": group, "status_class": "working"}
        for number in range(12)
        for hour, group in enumerate("AB", start=1)
    ]
    return bring_in(person.organisation, frame_of(rows), "Newer")[1]


@pytest.fixture
def browser(person: Membership) -> Client:
    return client_for(person)


def address(person: Membership, name: str, *parts: Any) -> str:
    return reverse(name, args=[person.organisation.slug, *parts])


def text(browser: Client, url: str) -> str:
    return " ".join(browser.get(url, follow=True).content.decode().split())


@pytest.mark.parametrize("name", SWITCHED)
def test_a_page_says_its_log_and_takes_another(
    person: Membership, browser: Client, older: TicketLog, newer: TicketLog, name: str
) -> None:
    page = text(browser, address(person, name))
    assert "<p>Newer, 1 Jan 1970" in page
    assert f'<option value="{newer.uid}" selected>Newer</option>' in page
    answer = browser.get(address(person, name), {"log": str(older.uid), "month": "197001"})
    there = address(person, f"{name}-log", older.uid)
    assert answer["Location"] == f"{there}?month=197001"
    page = text(browser, there)
    assert "<p>Log, 1 Jan 1970" in page
    assert f'<option value="{older.uid}" selected>Log</option>' in page


def test_the_choice_is_kept_from_page_to_page(person: Membership, browser: Client, older: TicketLog) -> None:
    page = text(browser, address(person, "handoffs-log", older.uid))
    for name in (*SWITCHED, "services"):
        assert f'href="{address(person, name)}?log={older.uid}"' in page
    assert f'href="{address(person, "meters")}"' in page
    agreement = promise(person)
    page = text(browser, f"{address(person, 'agreements')}?log={older.uid}")
    assert f'href="{address(person, "agreement", agreement.uid)}?log={older.uid}"' in page
    for name in ("services", "agreements"):
        assert f'href="{address(person, name)}?log={older.uid}"' in page
    assert "?log=" not in text(browser, f"{address(person, 'agreements')}?log=zzz")


def test_a_log_without_teams_does_not_take_the_place_of_the_one_that_speaks_of_them(
    person: Membership, older: TicketLog, newer: TicketLog
) -> None:
    by = actor_of(person)
    assert newest_log(by) == newer
    assert [log.pk for log in replay_logs(by)] == [newer.pk, older.pk]
    team = Team.objects.create(organisation=person.organisation, name="Desk", key="desk")
    Group.objects.filter(log=older).update(team=team)
    assert newest_log(by) == older
    assert [log.pk for log in replay_logs(by)] == [older.pk, newer.pk]


@pytest.mark.parametrize("uid", ["zzz", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_log_is_not_found(person: Membership, browser: Client, older: TicketLog, uid: str) -> None:
    for name in SWITCHED:
        assert browser.get(address(person, name), {"log": uid}).status_code == 404
    agreement = promise(person)
    for name in ("agreement-results", "agreement-tickets"):
        assert browser.get(address(person, name, agreement.uid), {"log": uid}).status_code == 404


def test_an_agreement_and_a_service_take_the_newest_log_that_names_them(
    person: Membership, browser: Client, older: TicketLog, newer: TicketLog
) -> None:
    agreement = promise(person)
    results = text(browser, address(person, "agreement-results", agreement.uid))
    assert "Recomputed from the events of “Log”" in results
    assert f'<option value="{older.uid}" selected>' in results
    there = text(browser, f"{address(person, 'agreement-results', agreement.uid)}?log={newer.uid}")
    assert "No ticket of “Newer” is covered" in there
    add_service(by=actor_of(person), name="E-mail")
    service = Service.objects.get(name="E-mail")
    tickets = address(person, "service-tickets", service.uid)
    assert "4 tickets of <a" in text(browser, tickets)
    assert "0 tickets of <a" in text(browser, f"{tickets}?log={newer.uid}")


def test_a_ticket_is_found_by_its_number_or_how_it_begins(
    person: Membership, browser: Client, newer: TicketLog
) -> None:
    log = address(person, "ticket-log", newer.uid)
    answer = browser.get(log, {"ticket": " N-1 "})
    assert answer["Location"] == f"{address(person, 'ticket', newer.uid)}?key=N-1"
    found = text(browser, f"{log}?ticket=n-1")
    assert [f'?key=N-{number}"' in found for number in (1, 10, 11, 2)] == [True, True, True, False]
    assert "No ticket of this log has a number that begins with “X”" in text(browser, f"{log}?ticket=X")
