"""What a scenario keeps in its own hands, on the golden organisation; and what its choices do to a saving."""

import math
from typing import Any

import pytest

from core.actor import Role
from core.models import Run
from core.runs.worker import execute_here
from functions.choices import Choice, set_choices
from functions.models import Scenario
from metrics.assumptions.effective import effective_assumptions
from metrics.computations.saving_inputs import Design
from metrics.inputs.saving_evidence import likely_values
from metrics.inputs.saving_inputs import read_saving_inputs
from metrics.kinds import savings
from metrics.models import Result, SavingLine
from metrics.selectors.sourcing import sourcing_split
from tests.computations.golden_organisation import K
from tests.factories import client_for, member
from tests.metrics.golden_database import Golden
from towers.actions.rates import make_rate_card
from towers.models import Position

pytestmark = pytest.mark.django_db

PARTNER = ((7, "sourcing", "sourced"), (7, "partner_rate", 60 * K))


@pytest.fixture
def golden() -> Golden:
    return Golden()


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    return golden.scenario()


def choose(golden: Golden, scenario: Scenario, *choices: tuple[int, str, Any]) -> None:
    made = [Choice(*one) for one in choices]
    set_choices(by=golden.actor, scenario=scenario, version=scenario.version, choices=made)


def split(golden: Golden, scenario: Scenario) -> dict[str, tuple[float, float]]:
    """FTE and cost in k by sourcing."""
    found = sourcing_split(golden.actor, scenario.uid)
    rows = {words: amounts for _, words, amounts in found.rows()} | {"home": found.at_home, "all": found.total}
    return {words: (round(fte, 6), round(money / K, 6)) for words, (fte, money) in rows.items()}


def fragment(golden: Golden, scenario: Scenario, role: Role | None = None) -> str:
    reader = member(role, organisation=golden.organisation) if role else golden.member
    address = f"/o/{golden.organisation.slug}/scenarios/{scenario.uid}/sourcing/"
    return " ".join(client_for(reader).get(address).text.split())


def test_placed_effort_by_what_is_usual(golden: Golden, scenario: Scenario) -> None:
    """Engineering in 4, incidents in 7, three fifths of reporting in 10; the rest of it stays in its teams."""
    assert split(golden, scenario) == {
        "retained": (14.5, 1_220.0),
        "candidate": (30.0, 2_450.0),
        "sourced": (0.0, 0.0),
        "case by case": (3.6, 297.0),
        "home": (2.4, 198.0),
        "all": (50.5, 4_165.0),
    }


def test_what_is_chosen_counts_and_a_partner_is_priced_on_todays_effort(golden: Golden, scenario: Scenario) -> None:
    choose(golden, scenario, *PARTNER, (10, "sourcing", "retain"), (4, "partner_rate", 50 * K))
    found = split(golden, scenario)
    assert (found["sourced"], found["retained"]) == ((30.0, 2_450.0), (18.1, 1_517.0))
    assert "case by case" not in found
    partners = sourcing_split(golden.actor, scenario.uid).partners()
    assert [(one.function.code, one.is_sourced, round(one.gain / K, 6)) for one in partners] == [(7, True, 650.0)]
    shown = fragment(golden, scenario)
    assert "36% of the cost placed in the ten functions is retained" not in shown
    assert "38% of the cost placed in the ten functions is retained" in shown
    assert "EUR 650,000" in shown
    assert "EUR 60,000" in shown


def test_the_budget_line_lies_with_who_holds_it(golden: Golden, scenario: Scenario) -> None:
    assert "lies with nobody yet" in fragment(golden, scenario)
    choose(golden, scenario, (0, "budget", {"owner": "product"}))
    shown = fragment(golden, scenario)
    assert "EUR 4.0m a year for 48.1 FTE, lies with product managers, in 2 Product management." in shown


def test_without_the_right_to_see_pay_cost_comes_from_the_rate_card(golden: Golden, scenario: Scenario) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    shown = fragment(golden, scenario, Role.VIEWER)
    assert "from the rate card" in shown
    assert "from the rate card" not in fragment(golden, scenario)


def test_without_a_rate_card_or_costs_only_fte_are_shown(golden: Golden, scenario: Scenario) -> None:
    assert "EUR" not in fragment(golden, scenario, Role.VIEWER)
    Position.objects.update(cost_low=None, cost_high=None)
    shown = fragment(golden, scenario)
    assert "EUR" not in shown
    assert "30% of the FTE placed in the ten functions is retained" in shown


def test_nothing_placed_is_said(golden: Golden, scenario: Scenario) -> None:
    scenario.placements.all().delete()
    assert "Nothing is placed yet, so nothing could go to a partner" in fragment(golden, scenario)


def test_the_fragment_takes_few_queries(golden: Golden, scenario: Scenario, django_assert_max_num_queries: Any) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    choose(golden, scenario, *PARTNER)
    browser = client_for(member(Role.VIEWER, organisation=golden.organisation))
    with django_assert_max_num_queries(12):
        answer = browser.get(f"/o/{golden.organisation.slug}/scenarios/{scenario.uid}/sourcing/")
    assert "Level 1 support operations" in answer.text


def design_read(golden: Golden, scenario: Scenario) -> Design:
    likely = likely_values(effective_assumptions(golden.actor, scenario))
    return read_saving_inputs(scenario, likely).inputs.design


def test_a_saving_reads_the_choices(golden: Golden, scenario: Scenario) -> None:
    read = design_read(golden, scenario)
    assert all(math.isnan(value) for value in (*read.span, *read.partner_rate))
    assert set(read.location.tolist()) == {-1}
    choose(golden, scenario, *PARTNER, (4, "span_target", 9), (4, "locations", ["EU"]), (10, "locations", ["EU", "AM"]))
    read = design_read(golden, scenario)
    assert (read.span[3], read.partner_rate[6]) == (9, 60 * K)
    assert read.location[3] == [region.name for region in sorted(golden.regions.values(), key=lambda r: r.pk)].index(
        "EU"
    )
    assert read.location[9] == -1


def test_a_candidates_rate_is_in_no_saving(golden: Golden, scenario: Scenario) -> None:
    choose(golden, scenario, (7, "partner_rate", 60 * K))
    assert all(math.isnan(value) for value in design_read(golden, scenario).partner_rate)


def test_the_line_apart_of_a_saving_is_shown_with_the_address_that_explains_it(
    golden: Golden, scenario: Scenario
) -> None:
    golden.state_values(scenario)
    choose(golden, scenario, *PARTNER)
    run = execute_here(savings.request(golden.actor, scenario, golden.log()))
    assert (run.state, run.error) == (Run.State.DONE, "")
    likely = Result.objects.get(run=run, metric="saving_sourcing", d2_key="likely")
    assert likely.value == pytest.approx(650 * K - _freed_at(run), rel=1e-6)
    address = f"/o/{golden.organisation.slug}/scenarios/{scenario.uid}/computing/"
    figure = Result.objects.get(run=run, metric="saving_sourcing", d2_key="", basis="cost")
    shown = client_for(golden.member).get(address).text
    assert "Priced apart, what partners would change of it:" in shown
    assert f"/{figure.pk}/" in shown


def _freed_at(run: Run) -> float:
    """What partners cannot save on work that is freed before: freed FTE x (its cost - the partner's rate)."""
    lines = SavingLine.objects.filter(run=run, function_code=7, basis="cost")
    return sum(line.money - line.fte * 60 * K for line in lines)
