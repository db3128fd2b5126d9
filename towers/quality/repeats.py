"""Rows that stand for the same thing: exact repeats, references that several posts share, persons above full time."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from core.figures import fte, plural
from towers.models import FTE_UNIT
from towers.quality.facts import Facts
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of, of_post, share_of_all, stand
from towers.quality.rows import Post

ELIMINATE = Fix(
    "eliminate",
    "Take out of the totals",
    "Each becomes eliminated: it is kept with its source, and counts in no FTE and no cost.",
    lambda facts, hit: isinstance(hit.about, Post) and hit.about.is_live,
)
GROUP_OF_POSTS = Fix(
    "group",
    "Count as groups of posts",
    "Each becomes a group of like posts with as many persons as its FTE needs.",
    lambda facts, hit: isinstance(hit.about, Post) and hit.about.fte > hit.about.heads * FTE_UNIT,
)


def _all_of(post: Post) -> Hashable:
    """Everything that was read of a row; without a reference of its own, rows may be alike."""
    own = post.key if post.has_reference else ""
    place = (own, post.title, post.grade, post.team_id, post.manager_ref, post.location, post.profession)
    return place, post.person_ref, post.fte, post.heads, post.cost_low, post.cost_high, post.status, post.employment


def _by_place(post: Post) -> tuple[int, int]:
    """In the order in which rows came in."""
    return post.import_row_id or 0, post.id


def repeats(facts: Facts) -> list[Hit]:
    """Live rows that equal an earlier one in everything that was read."""
    first: dict[Hashable, Post] = {}
    found = []
    for post in sorted((post for post in facts.posts if post.is_live), key=_by_place):
        earlier = first.setdefault(_all_of(post), post)
        if earlier is not post:
            found.append(of_post(post, f"equals {_named(earlier)} in everything that was read"))
    return found


def _named(post: Post) -> str:
    return f"{post.key}, no. {post.occurrence}" if post.occurrence > 1 else post.key


def shared_references(facts: Facts) -> list[Hit]:
    """Live posts with the reference of an earlier live one, and something else to tell them apart."""
    repeated = {hit.subject for hit in repeats(facts)}
    found = []
    for key, posts in facts.by_key.items():
        live = [post for post in posts if post.is_live]
        others = [post for post in live[1:] if post.subject not in repeated and post.has_reference]
        found += [of_post(post, f"shares “{key}” with {plural(len(live) - 1, 'post')}") for post in others]
    return found


def replaced_references(facts: Facts) -> list[Hit]:
    """Eliminated posts whose reference a live one has, too."""
    live = {post.key for post in facts.posts if post.is_live and post.has_reference}
    found = [post for post in facts.posts if not post.is_live and post.key in live]
    return [of_post(post, f"“{post.key}” is a live post as well") for post in found]


def above_full_time(facts: Facts) -> list[Hit]:
    """Filled rows with more FTE than persons, and rows of a person that add up to more than one FTE."""
    found = []
    for person, posts in _by_person(facts).items():
        whole = sum(post.fte for post in posts)
        if person and whole > FTE_UNIT:
            found += [of_post(post, f"one person, {fte(whole)} FTE in {plural(len(posts), 'row')}") for post in posts]
    for post in facts.posts:
        if post.is_filled and not post.person_ref and post.fte > post.heads * FTE_UNIT:
            found.append(of_post(post, f"{fte(post.fte)} FTE of {plural(post.heads, 'person')}"))
    return found


def _by_person(facts: Facts) -> dict[str, list[Post]]:
    rows: dict[str, list[Post]] = defaultdict(list)
    for post in facts.posts:
        if post.is_filled and post.person_ref and not post.is_aggregate:
            rows[post.person_ref].append(post)
    return rows


def _effect_of_repeats(facts: Facts, hits: Sequence[Hit]) -> str:
    twice = sum(post.fte for hit in hits for post in hit.posts if post.is_filled)
    what = stand(len(hits), "row", "is an exact duplicate", "are exact duplicates")
    return f"{what}: {fte(twice)} FTE counted twice."


def _effect_of_shared(facts: Facts, hits: Sequence[Hit]) -> str:
    led = sum(len(facts.reports.get(facts.by_key[post.key][0].id, ())) for hit in hits for post in hit.posts)
    whom = f": {plural(led, 'report is', 'reports are')} counted for the first of them alone" if led else ""
    return f"{share_of_all(facts, fte_of(hits))} share the reference of another post{whom}."


def _effect_of_replaced(facts: Facts, hits: Sequence[Hit]) -> str:
    return f"None on totals: {fte(fte_of(hits))} FTE are eliminated, and reports go to the live post."


def _effect_above(facts: Facts, hits: Sequence[Hit]) -> str:
    persons = {post.person_ref for hit in hits for post in hit.posts if post.person_ref}
    rows = [post for hit in hits for post in hit.posts if not post.person_ref]
    over = fte_of(hits) - FTE_UNIT * len(persons) - FTE_UNIT * sum(post.heads for post in rows)
    return f"{share_of_all(facts, over)} are more than their persons can work: every total has them too much."


KINDS = (
    Kind(
        "duplicate-row",
        Group.POSTS,
        "Exact duplicates",
        "A row equals an earlier one in everything that was read. It came in, so that sums agree with the file.",
        "Take the repeats out of the totals, or accept them if they are posts of their own.",
        repeats,
        _effect_of_repeats,
        (ELIMINATE,),
    ),
    Kind(
        "shared-reference",
        Group.POSTS,
        "One reference, several posts",
        "Several live rows have one reference: job shares, or a reference that was given twice.",
        "Accept job shares; take out what exists once.",
        shared_references,
        _effect_of_shared,
        (ELIMINATE,),
    ),
    Kind(
        "replaced-reference",
        Group.POSTS,
        "Eliminated and live under one reference",
        "The post was eliminated and exists again, or still.",
        "Accept it, or correct the status in the grid.",
        replaced_references,
        _effect_of_replaced,
    ),
    Kind(
        "above-full-time",
        Group.POSTS,
        "Above 100 %",
        "The rows of a person add up to more than full time, or a row has more FTE than persons.",
        "Correct the FTE in the grid; rows that stand for several posts are groups of posts.",
        above_full_time,
        _effect_above,
        (GROUP_OF_POSTS,),
    ),
)
