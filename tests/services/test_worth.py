"""Value against cost, where demand goes, what that suggests to do, and which part of the spend has a unit cost."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Right, Role
from organisations.models import Organisation
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service, edit_service
from services.models import Service
from services.portfolio.ticket_trends import Halves
from services.portfolio_selectors import services_of
from services.selectors import newest_log
from services.worth_selectors import Worth, portfolio_of
from tests.factories import OrganisationFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.logs import HOUR, bring_in, frame_of
from tests.services.test_portfolio import api_of

pytestmark = pytest.mark.django_db

M = 100_000_000  # a million of the currency in minor units
TODAY = date(2026, 11, 1)


@pytest.fixture
def organisation() -> Organisation:
    """Six services, a million stands for the unit of their cost; the one in the middle costs 100."""
    organisation = OrganisationFactory.create(currency="EUR")
    by = paid(organisation)
    for name, family, value, cost, terms in (
        ("Mail", "Workplace", 5, 300, {"units": 100, "price": 4 * M, "forecast": {"2028": 140}}),
        ("Telex", "Legacy", 2, 100, {}),
        ("Fax", "Legacy", 1, 900, {"units": 10}),
        ("Chat", "Workplace", 4, 20, {}),
        ("Wiki", "Workplace", 3, 0, {}),
        ("Unjudged", "", None, 150, {}),
    ):
        service = add_service(by=by, name=name, family=family, value_score=value)
        add_offering(by=by, service=service, name="All of it", other_cost=cost * M, **terms)
    add_service(by=by, name="Costless", value_score=4)
    add_service(by=by, name="Ended", stage="retired", value_score=1)
    return organisation


def paid(organisation: Organisation) -> Any:
    return actor_of(member(Role.MODELLER, Right.PAY, organisation=organisation))


def found(organisation: Organisation) -> dict[str, Worth]:
    """The services of the organisation by name, the dearest first."""
    by = paid(organisation)
    return {row.service.name: row for row in portfolio_of(by, list(services_of(by)), TODAY, newest_log(by)).rows}


def halves_of(row: Worth) -> Halves:
    assert row.volume is not None
    assert row.volume.halves is not None
    return row.volume.halves


def page(organisation: Organisation, query: str = "") -> str:
    browser = client_for(member(Role.MODELLER, Right.PAY, organisation=organisation))
    return browser.get(reverse("services-picture", args=[organisation.slug]) + query).text


def bring_tickets(organisation: Organisation, months: dict[str, list[int]]) -> None:
    """Tickets of services that begin in January, February … of 1970, and one that spans January to April."""
    rows = [{"ticket": "all", "time": 0, "group": "A", "service": ""}]
    rows += [
        {"ticket": f"{name} {month} {number}", "time": (month * 31 * 24 + number) * HOUR, "group": "A", "service": name}
        for name, counts in months.items()
        for month, count in enumerate(counts)
        for number in range(count)
    ]
    bring_in(organisation, frame_of([*rows, {"ticket": "all", "time": 120 * 24 * HOUR - 1, "group": "B"}]))


def test_services_are_suggested_for_what_their_value_cost_and_demand_say(organisation: Organisation) -> None:
    rows = found(organisation)
    assert [(name, row.suggested.what) for name, row in rows.items()] == [
        ("Fax", "retire"),
        ("Mail", "invest"),
        ("Unjudged", "undecided"),
        ("Telex", "keep"),
        ("Chat", "keep"),
        ("Wiki", "keep"),
        ("Costless", "keep"),
    ]
    assert rows["Fax"].suggested.reason == "value 1 is low, it is dear, and nothing is known of its demand"
    assert rows["Mail"].suggested.reason == "value 5 is high, and demand grows by 40% until 2028"
    assert rows["Mail"].year == 2028
    assert rows["Mail"].cost_then == pytest.approx(420 * M)
    assert rows["Telex"].suggested.reason == "value 2 is low, but it is not dear"


def test_demand_without_a_forecast_is_that_of_tickets_unless_it_may_be_chance(organisation: Organisation) -> None:
    bring_tickets(organisation, {"telex": [20, 20, 9, 8], "chat": [9, 9, 12, 12], "MAIL": [40, 40, 5, 5]})
    rows = found(organisation)
    telex, chat = (halves_of(rows[name]) for name in ("Telex", "Chat"))
    assert (telex.per_month, telex.is_clear) == ((20.0, 8.5), True)
    assert rows["Telex"].suggested.reason == "value 2 is low, and demand falls by 58% by its tickets"
    assert chat.change == pytest.approx(1 / 3)
    assert not chat.is_clear
    assert rows["Chat"].suggested.reason == "value 4 is high, and demand hardly changes"
    assert rows["Mail"].suggested.what == "invest", "its forecast counts"
    cell = next(row for row in cells(page(organisation), "Value and cost") if row[0] == "Chat")[4]
    assert cell == "9.0 → 12 (+33%) n 42, may be chance"


def test_the_page_draws_what_is_known_and_names_the_rest(organisation: Organisation) -> None:
    said = page(organisation)
    assert "EUR 1,000.0m of EUR 1,320.0m a year goes into services of low value" in said
    assert "2 services lack one of the two" in said
    assert said.count('class="flow-bubble of-') == 4
    assert 'aria-label="Fax: value 1 of 5, EUR 900.0m a year. Suggested: retire, since' in said
    for why, name in (("cost nothing", "Wiki"), ("cost unknown", "Costless"), ("value not judged", "Unjudged")):
        assert f"Not drawn, {why}" in said
        assert f">{name}</a>" in said
    assert cells(said, "Value and cost")[1] == [
        *("Mail", "5 , value of Mail: the service", "EUR 300,000,000 a year for Mail: its offerings"),
        *("+40% demand until 2028 then EUR 420.0m (+40%)", ""),
        *("invest : value 5 is high, and demand grows by 40% until 2028", "decide on Mail"),
    ]


def test_a_decision_beside_another_suggestion_is_told(organisation: Organisation) -> None:
    fax, mail = Service.objects.get(name="Fax"), Service.objects.get(name="Mail")
    why = {"decision_reason": "Law demands it", "decided_on": "2026-03-01"}
    edit_service(by=paid(organisation), service=fax, version=1, decision="keep", **why)
    edit_service(by=paid(organisation), service=mail, version=1, decision="invest", **why)
    said = page(organisation)
    assert "The rule suggests to invest 1, to keep 4, to retire 1 of 7; 2 decided, 1 of them otherwise." in said
    assert [row[6] for row in cells(said, "Value and cost")[:2]] == [
        "keep, otherwise : Law demands it (1 Mar 2026)",
        "invest : Law demands it (1 Mar 2026)",
    ]
    assert [row[0] for row in cells(page(organisation, "?show=differs"), "Value and cost")] == ["Fax"]
    assert [row[0] for row in cells(page(organisation, "?show=invest&family=Workplace"), "Value and cost")] == ["Mail"]
    assert "Mail" not in [row[0] for row in cells(page(organisation, "?show=open"), "Value and cost")]


def test_the_share_of_spend_with_a_unit_cost(organisation: Organisation) -> None:
    said = page(organisation)
    assert "81.6% of EUR 1,470.0m a year has a unit cost" in said  # Mail and Fax: 1,200 of all other cost
    rows = cells(said, "Spend with a unit cost")
    assert [(row[0], row[5]) for row in rows][:2] == [("Chat", "units a year"), ("Telex", "units a year")]
    assert rows[-1] == ["Mail", "All of it", "EUR 300,000,000", "100", "EUR 3,000,000", ""]


def test_downloads_hold_the_same(organisation: Organisation) -> None:
    browser = client_for(member(Role.MODELLER, Right.PAY, organisation=organisation))
    address = reverse("services-picture", args=[organisation.slug])

    def lines(query: str) -> list[str]:
        return b"".join(browser.get(f"{address}?format=csv&{query}").streaming_content).decode().splitlines()

    assert lines("table=value&show=invest")[1].startswith("Mail,catalogue,5,300000000.0,2028,420000000.0,0.4")
    assert "Fax,All of it,10,,900000000.0,90000000.0,900000000.0," in lines("table=spend")
    assert browser.get(f"{address}?format=csv&table=odd").status_code == 404
    assert browser.get(f"{address}?show=odd").status_code == 400


def test_worth_over_rest(organisation: Organisation) -> None:
    bring_tickets(organisation, {"telex": [20, 20, 9, 8]})
    answer = api_of(organisation).get("/api/v1/services/worth/").json()
    assert (answer["basis"], answer["months"], answer["spend"]) == ("card", 2, 1_470 * M)
    assert answer["spend_with_unit_cost"] == 1_200 * M
    telex = next(row for row in answer["services"] if row["name"] == "Telex")
    assert (telex["tickets"], telex["tickets_first"], telex["tickets_second"]) == (57, 40, 17)
    assert (telex["suggestion"], telex["decision"], telex["forecast_year"]) == ("retire", "undecided", None)
