"""The pages of a baseline: towers by regions, duplication, spans; what they say and what they keep back."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from core.actor import Right, Role
from organisations.models import Membership
from tests.factories import actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.actions.rates import make_rate_card
from towers.models import Baseline, Position

pytestmark = pytest.mark.django_db
PAGES = ("organisation", "duplication", "spans")
MOST_QUERIES = 12


@pytest.fixture
def baseline(membership: Membership) -> Baseline:
    found = golden_baseline(membership.organisation)
    make_rate_card(by=actor_of(membership), baseline=found)
    return found


def page(membership: Membership, name: str, query: str = "", client: Client | None = None) -> Any:
    address = reverse(name, args=[membership.organisation.slug])
    return (client or client_for(membership)).get(address + query)


def table(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", [*PAGES, "baselines", "teams", "positions", "activities"])
def test_before_the_first_import_a_page_says_what_to_bring(membership: Membership, name: str) -> None:
    response = page(membership, name)
    assert response.status_code == 200
    assert 'class="empty"' in words(response)


def test_the_organisation_page_finds_the_split(membership: Membership, baseline: Baseline) -> None:
    text = words(page(membership, "organisation"))
    # 30 incidents of 30 + 14.5 engineering + 6 reporting.
    assert "59% of the effort is run" in text
    # 6 x .6667 + 30 x .8 + 14.5 x .7241 FTE.
    assert "38.5 FTE do what a larger team does too" in text
    assert "61.5 FTE, EUR 5.4m a year" in text
    assert "0.82" in text


def test_cells_add_up_to_the_whole(membership: Membership, baseline: Baseline) -> None:
    rows = table(page(membership, "organisation", "?format=csv"))
    assert (rows[0]["Tower"], rows[0]["Region"], rows[0]["FTE"]) == ("Server", "AM", "10.0")
    assert sum(float(row["FTE"]) for row in rows) == 61.5
    assert sum(float(row["Run FTE"]) for row in rows) == 30
    assert sum(float(row["Managing people FTE"]) for row in rows) == 11


def test_true_cost_needs_the_right_to_see_pay_and_the_card_stands_in_for_it(
    membership: Membership, baseline: Baseline
) -> None:
    on_card = table(page(membership, "organisation", "?format=csv"))
    assert "Yearly cost, minor units" not in on_card[0]
    # Rates of 100, 99 and 50 k; true cost is 5,415 k.
    from_card = sum(int(row["Yearly cost from the rate card, minor units"]) for row in on_card)
    assert from_card == (18 * 100 + 29.5 * 99 + 14 * 50) * 100_000
    assert "from the rate card</small>" in words(page(membership, "organisation"))
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    rows = table(page(paid, "organisation", "?format=csv"))
    assert sum(int(row["Yearly cost, minor units"]) for row in rows) == 5_415 * 100_000
    assert "1.0m" in words(page(paid, "organisation"))


def test_what_is_missing_is_listed_with_its_size(membership: Membership, baseline: Baseline) -> None:
    baseline.teams.filter(team__name="S-AM").update(tower=None)
    Position.objects.filter(key="P08").update(cost_low=None, cost_high=None)
    text = words(page(membership, "organisation"))
    assert "1 team has no tower." in text
    assert "10.0 FTE stand in no tower" in text
    assert "1 position has no known cost." in text
    assert "at least" not in text  # the card has a rate for everybody
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    assert "EUR 4.6m a year at least" in words(page(paid, "organisation"))


def test_duplication_by_tower_and_by_region(membership: Membership, baseline: Baseline) -> None:
    rows = {row["Activity"]: row for row in table(page(membership, "duplication", "?format=csv"))}
    assert list(rows) == ["Incidents", "Engineering", "Reporting"]
    report = {
        name: round(float(rows["Reporting"][name]), 4)
        for name in ("Fragmentation", "between towers", "between regions", "Overlap")
    }
    assert report == {"Fragmentation": 0.7917, "between towers": 0.3264, "between regions": 0.4653, "Overlap": 0.6667}
    assert float(rows["Reporting"]["Server"]) == 3.5
    by_region = table(page(membership, "duplication", "?by=region&format=csv"))
    assert [float(by_region[0][name]) for name in ("AM", "AS", "EU")] == [11, 9, 10]
    assert "38.5 of 50.5 FTE work outside the largest team" in words(page(membership, "duplication"))


def test_spans_count_persons(membership: Membership, baseline: Baseline) -> None:
    rows = {row["Reference"]: row for row in table(page(membership, "spans", "?format=csv"))}
    # P01 leads 5 + 5; P02 10 + 8 + 4 + 6; P03 8 + 6 + 1 + 6 + 2.
    assert {key: row["Direct reports"] for key, row in rows.items()} == {"P01": "10", "P02": "28", "P03": "23"}
    text = words(page(membership, "spans"))
    assert '20.3 <span class="unit">persons</span>' in text
    assert "0 of 3 managers lead too few persons for their work, 2 too many" in text


@pytest.mark.parametrize("name", [*PAGES, "baselines", "teams", "positions", "activities"])
def test_queries_do_not_grow_with_rows(
    membership: Membership, baseline: Baseline, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(membership)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        page(membership, name, client=client)
    team = Position.objects.get(key="P04").team
    Position.objects.bulk_create(
        Position(baseline=baseline, key=f"X{n}", title="Engineer", team=team, fte=10_000, manager_id=None)
        for n in range(60)
    )
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        page(membership, name, client=client)
    assert len(many) == len(few)


@pytest.mark.parametrize("name", PAGES)
def test_a_baseline_of_somebody_else_does_not_exist(membership: Membership, name: str) -> None:
    foreign = golden_baseline(member().organisation)
    assert page(membership, name, f"?baseline={foreign.uid}").status_code == 404
