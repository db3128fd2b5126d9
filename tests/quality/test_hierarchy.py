"""Managers are inferred from stated lines, titles and units; no circle comes of it."""

import random

import pytest

from towers.importers.reporting_lines import NO_MANAGER, is_above, with_inferred
from towers.quality.hierarchy import Inferred, Post, inferred_managers
from towers.quality.titles import RANKS, title_rank

TEAMS = {1: "IT", 2: "Storage", 3: "Storage Support Europe"}


def test_a_post_reports_to_whoever_leads_its_unit_by_title() -> None:
    posts = [Post("Engineer", 2), Post("Head of Storage", 1), Post("Manager", 2)]
    assert inferred_managers(posts, TEAMS)[0] == Inferred(1, "leads “Storage” by title")


def test_stated_lines_inside_a_unit_come_before_titles() -> None:
    posts = [Post("Engineer", 2), Post("Expert", 2), Post("Engineer", 2, 1), Post("Manager", 2, 1)]
    assert inferred_managers(posts, TEAMS) == {0: Inferred(1, "leads “Storage” as stated for 2 of its posts")}


def test_the_leader_of_a_unit_reports_to_the_leader_of_the_unit_above_by_name() -> None:
    posts = [Post("Head of Storage", 2), Post("Team lead", 3), Post("Engineer", 3)]
    found = inferred_managers(posts, TEAMS)
    assert found[1] == Inferred(0, "leads “Storage”, the unit above “Storage Support Europe” by title")
    assert found[2] == Inferred(1, "leads “Storage Support Europe” by title")


def test_the_unit_above_is_the_one_that_most_managers_are_in() -> None:
    posts = [Post("Director, IT", 1), Post("Expert", 2, 0), Post("Manager", 2)]
    assert inferred_managers(posts, TEAMS) == {2: Inferred(0, "leads “IT”, the unit above “Storage” by title")}


def test_from_outside_a_unit_is_led_by_whoever_leads_more_than_half_of_it() -> None:
    posts = [Post("Expert", 1), Post("Engineer", 2, 0), Post("Engineer", 2, 0), Post("Engineer", 2)]
    assert inferred_managers(posts, TEAMS) == {3: Inferred(0, "leads “Storage” as stated for 2 of its posts")}
    assert inferred_managers([posts[0], posts[1], posts[3]], TEAMS) == {}


def test_two_of_one_rank_lead_nobody_and_nobody_outranks_downwards() -> None:
    assert inferred_managers([Post("Manager", 2), Post("Manager", 2), Post("Engineer", 2)], TEAMS) == {}
    posts = [Post("Team lead", 2), Post("Engineer", 2, 0), Post("Director", 2)]
    assert inferred_managers(posts, TEAMS) == {}


def test_groups_of_posts_and_eliminated_ones_lead_nobody() -> None:
    group = Post("Manager", 2, is_group=True)
    gone = Post("Manager", 2, is_live=False)
    assert inferred_managers([group, gone, Post("Engineer", 2)], TEAMS) == {}


def test_what_is_stated_stays() -> None:
    posts = [Post("Manager", 2), Post("Engineer", 2, 2), Post("Expert", 1)]
    assert 1 not in inferred_managers(posts, TEAMS)


@pytest.mark.parametrize("seed", range(60))
def test_no_random_forest_gets_a_circle(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randint(1, 60)
    titles = ["Engineer", *(f"{phrases[0]} of Storage".capitalize() for phrases in RANKS.values()), "Manager"]
    teams = dict(enumerate(["IT", "IT Storage", "Storage", "IT Storage Support"], 1))
    posts = []
    for at in range(count):
        manager = chance.randrange(at) if at and chance.random() < 0.6 else NO_MANAGER
        team = chance.choice([None, *teams])
        posts.append(Post(chance.choice(titles), team, manager, chance.random() < 0.9, chance.random() < 0.2))
    order = list(range(count))
    chance.shuffle(order)
    at_of = {old: new for new, old in enumerate(order)}
    mixed = [posts[old]._replace(manager=at_of.get(posts[old].manager, NO_MANAGER)) for old in order]
    found = inferred_managers(mixed, teams)
    managers = [found[at].manager if at in found else post.manager for at, post in enumerate(mixed)]
    for at in range(count):
        steps, above = 0, managers[at]
        while above != NO_MANAGER:
            steps, above = steps + 1, managers[above]
            assert steps <= count
    assert all(post.manager == NO_MANAGER and post.is_live for at, post in enumerate(mixed) if at in found)
    assert all(mixed[one.manager].can_lead for one in found.values())


def test_inferred_links_survive_where_nothing_is_stated_and_no_circle_closes() -> None:
    stated = [-1, 0, -1, -1]
    assert with_inferred(stated, {1: 3, 2: 1, 3: 2, 0: 3}) == [3, 0, 1, -1]
    assert is_above([3, 0, 1, -1], 3, 2)


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Permanent Secretary", 6.0),
        ("Director General, Immigration", 5.0),
        ("Deputy Director", 3.5),
        ("Abteilungsleiterin", 3.0),
        ("Service Manager", 2.0),
        ("Change Manager", 0.0),
        ("Private Secretary to the Director", 0.0),
        ("Leading hand", 0.0),
    ],
)
def test_titles_have_ranks(title: str, rank: float) -> None:
    assert title_rank(title) == rank
