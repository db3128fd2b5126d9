"""Money among the assumptions: pages show and take units of the currency, storage and the API minor units."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Role
from metrics.assumptions.actions import set_assumption
from metrics.assumptions.effective import effective_assumption
from metrics.models import Assumption
from organisations.models import Membership
from tests.factories import actor_of, client_for, member

pytestmark = pytest.mark.django_db
CODE = "one_off_role"  # by default EUR 2,000, 5,000 and 10,000 per person
FORM = {"version": 0, "evidence": "assumed", "source": "", "owner": ""}


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def browser(lead: Membership) -> Client:
    return client_for(lead)


def state(browser: Client, lead: Membership, *values: str, **own: object) -> str:
    """Send the form as it was typed; what the person reads next."""
    typed = dict(zip(("low", "likely", "high"), values, strict=True))
    address = reverse("assumption-set", args=[lead.organisation.slug, CODE])
    return browser.post(address, FORM | typed | own, follow=True).text


def held(lead: Membership) -> tuple[float, float, float]:
    known = effective_assumption(actor_of(lead), CODE)
    return known.low, known.likely, known.high


def page(browser: Client, lead: Membership) -> str:
    return browser.get(reverse("assumption", args=[lead.organisation.slug, CODE])).text


def fields(markup: str) -> list[str]:
    """What stands in the three fields."""
    inputs = re.findall(r"<input[^>]*>", markup)
    return [text for one in inputs if 'type="text" name="' in one for text in re.findall('value="([0-9][^"]*)"', one)]


def test_the_page_shows_units_of_the_currency_with_separators(browser: Client, lead: Membership) -> None:
    markup = page(browser, lead)
    assert "One-off cost of a changed role: EUR 5,000 per person" in markup
    assert "Likely, EUR per person" in markup
    assert fields(markup) == ["2,000", "5,000", "10,000"]
    assert "minor units" not in markup


def test_what_is_typed_is_stored_in_minor_units(browser: Client, lead: Membership) -> None:
    assert "Saved." in state(browser, lead, "3,000", "4.500,50", "12.000")
    assert held(lead) == (300_000, 450_050, 1_200_000)
    assert fields(page(browser, lead)) == ["3,000", "4,500.5", "12,000"]


def test_the_form_as_it_is_shown_changes_nothing(browser: Client, lead: Membership) -> None:
    before = held(lead)
    state(browser, lead, *fields(page(browser, lead)))
    assert (held(lead), Assumption.objects.count()) == (before, 1)


def test_a_currency_without_a_smaller_unit_is_taken_as_it_is(browser: Client, lead: Membership) -> None:
    lead.organisation.currency = "JPY"
    lead.organisation.save()
    assert fields(page(browser, lead)) == ["200,000", "500,000", "1,000,000"]
    state(browser, lead, "300000", "450,000", "1,200,000")
    assert held(lead) == (300_000, 450_000, 1_200_000)


@pytest.mark.parametrize("typed", ["5,00,00", "EUR 5000", "-5000", "5e3", "nan", " "])
def test_what_is_no_amount_is_refused_with_an_example(browser: Client, lead: Membership, typed: str) -> None:
    said = state(browser, lead, "1,000", typed, "9,000")
    assert "Likely, EUR per person: " in said
    assert ("Write it like 1250 or 12.50." in said) == (typed.strip() not in ("", "-5000"))
    assert not Assumption.objects.exists()


def test_a_likely_value_outside_the_range_is_refused_in_the_words_that_were_typed(
    browser: Client, lead: Membership
) -> None:
    assert "Likely, EUR per person: It lies outside 6,000 to 9,000." in state(browser, lead, "6,000", "5,000", "9,000")
    assert not Assumption.objects.exists()


def test_who_loses_a_race_sees_both_amounts(browser: Client, lead: Membership) -> None:
    stated = {"evidence": "assumed", "owner": "", "source": "", "version": 0}
    set_assumption(by=actor_of(lead), code=CODE, low=100_000, likely=200_000, high=300_000, **stated)  # type: ignore[arg-type]
    said = state(browser, lead, "1,000", "2,500", "3,000")
    assert "EUR 2,500" in said
    assert "EUR 2,000" in said
    assert "250000" not in said


def test_shares_are_stated_as_before(browser: Client, lead: Membership) -> None:
    address = reverse("assumption-set", args=[lead.organisation.slug, "kappa"])
    browser.post(address, FORM | {"low": "0.2", "likely": "0.4", "high": "0.6"})
    assert effective_assumption(actor_of(lead), "kappa").likely == 0.4
