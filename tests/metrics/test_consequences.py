"""The consequences of a scenario, as it is now: the golden organisation, and what globalising gives up."""

from typing import Any

import pytest

from functions.actions import apply_default_mapping, set_reach
from functions.models import Scenario
from metrics.kinds import savings
from metrics.models import Result
from metrics.selectors.consequences import Consequences, consequences_of
from tests.factories import ScenarioFactory
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db


@pytest.fixture
def golden() -> Golden:
    return Golden()


def step(golden: Golden, scenario: Scenario) -> dict[str, Any]:
    return {"by": golden.actor, "scenario": scenario, "version": scenario.version}


def changes(found: Consequences) -> dict[str, float | None]:
    return {code: measure.change for code, measure in found.measures.items()}


def test_an_unchanged_scenario_changes_nothing(golden: Golden) -> None:
    found = consequences_of(golden.actor, golden.scenario(is_placed=False))
    assert set(changes(found).values()) == {0.0, None}
    assert [code for code, change in changes(found).items() if change is None] == ["handoffs"]
    assert (found.measures["fte"].today, found.measures["cost"].today) == (61.5, 541_500_000)
    assert found.given_up == []
