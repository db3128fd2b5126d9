"""Defects of teams: no tower, no region, one person, effort above or below what the team has."""

from collections.abc import Sequence
from functools import partial

from core.figures import fte, percent, plural
from towers.quality.facts import Facts
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of, of_unit, share_of_all, stand
from towers.quality.rows import Unit

PLACE = Fix(
    "place",
    "Place by the rules",
    "Each goes where the place rules say; it is shown as inferred. What no rule fits stays as it is.",
)
SCALE = Fix(
    "scale",
    "Scale the effort down",
    "All efforts of each team shrink by the same factor, to the FTE of its filled positions.",
    lambda facts, hit: isinstance(hit.about, Unit) and facts.team_fte(hit.about.team_id) > 0,
)
PROPOSE = Fix(
    "propose",
    "Propose effort",
    "Teams without any stated effort get assumed effort from titles and names; earlier proposals are made anew.",
    lambda facts, hit: isinstance(hit.about, Unit) and not facts.effort.get(hit.about.team_id),
)


def without(field: str, facts: Facts) -> list[Hit]:
    """Teams without a tower (region)."""
    return [of_unit(facts, unit, f"no {field} is known") for unit in facts.units if getattr(unit, field) is None]


def of_one_person(facts: Facts) -> list[Hit]:
    """Teams whose filled positions are one person."""
    heads = {unit: sum(post.heads for post in facts.by_team.get(unit.team_id, ())) for unit in facts.units}
    return [of_unit(facts, unit, "one person") for unit, count in heads.items() if count == 1]


def above_capacity(facts: Facts) -> list[Hit]:
    """Teams whose efforts are above the FTE of their filled positions."""
    found = []
    for unit in facts.units:
        does, has = facts.effort.get(unit.team_id, 0), facts.team_fte(unit.team_id)
        if does > has:
            found.append(of_unit(facts, unit, f"{fte(does)} FTE of effort on {fte(has)} FTE", does - has))
    return found


def unassigned(facts: Facts) -> list[Hit]:
    """Teams with FTE for which no activity is stated."""
    found = []
    for unit in facts.units:
        does, has = facts.effort.get(unit.team_id, 0), facts.team_fte(unit.team_id)
        if does < has:
            found.append(of_unit(facts, unit, f"{fte(has - does)} of {fte(has)} FTE without an activity", has - does))
    return found


def _effect_of_place(field: str, facts: Facts, hits: Sequence[Hit]) -> str:
    if not fte_of(hits):
        return "Nothing today: these teams have no filled position."
    where = "matrix, duplication or handoff between towers" if field == "tower" else "matrix or saving by location"
    return f"{share_of_all(facts, fte_of(hits))} are in no {field}: no {where} counts them there."


def _effect_of_one(facts: Facts, hits: Sequence[Hit]) -> str:
    teams = stand(len(hits), "team", "is", "are")
    return f"{teams} one person each: such counts are hidden, and duplication looks larger than it is."


def _effect_above(facts: Facts, hits: Sequence[Hit]) -> str:
    over = share_of_all(facts, fte_of(hits))
    return f"{over} are stated on top of what the teams have: every figure on activities is too high by them."


def _effect_unassigned(facts: Facts, hits: Sequence[Hit]) -> str:
    known = 1 - fte_of(hits) / facts.fte if facts.fte else 0.0
    lacking = f"{share_of_all(facts, fte_of(hits))} in {plural(len(hits), 'team')}"
    return f"{lacking} are in no activity: plan, build and run rest on {percent(known)}."


KINDS = (
    Kind(
        "no-tower",
        Group.TEAMS,
        "Team without a tower",
        "No row of the team names a technology tower.",
        "Place them by rules from units, titles or professions, or by hand.",
        partial(without, "tower"),
        partial(_effect_of_place, "tower"),
        (PLACE,),
    ),
    Kind(
        "no-region",
        Group.TEAMS,
        "Team without a region",
        "No row of the team names a region.",
        "Place them by rules from sites, countries or units, or by hand.",
        partial(without, "region"),
        partial(_effect_of_place, "region"),
        (PLACE,),
    ),
    Kind(
        "effort-above",
        Group.TEAMS,
        "Effort above 100 %",
        "The efforts of the team add up to more than its filled positions have.",
        "Scale the effort down, or correct it in the grid.",
        above_capacity,
        _effect_above,
        (SCALE,),
    ),
    Kind(
        "effort-unassigned",
        Group.TEAMS,
        "Effort not stated",
        "Nobody has said what this FTE is spent on.",
        "Ask the teams, import effort, or let it be proposed from titles.",
        unassigned,
        _effect_unassigned,
        (PROPOSE,),
    ),
    Kind(
        "one-person-team",
        Group.TEAMS,
        "Team of one person",
        "A team that is one person is often a cost centre or a unit of the list, not a team.",
        "Merge it with the team that it works in, or accept it.",
        of_one_person,
        _effect_of_one,
    ),
)
