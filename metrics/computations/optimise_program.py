"""A linear program with whole numbers, row by row, and how HiGHS solves it: one thread, a fixed seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from metrics.computations.saving_inputs import Floats

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

INFINITE = float("inf")
GAP = 1e-7  # relative: two figures closer than that count as equal
SEED = 0

Terms = dict[int, float]  # column -> coefficient
Watch = Callable[[float], bool]  # seconds since the start -> whether to stop


@dataclass
class Program:
    """Columns with cost and bounds, rows with bounds; the cost is minimised."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, Terms, float]] = field(default_factory=list)
    constant: float = 0.0

    def column(self, cost: float = 0.0, lower: float = 0.0, upper: float = 1.0, *, is_whole: bool = False) -> int:
        """A new column; its number."""
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.is_whole.append(is_whole)
        return len(self.cost) - 1

    def row(self, lower: float, terms: Mapping[int, float], upper: float) -> None:
        """lower <= sum of the terms <= upper."""
        self.rows.append((lower, dict(terms), upper))

    def at_most(self, terms: Mapping[int, float], upper: float = 0.0) -> None:
        """The sum of the terms is at most `upper`."""
        self.row(-INFINITE, terms, upper)


@dataclass(frozen=True, eq=False)
class Solution:
    """`values` by column (None: none was found), the cost they have and the bound below which no solution lies;
    `is_infeasible`: there is proof that none exists; `is_optimal`: there is proof that none is better."""

    values: Floats | None
    cost: float
    bound: float
    is_infeasible: bool
    is_optimal: bool


def solve(
    program: Program, limit_s: float, start: Mapping[int, float] | None = None, watch: Watch | None = None
) -> Solution:
    """Minimise within `limit_s` seconds, from the values `start` of some columns where they are given.

    >>> program = Program()
    >>> pair = [program.column(cost, is_whole=True) for cost in (-2.0, -3.0)]
    >>> program.at_most(dict.fromkeys(pair, 1.0), 1.0)
    >>> found = solve(program, 1.0)
    >>> found.values.tolist(), found.cost, found.is_optimal
    ([0.0, 1.0], -3.0, True)
    """
    solver = _solver(limit_s)
    solver.passModel(_model(program))
    if start:
        columns, values = np.array([*start], np.int32), np.array([*start.values()], np.float64)
        solver.setSolution(len(columns), columns, values)
    if watch:
        _watched(solver, watch)
    solver.run()
    return _solution(solver, is_whole=any(program.is_whole))


def _solver(limit_s: float) -> Highs:
    import highspy  # takes a tenth of a second, so only where something is solved

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": SEED,
        "time_limit": limit_s,
        "mip_rel_gap": GAP,
        "mip_abs_gap": GAP,
    }
    for name, setting in options.items():
        solver.setOptionValue(name, setting)
    return solver


def _model(program: Program) -> HighsLp:
    from highspy import HighsLp, HighsVarType, MatrixFormat

    model = HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.rows)
    model.offset_ = program.constant
    model.col_cost_ = np.array(program.cost, np.float64)
    model.col_lower_, model.col_upper_ = np.array(program.lower), np.array(program.upper)
    model.row_lower_ = np.array([lower for lower, _, _ in program.rows], np.float64)
    model.row_upper_ = np.array([upper for _, _, upper in program.rows], np.float64)
    lengths = [len(terms) for _, terms, _ in program.rows]
    model.a_matrix_.format_ = MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    model.a_matrix_.index_ = np.array([column for _, terms, _ in program.rows for column in terms], np.int32)
    model.a_matrix_.value_ = np.array([value for _, terms, _ in program.rows for value in terms.values()], np.float64)
    kinds = {True: HighsVarType.kInteger, False: HighsVarType.kContinuous}
    model.integrality_ = [kinds[is_whole] for is_whole in program.is_whole]
    return model


def _watched(solver: Highs, watch: Watch) -> None:
    def look(event: Any) -> None:
        if watch(event.data_out.running_time):
            event.interrupt()

    solver.cbMipInterrupt += look


def _solution(solver: Highs, *, is_whole: bool) -> Solution:
    from highspy import HighsModelStatus, SolutionStatus

    status, info = solver.getModelStatus(), solver.getInfo()
    has_values = info.primal_solution_status == SolutionStatus.kSolutionStatusFeasible
    cost = float(info.objective_function_value) if has_values else INFINITE
    return Solution(
        values=np.array(solver.getSolution().col_value) if has_values else None,
        cost=cost,
        bound=float(info.mip_dual_bound) if is_whole else cost,
        is_infeasible=status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible),
        is_optimal=status == HighsModelStatus.kOptimal,
    )
