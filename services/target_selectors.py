"""Reads about who owns services in a scenario; the caller has found the scenario among the visible ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from core.actor import Actor
from functions.models import Role, RoleSeat, Scenario
from functions.projection import SHARE_UNIT
from functions.selectors import efforts_by_pair
from services.models import Service, ServiceOwner, TargetOwner
from services.portfolio_selectors import PARTS, service_of, services_of
from services.target_ownership import ORDER, Owner, Ownership, RoleName, TeamInTarget, following


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
    """What decides who owns a service: roles by key, and what becomes of each team."""

    roles: Mapping[UUID, RoleName]
    teams: Mapping[int, TeamInTarget]

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
        rows = list(today)
        teams = [self.teams.get(row.team_id, TeamInTarget(row.name, {}, {})) for row in rows if row.team_id]
        return following(teams, [row.name for row in rows if not row.team_id])


def owned_services(actor: Actor, scenario: Scenario) -> list[OwnedService]:
    """The services that are not retired with their owners in the target, those that are not settled first."""
    ground, decisions = ground_of(scenario), decisions_of(actor, scenario)
    live = services_of(actor).exclude(stage=Service.Stage.RETIRED).prefetch_related(*PARTS)
    rows = [ground.owned(service, decisions.get(service.pk)) for service in live]
    return sorted(rows, key=lambda row: (ORDER.index(row.target.state), row.service.family, row.service.name))


def owned_service(actor: Actor, scenario: Scenario, uid: UUID | str) -> OwnedService:
    """One service with its owners, or 404."""
    service = service_of(actor, uid)
    return ground_of(scenario).owned(service, decisions_of(actor, scenario).get(service.pk))


def decisions_of(actor: Actor, scenario: Scenario) -> dict[int, TargetOwner]:
    """What was decided, by service."""
    return {row.service_id: row for row in TargetOwner.objects.visible_to(actor).filter(scenario=scenario)}


def roles_by_key(scenario: Scenario) -> dict[UUID, RoleName]:
    """The roles of the scenario's functions, by function, the highest first."""
    rows = Role.objects.filter(scenario=scenario, function_code__isnull=False).select_related("region")
    ordered = rows.order_by("function_code", "-level", "order", "pk")
    return {role.key: RoleName(role.key, str(role), role.function_code or 0, role.level) for role in ordered}


def ground_of(scenario: Scenario) -> Ground:
    """What the scenario says of roles and teams; four queries."""
    roles = roles_by_key(scenario)
    fte: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    efforts = efforts_by_pair(scenario)
    names: dict[int, str] = {}
    placed = scenario.placements.values_list("team_id", "team__name", "activity_id", "function_code", "share")
    for team, name, activity, code, share in placed:
        names[team] = name
        if effort := efforts.get((team, activity), 0.0) * share / SHARE_UNIT:
            fte[team][code] += effort
    seats = RoleSeat.objects.filter(scenario=scenario, position__team__isnull=False).order_by()
    seated: dict[int, dict[RoleName, int]] = defaultdict(dict)
    for team, key, count in seats.values_list("position__team_id", "role__key").annotate(Count("pk")):
        if team is not None and key in roles:
            seated[team][roles[key]] = count
    return Ground(roles, {team: TeamInTarget(name, dict(fte[team]), seated[team]) for team, name in names.items()})
