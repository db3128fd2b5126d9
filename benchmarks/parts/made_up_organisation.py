"""A made-up organisation of any size: towers, regions, teams of twenty, reporting lines of about eight, effort."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import get_user_model

from core.actor import Right, Role
from organisations.models import Membership, Organisation
from towers.functions_reference import FUNCTIONS
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Region, Team, Tower

TOWERS, REGIONS, TITLES, ACTIVITIES, TEAM_SIZE, SPAN = 12, 6, 300, 60, 20, 8
BATCH = 2_000


def made_up(positions: int, slug: str) -> Membership:
    """An organisation with one baseline of so many positions, and a member who may see everything."""
    organisation = Organisation.objects.create(name=f"Made up, {positions:,} positions", slug=slug)
    baseline = Baseline.objects.create(organisation=organisation, name="As it is", as_of=date(2026, 3, 31))
    teams = _teams(baseline, positions // TEAM_SIZE)
    _positions(baseline, teams, positions)
    _efforts(baseline, teams)
    user = get_user_model().objects.create(email=f"{slug}@example.org")
    rights = [str(right) for right in Right]
    return Membership.objects.create(organisation=organisation, user=user, role=Role.ADMIN, rights=rights)


def _named(model: type[Tower] | type[Region] | type[Team], organisation: Organisation, number: int) -> list[int]:
    name = model._meta.model_name
    rows = [model(organisation=organisation, key=f"{name} {n}", name=f"{name} {n}".title()) for n in range(number)]
    model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]  # one model at a time
    return list(model._default_manager.filter(organisation=organisation).order_by("pk").values_list("pk", flat=True))


def _teams(baseline: Baseline, number: int) -> list[int]:
    organisation = baseline.organisation
    towers, regions = _named(Tower, organisation, TOWERS), _named(Region, organisation, REGIONS)
    teams = _named(Team, organisation, number)
    modes = [str(mode) for mode in BaselineTeam.Orientation.values]
    said = [
        BaselineTeam(
            baseline=baseline,
            team_id=team,
            tower_id=towers[n % TOWERS],
            region_id=regions[n // TOWERS % REGIONS],
            orientation=modes[n % 7 % 3],
        )
        for n, team in enumerate(teams)
    ]
    BaselineTeam.objects.bulk_create(said, batch_size=BATCH)
    return teams


def _positions(baseline: Baseline, teams: list[int], number: int) -> None:
    """The post with the number n reports to the one with the number (n - 1) // 8; every hundredth is vacant."""
    rows = [
        Position(
            baseline=baseline,
            key=f"P{n:06}",
            title=f"Engineer of kind {n * 7 % TITLES}",
            grade=f"G{n % 15}",
            team_id=teams[n // TEAM_SIZE % len(teams)],
            fte=10_000,
            cost_low=6_000_000 + n % 1_000 * 1_000,
            cost_high=9_000_000,
            status="vacant" if n % 100 == 99 else "filled",
        )
        for n in range(number)
    ]
    Position.objects.bulk_create(rows, batch_size=BATCH)
    ids = list(Position.objects.filter(baseline=baseline).order_by("key").values_list("pk", flat=True))
    linked = [Position(pk=pk, manager_id=ids[(n - 1) // SPAN]) for n, pk in enumerate(ids) if n]
    Position.objects.bulk_update(linked, ["manager"], batch_size=BATCH)


def _efforts(baseline: Baseline, teams: list[int]) -> None:
    codes = [function.code for function in FUNCTIONS]
    activities = Activity.objects.bulk_create(
        Activity(
            organisation=baseline.organisation, key=f"a{n}", name=f"Activity {n}", function_code=codes[n % len(codes)]
        )
        for n in range(ACTIVITIES)
    )
    rows = [
        Effort(
            baseline=baseline,
            team_id=team,
            activity=activities[(n * 3 + part * 11) % ACTIVITIES],
            fte=40_000,
            evidence="surveyed",
        )
        for n, team in enumerate(teams)
        for part in range(4)
    ]
    Effort.objects.bulk_create(rows, batch_size=BATCH)
