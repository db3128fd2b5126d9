"""Reads about who owns services in a scenario; the caller has found the scenario among the visible ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Prefetch, Q, Sum, prefetch_related_objects

from core.actor import Actor
from functions.models import Role, Scenario
from functions.projection import SHARE_UNIT
from functions.selectors import efforts_by_pair
from services.models import Service, ServiceOwner, TargetOwner
from services.portfolio_selectors import service_alone, services_of
from services.target_ownership import (
    ORDER,
    Claim,
    Owner,
    Ownership,
    RoleName,
    TeamInTarget,
    following,
    name_claim,
    team_claim,
)
from towers.models import Position
from towers.names import folded

OWNERS: Any = Prefetch("owners", ServiceOwner.objects.select_related("team"))


@dataclass(frozen=True, slots=True)
class OwnedService:
    """A service with its owners of today and in the target; `decision` is the row of what was decided, if it was."""

    service: Service
    today: list[ServiceOwner]
    target: Ownership
    decision: TargetOwner | None

    @property
    def version(self) -> int:
        """Of the decision; 0 without one."""
        return self.decision.version if self.decision else 0


@dataclass(frozen=True)
class Ground:
    """What decides who owns a service: roles by key, what becomes of each team, and by the folded title of positions
    that there are once their role, None without a seat in a function."""

    roles: Mapping[UUID, RoleName]
    teams: Mapping[int, TeamInTarget]
    posts: Mapping[str, RoleName | None]

    def owned(self, service: Service, decision: TargetOwner | None) -> OwnedService:
        """A service, fetched with its owners."""
        today = list(service.owners.all())
        return OwnedService(service, today, self._decided(decision) if decision else self._following(today), decision)

    def _decided(self, decision: TargetOwner) -> Ownership:
        role = self.roles.get(decision.role) if decision.role else None
        is_gone = decision.role is not None and (role is None or role.function != decision.function_code)
        missing = ("the role that was chosen is not in this function any more",) if is_gone else ()
        return Ownership((Owner(decision.function_code, None if is_gone else role),), missing, is_decided=True)

    def _following(self, today: Iterable[ServiceOwner]) -> Ownership:
        return following([self._claim(row) for row in today])

    def _claim(self, row: ServiceOwner) -> Claim:
        if row.team_id:
            return team_claim(self.teams.get(row.team_id, TeamInTarget(row.name, {}, {})))
        return name_claim(row.name, row.key in self.posts, self.posts.get(row.key))


def owned_services(actor: Actor, scenario: Scenario) -> list[OwnedService]:
    """The services that are not retired with their owners in the target, those that are not settled first."""
    ground, decisions = ground_of(scenario), decisions_of(actor, scenario)
    live = services_of(actor).exclude(stage=Service.Stage.RETIRED).prefetch_related(OWNERS)
    rows = [ground.owned(service, decisions.get(service.pk)) for service in live]
    return sorted(rows, key=lambda row: (ORDER.index(row.target.state), row.service.family, row.service.name))


def owned_service(actor: Actor, scenario: Scenario, uid: UUID | str, ground: Ground | None = None) -> OwnedService:
    """One service with its owners, or 404; `ground` where it was read already."""
    service = service_alone(actor, uid)
    prefetch_related_objects([service], OWNERS)
    return (ground or ground_of(scenario)).owned(service, decisions_of(actor, scenario).get(service.pk))


def decisions_of(actor: Actor, scenario: Scenario) -> dict[int, TargetOwner]:
    """What was decided, by service."""
    return {row.service_id: row for row in TargetOwner.objects.visible_to(actor).filter(scenario=scenario)}


def roles_by_key(scenario: Scenario) -> dict[UUID, RoleName]:
    """The roles of the scenario's functions, by function, the highest first."""
    rows = Role.objects.filter(scenario=scenario, function_code__isnull=False).select_related("region")
    ordered = rows.order_by("function_code", "-level", "order", "pk")
    return {role.key: RoleName(role.key, str(role), role.function_code or 0, role.level) for role in ordered}


def ground_of(scenario: Scenario) -> Ground:
    """What the scenario says of roles, teams and positions; five queries."""
    roles = roles_by_key(scenario)
    fte: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    efforts = efforts_by_pair(scenario)
    names: dict[int, str] = {}
    placed = scenario.placements.values_list("team_id", "team__name", "activity_id", "function_code", "share")
    for team, name, activity, code, share in placed:
        names[team] = name
        if effort := efforts.get((team, activity), 0.0) * share / SHARE_UNIT:
            fte[team][code] += effort
    seated: dict[int, dict[RoleName, int]] = defaultdict(lambda: defaultdict(int))
    posts: dict[str, list[RoleName | None]] = defaultdict(list)
    for title, unit, heads, key in _positions(scenario):
        role = roles.get(key) if key else None
        posts[folded(title)] += [role] * heads
        if role and unit is not None:
            seated[unit][role] += heads
    teams = {team: TeamInTarget(name, dict(fte[team]), dict(seated[team])) for team, name in names.items()}
    return Ground(roles, teams, {title: found[0] for title, found in posts.items() if len(found) == 1})


def _positions(scenario: Scenario) -> Iterable[tuple[str, int | None, int, UUID | None]]:
    """Title, team, persons and the key of the role of each filled position, those that are alike together."""
    filled = Position.objects.filter(baseline_id=scenario.baseline_id, status=Position.Status.FILLED).order_by()
    here = Q(roleseat__scenario=scenario)
    rows = filled.annotate(seat=FilteredRelation("roleseat", condition=here))
    return (
        rows.values_list("title", "team_id", "seat__role__key")
        .annotate(Sum("heads"))
        .values_list("title", "team_id", "heads__sum", "seat__role__key")
    )
