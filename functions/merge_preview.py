"""What merging a branch would do, in words and figures: for the page and for REST."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Sum

from core.figures import percent, plural
from functions.board_rules import place_name
from functions.branching import merge_between
from functions.merging import Card, Choice, Merge
from functions.models import Scenario
from functions.pieces import placed
from functions.projection import HOME, SHARE_UNIT, Pair, Shares, Step, project_on
from functions.selectors import ground_of, regions_of, steps_of
from functions.wording import WORDS, RegionNames
from towers.functions_reference import FUNCTIONS, Function
from towers.models import FTE_UNIT, Effort

MOST_SHOWN = 100
NOTHING = "not chosen"


class Line(NamedTuple):
    """A card or a choice: what it is, what parent and branch say of it, and its number where that is a conflict."""

    what: str
    detail: str
    fte: float | None
    before: str
    parent: str
    branch: str
    number: int | None


class Total(NamedTuple):
    """FTE of a function in the parent now, and merged with all conflicts decided for the parent or for the branch."""

    function: Function | None
    now: float
    with_parent: float
    with_branch: float


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The lines that are taken, those to decide, FTE by function (the last: what stays in its team), and what is not
    carried, a sentence each."""

    taken: list[Line]
    conflicts: list[Line]
    totals: list[Total]
    left_out: list[str]

    @property
    def heading(self) -> str:
        """The finding in words."""
        if not self.taken and not self.conflicts:
            return "Nothing to merge: the branch says what its parent says"
        taken = f"{plural(len(self.taken), 'change comes', 'changes come')} over" if self.taken else ""
        waiting = plural(len(self.conflicts), "conflict waits", "conflicts wait")
        return ", ".join(filter(None, [taken, f"{waiting} for your choice" if self.conflicts else "none in conflict"]))


def merge_preview(branch: Scenario) -> MergePreview:
    """The branch beside its parent as both are now."""
    merge, names = merge_between(branch), _names_of(branch.parent or branch)
    numbers = {id(one): number for number, one in merge.conflicts.items()}
    lines = [names.card(card, numbers.get(id(card))) for card in merge.cards]
    lines.sort(key=lambda line: -(line.fte or 0))
    lines += [names.choice(choice, numbers.get(id(choice))) for choice in merge.choices]
    return MergePreview(
        taken=[line for line in lines if line.number is None],
        conflicts=sorted((line for line in lines if line.number), key=lambda line: line.number or 0),
        totals=_totals(merge, names.efforts),
        left_out=list(_left_out(branch, merge)),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    teams: dict[int, str]
    activities: dict[int, str]
    regions: RegionNames
    efforts: dict[Pair, float]

    def card(self, card: Card, number: int | None) -> Line:
        """Where the effort lies on either side."""
        team, activity = card.pair
        before, parent, branch = (shares_words(shares) for shares in (card.base, card.theirs, card.ours))
        effort = self.efforts.get(card.pair, 0.0)
        return Line(self.teams[team], self.activities[activity], effort, before, parent, branch, number)

    def choice(self, choice: Choice, number: int | None) -> Line:
        """The last step on either side, in its own words."""
        before, parent, branch = (self._steps(steps) for steps in (choice.base, choice.theirs, choice.ours))
        return Line("Choice", "", None, before, parent, branch, number)

    def _steps(self, steps: Iterable[Step]) -> str:
        said = dict.fromkeys(WORDS[step.kind](step.payload, self.regions) for step in steps)
        return "; ".join(said) or NOTHING


def _names_of(parent: Scenario) -> _Names:
    """The effort that can be placed, and what teams, activities and regions are called; two queries."""
    rows = Effort.objects.filter(baseline_id=parent.baseline_id, activity__is_management=False)
    columns = rows.values_list("team_id", "team__name", "activity_id", "activity__name").annotate(Sum("fte")).order_by()
    names = _Names({}, {}, {region.pk: region.name for region in regions_of(parent)}, {})
    for team, team_name, activity, activity_name, fte in columns:
        names.teams[team], names.activities[activity] = team_name, activity_name
        names.efforts[team, activity] = fte / FTE_UNIT
    return names


def shares_words(shares: Shares) -> str:
    """Where effort lies, in words; `shares` without what stays in the team.

    >>> shares_words({4: 8_000}), shares_words({4: 10_000}), shares_words({})
    ('Product engineering 80%, its team 20%', 'Product engineering', 'its team')
    """
    rest = SHARE_UNIT - sum(shares.values())
    whole = {**shares, **({HOME: rest} if rest else {})}
    if len(whole) == 1:
        return place_name(next(iter(whole)))
    return ", ".join(f"{place_name(code)} {percent(share / SHARE_UNIT, 0)}" for code, share in whole.items())


def _totals(merge: Merge, efforts: Mapping[Pair, float]) -> list[Total]:
    every = list(merge.conflicts)
    sums = [_by_function(shares, efforts) for shares in (placed(merge.theirs), merge.after([]), merge.after(every))]
    places: list[Function | None] = [*FUNCTIONS, None]
    return [Total(place, *(one[place.code if place else HOME] for one in sums)) for place in places]


def _by_function(shares: Mapping[Pair, Shares], efforts: Mapping[Pair, float]) -> dict[int, float]:
    sums = dict.fromkeys((HOME, *(function.code for function in FUNCTIONS)), 0.0)
    for pair, fte in efforts.items():
        own = shares.get(pair, {})
        for code, share in {**own, HOME: SHARE_UNIT - sum(own.values())}.items():
            sums[code] += fte * share / SHARE_UNIT
    return sums


def _left_out(branch: Scenario, merge: Merge) -> Iterable[str]:
    yield "Assumptions, comments and results of the branch stay with it; only its design is carried."
    parent = branch.parent
    if parent is None or parent.baseline_id == branch.baseline_id:
        return
    yield f"The branch stands on “{branch.baseline.name}”, its parent on “{parent.baseline.name}”, which counts."
    ground, steps = ground_of(branch), steps_of(branch.operations.select_related("reverses"))
    then, now = (placed(project_on(ground, part)) for part in (_begun(steps, branch.branched_at or 0), steps))
    gone = [pair for pair in ground.pairs - merge.ground.pairs if then.get(pair) != now.get(pair)]
    if gone:
        words = plural(len(gone), "card that the branch moved is", "cards that the branch moved are")
        yield f"{words} not in the parent's baseline any more and cannot be carried."


def _begun(steps: Iterable[Step], began: int) -> list[Step]:
    return [step for step in steps if step.seq <= began]
