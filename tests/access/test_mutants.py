"""The matrix is no ornament: each of these planted holes turns it red."""

from typing import Any

import pytest
from django.db import models

from core.access import TenantQuerySet
from core.actor import Actor
from core.api.permissions import ActorPermission
from core.models import AuditEntry, Import, Run
from core.views import base
from functions.models import Scenario
from metrics.models import Result, SpanBand
from organisations.api.tokens import WriteScope
from organisations.models import Membership, Token
from services.models import TicketLog
from tests.access.matrix import api_cells, page_cells
from tests.access.references import cases_of, faults
from tests.access.references_case import Case, fault, forget_messages
from tests.access.references_fields import NAMED, PLAIN, fields_found
from tests.access.references_holes_agreements import OF_AGREEMENTS
from tests.access.references_holes_branches import OF_BRANCHES
from tests.access.references_holes_decisions import OF_DECISIONS
from tests.access.references_holes_estimates import OF_ESTIMATES
from tests.access.references_holes_imports import OF_IMPORTS
from tests.access.references_holes_model import OF_FUNCTIONS, OF_GRID, OF_QUALITY, OF_SURVEYS, OF_TOWERS
from tests.access.references_holes_pictures import OF_PICTURES
from tests.access.references_holes_portfolio import OF_PORTFOLIO
from tests.access.references_holes_projects import OF_PROJECTS
from tests.access.references_holes_results import OF_CORE, OF_FINDINGS, OF_METRICS, OF_SERVICES
from tests.access.references_holes_roles import OF_ROLES
from tests.access.references_holes_routing import OF_ROUTING
from tests.access.references_holes_rules import OF_RULES
from tests.access.references_holes_targets import OF_TARGETS
from tests.access.references_plants import Hole, Plant
from tests.access.table import API, PAGES
from tests.access.world import World, build_world
from towers.models import Activity, Baseline, Position, Team

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def sees_all(model: type[models.Model]) -> Plant:
    """`visible_to` of one model returns every row."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = TenantQuerySet.visible_to

        def visible_to(self: Any, actor: Actor) -> Any:
            return self.all() if self.model is model else honest(self, actor)

        patch.setattr(TenantQuerySet, "visible_to", visible_to)

    return plant


def always(owner: Any, name: str, value: Any = True) -> Plant:
    """A check that lets everybody pass."""
    return lambda patch: patch.setattr(owner, name, value)


def passes(patch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    patch.setattr(owner, name, lambda *args, **kwargs: True)


# Teams of a baseline, effort, placements and operations are not here: they are only ever read through a baseline or a
# scenario that was looked up before.
# With each the address whose cells notice first; the others are only asked where these do not.
MODELS: dict[type[models.Model], str] = {
    Run: "api-runs",
    AuditEntry: "audit",
    Import: "api-imports",
    Membership: "member-change",
    Token: "api-tokens",
    Baseline: "api-baselines",
    Team: "team",
    Position: "api-position",
    Activity: "api-activities",
    Scenario: "api-scenarios",
    TicketLog: "api-agreement-results",
    Result: "api-results",
    SpanBand: "api-span-bands",
}
MUTANTS: dict[str, tuple[Plant, str]] = {
    **{f"every {model.__name__} visible": (sees_all(model), first) for model, first in MODELS.items()},
    "everybody may edit": (always(Actor, "can_edit"), "api-runs"),
    "everybody may administer": (always(Actor, "can_administer"), "api-token"),
    "no role check on pages": (lambda patch: passes(patch, base, "require_edit"), "run-cancel"),
    "no administrator check": (lambda patch: passes(patch, base, "require_admin"), "audit"),
    "API permission always true": (lambda patch: passes(patch, ActorPermission, "has_permission"), "api-runs"),
    "token endpoints open": (lambda patch: passes(patch, WriteScope, "has_permission"), "api-tokens"),
}


HOLES: tuple[Hole, ...] = (
    *OF_CORE,
    *OF_IMPORTS,
    *OF_TOWERS,
    *OF_GRID,
    *OF_SURVEYS,
    *OF_QUALITY,
    *OF_FUNCTIONS,
    *OF_RULES,
    *OF_ROUTING,
    *OF_AGREEMENTS,
    *OF_BRANCHES,
    *OF_PICTURES,
    *OF_ROLES,
    *OF_SERVICES,
    *OF_PORTFOLIO,
    *OF_PROJECTS,
    *OF_TARGETS,
    *OF_METRICS,
    *OF_FINDINGS,
    *OF_DECISIONS,
    *OF_ESTIMATES,
)
ROWS = {row.name: (page_cells, row) for row in PAGES} | {row.name: (api_cells, row) for row in API}


def is_red(world: World, first: str) -> bool:
    """Stops at the first cell or case that is wrong; the cells of one address come first."""
    cells, row = ROWS[first]
    return (
        any(cell.is_wrong for cell in cells(world, [row]))
        or any(cell.is_wrong for cell in api_cells(world, API))
        or any(cell.is_wrong for cell in page_cells(world, PAGES))
        or any(faults(world))
    )


def is_seen(world: World, cases: dict[str, Case], place: str) -> bool:
    """The case is wrong, or else the first wrong cell of the address is about something foreign.

    A case that crashed would not do, nor one's own cell: the plant itself might be broken.
    """
    if case := cases.get(place):
        found = fault(world, case)
        return bool(found) and ": 500" not in found
    forget_messages(world)
    cells, row = ROWS[place]
    first = next((cell for cell in cells(world, [row]) if cell.is_wrong), None)
    return first is not None and not first.what.endswith(", own")


def surviving_mutants(world: World) -> list[str]:
    """What no cell or case noticed; with all of them gone the cells that look first are right again."""
    survivors = []
    for name, (plant, first) in MUTANTS.items():
        with pytest.MonkeyPatch.context() as patch:
            forget_messages(world)
            plant(patch)
            survivors += [] if is_red(world, first) else [name]
    survivors += ["all closed again"] if any(cell.is_wrong for cell in api_cells(world, API)) else []
    return survivors


def surviving_holes(world: World) -> list[str]:
    """The holes that were not noticed, with the first place where they should have been.

    Nor may a place stay red once the hole is closed: what it noticed would be something else.
    """
    cases = cases_of(world)
    survivors = []
    for hole in HOLES:
        with pytest.MonkeyPatch.context() as patch:
            hole.plant(patch)
            unseen = next((place for place in hole.seen_at if not is_seen(world, cases, place)), None)
        survivors += [] if unseen is None else [f"{hole.what} at {unseen}"]
        survivors += [f"{hole.what}, closed again"] if is_seen(world, cases, hole.seen_at[0]) else []
    return survivors


def test_every_mutant_turns_the_matrix_red(capsys: pytest.CaptureFixture[str]) -> None:
    world = build_world()
    survivors = surviving_holes(world) + surviving_mutants(world)
    planted = len(HOLES) + len(MUTANTS)
    with capsys.disabled():
        print(f"\n  planted holes: {planted - len(survivors)} of {planted} turn the matrix red")
    assert survivors == []


def test_every_reference_has_its_hole() -> None:
    """A new case, or a new address that names something, is entered where a hole in its look-up is planted."""
    seen_at = {place for hole in HOLES for place in hole.seen_at}
    assert seen_at == set(cases_of(build_world())) | {name for name, (_, row) in ROWS.items() if row.named}


def test_every_field_that_names_a_row_has_its_case() -> None:
    """A new field, filter or parameter goes into `NAMED` with a case of its own, or into `PLAIN` if it names no row."""
    assert fields_found() == set(NAMED) | PLAIN
    assert set(NAMED.values()) <= set(cases_of(build_world()))
