"""One of everything in an organisation."""

from typing import Any

from core.models import Run
from core.runs.actions import fingerprint
from functions import actions
from organisations.models import Organisation, Token
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    TeamFactory,
    TicketLogFactory,
    TowerFactory,
    actor_of,
    member,
)


def contents(organisation: Organisation, mark: str) -> dict[str, Any]:
    """Objects by the word that the table uses; every name ends in `mark`."""
    owner = member(organisation=organisation)
    by = actor_of(owner)
    baseline = BaselineFactory.create(organisation=organisation, name=f"Baseline{mark}")
    team = TeamFactory.create(organisation=organisation, name=f"Team{mark}")
    activity = ActivityFactory.create(organisation=organisation, name=f"Activity{mark}")
    position = PositionFactory.create(
        baseline=baseline, team=team, title=f"Engineer{mark}", cost_low=7_700_700, cost_high=7_700_700
    )
    EffortFactory.create(baseline=baseline, team=team, activity=activity)
    scenario = actions.create_scenario(by=by, baseline=baseline, name=f"Scenario{mark}", preset="global")
    run = Run.objects.create(
        organisation=organisation,
        kind="demonstration",
        params={"mark": mark},
        fingerprint=fingerprint("demonstration", {"mark": mark}, []),
        stage=f"Step{mark}",
    )
    token, _ = Token.objects.create(user=owner.user, membership=owner, name=f"Token{mark}", scopes=["read"])
    return {
        "membership": owner,
        "baseline": baseline,
        "team": team,
        "tower": TowerFactory.create(organisation=organisation, name=f"Tower{mark}"),
        "region": RegionFactory.create(organisation=organisation, name=f"Region{mark}"),
        "activity": activity,
        "position": position,
        "scenario": scenario,
        "run": run,
        "token": token,
        "log": TicketLogFactory.create(organisation=organisation, name=f"Log{mark}"),
    }
