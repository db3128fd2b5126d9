"""Forecasts of offerings: stated by hand or over REST, told in words, as money the way the viewer gets to see it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import ALL_SCOPES, Right, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.actions import create_token
from organisations.models import Organisation
from services.actions.offerings import add_offering, edit_offering
from services.actions.portfolio import add_service
from services.forecasts import ExpectedYear
from services.models import Offering, Service
from services.offering_selectors import offering_rows
from services.portfolio.forecast_words import forecast_finding, together_of
from tests.factories import (
    BaselineFactory,
    OrganisationFactory,
    PositionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from tests.pages.markup import cells
from towers.actions.rates import make_rate_card
from towers.models import Baseline

pytestmark = pytest.mark.django_db

# one FTE of EUR 60,000 and 20,000 of other cost, over 1,000 units at EUR 88: 88,000 against 80,000
MAILBOX = {"name": "Mailbox", "unit": "mailbox", "price": 8_800, "units": 1_000, "other_cost": 2_000_000}
FORECAST = {"2097": 1_200, "2098": 1_400}


@pytest.fixture
def organisation() -> Organisation:
    organisation = OrganisationFactory.create(currency="EUR")
    baseline = BaselineFactory.create(organisation=organisation)
    team = TeamFactory.create(organisation=organisation, name="Messaging")
    PositionFactory.create_batch(5, baseline=baseline, team=team, fte=10_000, cost_low=6_000_000, cost_high=6_000_000)
    return organisation


def paid(organisation: Organisation) -> Any:
    return actor_of(member(Role.MODELLER, Right.PAY, organisation=organisation))


@pytest.fixture
def offering(organisation: Organisation) -> Offering:
    by = paid(organisation)
    service = add_service(by=by, name="Mail")
    stated = MAILBOX | {"labour": {"Messaging": 10_000}, "forecast": FORECAST}
    return add_offering(by=by, service=service, **stated)


def address(organisation: Organisation, offering: Offering) -> str:
    return reverse("service-offering", args=[organisation.slug, offering.service.uid, offering.uid])


def test_cost_is_carried_forward_as_the_offering_says(organisation: Organisation, offering: Offering) -> None:
    by = paid(organisation)
    for version, grows, cost in ((1, "both", 11_200_000), (2, "labour", 10_400_000), (3, "other", 8_800_000)):
        edit_offering(by=by, offering=offering, version=version, cost_grows=grows)
        (row,) = offering_rows(by, offering.service)
        first, last = row.expected
        assert (first.year, last.year, last.units, last.income) == (2097, 2098, 1_400, 12_320_000)
        assert last.growth == 0.4
        assert last.cost == pytest.approx(cost)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"forecast": {"1999": 5}}, "a year from 2000 to 2099, not 1999"),
        ({"forecast": {"2097": -1}}, "expected in 2097 are 0 or more"),
        ({"cost_grows": "sometimes"}, "both or nothing grows"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused(
    organisation: Organisation, offering: Offering, stated: Any, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        edit_offering(by=paid(organisation), offering=offering, version=1, **stated)
    assert {str(one.year): one.units for one in offering.forecast.all()} == FORECAST


def test_a_forecast_is_not_overwritten_unseen_and_its_change_is_kept(
    organisation: Organisation, offering: Offering
) -> None:
    by = paid(organisation)
    edit_offering(by=by, offering=offering, version=1, forecast={"2099": 5})
    with pytest.raises(Conflict):
        edit_offering(by=by, offering=offering, version=1, forecast={})
    entry = AuditEntry.objects.get(action="edit_offering")
    assert (entry.before["forecast"], entry.after["forecast"]) == (FORECAST, {"2099": 5})


@pytest.mark.parametrize(
    ("growth", "income", "words"),
    [
        (
            0.4,
            880,
            "demand is forecast to grow by 40% until 2098; at today’s price the offering then falls 12% short",
        ),
        (-0.25, 1_080, "demand is forecast to fall by 25% until 2098; at today’s price the offering then brings in 8%"),
        (0.001, 1_002, "demand is forecast to stay as it is until 2098; at today’s price the offering then just"),
        (0.4, None, "demand is forecast to grow by 40% until 2098"),
        (None, 880, "700 units are expected in 2098, those of today are not stated"),
    ],
)
def test_the_finding_in_words(growth: float | None, income: int | None, words: str) -> None:
    year = ExpectedYear(2098, 700, growth, 1_000.0, income)
    assert forecast_finding([year], 2098).startswith(words)
    assert forecast_finding([year], 2099) == "the forecast ended with 2098"
    assert forecast_finding([], 2098) == ""


def test_the_list_says_what_will_fall_short(organisation: Organisation, offering: Offering) -> None:
    by = paid(organisation)
    place = reverse("service-offerings", args=[organisation.slug, offering.service.uid])
    browser = client_for(member(Role.VIEWER, Right.PAY, organisation=organisation))
    assert "Mail: 1 offering<" in browser.get(place).text
    edit_offering(by=by, offering=offering, version=1, cost_grows="nothing", forecast={"2098": 900})
    page = browser.get(place).text
    assert "Mail: 1 offering, 1 below cost by its forecast<" in page
    assert '<span class="is-question">900 in 2098 (−10%)</span>' in page
    edit_offering(by=by, offering=offering, version=2, price=1)  # it does so already
    assert "Mail: 1 offering, 1 priced below cost<" in browser.get(place).text


def test_the_offerings_of_a_service_together(organisation: Organisation, offering: Offering) -> None:
    by, service = paid(organisation), offering.service
    archive = {"price": 100, "units": 10_000, "other_cost": 500_000, "forecast": {"2098": 5_000, "2099": 1}}
    add_offering(by=by, service=service, name="Archive", **archive)
    add_offering(by=by, service=service, name="Relay", price=5, units=5)
    found = together_of(offering_rows(by, service), 2096)
    assert found is not None
    assert (found.year, found.offerings, found.income) == (2098, 2, 12_320_000 + 500_000)
    assert found.growth == pytest.approx(12_820_000 / 9_800_000 - 1)
    assert found.cost == pytest.approx(11_200_000 + 250_000)
    page = client_for(member(Role.VIEWER, Right.PAY, organisation=organisation)).get(
        reverse("service-offerings", args=[organisation.slug, service.uid])
    )
    words = "Demand of 2 of 3 offerings, at today’s prices, is forecast to grow by 31% until 2098"
    assert f"{words}: an income of EUR 128,200 and a cost of EUR 114,500." in page.text
    assert together_of(offering_rows(by, service), 2100) is None


def test_the_page_tells_the_forecast_to_those_who_only_look(organisation: Organisation, offering: Offering) -> None:
    browser = client_for(member(Role.VIEWER, Right.PAY, organisation=organisation))
    page = browser.get(address(organisation, offering)).text
    words = "Mailbox: demand is forecast to grow by 40% until 2098; at today’s price the offering then brings in 10%"
    assert words in page
    assert "shrink with the units: one unit costs what it costs today" in page
    assert "<textarea" not in page
    assert cells(page, "Forecast") == [
        ["Today", "1,000", "", "EUR 80,000", "80.00", "EUR 88,000", "EUR 8,000"],
        ["2097", "1,200", "+20%", "EUR 96,000", "80.00", "EUR 105,600", "EUR 9,600"],
        ["2098", "1,400", "+40%", "EUR 112,000", "80.00", "EUR 123,200", "EUR 11,200"],
    ]
    lines = browser.get(address(organisation, offering), {"format": "csv"}).getvalue().decode().splitlines()
    assert lines[2] == "2098,1400,0.4,112000.0,123200.0"
    assert browser.post(address(organisation, offering), {}).status_code == 403


def test_money_of_the_forecast_is_the_rate_cards_without_the_right(
    organisation: Organisation, offering: Offering
) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=organisation))
    (row,) = offering_rows(viewer, offering.service)
    assert [year.cost for year in row.expected] == [None, None]
    card = make_rate_card(by=paid(organisation), baseline=Baseline.objects.get())
    (row,) = offering_rows(viewer, offering.service)
    assert row.expected[0].cost == pytest.approx(1.2 * (card.rates.get(region=None).rate + 2_000_000))
    page = client_for(member(Role.VIEWER, organisation=organisation)).get(address(organisation, offering))
    assert "from the rate card" in page.text


def test_a_forecast_is_written_in_the_browser(organisation: Organisation, offering: Offering) -> None:
    browser = client_for(member(Role.MODELLER, Right.PAY, organisation=organisation))
    form = {"name": "Mailbox", "kind": "standard", "units": "1000", "cost_grows": "nothing", "version": 1}
    place = address(organisation, offering)
    assert "2097: 1,200\n2098: 1,400</textarea>" in browser.get(place).text
    assert "“1200” does not say of which year" in browser.post(place, form | {"forecast": "1200"}).text
    page = browser.post(place, form | {"forecast": "2097\t1,300\r\n2099 900"}, follow=True).text
    assert "900 in 2099 (−10%)" in page
    saved = Offering.objects.get()
    assert (saved.cost_grows, [(one.year, one.units) for one in saved.forecast.all()]) == (
        "nothing",
        [(2097, 1_300), (2099, 900)],
    )
    listed = reverse("service-offerings", args=[organisation.slug, offering.service.uid])
    assert '"2097: 1,300; 2099: 900"' in browser.get(listed, {"format": "csv"}).getvalue().decode()
    browser.post(place, form | {"version": 2, "forecast": ""})
    assert "Nothing is forecast of it yet" in browser.get(place).text


def test_a_forecast_is_read_and_written_over_rest(organisation: Organisation, offering: Offering) -> None:
    _, clear = create_token(by=paid(organisation), name="forecasts", scopes=list(ALL_SCOPES))
    api = Client(headers={"Authorization": f"Token {clear}"})
    one = reverse("api-offering", args=[offering.service.uid, offering.uid])
    read = api.get(one).json()
    assert read["cost_grows"] == "both"
    assert read["forecast"][1] == {
        "year": 2098,
        "units": 1_400,
        "growth": 0.4,
        "cost": pytest.approx(11_200_000),
        "income": 12_320_000,
    }

    def change(version: int, **body: Any) -> Any:
        return api.patch(one, body, "application/json", headers={"If-Match": f'"{version}"'})

    for wrong in ([{"year": 1999, "units": 1}], [{"year": 2097, "units": -1}], [{"year": 2097, "units": 1}] * 2):
        assert change(1, forecast=wrong).status_code == 400
    changed = change(1, forecast=[{"year": 2099, "units": 500}], cost_grows="nothing").json()
    assert [(year["year"], year["growth"], year["cost"]) for year in changed["forecast"]] == [(2099, -0.5, 8_000_000)]
    assert change(2, price=1).json()["forecast"][0]["units"] == 500
    assert change(3, forecast=[]).json()["forecast"] == []
    assert Service.objects.count() == 1
