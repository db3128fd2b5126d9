"""What of a board a workshop should talk about: cards that rest on a guess, and activities that towers place apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, FloatField, Sum, Value
from django.db.models.functions import Coalesce

from functions.board import Board
from functions.models import Scenario
from functions.projection import HOME, Pair, Shares, Step
from functions.rebasing import placed_by_hand
from towers.functions_reference import BY_CODE
from towers.models import Effort

LEAST_SURE = 0.7  # below it a card is doubtful


@dataclass(frozen=True, slots=True)
class Doubts:
    """How sure a doubtful card's activity is (0 to 1); by activity (id) where each tower's effort lies, in words."""

    sureness: Mapping[Pair, float]
    disputes: Mapping[int, str]


def doubts_of(scenario: Scenario, board: Board, steps: Sequence[Step]) -> Doubts:
    """The doubts that nobody has settled yet, and the disputes; one query."""
    settled = placed_by_hand(steps)
    unsure = {pair: sure for pair, sure in _sureness(scenario).items() if sure < LEAST_SURE and pair in board.efforts}
    return Doubts({pair: sure for pair, sure in unsure.items() if pair not in settled}, disputes(board))


def _sureness(scenario: Scenario) -> dict[Pair, float]:
    """The mean of how sure the matching of each row was, by its FTE; what a source named outright is sure."""
    rows = Effort.objects.filter(baseline_id=scenario.baseline_id, fte__gt=0, activity__is_management=False)
    score = Coalesce(F("score"), Value(1.0), output_field=FloatField())
    grouped = rows.order_by().values_list("team_id", "activity_id")
    found = grouped.annotate(total=Sum("fte"), sure=Sum(F("fte") * score, output_field=FloatField()))
    return {(team, activity): sure / total for team, activity, total, sure in found}


def disputes(board: Board) -> dict[int, str]:
    """By activity: the function that holds most of each tower's effort on it, where these differ between towers."""
    volumes: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for (team, activity), shares in board.shares.items():
        if team in board.towers:
            _add(volumes[activity][board.towers[team][1]], board.efforts[team, activity], shares)
    found = {activity: _main_functions(by_tower) for activity, by_tower in volumes.items()}
    return {activity: _words(codes) for activity, codes in found.items() if len(set(codes.values())) > 1}


def _add(sums: dict[int, int], effort: int, shares: Shares) -> None:
    for code, share in shares.items():
        sums[code] += effort * share


def _main_functions(by_tower: Mapping[str, Mapping[int, int]]) -> dict[str, int]:
    """Tower -> the code with most of it (of equals the lower)."""
    return {tower: min(sums, key=lambda code: (-sums[code], code)) for tower, sums in sorted(by_tower.items())}


def _words(codes: Mapping[str, int]) -> str:
    towers: dict[int, list[str]] = defaultdict(list)
    for tower, code in codes.items():
        towers[code].append(tower)
    return "; ".join(f"{_place(code)}: {', '.join(names)}" for code, names in sorted(towers.items()))


def _place(code: int) -> str:
    return "Its team" if code == HOME else BY_CODE[code].name
