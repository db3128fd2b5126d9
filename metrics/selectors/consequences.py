"""What a scenario changes, as it is now: the likely case without a run, and the replay of a log where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.actor import Actor
from functions.models import Scenario
from metrics.computations.columns import sums_by
from metrics.computations.consequences import (
    LESS,
    MORE,
    Measure,
    Work,
    given_up,
    managers_by_function,
    near_fte,
    scale_lost,
    work_by,
)
from metrics.computations.leading import (
    Accountability,
    accountability,
    accountability_today,
    fte_with_another_manager,
)
from metrics.computations.release import UNITS_PER_FTE
from metrics.computations.replay import Replay
from metrics.computations.saving_inputs import UNKNOWN, Floats
from metrics.selectors.likely_case import LikelyCase, likely_case
from metrics.selectors.structural_replay import replay_now
from metrics.selectors.visible_logs import ReplayLog, chosen_log, replay_logs


@dataclass(frozen=True, eq=False)
class Consequences:
    """Everything that the pages and the API say of a scenario; `replay` is None without a log that has a history."""

    scenario: Scenario
    case: LikelyCase
    logs: list[ReplayLog]
    log: ReplayLog | None
    replay: Replay | None
    near: Floats
    by_function: Work
    by_region: Work
    managers_needed: Floats
    towers_today: Accountability
    towers_target: Accountability
    moved_fte: float

    @property
    def staff_fte(self) -> float:
        """Stated effort of staff."""
        return float(self.case.parts.fte.sum())

    @property
    def manager_fte(self) -> float:
        """FTE that managers spend leading today."""
        return float(self.case.ground.saving.staff.led_units.sum()) / UNITS_PER_FTE

    @property
    def freed_fte(self) -> float:
        """What all levers free."""
        return float(self.case.result.columns.freed.fte[0])

    @property
    def cash_fte(self) -> float:
        """Of it, whole positions that fall free."""
        return float(self.case.result.columns.cash.fte[0])

    @property
    def cash(self) -> float | None:
        """What these cost a year; None without prices."""
        return float(self.case.result.columns.cash.money[0]) if self.case.has_prices else None

    @property
    def unstated_fte(self) -> float:
        """Staff whose work nobody stated: it is in no figure here."""
        staff = self.case.ground.saving.staff
        return max(0.0, float(staff.units.sum()) / UNITS_PER_FTE - self.manager_fte - self.staff_fte)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures by their codes, in the order in which they are shown."""
        return {measure.code: measure for measure in _measures(self)}

    @cached_property
    def given_up(self) -> list[Measure]:
        """The measures that get worse, the gravest first."""
        return given_up(self.measures.values())


def consequences_of(actor: Actor, scenario: Scenario, log_uid: str = "") -> Consequences:
    """What the scenario changes; `log_uid` names the log (404 for none), else it is the newest with a history.

    At most eight queries once the baseline and the log were read in this process, whatever their size and however many
    scenarios there are. Raises UserError where the baseline has no filled positions or no effort.
    """
    logs = replay_logs(actor)
    log = chosen_log(logs, log_uid)
    case = likely_case(actor, scenario, log)
    near = near_fte(case.parts, case.assumptions)
    by_function, by_region = work_by(case.parts, case.result, near, *_leading_by_region(case))
    has_replay = log is not None and log.has_history
    return Consequences(
        scenario=scenario,
        case=case,
        logs=logs,
        log=log,
        replay=replay_now(scenario, log, case) if log and has_replay else None,
        near=near,
        by_function=by_function,
        by_region=by_region,
        managers_needed=managers_by_function(case.parts, case.result, case.assumptions),
        towers_today=accountability_today(case.parts, case.ground.leading),
        towers_target=accountability(case.parts, case.ground.leading),
        moved_fte=fte_with_another_manager(case.parts, case.ground.leading),
    )


def _leading_by_region(case: LikelyCase) -> tuple[Floats, Floats]:
    """FTE and money of leading by region, the unknown one last."""
    held, known = case.rows.inputs.managers, len(case.rows.regions)
    place = np.where(held.place == UNKNOWN, known, held.place)
    fte = held.units / UNITS_PER_FTE
    return sums_by(place, fte, known + 1), sums_by(place, fte * held.cost_per_fte, known + 1)


def _measures(found: Consequences) -> list[Measure]:
    staff, managers = found.staff_fte, found.manager_fte
    whole = staff + managers
    left = managers - float(found.case.result.levers["managers"].fte[0])
    return [
        Measure("fte", whole, whole - found.freed_fte, LESS, whole),
        _cost(found),
        _handoffs(found.replay),
        _near(found),
        Measure("accountability", found.towers_today.index, found.towers_target.index, MORE),
        Measure("another_manager", 0.0, found.moved_fte, LESS, staff),
        Measure("managers", managers, left, LESS, managers),
        Measure("staff_per_manager", *_spans(found, left)),
        Measure("scale_lost", 0.0, scale_lost(found.case.result), LESS, whole),
    ]


def _cost(found: Consequences) -> Measure:
    labour_cost = found.case.result.labour_cost
    if found.cash is None:
        return Measure("cost", None, None, LESS)
    return Measure("cost", labour_cost, labour_cost - found.cash, LESS, labour_cost)


def _near(found: Consequences) -> Measure:
    """Of the staff effort of known region."""
    known = float(found.by_region.known_target.sum())
    if not known:
        return Measure("near", None, None, MORE)
    return Measure("near", 1.0, float(found.near.sum()) / known, MORE)


def _handoffs(replay: Replay | None) -> Measure:
    if replay is None:
        return Measure("handoffs", None, None, LESS)
    return Measure("handoffs", float(replay.today), replay.expected, LESS, float(replay.today))


def _spans(found: Consequences, managers_left: float) -> tuple[float | None, float | None]:
    """Staff FTE for each manager FTE, today and in the target."""
    staff = found.case.result.cells.freed.fte[:, 0]
    freed_staff = float(staff.sum()) - float(found.case.result.levers["managers"].fte[0])
    today = found.staff_fte / found.manager_fte if found.manager_fte else None
    return today, (found.staff_fte - freed_staff) / managers_left if managers_left > 0 else None
