"""Bands of reports per manager: which one holds for a manager, and on which side of it the manager stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from metrics.computations.columns import Floats, Ints, sums_by
from metrics.computations.defaults import DEFAULTS
from metrics.computations.post_time import FUNCTIONS

NARROW, FIT, WIDE = BAND_CLASSES = ("narrow", "fit", "wide")
# Numbers of bands: 1 to 10 are the functions.
OTHER, UPPER = 0, FUNCTIONS + 1


@dataclass(frozen=True, slots=True)
class DefaultBand:
    """The reports per manager that fit, both ends counted, and where that comes from."""

    low: int
    high: int
    source: str


def _of_functions() -> dict[int, DefaultBand]:
    spans = {default.code: default for default in DEFAULTS if default.code.startswith("span_f")}
    rows = {number: spans[f"span_f{number}"] for number in range(1, FUNCTIONS + 1)}
    return {
        number: DefaultBand(int(row.entry.low), int(row.entry.high), f"{row.source}: {_lowered(row.reason)}")
        for number, row in rows.items()
    }


def _lowered(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


DEFAULT_BANDS: dict[int, DefaultBand] = {
    **_of_functions(),
    UPPER: DefaultBand(
        6, 10, "McKinsey, How to identify the right spans of control, 2017: coach 6 to 7, supervisor 8 to 10."
    ),
    OTHER: DefaultBand(4, 12, "Assumed: a wide band, until somebody states what the reports do."),
}


def bands_of_managers(manager: Ints, heads: Ints, time: Floats) -> Ints:
    """Return the number of the band that holds for each post with direct reports, -1 for the others (int64[n]).

    `manager`: int64[n], the row of each post's manager or -1; `heads`: int64[n]; `time`: float64[n, 11], FTE by
    function 1 to 10. Where more than half of the reports (heads) lead others themselves it is UPPER; else the function
    with most FTE of the reports, of equals the lower number; OTHER where nothing is stated of them.

    >>> time = np.zeros((4, 11)); time[1, 4], time[2, 8] = 1.0, 3.0
    >>> bands_of_managers(np.array([-1, 0, 0, 2]), np.array([1, 1, 3, 1]), time).tolist()
    [11, -1, 0, -1]
    """
    is_led = manager >= 0
    above = manager[is_led]
    size = len(manager)
    led = sums_by(above, heads[is_led], size)
    leading = sums_by(above, np.where(led[is_led] > 0, heads[is_led], 0), size)
    spent = np.zeros((size, FUNCTIONS + 1))
    np.add.at(spent, above, time[is_led])
    by_work = np.where(spent[:, 1:].sum(axis=1) > 0, spent[:, 1:].argmax(axis=1) + 1, OTHER)
    return np.where(led == 0, -1, np.where(2 * leading > led, UPPER, by_work)).astype(np.int64)


def class_in_band(reports: int, low: int, high: int) -> str:
    """Return narrow, fit or wide for a number of direct reports; both ends of the band fit.

    >>> [class_in_band(reports, 6, 10) for reports in (5, 6, 10, 11)]
    ['narrow', 'fit', 'fit', 'wide']
    """
    if reports < low:
        return NARROW
    return WIDE if reports > high else FIT


def managers_in_band(fte: float, low: float, high: float) -> tuple[int, int]:
    """Return the fewest and the most managers with whom so many FTE have reports within a band.

    >>> managers_in_band(30.0, 4, 7), managers_in_band(0.3, 8, 8)
    ((5, 8), (1, 1))
    """
    fewest, most = (ceil(round(fte / reports, 6)) for reports in (high, low))
    return fewest, most
