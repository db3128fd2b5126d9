"""Lever 2b, scale in operations: fewer seats keep a joint queue's target than many small ones.

Loads are in erlangs per hour of the week, in one clock; parts of effort are [parts, draws].
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from metrics.computations.erlang import Target, deferrable_seat_hours, seat_hours
from metrics.computations.pools import Parts
from metrics.computations.saving_inputs import Assumptions, Flags, Floats, Ints

FIRST_LINE = (5, 7)  # their target is in minutes; the other functions' work may wait for working hours
DEFERRABLE_MINUTES = 240  # targets above 4 working hours need no seats that stand by
SMALL_GROUP_ERLANGS = 0.5  # groups below this in every hour are pooled as effort instead
HANDLING_FACTOR = 3  # handling times further apart are pooled only with a warning


def base_load(arrivals: Floats, ticket_fte: Floats, queue_share: float, productive_hours_per_week: float) -> Floats:
    """Erlangs per hour of the week at utilisation 1, [teams, 168]: e x kappa x productive hours, spread as arrivals.

    `arrivals` [teams, 168] counts tickets by hour of the week, `ticket_fte` [teams] the effort on ticket-driven
    activities. A team without arrivals has no load.

    >>> flat = np.ones((1, 168))
    >>> round(float(base_load(flat, np.array([10.0]), 0.5, 28.0)[0, 0]), 4)
    0.8333
    """
    total = arrivals.sum(axis=1, keepdims=True)
    spread = np.divide(arrivals, total, out=np.zeros_like(arrivals, dtype=np.float64), where=total > 0)
    return np.asarray(spread * (ticket_fte * queue_share * productive_hours_per_week)[:, None])


def scaled_handling(load: Floats, arrivals: Floats, coverage_weeks: float) -> Floats:
    """Minutes per ticket that make up the load, [teams]: 60 x erlang-hours a week x weeks / tickets; NaN without.

    >>> scaled_handling(np.full((1, 168), 1.0), np.full((1, 168), 12.0), 4).tolist()
    [20.0]
    """
    tickets = np.asarray(arrivals.sum(axis=1), np.float64)
    minutes = 60 * load.sum(axis=1) * coverage_weeks
    return np.asarray(np.divide(minutes, tickets, out=np.full(len(tickets), np.nan), where=tickets > 0))


@dataclass(frozen=True, eq=False)
class Operations:
    """The queues of a scenario: their parts, the hours of the week that differ, the teams' loads in them."""

    parts: Parts

    @cached_property
    def is_queued(self) -> Flags:
        """Parts that can be pooled as queues: ticket-driven, of a team with tickets."""
        teams = self.parts.inputs.teams
        is_ticket_driven = self.parts.inputs.activities.is_ticket_driven[self.parts.activity]
        return np.asarray(is_ticket_driven & (teams.load.sum(axis=1) > 0)[self.parts.team])

    @cached_property
    def _hours(self) -> tuple[Floats, Floats]:
        """Loads per team and class of equal hours [teams, classes], and hours per class."""
        loads, counts = np.unique(self.parts.inputs.teams.load, axis=1, return_counts=True)
        return loads, counts.astype(np.float64)

    @cached_property
    def queues(self) -> list[Ints]:
        """Parts of every queue that takes placed work; what stays at home saves nothing."""
        chosen = np.flatnonzero(self.is_queued & ~self.parts.is_home)
        return [chosen[self.parts.queue[chosen] == queue] for queue in np.unique(self.parts.queue[chosen])]

    @cached_property
    def _ticket_fte(self) -> Floats:
        teams = len(self.parts.inputs.teams.region)
        return np.asarray(np.bincount(self.parts.team, self.parts.fte * self.is_queued, minlength=teams), np.float64)

    def handling_spread(self, members: Ints) -> float:
        """Longest over shortest minutes per ticket of the teams in a queue."""
        own = self.parts.inputs.teams.handling_minutes[self.parts.team[members]]
        return float(own.max() / own.min())

    @cached_property
    def mixed_queues(self) -> list[Ints]:
        """Parts of the queues whose handling times differ by more than a factor of 3."""
        return [members for members in self.queues if self.handling_spread(members) > HANDLING_FACTOR]

    def load_parts(self, left: Floats, assumptions: Assumptions) -> Floats:
        """Each part's share of its team's base load, [parts, draws].

        Pro rata to ticket-driven effort, less the demand cut, times utilisation and queue share unless handling times
        were logged.
        """
        ticket_fte = self._ticket_fte[self.parts.team]
        weight = np.divide(1.0, ticket_fte, out=np.zeros(len(ticket_fte)), where=self.is_queued & (ticket_fte > 0))
        scaled_with = self.parts.inputs.load_queue_share
        scale = 1.0 if np.isnan(scaled_with) else assumptions["utilisation"] * assumptions["kappa"] / scaled_with
        return left * weight[:, None] * scale

    def is_pooled_by_seats(self, load_parts: Floats) -> Flags:
        """Queued parts of teams that reach 0.5 erlang in some hour, [parts, draws]; the others use lever 2a."""
        peak = self.parts.inputs.teams.load.max(axis=1, initial=0.0)
        own = self._team_scale(load_parts) * peak[:, None] >= SMALL_GROUP_ERLANGS
        return np.asarray(own[self.parts.team] & self.is_queued[:, None])

    def _team_scale(self, load_parts: Floats) -> Floats:
        teams = len(self.parts.inputs.teams.region)
        return np.asarray(self.parts.sums(self.parts.team, teams) @ load_parts)

    def saving_share(self, load_parts: Floats, is_seated: Flags, assumptions: Assumptions) -> Floats:
        """Share of a part's effort that its queue saves: kappa (1 - min(1, S_pool / sum S_group)); [parts, draws].

        A group is a team with its whole ticket load, held to the queue's target; of its seats today a part carries its
        share of the load, so a team that is split claims no seat twice.
        """
        saved = np.zeros_like(load_parts)
        team_scale = self._team_scale(load_parts)
        today: dict[tuple[int, Target], Floats] = {}
        for members in self.queues:
            target = service_target(int(self.parts.function[members[0]]), assumptions)
            weights = load_parts[members] * is_seated[members]
            apart = np.zeros(assumptions.draws)
            for weight, team in zip(weights, self.parts.team[members].tolist(), strict=True):
                if (team, target) not in today:
                    today[team, target] = self._seat_hours(team_scale[[team]], np.array([team]), target, assumptions)
                part = np.divide(weight, team_scale[team], out=np.zeros_like(weight), where=weight > 0)
                apart += part * today[team, target]
            pooled = self._seat_hours(weights, self.parts.team[members], target, assumptions)
            ratio = np.divide(pooled, apart, out=np.ones_like(apart), where=apart > 0)
            saved[members] = assumptions["kappa"] * (1 - np.minimum(1.0, ratio)) * is_seated[members]
        return saved

    def _seat_hours(self, weights: Floats, teams: Ints, target: Target, assumptions: Assumptions) -> Floats:
        """Seat-hours a week of the teams' loads times weights [teams, draws], at the load's mean handling time."""
        base, hours = self._hours
        loads = weights.T @ base[teams]
        cap, small_cap = assumptions["cap"], assumptions["cap_small"]
        if target.minutes > DEFERRABLE_MINUTES:
            return deferrable_seat_hours(loads, hours, cap, small_cap)
        minimum = int(assumptions.constant("minimum_cover"))
        return seat_hours(loads, hours, self._handling(teams), target, cap, small_cap, minimum)

    def _handling(self, teams: Ints) -> float:
        """Mean minutes per ticket over the teams, weighted by their tickets (load / handling)."""
        own = np.unique(teams)
        load = self.parts.inputs.teams.load[own].sum(axis=1)
        return float(load.sum() / (load / self.parts.inputs.teams.handling_minutes[own]).sum())


def service_target(function: int, assumptions: Assumptions) -> Target:
    """The function's service target, from assumptions in minutes (functions 5 and 7) or working hours (the others)."""
    if function in FIRST_LINE:
        return Target(assumptions.constant("target_share_first"), assumptions.constant("target_minutes_first"))
    return Target(assumptions.constant("target_share_other"), 60 * assumptions.constant("target_hours_other"))
