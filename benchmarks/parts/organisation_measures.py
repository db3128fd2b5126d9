"""Queries, bytes and time of the pages of a small and of a large organisation."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.parts.made_up_organisation import made_up
from organisations.models import Membership
from towers.models import Position, Team

MOST_BYTES = 200_000


@dataclass(frozen=True)
class Answer:
    """What one address costs: SELECTs, bytes, and the median of the server's time in milliseconds."""

    queries: int
    size: int
    milliseconds: float


def addresses(member: Membership) -> dict[str, str]:
    """What is asked for, by what it is called."""
    slug, baseline = member.organisation.slug, member.organisation.baseline_set.get()
    middle = Position.objects.filter(baseline=baseline).order_by("key")[5]
    team = Team.objects.filter(organisation=member.organisation)[0]
    chart, branch, search = (
        reverse(name, args=[slug]) for name in ("org-chart", "org-chart-branch", "org-chart-search")
    )
    return {
        "towers by region": reverse("organisation", args=[slug]),
        "the same, digital": reverse("organisation", args=[slug]) + "?orientation=digital",
        "heat map": reverse("duplication", args=[slug]),
        "chart by manager": chart,
        "chart by tower": f"{chart}?by=tower",
        "chart by region": f"{chart}?by=region",
        "chart as a table": f"{chart}?view=table",
        "a branch": f"{branch}?node={middle.uid}",
        "the way to a post": f"{branch}?to={middle.uid}",
        "a search": f"{search}?q=kind+17",
        "a team": reverse("team", args=[slug, team.uid]),
        "a position": reverse("position", args=[slug, middle.uid]),
    }


def answer_of(client: Client, address: str, rounds: int) -> Answer:
    """Ask once to warm up, then as often as there are rounds."""
    client.get(address)
    times, size, queries = [], 0, 0
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - start) * 1_000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        size, queries = len(answer.content), sum(q["sql"].startswith("SELECT") for q in captured.captured_queries)
    return Answer(queries, size, statistics.median(times))


def measure(positions: int, rounds: int) -> int:
    """Print every address at both sizes; 1 where queries grow or an answer is too large."""
    settings.ALLOWED_HOSTS = ["testserver"]
    found: list[dict[str, Answer]] = []
    for number in (positions // 10, positions):
        member = made_up(number, f"made-up-{number}")
        client = Client()
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        found.append({name: answer_of(client, address, rounds) for name, address in addresses(member).items()})
    few, many = found
    print(f"{connection.vendor}, {positions // 10:,} and {positions:,} positions: queries, kB, server time")
    broken = 0
    for name, large in many.items():
        small = few[name]
        is_broken = small.queries != large.queries or large.size > MOST_BYTES
        broken += is_broken
        print(
            f"  {name:<20}{small.queries:3} and {large.queries:2} queries {small.size / 1_000:7.1f} and "
            f"{large.size / 1_000:6.1f} kB {small.milliseconds:7.0f} and {large.milliseconds:5.0f} ms"
            f"{'  BROKEN' if is_broken else ''}"
        )
    return 1 if broken else 0
