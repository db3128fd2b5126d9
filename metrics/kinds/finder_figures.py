"""What the finder found, finding by finding, and as figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from metrics.computations.duplication import ROUNDING_FTE, SMALLEST_UNIT_FTE
from metrics.computations.finder import Found
from metrics.computations.similarity_terms import PRODUCT
from metrics.inputs.finder import FinderInput
from metrics.results import Dimension, Figure
from metrics.selectors.baseline_columns import EVIDENCE_LEVELS
from metrics.selectors.finding_decisions import Member, finding_key
from metrics.selectors.finding_details import Details, TeamShare, Wording

FINDING, TICKET_FINDING = "finding", "ticket_finding"


@dataclass(frozen=True, slots=True)
class Finding:
    """One work that several teams do; `places` are its items, most FTE first, `similarity` theirs to those alike."""

    key: str
    label: str
    is_ticket_work: bool
    places: list[int]
    similarity: list[float]
    fte: float
    outside_largest_fte: float
    fragmentation: float
    team_fte: dict[int, float]


def findings_of(read: FinderInput, found: Found) -> list[Finding]:
    """The findings, most FTE outside the largest team first."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(found.group.tolist()):
        places[group].append(place)
    return [_finding(read, found, at, places[group]) for at, group in enumerate(found.result.activity.tolist())]


def _finding(read: FinderInput, found: Found, at: int, places: list[int]) -> Finding:
    of_item = item_fte(read, places)
    ranked = sorted(places, key=lambda place: (-of_item[place], place))
    home = found.home.get(int(found.result.activity[at]))
    return Finding(
        key=finding_key(member_of(read, place) for place in places),
        label=read.items[ranked[0]].text if home is None else read.activities[home].name,
        is_ticket_work=read.items[places[0]].kind == PRODUCT,
        places=ranked,
        similarity=found.similarity[ranked].tolist(),
        fte=float(found.result.effort_fte[at]),
        outside_largest_fte=float(found.result.outside_largest_fte[at]),
        fragmentation=float(found.result.fragmentation[at]),
        team_fte={team: fte for team, fte in team_fte(read, places).items() if fte >= SMALLEST_UNIT_FTE - ROUNDING_FTE},
    )


def team_fte(read: FinderInput, places: list[int]) -> dict[int, float]:
    """FTE of these items by team."""
    found: dict[int, float] = defaultdict(float)
    for place in places:
        for team, fte in read.fte[place].items():
            found[team] += fte
    return found


def item_fte(read: FinderInput, places: list[int]) -> dict[int, float]:
    """FTE of these items over all teams."""
    return {place: sum(read.fte[place].values()) for place in places}


def member_of(read: FinderInput, place: int) -> Member:
    """The item as decisions know it."""
    item = read.items[place]
    activity = read.activities.get(item.activity)
    return Member(item.kind, item.text, str(activity.uid) if activity else "")


def posts_of(read: FinderInput, places: list[int]) -> tuple[set[int], set[int]]:
    """The posts that the rows of these items name, and those with all posts of teams that they name as a whole."""
    named = {post for place in places for team in read.fte[place] for post in read.posts.get((place, team), ())}
    teams = {team for place in places for team in read.fte[place] if (place, team) in read.whole_teams}
    return named, named.union(*(read.staff.get(team, set()) for team in teams))


def figures_of(read: FinderInput, findings: list[Finding]) -> Iterator[Figure]:
    """The whole baseline, without ticket work (its FTE are effort already); then each finding."""
    counted = [finding for finding in findings if not finding.is_ticket_work]
    evidence = _evidence(read, [place for finding in counted for place in finding.places])
    yield Figure("findings", len(counted), "findings", evidence=evidence)
    yield Figure("found_outside_largest", sum(f.outside_largest_fte for f in counted), "FTE", evidence=evidence)
    for finding in findings:
        yield from _figures(read, finding)


def _figures(read: FinderInput, finding: Finding) -> Iterator[Figure]:
    kind = TICKET_FINDING if finding.is_ticket_work else FINDING
    about = Dimension(kind, finding.key, finding.label[:200])
    figure = partial(Figure, evidence=_evidence(read, finding.places), d1=about)
    named, all_posts = posts_of(read, finding.places)
    heads, fewest = (float(sum(read.heads.get(post, 1) for post in posts)) for posts in (all_posts, named))
    yield figure("found_outside_largest", finding.outside_largest_fte, "FTE")
    yield figure("found_fte", finding.fte, "FTE")
    yield figure("found_teams", len(finding.team_fte), "teams")
    yield figure("found_fragmentation", finding.fragmentation, "ratio")
    yield figure("found_positions", heads, "positions", low=fewest, high=heads)


def details_of_finding(read: FinderInput, finding: Finding) -> Details:
    """The wordings and the teams of a finding, most FTE first."""
    of_item = item_fte(read, finding.places)
    wordings = (
        Wording(member_of(read, place), of_item[place], len(read.fte[place]), None if np.isnan(alike) else alike)
        for place, alike in zip(finding.places, finding.similarity, strict=True)
    )
    ranked = sorted(finding.team_fte.items(), key=lambda row: (-row[1], row[0]))
    teams = ((read.teams.get(team), fte) for team, fte in ranked)
    shares = (
        TeamShare(str(row.team.uid) if row else "", row.team.name if row else "unknown", fte) for row, fte in teams
    )
    return Details(tuple(wordings), tuple(shares))


def _evidence(read: FinderInput, places: list[int]) -> str:
    """The level that most of the FTE have; of equals the weaker."""
    units: Counter[str] = Counter()
    for place in places:
        units.update(read.evidence[place])
    return max(EVIDENCE_LEVELS, key=lambda level: units[level])
