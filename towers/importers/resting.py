"""What others built on the rows of an import: as long as something rests on them, the import is not taken back."""

from collections.abc import Callable, Collection, Sequence

from core.errors import UserError
from core.figures import plural
from towers.models import Baseline, SurveyRequest

# Sentences that name what rests on these teams of the baseline, and what to do about it.
Resting = Callable[[Baseline, Collection[int]], list[str]]
_RESTING: list[Resting] = []


def register_resting(resting: Resting) -> None:
    """Make known what an app builds on the rows of a baseline (from `AppConfig.ready()`)."""
    _RESTING.append(resting)


def require_nothing_rests(baseline: Baseline, teams: Collection[int], also: Sequence[str] = ()) -> None:
    """Refuse where something rests on the rows of these teams; says all of it at once, and what the caller knows."""
    reasons = [*also, *(sentence for resting in _RESTING for sentence in resting(baseline, teams))]
    if reasons:
        raise UserError(" ".join(reasons))


def answers_resting(baseline: Baseline, teams: Collection[int]) -> list[str]:
    """Answers of surveys, which split the FTE that these teams have now."""
    given = [SurveyRequest.State.ANSWERED, SurveyRequest.State.APPROVED]
    asked = SurveyRequest.objects.filter(survey__baseline=baseline, team__in=teams, state__in=given)
    if not (count := asked.values("team").distinct().count()):
        return []
    answers = plural(count, "team has answered a survey", "teams have answered a survey")
    return [f"{answers} about the FTE of these rows. Send the answers back first."]
