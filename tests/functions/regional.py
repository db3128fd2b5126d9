"""A scenario whose teams stand in several regions."""

from collections.abc import Sequence

from functions import actions
from functions.models import Scenario
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    RegionFactory,
    actor_of,
)


def regional_scenario(
    lead: Membership, preset: str = "today", regions: Sequence[str] = ("Americas", "Asia", "Europe")
) -> Scenario:
    """A team with engineering effort in each region; a further region, Africa, has no team in the baseline."""
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    engineering = ActivityFactory.create(organisation=org, name="Engineering", function_code=4)
    for name in regions:
        region = RegionFactory.create(organisation=org, name=name)
        team = BaselineTeamFactory.create(baseline=baseline, region=region).team
        EffortFactory.create(baseline=baseline, team=team, activity=engineering)
    RegionFactory.create(organisation=org, name="Africa")
    return actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Target", preset=preset)
