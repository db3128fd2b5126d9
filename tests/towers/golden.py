"""The golden organisation: six teams, twelve rows, three activities (cost in thousands of EUR a year)."""

from organisations.models import Organisation
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    TeamFactory,
    TowerFactory,
)
from towers.models import Baseline, BaselineTeam, Position

POSTS = (
    ("P01", "S-EU", 1, 150, ""), ("P02", "S-EU", 5, 110, "P01"), ("P03", "N-EU", 5, 110, "P01"),
    ("P04", "S-AM", 10, 100, "P02"), ("P05", "S-EU", 8, 90, "P02"), ("P06", "S-EU", 4, 90, "P02"),
    ("P07", "S-AS", 6, 50, "P02"), ("P08", "N-AM", 8, 100, "P03"), ("P09", "N-EU", 6, 90, "P03"),
    ("P10", "N-EU", 0.5, 90, "P03"), ("P11", "N-AS", 6, 50, "P03"), ("P12", "N-AS", 2, 50, "P03"),
)  # fmt: skip
EFFORTS = {
    "Reporting": (10, {"S-AM": 1, "S-EU": 2, "S-AS": 0.5, "N-AM": 0.5, "N-EU": 1, "N-AS": 1}),
    "Incidents": (8, {"S-AM": 6, "S-EU": 6, "S-AS": 4, "N-AM": 5, "N-EU": 4, "N-AS": 5}),
    "Engineering": (4, {"S-AM": 3, "S-EU": 4, "S-AS": 1.5, "N-AM": 2.5, "N-EU": 1.5, "N-AS": 2}),
}
MANAGEMENT = {"S-EU": 6, "N-EU": 5}


def golden_baseline(organisation: Organisation) -> Baseline:
    """Positions, teams and efforts as the method states them."""
    baseline = BaselineFactory.create(organisation=organisation, name="Golden")
    towers = {
        key: TowerFactory.create(organisation=organisation, name=name)
        for key, name in (("S", "Server"), ("N", "Network"))
    }
    regions = {key: RegionFactory.create(organisation=organisation, name=key) for key in ("AM", "EU", "AS")}
    teams = {}
    for name in EFFORTS["Reporting"][1]:
        teams[name] = TeamFactory.create(organisation=organisation, name=name)
        tower, region = name.split("-")
        BaselineTeam.objects.create(baseline=baseline, team=teams[name], tower=towers[tower], region=regions[region])
    posts: dict[str, Position] = {}
    for key, team, fte, cost, manager in POSTS:
        posts[key] = PositionFactory.create(
            baseline=baseline, key=key, team=teams[team], fte=round(fte * 10_000), heads=max(1, round(fte)),
            cost_low=cost * 100_000, cost_high=cost * 100_000, manager=posts.get(manager),
        )  # fmt: skip
    for name, (function, amounts) in EFFORTS.items():
        activity = ActivityFactory.create(organisation=organisation, name=name, function_code=function)
        for team, fte in amounts.items():
            EffortFactory.create(baseline=baseline, team=teams[team], activity=activity, fte=round(fte * 10_000))
    leading = ActivityFactory.create(organisation=organisation, name="Leading", function_code=10, is_management=True)
    for team, fte in MANAGEMENT.items():
        EffortFactory.create(baseline=baseline, team=teams[team], activity=leading, fte=fte * 10_000)
    return baseline
