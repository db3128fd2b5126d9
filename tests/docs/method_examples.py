"""The worked examples of docs/method.md, computed: (heading, figure) -> its value."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np

from functions.guarding import VOLUME, Layout, Posts, volume_fte
from functions.guarding_rules import changing
from metrics.computations.branches import branches
from metrics.computations.build_run import BUILD, MIXED, BuildRun, build_run
from metrics.computations.columns import Floats
from metrics.computations.consequences import near_fte
from metrics.computations.duplication import EffortColumns, duplication
from metrics.computations.erlang import seats, service_level, staff_need
from metrics.computations.front_doors import answers, in_use
from metrics.computations.handoffs import handoffs
from metrics.computations.leading import accountability, accountability_today, fte_with_another_manager
from metrics.computations.levers import demand_cut, sourcing_saving
from metrics.computations.likeness import CellShares, cell_shares, nested_cells
from metrics.computations.managers import managers_needed
from metrics.computations.meters import Aim
from metrics.computations.meters import course as course_of_a_meter
from metrics.computations.open_time import OpenTime, open_time
from metrics.computations.optimise import optimise
from metrics.computations.optimise_inputs import Cell, Problem
from metrics.computations.org_chart import reporting_tree
from metrics.computations.pending import open_stretches
from metrics.computations.pert import Entry, mean, quantile, variance
from metrics.computations.ping_pong import ping_pong
from metrics.computations.pools import Parts, parts_of
from metrics.computations.post_time import StatedEffort, post_time
from metrics.computations.release import Post, cell_of, released_fte
from metrics.computations.remote_resolution import RemoteResolution
from metrics.computations.replay import Replay, UnitShares, replay
from metrics.computations.saving_inputs import Assumptions, SavingInputs
from metrics.computations.savings import SavingResult, saving
from metrics.computations.span_bands import DEFAULT_BANDS, bands_of_managers, managers_in_band
from metrics.computations.ticket_costs import Handlings, SharedCost, shared_cost
from metrics.computations.timing import Course, capture, course
from metrics.computations.waiting import median_wait
from metrics.computations.whole_parts import whole_parts
from services.calendars import HOUR_US, Calendar
from services.forecasts import OfToday, expected_years
from services.unit_cost import offering_cost
from tests.computations.golden_log import A, B, C, golden_log
from tests.computations.golden_organisation import K, golden_inputs, golden_leading, golden_values
from tests.computations.small_organisation import one_activity, values

Compute = Callable[[], float]

TEAMS = [4.0, 3.0, 2.0, 1.0]
THEIR_REGIONS = [0, 1, 2, 2]
ENTRY = Entry("x", 1, 2, 6)
MAILBOX = offering_cost([(1.5, 80_000), (0.5, 60_000)], 30_000, 600)
(MAILBOX_LATER,) = expected_years({2028: 840}, OfToday(600, 150_000.0, 30_000.0, 280, other_grows=False))


def _duplication(name: str) -> Compute:
    def compute() -> float:
        tower, region = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 0, 1, 2])
        fte = np.array([1.5, 0.5, 1, 1, 1, 1])
        found = duplication(EffortColumns(np.zeros(6, np.int64), np.arange(6), tower, region, fte))
        return float(getattr(found, name)[0])

    return compute


def _working_hours(start: datetime, end: datetime, zone: str = "UTC") -> float:
    return Calendar(zone, dict.fromkeys(range(5), ((540, 1_020),))).working_us(start, end) / HOUR_US


def _open_time() -> OpenTime:
    """All of the golden log's together."""
    found = open_stretches(golden_log())
    return open_time(np.zeros(len(found), np.int64), found.status, found.lasts_us, 1)


def _replay(name: str) -> Compute:
    def compute() -> float:
        holders, units = np.array([A, B, B, C]), np.array([7, 7, 8, 7])
        found: Replay = replay(golden_log(), UnitShares(holders, units, np.array([1, 0.6, 0.4, 1])))
        return float(getattr(found, name))

    return compute


def _sourced(left: list[float]) -> Compute:
    """The work of function 7 of two teams that cost 100 and 50, at a partner's rate of 60."""
    inputs = one_activity([10.0, 5.0], [0, 1])
    design = replace(inputs.design, partner_rate=np.full(10, 60.0))
    parts = parts_of(replace(inputs, design=design))
    return lambda: float(sourcing_saving(parts, np.array(left, float)[:, None]).sum())


@cache
def _course_of_1200() -> Course:
    return course(1_200.0, capture(1, 6.0), np.r_[[300.0] * 3, [0.0] * 33], 0.08)


def _over_time(name: str) -> Compute:
    return lambda: float(getattr(_course_of_1200(), name)[0])


def _parts() -> Parts:
    return parts_of(golden_inputs())


@cache
def _golden() -> SavingResult:
    return saving(golden_inputs(), golden_values())


def _lever(name: str) -> Compute:
    return lambda: float(_golden().levers[name].money[0]) / K


def _column(name: str) -> Compute:
    return lambda: float(getattr(_golden().columns, name).money[0]) / K


def _golden_over_time(name: str) -> Compute:
    return lambda: float(getattr(_golden().course, name)[0]) / K


def _shares(tried: list[int], well: list[int]) -> CellShares:
    """So many tickets of each cell were tried, so many of them went well."""
    cell = np.repeat(np.arange(len(tried)), tried)
    is_well = np.concatenate([np.arange(of) < good for of, good in zip(tried, well, strict=True)])
    return cell_shares(nested_cells([cell], len(cell)), np.ones(len(cell), np.bool_), is_well)


def _after(inputs: SavingInputs, **own: float) -> float:
    """Staff FTE that the levers leave."""
    levers = saving(inputs, values(**own)).levers
    return float(inputs.efforts.fte.sum()) - sum(float(levers[name].fte[0]) for name in levers if name != "managers")


def _one_queue() -> float:
    loads = [[1.5] * 168, [1.2] * 168]
    own = {"kappa": 0.6, "cap": 0.85, "cap_small": 0.85}
    return float(saving(one_activity([6.0, 5.0], [0, 0], load=loads), values(**own)).levers["operations"].fte[0])


def _managers(staff: list[list[float]]) -> float:
    return float(managers_needed(np.array(staff), np.array([8.0]), np.array([8.0]))[0])


def _released() -> float:
    return float(released_fte(np.array([1.4]), cell_of([Post(u, 1.0) for u in (5_000, 8_000, 10_000, 10_000)]))[0])


SEVEN = (np.array([-1, 0, 0, 1, 3]), np.array([1, 1, 1, 1, 7]))  # managers and heads of the tree of the example


def _fewest_reports() -> float:
    time = np.zeros((5, 11))
    time[4, [7, 4]] = 6, 1
    return float(DEFAULT_BANDS[int(bands_of_managers(*SEVEN, time)[3])].low)


def _branch_layers() -> float:
    return float(branches(reporting_tree(*SEVEN, SEVEN[1])).layers[0])


def _two_tickets() -> SharedCost:
    """Of ticket 1 what a team and a group of none had, then of ticket 2 what the team had; another team had neither."""
    rows = Handlings(*(np.array(column) for column in ([1, 1, 2], [0, -1, 0], [1, 1, 1], [30, 0, 10])))
    return shared_cost(rows, np.array([100.0, 20.0]))


def _three_posts() -> BuildRun:
    """Posts of 1 FTE with 0.9, 0.5 and 0.1 of build."""
    functions = np.zeros((3, 11))
    functions[:, 4], functions[:, 8] = [0.9, 0.5, 0.1], [0.1, 0.5, 0.9]
    return build_run(functions)


def _architects() -> Floats:
    """FTE of coordination of each of twelve architects whose team states a third."""
    team, fte = np.zeros(12, np.int64), np.ones(12)
    stated = StatedEffort(np.array([-1]), np.array([0]), np.array([4]), np.array([4.0]), np.array([True]))
    return post_time(team, fte, np.zeros(12), stated).coordination


def _two_teams() -> Problem:
    """One activity in functions 4 and 8."""
    placed = ((4, 1.0),), ((8, 1.0),)
    return Problem(tuple(Cell(team, 0, 0, 4.0, 4.0, 0.9, 100.0, placed[:: 1 - 2 * team]) for team in range(2)))


def _overlay(kept: float) -> Layout:
    """A team of 9.2345 FTE in one region; function 7 keeps so many there, 6 FTE of its own go to function 8."""
    efforts = {(1, 1): 60_000, (1, 2): 32_345}
    shares = {(1, 1): {8: 10_000}, (1, 2): {0: 10_000}}
    posts = {1: [Posts("", 10, 92_345)]}
    minimum = {(7, 1): round(kept * 10_000)}
    return Layout(efforts, shares, {1: 7, 2: 8}, {1: "Team"}, {1: 1}, {1: "Region"}, {7: "overlay"}, minimum, {}, posts)


def _changing() -> float:
    return changing(_overlay(0), 1)


def _examples() -> Iterator[tuple[str, dict[str, Compute]]]:
    yield (
        "Duplication",
        {
            "fragmentation": _duplication("fragmentation"),
            "from towers": _duplication("by_towers"),
            "from regions": _duplication("by_regions"),
            "inside a cell": _duplication("inside"),
            "overlap": _duplication("overlap"),
        },
    )
    yield (
        "Waiting",
        {
            "handoffs": lambda: len(handoffs(golden_log())),
            "across a reopening": lambda: int(handoffs(golden_log()).is_reopening.sum()),
            "direct ping-pong tickets": lambda: int((ping_pong(golden_log()).direct > 0).sum()),
            "direct occurrences": lambda: int(ping_pong(golden_log()).direct.sum()),
            "bouncing tickets": lambda: int(ping_pong(golden_log()).is_bounce.sum()),
            "median of waits 1, 2+, 3, 4+, 5": lambda: (
                median_wait(np.arange(1, 6), np.array([True, False, True, False, True])) or 0
            ),
            "working hours from Friday 16:00 to Monday 10:00, days of 9:00 to 17:00": lambda: _working_hours(
                datetime(2026, 3, 6, 16, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC)
            ),
            "the same, received in Singapore, where it is eight hours later": lambda: _working_hours(
                datetime(2026, 3, 6, 16, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC), "Asia/Singapore"
            ),
        },
    )
    yield (
        "Queue against touch time",
        {
            "queue time": lambda: float(_open_time().queued_us[0] / _open_time().open_us[0]),
            "touch time": lambda: float(_open_time().touch_share[0]),
        },
    )
    yield (
        "Estimates from like tickets",
        {
            "share of the whole log, 7 tried, 3 of them well": lambda: _shares([7], [3]).share[0][0],
            "m where 30 of 40 tried go well, and 10 of another 40": lambda: _shares([40, 40], [30, 10]).strength[1],
            "share of the first of the two": lambda: _shares([40, 40], [30, 10]).share[1][0],
        },
    )
    remote = RemoteResolution(without=5, touched=3, unknown=1)
    yield (
        "Remote resolution",
        {
            "5 without touch, 3 with it, 1 unknown": lambda: remote.rate or 0,
            "the same if the unknown one was touched": lambda: remote.low or 0,
            "the same if it was not: still below, so for certain": lambda: remote.high or 0,
        },
    )
    yield ("Benefit meters", {"course halfway from 60 to 70": lambda: course_of_a_meter(Aim(60, 0, 70, 10), 5)})
    yield (
        "Service portfolio",
        {
            "labour of a mailbox": lambda: MAILBOX.labour or 0.0,
            "unit cost of a mailbox": lambda: MAILBOX.unit or 0.0,
            "growth of the mailboxes": lambda: MAILBOX_LATER.growth or 0.0,
            "their cost, labour alone growing": lambda: MAILBOX_LATER.cost or 0.0,
            "their income at 280": lambda: float(MAILBOX_LATER.income or 0),
            "it falls short by": lambda: MAILBOX_LATER.shortfall or 0.0,
        },
    )
    content = answers(np.array([50.0, 75.0, 75.0, 100.0]))
    yield (
        "Front doors by tickets",
        {
            "mean of 50, 75, 75 and 100": lambda: content.mean or 0,
            "its lower end": lambda: content.low or 0,
            "doors in use of 99, 1 and 0 tickets": lambda: float(in_use(np.array([[99, 1, 0]])).sum()),
            "doors in use of 199, 1 and 0 tickets": lambda: float(in_use(np.array([[199, 1, 0]])).sum()),
        },
    )
    yield (
        "Structural replay",
        {
            "today": _replay("today"),
            "low": _replay("low"),
            "expected": _replay("expected"),
            "high": _replay("high"),
            "removed by chance, share": _replay("chance"),
        },
    )
    yield (
        "Consequences at once",
        {
            "near the customers": lambda: float(near_fte(_parts(), Assumptions(golden_values())).sum()) / 50.5,
            "single accountability, today": lambda: accountability_today(_parts(), golden_leading()).index or 0.0,
            "single accountability, target": lambda: accountability(_parts(), golden_leading()).index or 0.0,
            "another manager, FTE": lambda: fte_with_another_manager(_parts(), golden_leading()),
        },
    )
    yield (
        "Pictures of a scenario",
        {
            "persons in the first pool": lambda: whole_parts(10, [5.0, 3.0, 1.0])[0],
            "persons in the second pool": lambda: whole_parts(10, [5.0, 3.0, 1.0])[1],
            "persons in the third pool": lambda: whole_parts(10, [5.0, 3.0, 1.0])[2],
            "fewest managers": lambda: managers_in_band(30.0, 4, 7)[0],
            "most managers": lambda: managers_in_band(30.0, 4, 7)[1],
        },
    )
    yield (
        "Proposal by optimisation",
        {
            "volume of a team": lambda: _two_teams().cells[0].volume,
            "effort of one pool": lambda: float((2 * _two_teams().cells[0].volume) ** 0.9),
            "gain of moving one of them": lambda: optimise(_two_teams(), 1.0).value.total * -1,
        },
    )
    yield (
        "Rules and guardrails",
        {
            "FTE that leave of 6, an overlay keeps 4.5": lambda: volume_fte(_overlay(4.5).leaving((7, 1), 6 * VOLUME)),
            "persons that change of 10, with 6 of 9.2345 FTE": _changing,
            "FTE of a language that an overlay keeps, 4 of 12": lambda: volume_fte(
                12 * VOLUME - _overlay(4).leaving((7, 1), 12 * VOLUME)
            ),
        },
    )
    yield (
        "Sourcing",
        {"on today's effort": _sourced([10, 5]), "on what the levers leave": _sourced([8, 4])},
    )
    yield (
        "Time",
        {
            "gross in the year": _over_time("in_year_gross"),
            "net in the year": _over_time("in_year_net"),
            "payback month": _over_time("payback_month"),
            "net of 36 months": _over_time("net_36"),
            "present value": _over_time("npv"),
        },
    )
    yield (
        "Examples of the levers",
        {
            "demand: 6 FTE, f 0.25, z 0.20, eta 0.5": lambda: float(
                6 * (1 - demand_cut(np.array([0.25]), np.array([0.20]), np.array([0.5]))[0])
            ),
            "pool of 4, 3, 2, 1 FTE, beta 0.9": lambda: _after(one_activity(TEAMS, THEIR_REGIONS)),
            "the same with an overlay of 0.3 in three regions": lambda: _after(
                one_activity(TEAMS, THEIR_REGIONS, reach="overlay", minimum=0.3)
            ),
            "the same regional, 2 and 1 in one region": lambda: _after(
                one_activity(TEAMS, THEIR_REGIONS, reach="regional")
            ),
            "the same after a cut of a quarter": lambda: _after(
                one_activity(TEAMS, THEIR_REGIONS, is_low_value=True), report_frequency_cut=0.25
            ),
            "4 and 4 FTE, half of each pooled": lambda: _after(one_activity([4.0, 4.0], [0, 1], share=0.5)),
            "seats for 10 erlangs, 3 minutes, 80 % in 20 seconds": lambda: int(seats(10, 3, 0.8, 20 / 60)),
            "its service level": lambda: float(service_level(10, 14, 3, 20 / 60)),
            "seats for 7 groups of 2 erlangs apart, 20 minutes, 80 % in 15": lambda: 7 * int(seats(2, 20, 0.8, 15)),
            "the same pooled, occupancy at most 85 %": lambda: int(seats(14, 20, 0.8, 15, cap=0.85)),
            "freed of 6 + 5 FTE by one queue of 1.5 and 1.2 erlangs, kappa 0.6": _one_queue,
            "FTE for one seat around the clock": lambda: staff_need(168, 40, 0.30),
            "managers of 860 staff in one pool, spans 8 and 8": lambda: _managers([[860.0]]),
            "managers of ten functions of three equal pools": lambda: 10 * _managers([[86 / 3]] * 3),
            "cash of 1.4 FTE freed among positions of 0.5, 0.8, 1 and 1": _released,
        },
    )
    yield (
        "Example of a whole organisation",
        {
            "labour cost": lambda: golden_inputs().labour_cost / K,
            "demand": _lever("demand"),
            "duplication": _lever("duplication"),
            "operations": _lever("operations"),
            "managers": _lever("managers"),
            "freed": _column("freed"),
            "freed, share of labour cost": lambda: float(_golden().columns.freed.money[0] / _golden().labour_cost),
            "cash": _column("cash"),
            "capacity": _column("capacity"),
            "gross in the year": _golden_over_time("in_year_gross"),
            "net in the year": _golden_over_time("in_year_net"),
            "payback month": lambda: float(_golden().course.payback_month[0]),
            "net of 36 months": _golden_over_time("net_36"),
            "present value at 8 %": _golden_over_time("npv"),
            "band": lambda: float(_golden().band_share[0]),
            "run-rate reached in month": lambda: float(_golden().course.reached_month[0]),
        },
    )
    yield (
        "Uncertainty",
        {
            "mean": lambda: mean(ENTRY),
            "variance": lambda: variance(ENTRY),
            "P10": lambda: float(quantile(ENTRY, 0.1)),
            "P50": lambda: float(quantile(ENTRY, 0.5)),
            "P90": lambda: float(quantile(ENTRY, 0.9)),
            "ten P10 added up": lambda: 10 * float(quantile(ENTRY, 0.1)),
        },
    )
    yield (
        "Spans and layers",
        {"fewest reports that fit who leads the seven": _fewest_reports, "layers of the branch": _branch_layers},
    )
    yield (
        "Coordination",
        {
            "FTE of coordination": lambda: float(_architects().sum()),
            "share of the role": lambda: float(_architects().sum()) / 12,
            "cost in k": lambda: float((_architects() * 120).sum()),
        },
    )
    yield (
        "Cost of a ticket",
        {
            "cost of ticket 1 a year": lambda: float(_two_tickets().low[:2].sum()),
            "the same at most": lambda: float(_two_tickets().high[:2].sum()),
            "cost of a ticket": lambda: float(_two_tickets().low.sum() * 0.5 / 2),
        },
    )
    yield (
        "Build and run in one post",
        {
            "mixed persons": lambda: float((_three_posts().mix == MIXED).sum()),
            "build in FTE": lambda: float(_three_posts().build.sum()),
            "could be sourced": lambda: float(_three_posts().build[_three_posts().mix == BUILD].sum() / 1.5),
        },
    )


EXAMPLES: dict[tuple[str, str], Compute] = {
    (heading, figure): compute for heading, figures in _examples() for figure, compute in figures.items()
}
