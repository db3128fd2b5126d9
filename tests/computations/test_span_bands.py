"""Which band holds for a manager, and on which side of it the manager stands."""

import numpy as np
import pytest

from metrics.computations.defaults import DEFAULTS
from metrics.computations.span_bands import DEFAULT_BANDS, OTHER, UPPER, bands_of_managers, class_in_band


def time_of(posts: int, **by_post: dict[int, float]) -> np.ndarray:
    """FTE by function: `p3={7: 2}` is 2 FTE of post 3 on function 7."""
    time = np.zeros((posts, 11))
    for name, amounts in by_post.items():
        for function, fte in amounts.items():
            time[int(name[1:]), function] = fte
    return time


@pytest.mark.parametrize(("reports", "word"), [(10, "narrow"), (11, "fit"), (18, "fit"), (19, "wide")])
def test_both_ends_of_a_band_fit(reports: int, word: str) -> None:
    assert class_in_band(reports, 11, 18) == word


def test_the_work_of_the_reports_decides_not_the_managers_own() -> None:
    # 0 leads 1 and 2; 1 does 1.0 FTE of function 4, 2 does 1.5 of function 7; 0 itself does function 1
    time = time_of(3, p0={1: 5}, p1={4: 1}, p2={7: 1.5})
    assert bands_of_managers(np.array([-1, 0, 0]), np.ones(3, np.int64), time).tolist() == [7, -1, -1]


def test_of_equal_functions_the_lower_number_holds() -> None:
    time = time_of(3, p1={8: 1}, p2={4: 1})
    assert bands_of_managers(np.array([-1, 0, 0]), np.ones(3, np.int64), time)[0] == 4


def test_who_mostly_leads_managers_is_in_the_upper_band() -> None:
    # 0 leads 1 (who leads 3) and 2: half of the reports lead, which is not most; with 2 persons in row 1 it is
    manager, time = np.array([-1, 0, 0, 1]), time_of(4, p2={8: 1}, p3={8: 1})
    assert bands_of_managers(manager, np.ones(4, np.int64), time).tolist() == [8, 8, -1, -1]
    assert bands_of_managers(manager, np.array([1, 2, 1, 1]), time).tolist() == [UPPER, 8, -1, -1]


def test_where_nothing_is_stated_of_the_reports_a_band_of_its_own_holds() -> None:
    assert bands_of_managers(np.array([-1, 0]), np.ones(2, np.int64), np.zeros((2, 11))).tolist() == [OTHER, -1]


def test_without_posts_there_is_no_band() -> None:
    none = np.zeros(0, np.int64)
    assert bands_of_managers(none, none, np.zeros((0, 11))).tolist() == []


def test_the_bands_of_functions_are_the_extremes_of_the_assumptions() -> None:
    spans = {row.code: (row.entry.low, row.entry.high) for row in DEFAULTS}
    assert {n: (DEFAULT_BANDS[n].low, DEFAULT_BANDS[n].high) for n in range(1, 11)} == {
        n: spans[f"span_f{n}"] for n in range(1, 11)
    }
    assert DEFAULT_BANDS[7].source.startswith("Assumed: wider where work is alike")
