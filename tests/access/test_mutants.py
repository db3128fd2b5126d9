"""The matrix is no ornament: each of these planted holes turns it red."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.db import models

from core.access import TenantQuerySet
from core.actor import Actor
from core.api.permissions import ActorPermission
from core.models import AuditEntry, Import, Run
from core.views import base
from functions.forms import PlaceForm, ScenarioForm
from functions.models import Operation, Scenario
from metrics.models import Result
from organisations.api.tokens import WriteScope
from organisations.models import Membership, Token
from services.models import TicketLog
from tests.access.matrix import api_cells, page_cells
from tests.access.references import wrong_references
from tests.access.table import API, PAGES
from tests.access.world import World, build_world
from towers.models import Activity, Baseline, Position, Team

pytestmark = pytest.mark.django_db

Plant = Callable[[pytest.MonkeyPatch], None]


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


def unscoped(field: str, form: type[forms.Form], model: Any) -> Plant:
    """A related field of a form takes rows of every organisation."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = form.__init__

        def init(self: Any, *args: Any, **kwargs: Any) -> None:
            honest(self, *args, **kwargs)
            self.fields[field].queryset = model.objects.all()

        patch.setattr(form, "__init__", init)

    return plant


# Teams of a baseline, effort and placements are not here: they are only ever read through a baseline or a scenario
# that was looked up before.
MODELS = (
    Run,
    AuditEntry,
    Import,
    Membership,
    Token,
    Baseline,
    Team,
    Position,
    Activity,
    Scenario,
    Operation,
    TicketLog,
    Result,
)
MUTANTS: dict[str, Plant] = {
    **{f"every {model.__name__} visible": sees_all(model) for model in MODELS},
    "everybody may edit": always(Actor, "can_edit"),
    "everybody may administer": always(Actor, "can_administer"),
    "no role check on pages": lambda patch: passes(patch, base, "require_edit"),
    "no administrator check": lambda patch: passes(patch, base, "require_admin"),
    "API permission always true": lambda patch: passes(patch, ActorPermission, "has_permission"),
    "token endpoints open": lambda patch: passes(patch, WriteScope, "has_permission"),
    "scenario form takes any baseline": unscoped("baseline", ScenarioForm, Baseline),
    "place form takes any team": unscoped("team", PlaceForm, Team),
    "place form takes any activity": unscoped("activity", PlaceForm, Activity),
}


def is_red(world: World) -> bool:
    """Stops at the first cell that is wrong."""
    return (
        bool(wrong_references(world))
        or any(cell.is_wrong for cell in api_cells(world, API))
        or any(cell.is_wrong for cell in page_cells(world, PAGES))
    )


def test_every_mutant_turns_the_matrix_red(capsys: pytest.CaptureFixture[str]) -> None:
    world = build_world()
    survivors = []
    for name, plant in MUTANTS.items():
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            if not is_red(world):
                survivors.append(name)
    with capsys.disabled():
        print(f"\n  planted holes: {len(MUTANTS) - len(survivors)} of {len(MUTANTS)} turn the matrix red")
    assert survivors == []
    assert not is_red(world)
