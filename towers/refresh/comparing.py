"""Reads of two baselines side by side, and of the refresh that one of them is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import polars as pl
from django.http import Http404

from core.actor import Actor
from core.basis import Basis, basis_of
from core.models import Import, ImportRow
from towers.models import Baseline, Effort, Refresh
from towers.refresh.bridge import Step, Sums, bridge, sums_of
from towers.refresh.columns import read_positions, without
from towers.refresh.differences import Comparison, compared
from towers.refresh.efforts import Carried, EffortRow, carried, staffing
from towers.refresh.renames import Proposal, proposals

PLACE = ("key", "occurrence")
NAMED = ("baseline_id", "team__uid", "team__name")
WORK = ("activity__uid", "activity__name", "activity__function_code", "activity__is_management")
EFFORT = ("id", "team_id", "activity_id", "position_id", "fte", "evidence", "source_rule")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The baseline of an address and the one to compare it with, if there is any; all baselines to choose from."""

    after: Baseline
    before: Baseline | None
    choices: list[Baseline]


def chosen_pair(actor: Actor, uid: UUID | str, other: UUID | str = "") -> Chosen:
    """By their uids, 404 for what is not there; without `other` the one that the baseline continues. One query."""
    rows = {str(one.uid): one for one in Baseline.objects.visible_to(actor).select_related("parent")}
    if str(uid) not in rows or (other and str(other) not in rows):
        raise Http404("There is no such baseline in this organisation.")
    after = rows.pop(str(uid))
    before = rows.get(str(other)) if other else after.parent
    return Chosen(after, before, list(rows.values()))


@dataclass(frozen=True, eq=False)
class State:
    """How far a refresh is: `by_hand` are the posts that were confirmed to be the same, `extract` the places
    (key, occurrence) that came in; empty while nothing came in yet, and once it is accepted."""

    is_complete: bool
    is_open: bool
    by_hand: list[tuple[int, int]]
    extract: pl.DataFrame

    @property
    def is_waiting(self) -> bool:
        """The extract has still to come in."""
        return self.is_open and self.extract.is_empty()


def refresh_state(actor: Actor, baseline: Baseline) -> State | None:
    """The state of a baseline that refreshes another one; none for any other. Two queries at most."""
    columns = ("is_complete", "accepted_at", "same_posts__before_id", "same_posts__after_id")
    rows = list(Refresh.objects.visible_to(actor).filter(baseline=baseline).values_list(*columns))
    if not rows:
        return None
    is_complete, accepted_at = rows[0][:2]
    by_hand = [(before, after) for _, _, before, after in rows if before and after]
    places = _extract(baseline) if accepted_at is None else []
    extract = pl.DataFrame(places, schema={"key": pl.String, "occurrence": pl.Int64}, orient="row")
    return State(is_complete, accepted_at is None, by_hand, extract)


def _extract(baseline: Baseline) -> list[tuple[str, int]]:
    """The places of all rows of staff lists that are in force in the baseline."""
    in_force = {"kind": "positions", "state": Import.State.CONFIRMED, "target_id": baseline.pk}
    rows = ImportRow.objects.filter(**{f"import_of__{name}": value for name, value in in_force.items()}, line__gt=0)
    return list(rows.values_list("key", "payload__occurrence").distinct())


@dataclass(frozen=True, eq=False)
class Compared:
    """Two baselines and how they differ; `gone` are positions of the later one that accepting its refresh takes out,
    which count as out already. Money is what the actor gets to see (`basis`).
    """

    before: Baseline
    after: Baseline
    comparison: Comparison
    sums: tuple[Sums, Sums]
    basis: Basis
    state: State | None
    gone: frozenset[int]
    team_names: dict[int, str]

    @cached_property
    def steps(self) -> list[Step]:
        """From the sums of the earlier baseline to those of the later one."""
        return bridge(self.comparison)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Posts whose reference may have changed."""
        return proposals(self.comparison)


def compare_baselines(actor: Actor, before: Baseline, after: Baseline) -> Compared:
    """Compare all positions of two baselines of the actor's organisation."""
    basis = basis_of(actor)
    state = refresh_state(actor, after) if after.parent_id == before.pk else None
    read = read_positions(actor, [before, after])
    earlier, later = read.frames
    gone = _gone(state, earlier, later)
    later = without(later, gone) if gone else later
    links = state.by_hand if state else ()
    comparison = compared(earlier, later, links, with_cost=basis is Basis.COST)
    sums = (sums_of(earlier), sums_of(later))
    return Compared(before, after, comparison, sums, basis, state, gone, read.team_names)


def _gone(state: State | None, earlier: pl.DataFrame, later: pl.DataFrame) -> frozenset[int]:
    """Of a complete extract: positions that were copied and that the extract does not name."""
    if state is None or not state.is_open or state.is_waiting or not state.is_complete:
        return frozenset()
    copied = later.join(earlier, on=PLACE, how="semi")
    return frozenset(copied.join(state.extract, on=PLACE, how="anti")["id"].to_list())


@dataclass(frozen=True, slots=True)
class Named:
    """The uid and the name of a team."""

    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """What an activity is called, the function it goes to by default, and whether it is managing people."""

    uid: UUID
    name: str
    function_code: int
    is_management: bool


@dataclass(frozen=True, eq=False)
class Efforts:
    """Effort of the earlier baseline and of the later one as it is once its refresh is accepted; `carried` says what
    accepting brings over, none where nothing is to be accepted. `teams` and `work` are teams and activities by id."""

    before: list[EffortRow]
    after: list[EffortRow]
    carried: Carried | None
    teams: dict[int, Named]
    work: dict[int, Work]


def efforts_of(actor: Actor, found: Compared) -> Efforts:
    """One query for the efforts of both baselines."""
    of_both = Effort.objects.visible_to(actor).filter(baseline__in=[found.before, found.after])
    sides: dict[int, list[EffortRow]] = {found.before.pk: [], found.after.pk: []}
    teams: dict[int, Named] = {}
    work: dict[int, Work] = {}
    columns = (*NAMED, *WORK, *EFFORT)
    for baseline, *row in of_both.order_by("id").values_list(*columns):
        effort = EffortRow(*row[6:])
        sides[baseline].append(effort)
        teams[effort.team], work[effort.activity] = Named(*row[:2]), Work(*row[2:6])
    before, after = sides[found.before.pk], sides[found.after.pk]
    if found.state is None or not found.state.is_open:
        return Efforts(before, after, None, teams, work)
    over = carried_over(found, before, after)
    return Efforts(before, [*after, *over.efforts], over, teams, work)


def carried_over(found: Compared, before: Iterable[EffortRow], after: Iterable[EffortRow]) -> Carried:
    """The efforts that the later baseline takes over for its teams without any."""
    stated = frozenset(row.team for row in after)
    return carried(before, staffing(found.comparison), stated, found.before.name)
