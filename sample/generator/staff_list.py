"""The staff list as the personnel department exports it."""

from collections.abc import Iterable

from sample.generator.posts import Post
from sample.generator.tables import csv_bytes

HEADER = (
    "Position ID",
    "Job title",
    "Team",
    "Tower",
    "Region",
    "Manager ID",
    "Grade",
    "FTE",
    "Yearly cost EUR",
    "Employment",
    "Status",
    "Orientation",
)


def staff_list(posts: Iterable[Post]) -> bytes:
    """Return the file; yearly cost is of a full-time year, so a half-time post costs half of it."""
    return csv_bytes(HEADER, (_row(post) for post in posts))


def _row(post: Post) -> tuple[object, ...]:
    team = post.team
    employment = (f"G{post.grade}", post.fte, post.cost_eur, post.employment, post.status)
    return (post.id, post.title, team.name, team.tower, team.region, post.manager_id, *employment, team.orientation)
