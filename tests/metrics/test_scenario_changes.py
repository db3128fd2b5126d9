"""Before, after and what changes: the pool that most of a team goes to, the rows, the filters."""

from collections import defaultdict

import pytest

from functions.actions import place
from functions.models import Scenario
from functions.projection import HOME
from metrics.selectors.target_effort import function_name
from tests.metrics.golden_database import Golden
from tests.metrics.targets import ask, placed, region_of, summed, table, tower_of, words

pytestmark = pytest.mark.django_db
Pool = tuple[int, str]


def pool_of(scenario: Scenario, team: str, code: int) -> Pool:
    """By the reaches of the golden scenario: 7 regional, the others one pool."""
    return code, region_of(scenario)[team] if code in (7, HOME) else "Global pool"


def leaving(scenario: Scenario) -> dict[tuple[str, str, int], float]:
    """Effort that goes to another pool than most of its team, row by row."""
    sums: dict[str, dict[Pool, float]] = defaultdict(lambda: defaultdict(float))
    for (team, _, code), fte in placed(scenario).items():
        sums[team][pool_of(scenario, team, code)] += fte
    most = {team: max(own, key=lambda pool: own[pool]) for team, own in sums.items()}
    return {key: fte for key, fte in placed(scenario).items() if pool_of(scenario, key[0], key[2]) != most[key[0]]}


def test_the_heading_says_how_much_leaves_the_pool_of_its_team(golden: Golden) -> None:
    scenario = golden.scenario()
    # Every team goes to level 1 with its incidents, 30 of 50.5 FTE.
    assert sum(leaving(scenario).values()) == pytest.approx(20.5)
    text = words(ask(golden.member, "scenario-changes", scenario))
    assert "20.5 of 50.5 FTE go to another pool than their team" in text
    assert "48.1 FTE leave their team for a function; 6 of 6 teams go to several pools." in text


def test_only_changes_are_listed_unless_asked(golden: Golden) -> None:
    scenario = golden.scenario()
    rows = table(ask(golden.member, "scenario-changes", scenario, "?by=each&format=csv"))
    expected = {
        (team, activity, function_name(code)): pytest.approx(fte)
        for (team, activity, code), fte in leaving(scenario).items()
    }
    assert summed(rows, "Team", "Activity", "Function") == expected
    everything = table(ask(golden.member, "scenario-changes", scenario, "?view=after&by=each&format=csv"))
    assert sum(float(row["FTE"]) for row in everything) == pytest.approx(50.5)
    assert sum(float(row["FTE that change pool"]) for row in everything) == pytest.approx(20.5)


def test_before_lists_each_team_once(golden: Golden) -> None:
    scenario = golden.scenario()
    text = words(ask(golden.member, "scenario-changes", scenario, "?view=before"))
    assert "6 rows, 50.5 FTE" in text
    assert "Global pool" not in text
    after = words(ask(golden.member, "scenario-changes", scenario, "?view=after&by=activity"))
    # Engineering and reporting in one pool each, reporting at home and incidents in three regions each.
    assert "8 rows, 50.5 FTE" in after
    assert after.index("4 Product engineering</td>") < after.index("7 Level 1 support operations</td>")


def test_today_and_target_stand_beside_one_another(golden: Golden) -> None:
    scenario = golden.scenario()
    rows = table(ask(golden.member, "scenario-changes", scenario, "?by=each&format=csv"))
    [row] = [one for one in rows if one["Team"] == "S-EU" and one["Activity"] == "Engineering"]
    assert (row["Tower today"], row["Region today"], row["Phase today"]) == ("S", "EU", "build")
    assert (row["Function"], row["Pool"], row["FTE"]) == ("4 Product engineering", "Global pool", "4.0")


def test_filters_narrow_the_rows(golden: Golden) -> None:
    scenario, own = golden.scenario(), golden.towers["S"]
    towers, regions = tower_of(scenario), region_of(scenario)
    asia = golden.regions["AS"]
    for query, fits in (
        (f"?tower={own.uid}", lambda team, activity, code: towers[team] == "S"),
        (f"?region={asia.uid}", lambda team, activity, code: regions[team] == "AS"),
        ("?function=10", lambda team, activity, code: code == 10),
        ("?function=home", lambda team, activity, code: code == HOME),
        ("?q=eu+report", lambda team, activity, code: "EU" in team and activity == "Reporting"),
    ):
        rows = table(ask(golden.member, "scenario-changes", scenario, f"{query}&by=each&format=csv"))
        expected = sum(fte for key, fte in leaving(scenario).items() if fits(*key))
        assert sum(float(row["FTE"]) for row in rows) == pytest.approx(expected), query
        assert expected
    assert "Nothing fits the filter" in words(ask(golden.member, "scenario-changes", scenario, "?q=nobody"))
    assert ask(golden.member, "scenario-changes", scenario, "?tower=nothing").status_code == 404


def test_nothing_placed_changes_nothing(golden: Golden) -> None:
    text = words(ask(golden.member, "scenario-changes", golden.scenario(is_placed=False)))
    assert "Every team stays whole: all 50.5 FTE go with their team" in text
    assert "Nothing parts from its team" in text


def test_of_equal_pools_a_team_stays(golden: Golden) -> None:
    scenario = golden.scenario(is_placed=False)
    place(
        by=golden.actor,
        scenario=scenario,
        version=scenario.version,
        team=golden.teams["N-AS"],
        activity=golden.activities["Incidents"],
        shares={7: 8_000, HOME: 2_000},
    )
    # Of 5 incidents 4 go to level 1; the fifth, 1 of reporting and 2 of engineering stay: 4 as well.
    rows = table(ask(golden.member, "scenario-changes", scenario, "?format=csv"))
    assert [(row["Team"], row["Function"], row["FTE"]) for row in rows] == [("N-AS", function_name(7), "4.0")]
