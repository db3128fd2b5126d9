"""In which functions the work of a scenario lies, by team and activity."""

from collections.abc import Iterable

from functions.models import Scenario
from functions.projection import HOME, SHARE_UNIT, Pair, Shares


def placed_shares(scenario: Scenario) -> dict[Pair, Shares]:
    """The shares of each team's activity by function, in the order of the functions; what is not placed is left out."""
    found: dict[Pair, Shares] = {}
    rows = scenario.placements.order_by("function_code").values_list("team_id", "activity_id", "function_code", "share")
    for team, activity, code, share in rows:
        found.setdefault((team, activity), {})[code] = share
    return found


def whole_shares(scenario: Scenario, pairs: Iterable[Pair]) -> dict[Pair, Shares]:
    """The same of these pairs, with what stays in its team (HOME): each adds up to 10,000."""
    placed = placed_shares(scenario)
    return {pair: _with_home(placed.get(pair, {})) for pair in pairs}


def _with_home(shares: Shares) -> Shares:
    rest = SHARE_UNIT - sum(shares.values())
    return shares | {HOME: rest} if rest else shares
