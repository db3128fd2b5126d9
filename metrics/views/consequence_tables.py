"""The tables of a scenario's consequences, and the replay in figures."""

from typing import Any

from core.basis import Basis
from core.figures import fte, integer, money, percent, signed
from core.views.base import Table
from metrics.computations.consequences import Work
from metrics.computations.pools import CELL_FUNCTIONS
from metrics.computations.replay import Replay
from metrics.computations.saving_inputs import MANAGEMENT
from metrics.selectors.consequences import Consequences
from towers.functions_reference import BY_CODE

LEADING = "Managers"
ROOM = 1.15  # the scale goes on after its largest figure, so that its label fits
APART = 0.16  # of the scale; labels need so much between them on a phone


def function_rows(found: Consequences, currency: str) -> list[dict[str, Any]]:
    """The ten functions, then managers."""
    codes = [*range(MANAGEMENT + 1, CELL_FUNCTIONS), MANAGEMENT]
    reach = found.case.rows.inputs.design.reach
    return [
        _row(found, found.by_function, code, BY_CODE[code].name if code else LEADING, currency)
        | {
            "code": code or "",
            "reach": reach[code - 1] if code else "",
            "managers": integer(found.managers_needed[code]) if code else "",
        }
        for code in codes
    ]


def region_rows(found: Consequences, currency: str) -> list[dict[str, Any]]:
    """The regions, last the unknown one where anything lies there."""
    names = _region_names(found)
    return [_row(found, found.by_region, place, name, currency) for place, name in names.items()]


def _region_names(found: Consequences) -> dict[int, str]:
    regions = found.case.rows.regions
    names = {place: region.name for place, region in enumerate(regions)}
    return names | ({len(regions): "Region unknown"} if found.by_region.fte_today[len(regions)] else {})


def total_row(found: Consequences, currency: str) -> dict[str, Any]:
    """All regions, and so all functions."""
    return _row(found, found.by_region, slice(None), "All", currency)


def _row(found: Consequences, work: Work, place: int | slice, name: str, currency: str) -> dict[str, Any]:
    """One place, or the sum of all."""
    today, target = float(work.fte_today[place].sum()), float(work.fte_target[place].sum())
    near, staff = float(work.near_target[place].sum()), float(work.known_target[place].sum())
    row = {
        "name": name,
        "today": fte(today),
        "target": fte(target),
        "change": signed(target - today, 1),
        "near": percent(near / staff, 0) if staff else "",
    }
    if found.case.has_prices:
        cost_today, cost_target = float(work.money_today[place].sum()), float(work.money_target[place].sum())
        row |= {"cost_today": money(cost_today, currency), "cost_target": money(cost_target, currency)}
    return row


def work_table(found: Consequences, wanted: str, basis: Basis) -> Table:
    """Functions or regions in figures; money in minor units, empty where it is unknown."""
    is_functions = wanted == "functions"
    work = found.by_function if is_functions else found.by_region
    names = (
        {code: BY_CODE[code].name for code in BY_CODE} | {MANAGEMENT: LEADING} if is_functions else _region_names(found)
    )
    note = f" {basis.note}" if basis.note else ""
    headers = ["Function" if is_functions else "Region", "FTE today", "FTE target"]
    headers += [
        f"Cost today{note}, minor units a year",
        f"Cost target{note}, minor units a year",
        "Near the customers, FTE",
    ]
    rows = [
        [
            name,
            float(work.fte_today[place]),
            float(work.fte_target[place]),
            *_costs(found, work, place),
            float(work.near_target[place]),
        ]
        for place, name in names.items()
    ]
    return Table(f"{found.scenario.name} by {wanted[:-1]}", headers, rows)


def _costs(found: Consequences, work: Work, place: int) -> list[int | str]:
    if not found.case.has_prices:
        return ["", ""]
    return [round(float(work.money_today[place])), round(float(work.money_target[place]))]


def replay_range(replay: Replay) -> dict[str, Any]:
    """The bar from low to high; what ends left of the band is better than chance. Labels that would collide are left
    out: the figures beside it hold them all.
    """
    axis = max(replay.today, replay.high, 1) * ROOM
    near = {"low": replay.expected - replay.low, "high": replay.high - replay.expected}
    bar: dict[str, Any] = {
        "low": replay.low,
        "likely": replay.expected,
        "likely_text": integer(replay.expected),
        "likely_detail": "expected",
        "high": replay.high,
        "axis_max": axis,
        "axis_min_text": "0",
    }
    for end, detail in (("low", "at least"), ("high", "at most")):
        if near[end] > APART * axis and bar[end] > APART * axis:
            bar |= {f"{end}_text": integer(bar[end]), f"{end}_detail": detail}
    if replay.chance is not None:
        bar["band"] = {"from": 0, "to": replay.today * (1 - replay.chance), "text": "better than chance"}
    return bar


def replay_facts(replay: Replay) -> list[tuple[str, str, str]]:
    """What it is, figure, what it means."""
    by_chance = None if replay.chance is None else replay.today * replay.chance
    between = f"{integer(replay.low)} to {integer(replay.high)}, depending on how divided teams hand over"
    return [
        ("Today", integer(replay.today), "handoffs between groups of the log"),
        ("Expected in the target", integer(replay.expected), between),
        ("Removed for certain", integer(replay.removed), "both groups lie in one unit"),
        ("Kept for certain", integer(replay.kept), "the groups lie in two units"),
        ("Undetermined", integer(replay.undetermined), "a team is divided, or a function unknown"),
        ("May be created", integer(replay.created), "between events inside divided teams, at most"),
        ("Removed by chance", integer(by_chance), "in any grouping with these flows; only more speaks for the design"),
        ("Events in divided teams", percent(replay.split_share, 0), "of all events with a group"),
    ]
