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
from functions.owner_selectors import StatedOwner, stated_owners
from functions.projection import SHARE_UNIT
from functions.selectors import efforts_by_pair
from services.models import Service, ServiceOwner
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


LIVE, RETIRED, GONE = "live", "retired", "gone"
STANDINGS = (LIVE, RETIRED, GONE)


@dataclass(frozen=True, slots=True)
class OwnedService:
    """A service with its owners of today and in the target; `decision` is what a step states, if one does.

    `service` is None where the portfolio does not have it any more, and only a step names it.
    """

    uid: UUID
    name: str
    service: Service | None
    today: list[ServiceOwner]
    target: Ownership
    decision: StatedOwner | None

    @property
    def standing(self) -> str:
        """What the portfolio says of it now: live, retired, or gone."""
        if self.service is None:
            return GONE
        return RETIRED if self.service.stage == Service.Stage.RETIRED else LIVE

    @property
    def family(self) -> str:
        """Of the portfolio."""
        return self.service.family if self.service else ""

    @property
    def called_then(self) -> str:
        """The name under which it was decided, where it has another one now; else ""."""
        return self.decision.name if self.decision and self.decision.name != self.name else ""


@dataclass(frozen=True, slots=True)
class TargetServices:
    """Those that are delivered, and those that are not any more although a step still states who owns them."""

    live: list[OwnedService]
    left: list[OwnedService]


@dataclass(frozen=True)
class Ground:
    """What decides who owns a service: roles by key, what becomes of each team, and by the folded title of positions
    that there are once their role, None without a seat in a function."""

    roles: Mapping[UUID, RoleName]
    teams: Mapping[int, TeamInTarget]
    posts: Mapping[str, RoleName | None]

    def owned(self, service: Service, decision: StatedOwner | None) -> OwnedService:
        """A service, fetched with its owners."""
        today = list(service.owners.all())
        target = self._decided(decision) if decision else self._following(today)
        return OwnedService(service.uid, service.name, service, today, target, decision)

    def gone(self, decision: StatedOwner) -> OwnedService:
        """What the portfolio does not have any more, under the name that it had."""
        return OwnedService(decision.service, decision.name, None, [], self._decided(decision), decision)

    def _decided(self, decision: StatedOwner) -> Ownership:
        role = self.roles.get(decision.role) if decision.role else None
        is_gone = decision.role is not None and (role is None or role.function != decision.function)
        missing = ("the role that was chosen is not in this function any more",) if is_gone else ()
        return Ownership((Owner(decision.function, None if is_gone else role),), missing, is_decided=True)

    def _following(self, today: Iterable[ServiceOwner]) -> Ownership:
        return following([self._claim(row) for row in today])

    def _claim(self, row: ServiceOwner) -> Claim:
        if row.team_id:
            return team_claim(self.teams.get(row.team_id, TeamInTarget(row.name, {}, {})))
        return name_claim(row.name, row.key in self.posts, self.posts.get(row.key))


def owned_services(actor: Actor, scenario: Scenario) -> TargetServices:
    """The services that are not retired with their owners in the target, those that are not settled first."""
    ground, decisions = ground_of(scenario), stated_owners(scenario)
    meant = ~Q(stage=Service.Stage.RETIRED) | Q(uid__in=list(decisions))
    services = list(services_of(actor).filter(meant).prefetch_related(OWNERS))
    rows = [ground.owned(service, decisions.get(service.uid)) for service in services]
    live = [row for row in rows if row.standing == LIVE]
    known = {service.uid for service in services}
    gone = [ground.gone(decision) for uid, decision in decisions.items() if uid not in known]
    return TargetServices(
        sorted(live, key=lambda row: (ORDER.index(row.target.state), row.family, row.name)),
        [row for row in rows if row.standing != LIVE] + sorted(gone, key=lambda row: row.name),
    )


def owned_service(actor: Actor, scenario: Scenario, uid: UUID, ground: Ground | None = None) -> OwnedService:
    """One service with its owners, or 404 where neither portfolio nor steps have it; `ground` where it was read."""
    decision, known = stated_owners(scenario).get(uid), ground or ground_of(scenario)
    if decision is None:
        service = service_alone(actor, uid)
        prefetch_related_objects([service], OWNERS)
        return known.owned(service, None)
    named = services_of(actor).filter(uid=uid).prefetch_related(OWNERS)
    return next((known.owned(service, decision) for service in named), known.gone(decision))


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
