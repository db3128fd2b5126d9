"""The time survey: activities in the words of each team, within the team's FTE."""

from collections import Counter, defaultdict

from sample.generator import SampleFiles
from tests.sample.reading import Row


def filled_fte_by_team(positions: list[Row]) -> dict[str, float]:
    """Sum filled posts, each ID once: an import may leave the repeated row out."""
    fte: dict[str, float] = defaultdict(float)
    seen = set()
    for row in positions:
        if row["Status"] == "Filled" and row["Position ID"] not in seen:
            seen.add(row["Position ID"])
            fte[row["Team"]] += float(row["FTE"])
    return fte


def test_effort_of_a_team_is_at_most_its_fte_and_most_of_it(positions: list[Row], efforts: list[Row]) -> None:
    spent: dict[str, float] = defaultdict(float)
    for row in efforts:
        spent[row["Team"]] += float(row["FTE"])
    available = filled_fte_by_team(positions)

    assert set(spent) == set(available)
    shares = {team: spent[team] / available[team] for team in spent}
    assert max(shares.values()) <= 1
    assert min(shares.values()) >= 0.75


def test_every_row_has_effort_in_hundredths_and_no_team_names_an_activity_twice(efforts: list[Row]) -> None:
    of_teams = Counter((row["Team"], row["Activity"]) for row in efforts if not row["Position ID"])

    assert all(float(row["FTE"]) > 0 and float(row["FTE"]) == round(float(row["FTE"]), 2) for row in efforts)
    assert set(of_teams.values()) == {1}


def test_every_manager_and_nobody_else_manages_people(positions: list[Row], efforts: list[Row]) -> None:
    managers = {row["Manager ID"] for row in positions} & {row["Position ID"] for row in positions}
    managing = [row for row in efforts if row["Activity"] == "People management"]

    assert {row["Position ID"] for row in managing} == managers
    assert len(managing) == 135
    assert all(0.4 <= float(row["FTE"]) <= 1 for row in managing)


def test_architects_spend_a_third_of_their_time_between_towers(positions: list[Row], efforts: list[Row]) -> None:
    architects = {row["Position ID"] for row in positions if row["Job title"] == "Senior architect"}
    coordinating = [row for row in efforts if row["Activity"] == "Coordination across towers"]

    assert {row["Position ID"] for row in coordinating} == architects
    assert {row["FTE"] for row in coordinating} == {"0.33"}


def test_positions_of_effort_belong_to_the_team_of_the_row(positions: list[Row], efforts: list[Row]) -> None:
    team_of = {row["Position ID"]: row["Team"] for row in reversed(positions)}

    assert all(team_of[row["Position ID"]] == row["Team"] for row in efforts if row["Position ID"])


def test_the_facts_know_the_activity_and_the_function_of_every_wording(files: SampleFiles, efforts: list[Row]) -> None:
    work = files.facts.work
    functions = {work.function_of_activity[work.activity_of_wording[row["Activity"]]] for row in efforts}

    assert functions == {None, *range(1, 11)}


def test_capacity_reporting_hides_behind_eleven_wordings_in_eight_towers(
    files: SampleFiles, efforts: list[Row]
) -> None:
    duplicate = next(found for found in files.facts.work.duplicates if found.activity == "capacity-reporting")
    wordings = {text for texts in duplicate.wordings.values() for text in texts}
    rows = [row for row in efforts if row["Activity"] in wordings]

    assert duplicate.wordings["Server"] == ("Monthly capacity pack", "Weekly utilisation statistics")
    assert duplicate.wordings["Storage"] == ("Utilisation statistics",)
    assert (len(duplicate.wordings), len(wordings)) == (8, 11)
    assert {row["Team"] for row in rows} == set(duplicate.teams)
    assert round(sum(float(row["FTE"]) for row in rows), 2) == duplicate.fte


def test_four_activities_are_planted_as_duplicates_each_in_at_least_five_towers(files: SampleFiles) -> None:
    duplicates = files.facts.work.duplicates

    assert [found.activity for found in duplicates] == [
        "capacity-reporting",
        "service-level-reporting",
        "project-coordination",
        "budget-tracking",
    ]
    assert all(len(found.wordings) >= 5 and len(found.teams) >= 20 and found.fte > 5 for found in duplicates)
