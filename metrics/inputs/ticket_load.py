"""When tickets reach the teams: arrivals per team and hour of the week, from a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from metrics.computations.saving_inputs import Floats, Ints
from services.facts import log_facts
from services.models import Group

HOURS_OF_WEEK = 168
DAYS_OF_WEEK = 7


@dataclass(frozen=True, eq=False)
class TicketLoad:
    """Tickets that reached each team by hour of the week (Monday 00:00 is 0), and how many weeks the log covers."""

    arrivals: Floats
    weeks: float

    @property
    def has_tickets(self) -> bool:
        """Some team has tickets."""
        return bool(self.arrivals.any())


def no_load(teams: int) -> TicketLoad:
    """Without a log."""
    return TicketLoad(np.zeros((teams, HOURS_OF_WEEK)), 1.0)


def read_ticket_load(log_id: int, teams: Sequence[int], time_zone: str) -> TicketLoad:
    """Arrivals [teams, 168]: a ticket arrives at a team with its first event in a group of that team.

    Hours are those of the organisation's time zone, for all teams alike: loads of teams are added in one clock. The
    weeks covered are the calendar days from the first event to the last, both counted, by seven, and at least one.
    """
    facts = log_facts(log_id)
    if not len(facts.at):
        return no_load(len(teams))
    team_of_group = _team_places(log_id, facts.group_ids, {team: place for place, team in enumerate(teams)})
    team = np.where(facts.group < 0, -1, team_of_group[facts.group])
    rows = np.flatnonzero(team >= 0)
    first = np.unique(facts.ticket[rows] * len(teams) + team[rows], return_index=True)[1]
    arrived = rows[first]
    counts = np.zeros((len(teams), HOURS_OF_WEEK))
    np.add.at(counts, (team[arrived], hours_of_week(facts.at[arrived], time_zone)), 1.0)
    return TicketLoad(counts, max(1.0, days_covered(facts.at, time_zone) / DAYS_OF_WEEK))


def hours_of_week(at: Ints, time_zone: str) -> Ints:
    """Hour of the week, 0 to 167, of instants in epoch microseconds UTC, on the clock of the time zone.

    >>> hours_of_week(np.array([0]), "UTC").tolist(), hours_of_week(np.array([0]), "Asia/Tokyo").tolist()
    ([72], [81])
    """
    local = _local(at, time_zone)
    day, hour = local.dt.weekday().cast(pl.Int64) - 1, local.dt.hour().cast(pl.Int64)
    return np.asarray((day * 24 + hour).to_numpy(), np.int64)


def _local(at: Ints, time_zone: str) -> pl.Series:
    return pl.Series(at, dtype=pl.Int64).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(time_zone)


def days_covered(at: Ints, time_zone: str) -> int:
    """The calendar days of the time zone from the first instant to the last, both counted.

    >>> days_covered(np.array([0, 86_400_000_000]), "UTC")
    2
    """
    ends = _local(np.array([at.min(), at.max()]), time_zone).dt.date().to_list()
    return int((ends[1] - ends[0]).days) + 1


def _team_places(log_id: int, group_ids: Ints, places: Mapping[int, int]) -> Ints:
    """Place of each group's team, -1 for none or one that has no effort."""
    linked = dict(Group.objects.filter(log_id=log_id, team__isnull=False).values_list("pk", "team_id"))
    return np.array([places.get(linked.get(group, -1) or -1, -1) for group in group_ids.tolist()] or [-1], np.int64)
