"""Defects of positions: vacant, eliminated, without a cost, without a team."""

from collections.abc import Sequence

from core.figures import fte
from towers.quality.facts import Facts
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of, of_post, share_of_all, stand
from towers.quality.repeats import ELIMINATE
from towers.quality.rows import VACANT, Post

GRADE_MEAN = Fix(
    "grade-mean",
    "Assume the mean of the grade",
    "Each gets the mean cost of its grade, else of all grades, and is shown as assumed. No rate card rests on it.",
    lambda facts, hit: isinstance(hit.about, Post) and hit.about.id in facts.assumed,
    is_pay=True,
)
MANAGERS_TEAM = Fix(
    "managers-team",
    "Put into the manager's team",
    "Each joins the team of its manager.",
    lambda facts, hit: isinstance(hit.about, Post) and team_of_manager(facts, hit.about) is not None,
)


def team_of_manager(facts: Facts, post: Post) -> int | None:
    """The team that the manager of a position is in."""
    manager = facts.by_id.get(post.manager_id or 0)
    return manager.team_id if manager else None


def vacant(facts: Facts) -> list[Hit]:
    """Posts that nobody fills."""
    return [of_post(post, "vacant") for post in facts.posts if post.status == VACANT]


def eliminated(facts: Facts) -> list[Hit]:
    """Posts that no longer exist."""
    return [of_post(post, "eliminated") for post in facts.posts if not post.is_live]


def without_cost(facts: Facts) -> list[Hit]:
    """Filled posts whose cost is unknown."""
    found = [post for post in facts.posts if post.is_filled and post.cost is None and post.fte]
    return [of_post(post, f"no cost is known{f'; grade {post.grade}' if post.grade else ''}") for post in found]


def without_team(facts: Facts) -> list[Hit]:
    """Live posts in no team."""
    return [of_post(post, "in no team") for post in facts.posts if post.is_live and post.team_id is None]


def _effect_of_vacant(facts: Facts, hits: Sequence[Hit]) -> str:
    return f"{fte(fte_of(hits))} FTE are vacant: in no FTE and no cost of today, and no saving frees them."


def _effect_of_eliminated(facts: Facts, hits: Sequence[Hit]) -> str:
    return f"{fte(fte_of(hits))} FTE of the file are left out of every total: a total of the source may hold them."


def _effect_of_no_cost(facts: Facts, hits: Sequence[Hit]) -> str:
    share = share_of_all(facts, fte_of(hits)).replace(" of all", " of FTE")
    return f"{share} have no cost: they are missing in every figure in money."


def _effect_of_no_team(facts: Facts, hits: Sequence[Hit]) -> str:
    units = sum(post.fte for hit in hits for post in hit.posts if post.is_filled)
    what = stand(len(hits), "position", "is", "are")
    return f"{what} in no figure by tower, region or team: {share_of_all(facts, units)}."


KINDS = (
    Kind(
        "no-cost",
        Group.POSTS,
        "No cost",
        "Pay is undisclosed, empty or 0. Unknown is not 0, so these rows are left out of money.",
        "Import the cost list, or assume the mean of the grade.",
        without_cost,
        _effect_of_no_cost,
        (GRADE_MEAN,),
    ),
    Kind(
        "no-team",
        Group.POSTS,
        "No team",
        "A position without a team has no tower and no region.",
        "Put them into the team of their manager, or name a team in the grid.",
        without_team,
        _effect_of_no_team,
        (MANAGERS_TEAM,),
    ),
    Kind(
        "vacant",
        Group.POSTS,
        "Vacant",
        "Posts that nobody fills.",
        "Accept them; take out what will not be filled.",
        vacant,
        _effect_of_vacant,
        (ELIMINATE,),
    ),
    Kind(
        "eliminated",
        Group.POSTS,
        "Eliminated",
        "Posts that no longer exist. They are kept, so that the file can be reconciled.",
        "Accept them, or correct the status of those that exist.",
        eliminated,
        _effect_of_eliminated,
    ),
)
