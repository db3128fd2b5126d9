"""The staff list: a thousand posts in one tree with 135 managers, and a handful of planted flaws."""

from collections import Counter, defaultdict

import pytest

from sample.generator import SampleFiles
from sample.generator.staff import staff
from sample.generator.streams import stream
from sample.generator.teams import teams
from tests.sample.reading import Row

TOWERS = {"Mainframe", "Server", "Storage", "Middleware", "Database", "Network", "End user"}
REGIONS = {"Americas", "Europe", "Asia"}


def spans(rows: list[Row]) -> Counter[str]:
    known = {row["Position ID"] for row in rows}
    return Counter(row["Manager ID"] for row in rows if row["Manager ID"] in known)


def depth(row: Row, by_id: dict[str, Row]) -> int:
    manager = by_id.get(row["Manager ID"])
    return 1 if manager is None else 1 + depth(manager, by_id)


def test_a_thousand_posts_stand_beside_one_repeated_and_three_eliminated_rows(
    files: SampleFiles, positions: list[Row]
) -> None:
    assert len(positions) == 1_004
    assert files.facts.staff.positions == 1_000
    assert Counter(row["Status"] for row in positions) == {"Filled": 984, "Vacant": 17, "Eliminated": 3}
    assert files.facts.staff.vacancies == 17


@pytest.mark.parametrize("counted", [{"Filled", "Vacant", "Eliminated"}, {"Filled", "Vacant"}, {"Filled"}])
def test_whichever_rows_count_there_are_135_managers_with_three_to_twelve_reports(
    positions: list[Row], counted: set[str]
) -> None:
    spans_of = spans([row for row in positions if row["Status"] in counted])

    assert len(spans_of) == 135
    assert min(spans_of.values()) >= 3
    assert max(spans_of.values()) <= 12
    assert len(set(spans_of.values())) >= 8


def test_managers_are_filled_and_the_facts_count_them(files: SampleFiles, positions: list[Row]) -> None:
    by_id = {row["Position ID"]: row for row in positions}

    assert {by_id[manager]["Status"] for manager in spans(positions)} == {"Filled"}
    assert files.facts.staff.managers == 135


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_seed_keeps_the_thousand_posts_the_managers_and_their_spans(seed: int) -> None:
    posts = staff(teams(), stream(seed, "staff"))
    spans_of = Counter(post.manager_id for post in posts if post.manager_id)

    assert len(posts) == len({post.id for post in posts}) == 1_000
    assert set(spans_of) == {post.id for post in posts if post.is_manager}
    assert len(spans_of) == 135
    assert set(spans_of.values()) <= set(range(3, 13))


def test_one_chief_information_officer_is_the_root_of_six_layers(positions: list[Row]) -> None:
    by_id = {row["Position ID"]: row for row in positions}
    roots = [row["Job title"] for row in positions if not row["Manager ID"]]

    assert roots == ["Chief information officer"]
    assert max(depth(row, by_id) for row in positions) == 6


def test_seven_towers_have_teams_in_three_regions_beside_a_digital_unit_and_the_office(
    files: SampleFiles, positions: list[Row]
) -> None:
    places = {(row["Tower"], row["Region"]) for row in positions}
    by_team = defaultdict(set)
    for row in positions:
        by_team[row["Team"]].add((row["Tower"], row["Region"], row["Orientation"]))

    assert {place for place in places if place[0] in TOWERS} == {
        (tower, region) for tower in TOWERS for region in REGIONS
    }
    assert {tower for tower, _ in places} - TOWERS == {"Digital", ""}
    assert set(by_team) == set(files.facts.staff.teams)
    assert len(by_team) == 61
    assert {len(said) for said in by_team.values()} == {1}
    assert {row["Orientation"] for row in positions} == {"conventional", "digital", "hybrid"}


def test_the_flaws_are_the_ones_in_the_facts(files: SampleFiles, positions: list[Row]) -> None:
    flaws = files.facts.staff.flaws
    known = {row["Position ID"] for row in positions}
    dangling = {
        row["Position ID"]: row["Manager ID"]
        for row in positions
        if row["Manager ID"] and row["Manager ID"] not in known
    }
    repeated = [key for key, count in Counter(row["Position ID"] for row in positions).items() if count > 1]

    assert dangling == flaws.dangling_managers
    assert len(dangling) == 2
    assert repeated == [flaws.repeated_id]
    assert sorted(row["Position ID"] for row in positions if row["Status"] == "Eliminated") == list(flaws.eliminated)


def test_cost_fte_grade_and_employment_are_plausible_in_every_row(positions: list[Row]) -> None:
    full_time_cost_eur = {row["Position ID"]: int(row["Yearly cost EUR"]) for row in positions}
    contractors = sum(row["Employment"] == "Contractor" for row in positions)
    part_timers = sum(float(row["FTE"]) < 1 for row in positions)

    assert min(full_time_cost_eur.values()) >= 20_000
    assert max(full_time_cost_eur.values()) <= 300_000
    assert {float(row["FTE"]) for row in positions} == {0.5, 0.6, 0.8, 1.0}
    assert {row["Grade"] for row in positions} <= {f"G{grade}" for grade in range(4, 16)}
    assert 60 <= contractors <= 130
    assert 25 <= part_timers <= 75
