"""Offerings: the unit cost counted by hand, on true cost or the rate card; the lives of services."""

from datetime import date
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
from services.actions.offerings import add_offering, edit_offering, remove_offering
from services.actions.portfolio import add_service
from services.models import Offering, Service
from services.offering_selectors import costs_by_service, offering_rows, offerings_with_labour
from services.portfolio.pictures import life_lanes
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
from towers.models import Position, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    """Messaging: five posts of EUR 60,000 and one half of 120,000; Storage: one vacant post."""
    organisation = OrganisationFactory.create(currency="EUR")
    baseline = BaselineFactory.create(organisation=organisation)
    messaging = TeamFactory.create(organisation=organisation, name="Messaging")
    storage = TeamFactory.create(organisation=organisation, name="Storage")
    posts = {"baseline": baseline, "team": messaging}
    for _ in range(5):
        PositionFactory.create(**posts, fte=10_000, cost_low=5_500_000, cost_high=6_500_000)
    PositionFactory.create(**posts, fte=5_000, cost_low=12_000_000, cost_high=12_000_000)
    vacant = Position.Status.VACANT
    PositionFactory.create(baseline=baseline, team=storage, status=vacant, cost_low=9_000_000, cost_high=9_000_000)
    return organisation


def paid(organisation: Organisation) -> Any:
    return actor_of(member(Role.MODELLER, Right.PAY, organisation=organisation))


MAILBOX = {"name": "Mailbox", "unit": "mailbox", "price": 1_000, "units": 10_000, "other_cost": 1_000_000}


def test_the_unit_cost_is_labour_at_the_teams_mean_and_other_cost_over_units(organisation: Organisation) -> None:
    by = paid(organisation)
    service = add_service(by=by, name="Mail")
    add_offering(by=by, service=service, **MAILBOX, labour={"messaging": 15_000})
    (row,) = offering_rows(by, service)
    mean = (5 * 60_000 + 0.5 * 120_000) / 5.5  # EUR 65,454.55 for a full-time year
    assert row.cost.labour == pytest.approx(1.5 * mean * 100)
    assert row.cost.year == pytest.approx((1.5 * mean + 10_000) * 100)
    assert row.cost.unit == pytest.approx((1.5 * mean + 10_000) * 100 / 10_000)
    assert row.is_below_cost
    assert costs_by_service(offerings_with_labour(by)[0]) == {service.pk: row.cost.year}


def test_without_the_right_the_rate_card_stands_for_cost(organisation: Organisation) -> None:
    by, viewer = paid(organisation), actor_of(member(Role.VIEWER, organisation=organisation))
    service = add_service(by=by, name="Mail")
    add_offering(by=by, service=service, **MAILBOX, labour={"Messaging": 10_000})
    (row,) = offering_rows(viewer, service)
    assert row.cost.unit is None  # there is no card yet, and true cost is not for them
    baseline = Position.objects.filter(baseline__organisation=organisation)[0].baseline
    card = make_rate_card(by=by, baseline=baseline)
    rate = card.rates.get(region=None).rate
    (row,) = offering_rows(viewer, service)
    assert row.cost.labour == rate
    assert row.cost.labour != offering_rows(by, service)[0].cost.labour
    page = client_for(member(Role.VIEWER, organisation=organisation)).get(
        reverse("service-offerings", args=[organisation.slug, service.uid])
    )
    assert "from the rate card" in page.text


def test_what_is_unknown_stays_unknown(organisation: Organisation) -> None:
    by = paid(organisation)
    service = add_service(by=by, name="Backup")
    add_offering(by=by, service=service, name="Nothing stated", units=10)
    add_offering(by=by, service=service, name="Of a team without a cost", units=10, labour={"Storage": 10_000})
    add_offering(by=by, service=service, name="No units", other_cost=500)
    add_offering(by=by, service=service, name="Other cost alone", other_cost=500, units=2)
    found = {row.offering.name: (row.cost.year, row.cost.unit) for row in offering_rows(by, service)}
    assert found == {
        "Nothing stated": (None, None),
        "Of a team without a cost": (None, None),
        "No units": (500, None),
        "Other cost alone": (500, 250),
    }
    assert costs_by_service(offerings_with_labour(by)[0]) == {}


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"name": ""}, "needs a name"),
        ({"name": "MAILBOX"}, "already has an offering"),
        ({"name": "New", "price": -1}, "0 or more"),
        ({"name": "New", "kind": "odd"}, "standard or custom"),
        ({"name": "New", "labour": {"Nobody": 1}}, "no team “Nobody”"),
        ({"name": "New", "labour": {"Messaging": 0}}, "above 0"),
    ],
)
def test_an_offering_that_cannot_be_is_refused(organisation: Organisation, stated: Any, words: str) -> None:
    by = paid(organisation)
    service = add_service(by=by, name="Mail")
    add_offering(by=by, service=service, name="Mailbox")
    with pytest.raises(UserError, match=words):
        add_offering(by=by, service=service, **stated)
    assert Offering.objects.count() == 1


def test_an_offering_is_not_overwritten_unseen(organisation: Organisation) -> None:
    by = paid(organisation)
    offering = add_offering(by=by, service=add_service(by=by, name="Mail"), name="Mailbox")
    edit_offering(by=by, offering=offering, version=1, price=900)
    with pytest.raises(Conflict):
        edit_offering(by=by, offering=offering, version=1, price=800)
    with pytest.raises(Conflict):
        remove_offering(by=by, offering=offering, version=1)
    assert Offering.objects.get().price == 900


def test_an_offering_is_written_in_the_browser(organisation: Organisation) -> None:
    browser = client_for(member(Role.MODELLER, Right.PAY, organisation=organisation))
    service = add_service(by=paid(organisation), name="Mail")
    form = {"name": "Mailbox", "kind": "standard", "price": "12.50", "units": "1000", "other_cost": "5,000"}
    form |= {"cost_grows": "both"}
    address = reverse("service-offering-new", args=[organisation.slug, service.uid])
    assert "is no team with FTE" in browser.post(address, form | {"labour": "Messaging"}).text
    assert "There is no team “Nobody”" in browser.post(address, form | {"labour": "Nobody: 1"}).text
    page = browser.post(address, form | {"labour": "Messaging: 0.5"}, follow=True).text
    assert "Mail: 1 offering, 1 priced below cost" in page
    (row,) = cells(page, "Offerings")
    # half of EUR 65,454.55 and 5,000 of other cost, over 1,000 units
    figures = ["12.50", "37.73", "1,000", "", "0.5 FTE of Messaging", "EUR 5,000", "EUR 37,727"]
    assert row == ["Mailbox", "standard", "", *figures]
    offering = Offering.objects.get()
    assert (offering.price, offering.units, offering.other_cost) == (1_250, 1_000, 500_000)
    place = [organisation.slug, service.uid, offering.uid]
    page = browser.get(reverse("service-offering", args=place)).text
    assert "Messaging: 0.5" in page
    assert 'value="5,000"' in page
    edited = form | {"version": 1, "price": "50", "labour": ""}
    page = browser.post(reverse("service-offering", args=place), edited, follow=True).text
    assert "Mail: 1 offering<" in page
    browser.post(reverse("service-offering-remove", args=place), {"version": 2})
    assert not Offering.objects.exists()


def test_a_life_runs_from_the_pipeline_to_the_end_or_today(organisation: Organisation) -> None:
    by = paid(organisation)
    add_service(by=by, name="A", pipeline_from="2026-01-01", catalogue_from="2026-01-11", retired_from="2026-01-31")
    add_service(by=by, name="B", catalogue_from="2026-01-21")
    add_service(by=by, name="C")
    lanes = life_lanes(list(Service.objects.order_by("name")), date(2026, 2, 10), {})
    assert (lanes["span"], [one["label"] for one in lanes["names"]]) == (40, ["A", "B"])
    blocks = [(one["row"], one["start"], one["length"], one["tone"]) for one in lanes["blocks"]]
    assert blocks == [(0, 0, 10, "plan"), (0, 10, 20, "run"), (1, 20, 20, "run")]
    page = client_for(member(organisation=organisation)).get(reverse("services-picture", args=[organisation.slug])).text
    assert cells(page, "Life cycle") == [
        ["A", "catalogue", "1 Jan 2026", "11 Jan 2026", "31 Jan 2026", ""],
        ["B", "catalogue", "", "21 Jan 2026", "", ""],
    ]
    assert (page.count('"lane-work is-plan"'), page.count('"lane-work is-run"')) == (1, 2)


def test_an_offering_is_added_changed_and_removed_over_rest(organisation: Organisation) -> None:
    by = paid(organisation)
    service = add_service(by=by, name="Mail")
    _, clear = create_token(by=by, name="offerings", scopes=list(ALL_SCOPES))
    api = Client(headers={"Authorization": f"Token {clear}"})
    listed = reverse("api-offerings", args=[service.uid])
    teams = {team.name: str(team.uid) for team in Team.objects.filter(organisation=organisation)}
    body = MAILBOX | {"labour": [{"team": teams["Messaging"], "fte": 15_000}]}
    made = api.post(listed, body, "application/json")
    assert (made.status_code, made.headers["ETag"], made.json()["kind"]) == (201, '"1"', "standard")
    assert made.json()["labour"] == [{"team": teams["Messaging"], "name": "Messaging", "fte": 15_000}]
    assert made.json()["unit_cost"] == pytest.approx((1.5 * 36_000_000 / 5.5 + 1_000_000) / 10_000)
    one = reverse("api-offering", args=[service.uid, made.json()["uid"]])
    assert api.get(one).json() == made.json() == api.get(listed).json()[0]
    assert api.patch(one, {"price": 900}, "application/json").status_code == 428
    changed = api.patch(one, {"price": 900, "labour": []}, "application/json", headers={"If-Match": '"1"'})
    assert (changed.json()["price"], changed.json()["units"], changed.json()["labour"]) == (900, 10_000, [])
    assert api.patch(one, {"price": 1}, "application/json", headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(one, headers={"If-Match": '"1"'}).status_code == 412
    actions = AuditEntry.objects.filter(object_kind="offering").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["add_offering", "edit_offering"]
    assert api.delete(one, headers={"If-Match": '"2"'}).status_code == 204
    twice = [{"team": teams["Messaging"], "fte": 1}] * 2
    for wrong in ({}, {"name": "A", "labour": twice}, {"name": "A", "price": -1}, {"name": "A", "kind": "odd"}):
        assert api.post(listed, wrong, "application/json").status_code == 400
    assert not Offering.objects.exists()
