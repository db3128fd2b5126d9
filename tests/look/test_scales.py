"""Colour steps and lengths: nothing is step 0, anything at all is visible, the largest is step 20."""

from core import scales


def test_the_smallest_figure_is_still_told_from_nothing() -> None:
    assert scales.heat_step(0, 16) == 0
    assert scales.heat_step(0.0001, 16) == 1
    assert scales.matrix_step(1, 1_000_000) == 1


def test_the_heat_map_follows_its_power_and_the_matrix_its_root() -> None:
    assert scales.heat_step(8, 16) == 12
    assert scales.matrix_step(250, 1000) == 10
    assert scales.heat_step(16, 16) == scales.matrix_step(2000, 1000) == 20


def test_an_empty_table_has_no_colours() -> None:
    assert scales.heat_step(3, 0) == 0


def test_a_length_stays_inside_its_track() -> None:
    assert scales.share_of(6.8, 12) == "56.67%"
    assert scales.share_of(-1, 12) == scales.share_of(5, 0) == scales.share_of(None, 12) == "0.00%"
    assert scales.share_of(13, 12) == "100.00%"
