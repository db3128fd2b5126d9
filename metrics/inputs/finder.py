"""What the finder compares: effort, posts whose time no effort states, and ticket categories, as items and rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from core.actor import Actor
from metrics.computations.duplication import EffortColumns
from metrics.computations.finder import NONE, Item
from metrics.computations.similarity_terms import PRODUCT, TITLE, WORDING, OwnWords, own_words
from metrics.selectors.baseline_columns import UNKNOWN
from services.facts import log_facts, seen_groups
from services.models import TicketLog
from towers.models import FTE_UNIT, Activity, ActivityWording, Baseline, BaselineTeam, Effort, Position, Region, Tower
from towers.names import folded

# Ticket work is effort already: its FTE are shown, and added to nothing.
ASSUMED, MEASURED = "assumed", "measured"
CATEGORIES = ("product", "service")


@dataclass(slots=True)
class FinderInput:
    """Items and their rows by place of the item: `fte` by team, `posts` the positions that rows of the item and team
    name, `whole_teams` the rows that name none. `staff` are the posts of a team without reports.
    """

    items: list[Item]
    fte: dict[int, dict[int, float]]
    evidence: dict[int, Counter[str]]
    posts: dict[tuple[int, int], set[int]]
    whole_teams: set[tuple[int, int]]
    staff: dict[int, set[int]]
    heads: dict[int, int]
    teams: dict[int, BaselineTeam]
    activities: dict[int, Activity]
    own: OwnWords

    def columns(self) -> EffortColumns:
        """The rows with the places of their teams; `activity` is the item's place."""
        rows = [(item, team, fte) for item, of_team in self.fte.items() for team, fte in of_team.items()]
        places = [self.teams.get(team) for _, team, _ in rows]
        return EffortColumns(
            activity=np.array([item for item, _, _ in rows], np.int64),
            team=np.array([team for _, team, _ in rows], np.int64),
            tower=np.array([_id(place.tower_id if place else None) for place in places], np.int64),
            region=np.array([_id(place.region_id if place else None) for place in places], np.int64),
            fte=np.array([fte for _, _, fte in rows], np.float64),
        )


@dataclass(slots=True)
class _Rows:
    """Collects rows by item and team."""

    places: dict[tuple[str, str, int], int] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    fte: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    evidence: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    posts: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    whole_teams: set[tuple[int, int]] = field(default_factory=set)

    def add(self, item: Item, team: int, fte: float, evidence: str, post: int | None) -> None:
        """One row; a row without a post concerns its whole team."""
        key = (*item.key, item.activity)
        place = self.places.setdefault(key, len(self.items))
        if place == len(self.items):
            self.items.append(item)
        self.fte[place][team] += fte
        self.evidence[place][evidence] += round(fte * FTE_UNIT)
        if post is None:
            self.whole_teams.add((place, team))
        else:
            self.posts[place, team].add(post)


@dataclass(frozen=True, slots=True)
class _Post:
    """A filled position."""

    pk: int
    title: str
    team: int | None
    fte: int
    heads: int


def finder_input(actor: Actor, baseline: Baseline, log: TicketLog | None) -> FinderInput:
    """Read a baseline and a log; ten queries and the columns of the log, whatever their size."""
    activities = {row.pk: row for row in Activity.objects.visible_to(actor)}
    settled = dict(ActivityWording.objects.visible_to(actor).values_list("key", "activity_id"))
    placed = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline).select_related("team", "tower", "region")
    teams = {row.team_id: row for row in placed}
    posts, leaders = _posts(actor, baseline)
    rows = _Rows()
    own_units, team_units, ticket_units = _add_efforts(rows, actor, baseline, activities, settled, posts)
    staff = [post for post in posts.values() if post.pk not in leaders and post.team is not None]
    _add_titles(rows, staff, own_units, team_units, settled)
    if log:
        _add_categories(rows, log, ticket_units)
    of_team: dict[int, set[int]] = defaultdict(set)
    for post in staff:
        of_team[post.team or NONE].add(post.pk)
    return FinderInput(
        items=rows.items,
        fte=rows.fte,
        evidence=rows.evidence,
        posts=rows.posts,
        whole_teams=rows.whole_teams,
        staff=of_team,
        heads={post.pk: post.heads for post in posts.values()},
        teams=teams,
        activities=activities,
        own=_own_words(actor),
    )


def _own_words(actor: Actor) -> OwnWords:
    regions, towers = (model.objects.visible_to(actor).values_list("name", flat=True) for model in (Region, Tower))
    return own_words(regions, towers)


def _posts(actor: Actor, baseline: Baseline) -> tuple[dict[int, _Post], set[int]]:
    """The filled positions by id, and which of all lead others."""
    own = Position.objects.visible_to(actor).filter(baseline=baseline)
    live = own.exclude(status=Position.Status.ELIMINATED).filter(manager__isnull=False)
    filled = own.filter(status=Position.Status.FILLED).order_by("id")
    found = [_Post(*row) for row in filled.values_list("id", "title", "team_id", "fte", "heads")]
    return {post.pk: post for post in found}, set(live.values_list("manager_id", flat=True))


def _add_efforts(
    rows: _Rows,
    actor: Actor,
    baseline: Baseline,
    activities: dict[int, Activity],
    settled: dict[str, int],
    posts: dict[int, _Post],
) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Add what is shareable; returns all stated 1/10,000 FTE by post, by team without a post, and of ticket work."""
    own_units: Counter[int] = Counter()
    team_units: Counter[int] = Counter()
    ticket_units: Counter[int] = Counter()
    own = Effort.objects.visible_to(actor).filter(baseline=baseline).order_by("id")
    columns = ("activity_id", "team_id", "fte", "evidence", "wording", "position_id")
    for activity_id, team, units, evidence, wording, post in own.values_list(*columns):
        if post is None:
            team_units[team] += units
        else:
            own_units[post] += units
        activity = activities[activity_id]
        if activity.is_ticket_driven:
            ticket_units[team] += units
        if not activity.is_shareable or activity.is_management:
            continue
        is_proposed = evidence == Effort.Evidence.ASSUMED and post in posts
        title = posts[post].title if post is not None and is_proposed else ""
        kind, text = (WORDING, wording) if wording else (TITLE, title) if title else (WORDING, activity.name)
        item = Item(kind, text, activity_id, settled.get(folded(text)) == activity_id)
        rows.add(item, team, units / FTE_UNIT, evidence, post)
    return own_units, team_units, ticket_units


def _add_titles(
    rows: _Rows, staff: Iterable[_Post], own_units: Counter[int], team_units: Counter[int], settled: dict[str, int]
) -> None:
    """Add the time of posts that no effort states: what their own efforts leave, less the team's, in proportion."""
    left = [(post, max(post.fte - own_units[post.pk], 0)) for post in staff]
    of_team: Counter[int] = Counter()
    for post, units in left:
        of_team[post.team or NONE] += units
    for post, units in left:
        team = post.team or NONE
        share = 1 - min(team_units[team] / of_team[team], 1.0) if of_team[team] else 0.0
        if units * share >= 1:
            activity = settled.get(folded(post.title), NONE)
            rows.add(
                Item(TITLE, post.title, activity, activity != NONE), team, units * share / FTE_UNIT, ASSUMED, post.pk
            )


def _add_categories(rows: _Rows, log: TicketLog, ticket_units: Counter[int]) -> None:
    """Add ticket work by category: a ticket counts for the team that had it last; a team's ticket-driven FTE are
    divided over its tickets.
    """
    facts = log_facts(log.pk)
    category = next((facts.attributes[name] for name in CATEGORIES if any(facts.attributes[name].labels)), None)
    if category is None or not len(facts.ticket):
        return
    teams = np.array([group.team_id or UNKNOWN for group in seen_groups(log.pk, facts)], np.int64)
    with_group = np.flatnonzero(facts.group >= 0)
    last = with_group[np.append(np.flatnonzero(np.diff(facts.ticket[with_group])), len(with_group) - 1)]
    team, code = teams[facts.group[last]], category.codes[facts.ticket[last]]
    tickets: Counter[int] = Counter(team.tolist())
    pairs, counts = np.unique(np.stack([team, code]), axis=1, return_counts=True)
    for (of, label), count in zip(pairs.T.tolist(), counts.tolist(), strict=True):
        if of != UNKNOWN and category.labels[label] and ticket_units[of]:
            fte = ticket_units[of] / FTE_UNIT * count / tickets[of]
            rows.add(Item(PRODUCT, category.labels[label]), of, fte, ASSUMED, None)


def _id(value: int | None) -> int:
    return UNKNOWN if value is None else value
