"""What became of the tickets that an agreement covers, on pages and over REST; and on a real log."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import ALL_SCOPES, Scope
from metrics.selectors.agreement_results import Count, results_of
from metrics.selectors.imported_results import ImportedResults
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.agreements import Terms, add_agreement
from services.actions.calendars import Hours, add_calendar
from services.models import Agreement, TicketLog
from tests.factories import actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.logs import CLASSES, HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db

# service, priority, then hour, group and class of each event
TICKETS: dict[str, tuple[str, str, list[tuple[int, str, str]]]] = {
    "A1": ("E-mail", "High", [(1, "A", "q"), (2, "A", "w"), (5, "A", "c")]),  # 60 and 240 minutes: both in time
    "A2": (
        "E-mail",
        "High",
        [(1, "A", "q"), (4, "B", "w"), (6, "B", "c")],
    ),  # 180 and 300; 120 since the change of group
    "A3": ("e-MAIL", "Low", [(1, "A", "q"), (12, "A", "c")]),  # 660 of 600
    "A4": ("E-mail", "", [(8, "A", "w"), (9, "A", "p")]),  # still runs: 240 of 600 at the log's end
    "A5": ("Printing", "High", [(1, "A", "q"), (12, "A", "c")]),
}


MEASURED = ("own", "resolve")


def small_log(person: Membership) -> TicketLog:
    rows: list[dict[str, Any]] = [
        {"ticket": key, "service": service, "priority": priority, "time": hour * HOUR, "group": group}
        | {"status_class": CLASSES[letter]}
        for key, (service, priority, events) in TICKETS.items()
        for hour, group, letter in events
    ]
    return bring_in(person.organisation, frame_of(rows))[1]


def promise(person: Membership, **more: Any) -> Agreement:
    by = actor_of(person)
    calendar = add_calendar(by=by, hours=Hours("Always", "UTC", dict.fromkeys(range(7), ((0, 1_440),))))
    terms: dict[str, Any] = {
        "name": "Mail SLA",
        "service": "E-Mail",
        "customer_group": "All",
        "calendar": calendar,
        "valid_from": date(1970, 1, 1),
        "targets": {"high": (60, 240), "": (None, 600)},
    }
    return add_agreement(by=by, kind="sla", terms=Terms(**terms | more))


def test_outcomes_by_priority_and_month() -> None:
    person = member()
    log, agreement = small_log(person), promise(person)
    found = results_of(actor_of(person), log, agreement)
    assert (len(found), found.priorities, found.months) == (4, ["high", ""], [197001])
    assert found.counts("own") == {(0, 197001): Count(met=1, missed=1)}
    assert found.counts("resolve") == {(0, 197001): Count(met=1, missed=1), (1, 197001): Count(missed=1, running=1)}
    assert [(one.key, one.used_us // HOUR) for one in found.behind("resolve")] == [("A2", 5), ("A3", 11)]
    assert [one.key for one in found.behind("resolve", "", 197001)] == ["A3"]
    assert [one.key for one in found.behind("resolve", anew=True)] == ["A2"]


def test_an_agreement_covers_what_began_while_it_held() -> None:
    person = member()
    log = small_log(person)
    later = promise(person, valid_from=date(1970, 1, 2))
    found = results_of(actor_of(person), log, later)
    assert (len(found), found.counts("own"), found.months, found.behind("own")) == (0, {}, [], [])
    shown = client_for(person).get(address(person, "agreement-results", later)).content.decode()
    assert "none of the service “E-Mail” began while the agreement held" in shown


def address(person: Membership, name: str, agreement: Agreement) -> str:
    return reverse(name, args=[person.organisation.slug, agreement.uid])


def test_the_pages_say_it() -> None:
    person = member()
    client, agreement = client_for(person), promise(person)
    assert "No tickets yet" in client.get(address(person, "agreement-results", agreement)).content.decode()
    log = small_log(person)
    assert 'hx-get="' in client.get(address(person, "agreement", agreement)).content.decode()
    shown = client.get(address(person, "agreement-results", agreement)).content.decode()
    assert "Time to own kept for 50.0% of 2 tickets; time to resolve kept for 33.3% of 3 tickets" in shown
    assert "1 ticket that took too long would count as in time" in shown
    own, resolved = (cells(f"<main>{shown}</main>", f"Time to {name} by priority and month") for name in MEASURED)
    high = "1 missed, priority high: real tickets"
    assert [row[:6] for row in own] == [["priority high", "1 h", "50%", "2", high, "0"]]
    assert own[0][6].startswith("50% kept")
    others = "1 missed, all other priorities: real tickets"
    assert [row[:6] for row in resolved] == [
        ["priority high", "4 h", "50%", "2", high, "0"],
        ["all other priorities", "10 h", "0%", "1", others, "1"],
    ]
    assert shown.count(">Jan 1970<") == 2
    behind = client.get(address(person, "agreement-tickets", agreement) + "?measure=resolve&priority=").content.decode()
    assert "?key=A3" in behind
    assert "?key=A2" not in behind
    restarted = client.get(address(person, "agreement-tickets", agreement) + f"?log={log.uid}&view=restarted")
    assert "?key=A2" in restarted.content.decode()
    csv = client.get(address(person, "agreement-results", agreement) + "?format=csv")
    lines = b"".join(csv.streaming_content if csv.streaming else [csv.content]).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("time to own,high,1970-01,60,1,1,0,0.5")


def test_the_results_over_rest() -> None:
    person = member()
    log = small_log(person)
    agreement = promise(person)
    _, token = create_token(by=person.actor(ALL_SCOPES), name="t", scopes=[Scope.READ], days=1)
    answer = Client(headers={"Authorization": f"Token {token}"}).get(f"/api/v1/agreements/{agreement.uid}/results/")
    outcomes = Counter[str]()
    for row in answer.json():
        outcomes.update({name: row[name] for name in ("met", "missed", "running")})
    assert outcomes == {"met": 2, "missed": 3, "running": 1}
    assert answer.json()[0] == {
        "log": str(log.uid),
        "measure": "own",
        "priority": "high",
        "month": 197001,
        "target_minutes": 60,
        "met": 1,
        "missed": 1,
        "running": 0,
    }


def test_an_address_that_asks_what_is_not_there_is_refused_and_never_breaks() -> None:
    person = member()
    small_log(person)
    agreement = promise(person)
    _, token = create_token(by=person.actor(ALL_SCOPES), name="t", scopes=[Scope.READ], days=1)
    api, client = Client(headers={"Authorization": f"Token {token}"}), client_for(person)
    for page, query, status in (
        ("agreement", "week=9999-12-30", 400),
        ("agreement", "week=0001-01-01", 400),
        ("agreement", "log=zzz", 404),
        ("agreement-results", "log=zzz", 404),
        ("agreement-tickets", "log=zzz&measure=own", 404),
        ("agreement-tickets", "measure=zzz", 400),
        ("agreement-tickets", "month=1970-01", 400),
        ("agreement-tickets", "priority=zzz", 400),
    ):
        assert client.get(f"{address(person, page, agreement)}?{query}").status_code == status, (page, query)
    for part, status in (("chain/?week=9999-12-31", 400), ("results/?log=zzz", 404), ("results/?month=1", 400)):
        assert api.get(f"/api/v1/agreements/{agreement.uid}/{part}").status_code == status, part
    told = client.get(f"{address(person, 'agreement', agreement)}?week=9999-12-30").text
    assert "“9999-12-30” is no week. The parameter “week” is a day from 1900-01-01 to 2199-12-31" in told


def test_what_the_import_says_stands_beside_what_the_events_say() -> None:
    person = member()
    said = {"A1": "yes", "A2": "yes", "A3": "no", "A4": "yes"}
    rows: list[dict[str, Any]] = [
        {"ticket": key, "service": service, "priority": priority, "time": hour * HOUR, "group": group}
        | {"status_class": CLASSES[letter], "sla": said.get(key)}
        for key, (service, priority, events) in TICKETS.items()
        for hour, group, letter in events
    ]
    rows += [
        row | {"ticket": "A6", "sla": "no"} for row in rows if row["ticket"] == "A1"
    ]  # like A1 in time, but said to be missed
    _, log = bring_in(person.organisation, frame_of(rows))
    agreement = promise(person)
    found = ImportedResults(results_of(actor_of(person), log, agreement))
    assert len(found) == 5
    assert [(row.label, row.kept, row.missed, row.undecided) for row in found.rows()] == [
        ("kept", 1, 1, 1),
        ("missed", 1, 1, 0),
    ]
    client = client_for(person)
    part = client.get(address(person, "agreement-results", agreement) + f"?log={log.uid}").content.decode()
    assert "5 of these tickets bring a result of their SLA; 2 tickets differ from what the events say" in part
    drawn = {
        view: client.get(
            address(person, "agreement-tickets", agreement) + f"?log={log.uid}&view={view}"
        ).content.decode()
        for view in ("said-kept", "said-missed")
    }
    assert ["?key=A2" in drawn["said-kept"], "?key=A6" in drawn["said-kept"]] == [True, False]
    assert ["?key=A2" in drawn["said-missed"], "?key=A6" in drawn["said-missed"]] == [False, True]


def test_a_log_without_results_compares_nothing() -> None:
    person = member()
    log, agreement = small_log(person), promise(person)
    assert len(ImportedResults(results_of(actor_of(person), log, agreement))) == 0
    part = client_for(person).get(address(person, "agreement-results", agreement) + f"?log={log.uid}")
    assert "As imported, and as recomputed" not in part.content.decode()
