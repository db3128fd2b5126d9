"""The organisation as it is: baselines, regions, towers, teams, positions, activities, effort.

FTE are integers of 1/10,000; money is in minor units of the organisation's currency.
"""

from towers.models.baselines import Baseline, BaselineTeam
from towers.models.efforts import Effort
from towers.models.names import Activity, ActivityWording, Named, Region, Team, Tower
from towers.models.positions import Position
from towers.models.quality import PlaceRule, QualityDecision
from towers.models.rates import PublishedMean, Rate, RateCard
from towers.models.refreshes import Refresh, SamePost
from towers.models.surveys import Survey, SurveyRequest

FTE_UNIT = 10_000

__all__ = [
    "FTE_UNIT",
    "Activity",
    "ActivityWording",
    "Baseline",
    "BaselineTeam",
    "Effort",
    "Named",
    "PlaceRule",
    "Position",
    "PublishedMean",
    "QualityDecision",
    "Rate",
    "RateCard",
    "Refresh",
    "Region",
    "SamePost",
    "Survey",
    "SurveyRequest",
    "Team",
    "Tower",
]
