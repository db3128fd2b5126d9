"""Scenarios beside one another: what each does with the effort of its baseline, and where they differ."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.http import Http404

from functions.models import Design, Placement, Scenario
from functions.projection import HOME, SHARE_UNIT, Pair
from towers.functions_reference import FUNCTIONS
from towers.models import FTE_UNIT, Effort

MOST_COMPARED = 4
Split = defaultdict[int, float]  # FTE by function code, HOME for what stays in its team
PLACES = (*(function.code for function in FUNCTIONS), HOME)


@dataclass(slots=True)
class DesignSums:
    """The placed effort of one scenario: FTE by activity and function, and the reach of each function.

    `doors`: the groups of customers whose front door a function is.
    """

    scenario: Scenario
    reaches: dict[int, str]
    by_activity: dict[str, Split] = field(default_factory=dict)
    doors: dict[int, list[str]] = field(default_factory=dict)

    @property
    def by_function(self) -> Split:
        """FTE by function, HOME for what stays in its team."""
        return _split({code: sum(split[code] for split in self.by_activity.values()) for code in PLACES})

    def reach(self, code: int) -> str:
        """How far a function reaches, in words; regional where nothing was chosen."""
        return Design.Reach(self.reaches.get(code, Design.Reach.REGIONAL)).label


@dataclass(frozen=True, slots=True)
class Difference:
    """An activity that the scenarios place in different functions: its FTE, how many move at most, each split."""

    activity: str
    fte: float
    moved: float
    splits: list[Split]


def chosen_scenarios(scenarios: Sequence[Scenario], uids: Sequence[str]) -> list[Scenario]:
    """Of the scenarios, newest first, those that are named, in this order and each once (404 for none of them); without
    names the newest that are not archived.
    """
    uids = [uid for uid in uids if uid]
    if not uids:
        return [one for one in scenarios if one.state != Scenario.State.ARCHIVED][:MOST_COMPARED]
    known = {str(one.uid): one for one in scenarios}
    wanted = list(dict.fromkeys(uids[:MOST_COMPARED]))
    if any(uid not in known for uid in wanted):
        raise Http404("There is no such scenario in this organisation.")
    return [known[uid] for uid in wanted]


def design_sums(scenarios: Sequence[Scenario]) -> list[DesignSums]:
    """What each scenario does with the effort of its baseline; three queries for all."""
    sums = {one.pk: DesignSums(one, {}) for one in scenarios}
    designs = Design.objects.filter(scenario__in=scenarios)
    for scenario, code, reach, doors in designs.values_list("scenario_id", "function_code", "reach", "front_door"):
        sums[scenario].reaches[code], sums[scenario].doors[code] = reach, doors
    placed: dict[tuple[int, Pair], dict[int, int]] = {}
    rows = Placement.objects.filter(scenario__in=scenarios).values_list(
        "scenario_id", "team_id", "activity_id", "function_code", "share"
    )
    for scenario, team, activity, code, share in rows:
        placed.setdefault((scenario, (team, activity)), {})[code] = share
    efforts = _efforts({one.baseline_id for one in scenarios})
    for one in scenarios:
        for pair, name, units in efforts.get(one.baseline_id, []):
            _add(sums[one.pk].by_activity.setdefault(name, _split()), placed.get((one.pk, pair), {}), units)
    return [sums[one.pk] for one in scenarios]


def _efforts(baselines: set[int]) -> dict[int, list[tuple[Pair, str, int]]]:
    found: dict[int, list[tuple[Pair, str, int]]] = {}
    rows = Effort.objects.filter(baseline_id__in=baselines, activity__is_management=False)
    columns = ("baseline_id", "team_id", "activity_id", "activity__name")
    for baseline, team, activity, name, units in rows.values_list(*columns).annotate(Sum("fte")).order_by():
        found.setdefault(baseline, []).append(((team, activity), name, units))
    return found


def _split(fte: Mapping[int, float] | None = None) -> Split:
    return defaultdict(float, fte or {})


def _add(split: Split, shares: Mapping[int, int], units: int) -> None:
    """Add effort (1/10,000 FTE) by its shares (1/10,000); the rest stays in its team."""
    fte = units / FTE_UNIT
    for code, share in shares.items():
        split[code] += fte * share / SHARE_UNIT
    split[HOME] += fte * (SHARE_UNIT - sum(shares.values())) / SHARE_UNIT


def differences(designs: Sequence[DesignSums]) -> list[Difference]:
    """The activities that are placed differently from the first scenario, those with most FTE in other places first.

    FTE in other places = half the sum over functions of |FTE there - FTE in the first scenario|, for the scenario where
    it is largest.
    """
    found = []
    for name in sorted(set[str]().union(*(design.by_activity for design in designs))):
        splits = [design.by_activity.get(name, _split()) for design in designs]
        moved = max(_apart(splits[0], other) for other in splits)
        if moved > 1 / FTE_UNIT:
            found.append(Difference(name, max(sum(split.values()) for split in splits), moved, splits))
    return sorted(found, key=lambda one: (-one.moved, one.activity))


def _apart(one: Split, other: Split) -> float:
    return sum(abs(one[code] - other[code]) for code in PLACES) / 2
