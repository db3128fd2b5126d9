from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.duplication import (
    Duplication,
    EffortColumns,
    concentration,
    duplication,
    duplication_index,
    fragmentation,
)

SERVER, NETWORK = 0, 1
AMERICAS, EUROPE, ASIA = 0, 1, 2

Row = tuple[int, int, int, int, float]  # activity, team, tower, region, FTE


def efforts(rows: list[Row]) -> EffortColumns:
    activity, team, tower, region, fte = (np.array(column) for column in zip(*rows, strict=True))
    return EffortColumns(activity, team, tower, region, fte.astype(np.float64))


def golden_rows() -> list[Row]:
    """Server AM 2 as two teams of 1.5 and .5, EU 1; Network 1, 1, 1: E = 6."""
    return [
        (9, 1, SERVER, AMERICAS, 1.5),
        (9, 2, SERVER, AMERICAS, 0.5),
        (9, 3, SERVER, EUROPE, 1.0),
        (9, 4, NETWORK, AMERICAS, 1.0),
        (9, 5, NETWORK, EUROPE, 1.0),
        (9, 6, NETWORK, ASIA, 1.0),
    ]


def test_fragmentation_of_the_golden_teams_is_split_without_rest() -> None:
    # F_team = 1 - (1.5^2 + .5^2 + 4 x 1) / 36 = .8194; F_T = 1 - (9 + 9) / 36 = .5
    # F_R = 1 - (9 + 4 + 1) / 36 = .6111; F_TR = 1 - (4 + 4 x 1) / 36 = .7778
    # towers (.5 + .7778 - .6111) / 2, regions (.6111 + .7778 - .5) / 2, inside .8194 - .7778
    found = duplication(efforts(golden_rows()))
    assert found.fragmentation.round(4).tolist() == [0.8194]
    assert found.by_towers.round(4).tolist() == [0.3333]
    assert found.by_regions.round(4).tolist() == [0.4444]
    assert found.inside.round(4).tolist() == [0.0417]
    assert found.by_towers + found.by_regions + found.inside == pytest.approx(found.fragmentation, abs=1e-12)


def test_concentration_figures_of_the_golden_teams() -> None:
    found = duplication(efforts(golden_rows()))
    assert (found.activity.tolist(), found.units.tolist(), found.effort_fte.tolist()) == ([9], [6], [6.0])
    assert found.hhi[0] == pytest.approx(6.5 / 36)
    assert found.effective_units[0] == pytest.approx(36 / 6.5)
    assert found.outside_largest_fte[0] == 4.5
    assert found.overlap[0] == 0.75


def golden_organisation() -> Duplication:
    teams = [(s, r) for s in (SERVER, NETWORK) for r in (AMERICAS, EUROPE, ASIA)]
    fte = {
        0: (1, 2, 0.5, 0.5, 1, 1),  # reporting
        1: (6, 6, 4, 5, 4, 5),  # incidents
        2: (3, 4, 1.5, 2.5, 1.5, 2),  # engineering
    }
    return duplication(
        efforts(
            [
                (activity, team, *teams[team], of_team)
                for activity, row in fte.items()
                for team, of_team in enumerate(row)
            ]
        )
    )


def test_the_golden_organisation() -> None:
    # reporting: F = 1 - (1 + 4 + .25 + .25 + 1 + 1) / 36 = .7917; overlap 1 - 2/6
    found = golden_organisation()
    assert found.effort_fte.tolist() == [6, 30, 14.5]
    assert found.fragmentation.round(4).tolist() == [0.7917, 0.8289, 0.8109]
    assert found.by_towers.round(4).tolist() == [0.3264, 0.3311, 0.3210]
    assert found.by_regions.round(4).tolist() == [0.4653, 0.4978, 0.4899]
    assert found.inside == pytest.approx([0, 0, 0], abs=1e-12)
    assert found.overlap.round(4).tolist() == [0.6667, 0.8, 0.7241]


def test_the_index_weighs_activities_by_effort() -> None:
    # (6 x .7917 + 30 x .8289 + 14.5 x .8109) / 50.5 = .8193
    index = duplication_index(golden_organisation(), np.array([True, True, True]))
    assert index == pytest.approx(0.8193, abs=5e-5)


def test_activities_that_cannot_be_shared_are_out_of_the_index() -> None:
    found = golden_organisation()
    assert duplication_index(found, np.array([False, True, False])) == pytest.approx(found.fragmentation[1])
    assert duplication_index(found, np.array([False] * 3)) is None


def test_teams_below_a_tenth_are_left_out_before_any_roll_up() -> None:
    # Two teams of .06 in one cell would be .12 rolled up; each is left out as a team.
    found = duplication(efforts([*golden_rows(), (9, 7, SERVER, ASIA, 0.06), (9, 8, SERVER, ASIA, 0.06)]))
    assert found.fragmentation.round(4).tolist() == [0.8194]
    assert (found.left_out_units.tolist(), found.left_out_fte.tolist()) == ([2], [0.12])


def test_the_rows_of_a_team_are_added_before_the_limit() -> None:
    found = duplication(efforts([(1, 1, 0, 0, 0.07), (1, 1, 0, 0, 0.03), (1, 2, 0, 1, 0.1)]))
    assert (found.units.tolist(), found.left_out_units.tolist()) == ([2], [0])
    assert found.fragmentation.round(12).tolist() == [0.5]


def test_an_activity_with_only_small_teams_has_no_ratios() -> None:
    found = duplication(efforts([(1, 1, 0, 0, 0.05), (2, 1, 0, 0, 1.0)]))
    assert np.isnan(found.fragmentation).tolist() == [True, False]
    assert (found.left_out_fte.tolist(), found.effort_fte.tolist()) == ([0.05, 0], [0, 1])
    assert duplication_index(found, np.array([True, True])) == 0


def test_unknown_towers_count_together_as_one() -> None:
    found = duplication(efforts([(1, 1, -1, 0, 1.0), (1, 2, -1, 1, 1.0)]))
    assert (found.by_towers.tolist(), found.by_regions.tolist()) == ([0], [0.5])


def test_a_team_with_two_towers_is_refused() -> None:
    with pytest.raises(ValueError, match="team 1 has more than one tower"):
        efforts([(1, 1, 0, 0, 1.0), (2, 1, 1, 0, 1.0)])


@pytest.mark.parametrize("fte", [-1.0, float("nan"), float("inf")])
def test_impossible_effort_is_refused(fte: float) -> None:
    with pytest.raises(ValueError, match="0 FTE or more"):
        efforts([(1, 1, 0, 0, fte)])


def test_one_unit_is_not_fragmented() -> None:
    assert (concentration(np.array([3.0])), fragmentation(np.array([3.0]))) == (1.0, 0.0)


def test_no_efforts_give_no_rows() -> None:
    none = np.zeros(0, np.int64)
    assert len(duplication(EffortColumns(none, none, none, none, np.zeros(0)))) == 0
