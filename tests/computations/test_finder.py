"""The finder on columns: golden measures, planted duplicates, decisions, and that no row counts twice."""

import numpy as np
import pytest

from metrics.computations.duplication import EffortColumns
from metrics.computations.finder import Decided, Found, Item, find_duplicates
from metrics.computations.similarity_terms import PRODUCT, TITLE, WORDING, own_words
from tests.computations.planted_duplicates import REGIONS, TOWERS, Planted, Row, columns_of


def rows(*cells: Row) -> EffortColumns:
    """Item, team, tower, region, FTE."""
    return columns_of(cells)


def one_each(*items: Item) -> EffortColumns:
    """Each item in a team of its own, 1 FTE each."""
    return rows(*((at, at, at, 0, 1.0) for at in range(len(items))))


UNDECIDED = Decided()


def find(*items: Item, decided: Decided = UNDECIDED) -> list[int]:
    """The group of each item."""
    groups: list[int] = find_duplicates(items, one_each(*items), decided=decided).group.tolist()
    return groups


def test_the_golden_example_keeps_its_measures_whatever_its_teams_call_the_work() -> None:
    names = ("Capacity report", "Monthly capacity pack", "Utilisation statistics")
    items = [Item(WORDING, name, 100 + at) for at, name in enumerate(names)]
    # Server: two teams of 1.5 and 0.5 in the Americas, 1 in Europe; Network: 1 in each of three regions.
    found = find_duplicates(
        items,
        rows(
            (0, 0, 0, 0, 1.5), (1, 1, 0, 0, 0.5), (0, 2, 0, 1, 1.0),
            (2, 3, 1, 0, 1.0), (1, 4, 1, 1, 1.0), (2, 5, 1, 2, 1.0),
        ),
    )  # fmt: skip
    result = found.result
    assert (len(result), result.units.tolist()) == (1, [6])
    assert result.fragmentation.round(4).tolist() == [0.8194]
    assert [column.round(4).tolist()[0] for column in (result.by_towers, result.by_regions, result.inside)] == [
        0.3333,
        0.4444,
        0.0417,
    ]
    assert result.overlap.tolist() == [0.75]
    assert result.outside_largest_fte.tolist() == [4.5]


@pytest.fixture(scope="module")
def planted() -> tuple[Planted, Found]:
    world = Planted()
    return world, find_duplicates(world.items, world.efforts(), own_words(REGIONS, TOWERS))


def test_planted_duplicates_are_found(planted: tuple[Planted, Found], capsys: pytest.CaptureFixture[str]) -> None:
    world, found = planted
    findings = set(found.result.activity.tolist())
    groups = {name: {int(found.group[place]) for place in places} for name, places in world.of_plant.items()}
    whole = [name for name, group in groups.items() if len(group) == 1 and group <= findings]
    false = [pair for pair in world.apart if found.group[pair[0]] == found.group[pair[1]]]
    with capsys.disabled():
        print(
            f"\n  planted: {len(whole)} of {len(groups)} found, {len(false)} of {len(world.apart)} look-alikes merged"
        )
    assert len(groups) >= 20
    assert len(whole) >= 0.9 * len(groups), set(groups) - set(whole)
    assert len(set().union(*(groups[name] for name in whole))) == len(whole), "two kinds of work in one finding"


def test_work_that_only_looks_alike_is_kept_apart(planted: tuple[Planted, Found]) -> None:
    world, found = planted
    assert len(world.apart) >= 20
    merged = [pair for pair in world.apart if found.group[pair[0]] == found.group[pair[1]]]
    assert [[world.items[place].text for place in pair] for pair in merged] == []


def test_no_row_counts_twice(planted: tuple[Planted, Found]) -> None:
    world, found = planted
    efforts = world.efforts()
    in_findings = np.isin(found.group[efforts.activity], found.result.activity)
    assert found.result.effort_fte.sum() == pytest.approx(efforts.fte[in_findings].sum())
    assert found.result.outside_largest_fte.tolist() == sorted(found.result.outside_largest_fte.tolist(), reverse=True)


def test_wordings_of_one_activity_are_one_finding_and_alike_ones_join_them() -> None:
    items = (
        Item(WORDING, "Tablespace list", 1),
        Item(WORDING, "Capacity report", 1),
        Item(WORDING, "Capacity pack", 2),
    )
    assert find(*items) == [0, 0, 0]
    found = find_duplicates(items, one_each(*items))
    assert found.home == {0: 1}
    assert np.isnan(found.similarity[0])
    assert found.similarity[1] == pytest.approx(1.0)


def test_a_reading_goes_to_the_activity_with_most_fte_and_what_is_settled_stays() -> None:
    items = [Item(WORDING, "Capacity report", 1), Item(WORDING, "Capacity pack", 2)]
    heavy = rows((0, 0, 0, 0, 0.4), (1, 1, 0, 0, 3.0))
    assert find_duplicates(items, heavy).home == {0: 2}
    items[0] = Item(WORDING, "Capacity report", 1, is_settled=True)
    assert find_duplicates(items, heavy).home == {0: 1}
    items[1] = Item(WORDING, "Capacity pack", 2, is_settled=True)
    assert find_duplicates(items, heavy).group.tolist() == [0, 1]


def test_titles_without_a_subject_and_categories_of_tickets() -> None:
    manager, other = Item(TITLE, "Manager"), Item(TITLE, "Senior manager")
    assert find(manager, other) == [-1, -1]
    assert find(Item(WORDING, "Backups", 1), Item(PRODUCT, "Backups"), Item(PRODUCT, "Backup")) == [0, 1, 1]


def test_a_merge_holds_for_groups_of_which_half_was_merged() -> None:
    items = (Item(WORDING, "Apples", 1), Item(WORDING, "Pears", 1), Item(WORDING, "Cherries", 2), Item(TITLE, "Plums"))
    assert find(*items) == [0, 0, 2, 3]
    merged = Decided(merges=(frozenset({items[0].key, items[2].key}),))
    assert find(*items, decided=merged) == [0, 0, 0, 3]
    less = Decided(merges=(frozenset({items[0].key, items[2].key}),))
    assert find(*items[:2], Item(WORDING, "Quinces", 1), *items[2:], decided=less) == [0, 0, 0, 3, 4]


def test_what_was_split_stays_apart() -> None:
    items = (Item(WORDING, "Apples", 1), Item(WORDING, "Pears", 1), Item(WORDING, "Plums", 1))
    split = Decided(splits=((frozenset({items[1].key}), frozenset({items[0].key, items[2].key})),))
    assert find(*items, decided=split) == [0, 3, 0]
    assert find_duplicates(items, one_each(*items), decided=split).home == {0: 1}


def test_one_team_is_no_duplication() -> None:
    items = [Item(WORDING, "Apples", 1), Item(WORDING, "Pears", 1)]
    assert len(find_duplicates(items, rows((0, 0, 0, 0, 1.0), (1, 0, 0, 0, 1.0), (1, 1, 0, 0, 0.05))).result) == 0
    assert len(find_duplicates(items, rows((0, 0, 0, 0, 1.0), (1, 1, 0, 0, 0.1))).result) == 1
