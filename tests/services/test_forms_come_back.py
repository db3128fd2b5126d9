"""What cannot be saved comes back as it was typed, with the reason at its field, and nothing is told as done."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Role
from functions.actions import create_scenario
from metrics.selectors.segment_rules import segment_rules_of
from organisations.models import Membership
from services.actions.agreements import Terms, add_agreement, change_agreement
from services.actions.calendars import Hours, add_calendar
from services.actions.portfolio import add_service
from services.models import CustomerGroup, Service
from services.routing_selectors import policy_of
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of
from tests.towers.golden import golden_baseline

pytestmark = pytest.mark.django_db
LONG = "x" * 121


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def browser(lead: Membership) -> Client:
    return client_for(lead)


def sent(browser: Client, lead: Membership, name: str, form: dict[str, Any], *parts: Any) -> Any:
    return browser.post(reverse(name, args=[lead.organisation.slug, *parts]), form)


def errors(answer: Any) -> list[str]:
    """What stands at the fields."""
    return [unescape(text) for text in re.findall(r'class="field-error"[^>]*>.*?</svg>\s*(.*?)</p>', answer.text, re.S)]


def told(answer: Any) -> str:
    """What the page says at its top."""
    return unescape(re.search(r"Not saved\. [^<]*", answer.text)[0])


def test_a_service_comes_back_as_it_was_typed(browser: Client, lead: Membership) -> None:
    form = {"name": "Mail & more", "stage": "catalogue", "value_score": "9", "description": "A long story"}
    answer = sent(browser, lead, "service-add", form)
    assert answer.status_code == 422
    assert 'value="Mail &amp; more"' in answer.text
    assert "A long story</textarea>" in answer.text
    assert len(errors(answer)) == 1
    assert told(answer).startswith("Not saved. Value to the business: Select a valid choice.")
    assert not Service.objects.exists()


def test_what_an_action_refuses_stands_at_its_field(browser: Client, lead: Membership) -> None:
    service = add_service(by=actor_of(lead), name="Mail")
    days = {"catalogue_from": "2024-05-02", "retired_from": "2023-01-31"}
    form = {"name": "Mail", "stage": "retired", "version": service.version, "benefits": "Kept", **days}
    answer = sent(browser, lead, "service-edit", form, service.uid)
    assert errors(answer) == ["A service is planned first, then delivered, then retired. Correct the days."]
    assert 'value="2024-05-02"' in answer.text
    assert "Kept</textarea>" in answer.text
    assert re.search(r'<input[^>]*name="retired_from"[^>]*autofocus', answer.text)
    assert Service.objects.get().version == service.version


def test_a_form_without_its_version_is_told_in_words(browser: Client, lead: Membership) -> None:
    service = add_service(by=actor_of(lead), name="Mail")
    answer = sent(browser, lead, "service-edit", {"name": "Post", "stage": "catalogue"}, service.uid)
    assert "did not say which version it saw" in told(answer)
    assert 'value="Post"' in answer.text


def test_front_doors_come_back_in_their_row(browser: Client, lead: Membership) -> None:
    add_service(by=actor_of(lead), name="Mail", customers=["Plants", "Shops"])
    group = CustomerGroup.objects.get(name="Shops")
    answer = sent(browser, lead, "service-doors", {"version": group.version, "doors": f"Desk, {LONG}"}, group.uid)
    assert answer.status_code == 422
    assert f'value="Desk, {LONG}"' in answer.text
    assert "Up to 20 front doors of 120 letters each." in told(answer)


def test_a_log_and_its_groups_come_back(browser: Client, lead: Membership) -> None:
    _, log = bring_in(lead.organisation, frame_of([{"ticket": "1", "time": HOUR, "group": "A"}]))
    typed = {"version": log.version, "calendar": "zzz", "system_rule": "robot*\n!robot 7"}
    answer = sent(browser, lead, "ticket-log-edit", typed, log.uid)
    assert (answer.status_code, len(errors(answer))) == (422, 1)
    assert "robot*\n!robot 7</textarea>" in answer.text
    assert told(answer).startswith("Not saved. Working hours of the log: This is not among the choices any more.")
    group = log.groups.get()
    answer = sent(browser, lead, "ticket-group-edit", {"version": 1, "level": "2", "team": "zzz"}, log.uid, group.uid)
    assert (answer.status_code, len(errors(answer))) == (422, 1)
    assert '<option value="2" selected>' in answer.text


def test_a_routing_rule_comes_back_and_nothing_is_told_as_added(browser: Client, lead: Membership) -> None:
    baseline = golden_baseline(lead.organisation)
    scenario = create_scenario(by=actor_of(lead), name="Target", baseline=baseline, preset="global")
    kinds = "\n".join(f"kind {number}" for number in range(60))
    form = {"version": 0, "place": 0, "name": "Many kinds", "function": 8, "level": 0, "kind": kinds}
    answer = sent(browser, lead, "scenario-routing-save", form, scenario.uid)
    assert answer.status_code == 422
    assert f"{kinds}</textarea>" in answer.text
    assert "is rule" not in told(answer)
    assert policy_of(scenario).version == 0
    late = sent(browser, lead, "scenario-routing-save", form | {"version": 3, "kind": "mail"}, scenario.uid)
    assert late.status_code == 409
    assert "is rule" not in browser.get(reverse("scenario-routing", args=[lead.organisation.slug, scenario.uid])).text


def test_a_segment_rule_comes_back(browser: Client, lead: Membership) -> None:
    form = {"version": 0, "place": 0, "name": "Short", "outcome": "complexity-simple", "days_from": "5", "days_to": "2"}
    answer = sent(browser, lead, "segment-rule-save", form)
    assert answer.status_code == 422
    assert 'name="days_from" value="5"' in answer.text
    assert "no ticket has elapsed days from 5 to 2. Swap the two." in told(answer)
    half = sent(browser, lead, "segment-rule-save", form | {"days_from": "0,5", "days_to": "1,250"})
    assert errors(half) == ["“1,250” can be 1250 or 1.25. Write 1250 or 1.25."]
    assert segment_rules_of(actor_of(lead)).version == 0


def test_who_loses_a_race_reads_both_in_words(browser: Client, lead: Membership) -> None:
    by = actor_of(lead)
    always = add_calendar(by=by, hours=Hours("Always", "UTC", dict.fromkeys(range(7), ((0, 1_440),))))
    terms = Terms("Mail", "Mail", always, date(2026, 1, 1), targets={"": (30, 240)}, customer_group="All")
    agreement = add_agreement(by=by, kind="sla", terms=terms)
    change_agreement(by=by, agreement=agreement, version=1, terms=replace(terms, targets={"": (None, 300)}))
    form = {"version": 1, "name": "Mail", "service": "Mail", "customer_group": "All", "valid_from": "2026-01-01"}
    form |= {"calendar": str(always.uid), "targets": "all; 30 min; 2 h"}
    answer = sent(browser, lead, "agreement-edit", form, agreement.uid)
    assert answer.status_code == 409
    assert "all: 30 min to own, 2 h to resolve" in answer.text
    assert "all: no time to own, 5 h to resolve" in answer.text
    assert ">None<" not in answer.text
