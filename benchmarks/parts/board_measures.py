"""Queries and server time of a move and of the strip of consequences, with one scenario and with thirty."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.parts.big_log import typed_log
from benchmarks.parts.handoff_ways import load
from benchmarks.parts.made_up_organisation import TEAM_SIZE, made_up
from core.actor import ALL_SCOPES, Actor
from functions.actions import create_scenario
from functions.models import Scenario
from metrics.selectors.consequences import Consequences, consequences_of
from organisations.models import Membership
from services.models import Group
from towers.models import Activity, Effort, Team

CARDS_OF_A_TEAM = 4
FEW, MANY = 1, 30
MOST_MS, MOST_RATIO = 1_000, 1.5
COLUMNS = (7, 8)


@dataclass
class Board:
    """The board of one scenario: what a move and its strip cost, round by round."""

    client: Client
    scenario: Scenario
    card: tuple[str, str]
    wall_ms: dict[str, list[float]] = field(default_factory=lambda: {"move": [], "strip": []})
    processor_ms: dict[str, list[float]] = field(default_factory=lambda: {"move": [], "strip": []})
    queries: dict[str, int] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Below the scenario."""
        return reverse(name, args=[self.scenario.organisation.slug, self.scenario.uid])

    def round(self, number: int) -> None:
        """Move the card to the other column, then ask for the strip."""
        version = Scenario.objects.values_list("version", flat=True).get(pk=self.scenario.pk)
        moves = [[*self.card, {str(COLUMNS[number % 2]): 10_000}]]
        body = {"version": version, "moves": moves, "reason": ""}
        self._timed("move", "post", "scenario-board-moves", data=body, content_type="application/json")
        self._timed("strip", "get", "scenario-consequences-strip")

    def _timed(self, what: str, method: str, name: str, **sent: Any) -> None:
        with CaptureQueriesContext(connection) as captured:
            wall, processor = time.perf_counter(), time.process_time()
            answer = getattr(self.client, method)(self.address(name), **sent)
            self.wall_ms[what].append((time.perf_counter() - wall) * 1_000)
            self.processor_ms[what].append((time.process_time() - processor) * 1_000)
        if answer.status_code != 200 or b"notice" in answer.content:
            raise RuntimeError(f"{name} answered {answer.status_code}: {answer.content[:200]!r}")
        self.queries[what] = len(captured)

    def forget(self) -> None:
        """The rounds so far were to warm up."""
        for times in (*self.wall_ms.values(), *self.processor_ms.values()):
            times.clear()


def made_up_board(cards: int, events: int, scenarios: int) -> Board:
    """An organisation with so many cards, a log whose groups are its teams', and so many scenarios."""
    member = made_up(cards // CARDS_OF_A_TEAM * TEAM_SIZE, f"board-{scenarios}")
    activities = Activity.objects.filter(organisation=member.organisation)
    activities.filter(function_code__in=COLUMNS).update(is_ticket_driven=True)
    activities.update(is_shareable=True)
    load(typed_log(events), member.organisation)
    _link_groups(member)
    actor, baseline = member.actor(ALL_SCOPES), member.organisation.baseline_set.get()
    made = [
        create_scenario(by=actor, baseline=baseline, name=f"Scenario {number}", preset="global")
        for number in range(scenarios)
    ]
    effort = Effort.objects.filter(baseline=baseline, activity__function_code=COLUMNS[1]).select_related()[0]
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return Board(client, made[0], (str(effort.team.uid), str(effort.activity.uid)))


def _link_groups(member: Membership) -> None:
    teams = list(Team.objects.filter(organisation=member.organisation).order_by("pk"))
    groups = list(Group.objects.filter(log__organisation=member.organisation).order_by("pk"))
    for number, group in enumerate(groups):
        group.team = teams[number % len(teams)]
    Group.objects.bulk_update(groups, ["team"], batch_size=500)


def looking_at_all(actor: Actor, scenario: Scenario, log_uid: str = "") -> Consequences:
    """The planted fault: every scenario of the organisation is looked at."""
    for other in Scenario.objects.visible_to(actor).select_related("baseline"):
        consequences_of(actor, other, log_uid)
    return consequences_of(actor, scenario, log_uid)


def measure(cards: int, events: int, rounds: int, is_control: bool) -> int:
    """Print both boards; 1 where a bound is broken."""
    settings.ALLOWED_HOSTS = ["testserver"]
    boards = {number: made_up_board(cards, events, number) for number in (FEW, MANY)}
    strip = looking_at_all if is_control else consequences_of
    with mock.patch("metrics.views.consequences.consequences_of", strip):
        for number in range(2 + rounds):
            for board in boards.values() if number % 2 else reversed(boards.values()):
                board.round(number)
                if number < 2:
                    board.forget()
    fault = ", with the planted fault" if is_control else ""
    print(f"{connection.vendor}: {cards:,} cards, {events:,} events, {rounds} rounds{fault}")
    for number, board in boards.items():
        _show(number, board)
    return 1 if _broken(boards[FEW], boards[MANY]) else 0


def _show(number: int, board: Board) -> None:
    for what, queries in board.queries.items():
        wall, processor = board.wall_ms[what], board.processor_ms[what]
        print(
            f"  {number:2} scenario{'s' if number > 1 else ' '}  {what:<6}{queries:4} queries"
            f"{statistics.median(wall):7.0f} ms median{min(wall):7.0f} ms least"
            f"{statistics.median(processor):7.0f} ms of the processor"
        )


def _whole(times: dict[str, list[float]], fold: Callable[[list[float]], float]) -> float:
    """A move with its strip."""
    return sum(fold(found) for found in times.values())


def _broken(few: Board, many: Board) -> bool:
    """Growth is told by the processor's time: other programs of the machine disturb it least."""
    medians = _whole(many.processor_ms, statistics.median) / _whole(few.processor_ms, statistics.median)
    least = _whole(many.processor_ms, min) / _whole(few.processor_ms, min)
    print(f"  thirty take {medians:.2f} x the processor time of one (medians), {least:.2f} x (least)")
    bounds = {
        "more scenarios take more queries": few.queries != many.queries,
        f"more scenarios take more than {MOST_RATIO} x the time": least > MOST_RATIO,
        f"a move with its strip takes {MOST_MS} ms or more": _whole(many.wall_ms, statistics.median) >= MOST_MS,
    }
    for words, is_broken in bounds.items():
        if is_broken:
            print(f"  BROKEN: {words}")
    return any(bounds.values())
