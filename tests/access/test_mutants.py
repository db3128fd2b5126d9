"""The matrix is no ornament: each of these planted holes turns it red."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.db import models

from core import access
from core.access import TenantQuerySet
from core.actor import Actor
from core.api.permissions import ActorPermission
from core.models import AuditEntry, Run
from functions.forms import PlaceForm, ScenarioForm
from functions.models import Operation, Placement, Scenario
from organisations.api.tokens import WriteScope
from organisations.models import Membership, Token
from tests.access.matrix import api_cells, page_cells
from tests.access.references import wrong_references
from tests.access.table import API, PAGES
from tests.access.world import World, build_world
from towers.models import Activity, Baseline, Team

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


MODELS = (Run, AuditEntry, Membership, Token, Scenario, Operation, Placement, Baseline, Team, Activity)
MUTANTS: dict[str, Plant] = {
    **{f"every {model.__name__} visible": sees_all(model) for model in MODELS},
    "everybody may edit": always(Actor, "can_edit"),
    "everybody may administer": always(Actor, "can_administer"),
    "no role check on pages": lambda patch: passes(patch, access, "require_edit"),
    "no administrator check": lambda patch: passes(patch, access, "require_admin"),
    "API permission always true": lambda patch: passes(patch, ActorPermission, "has_permission"),
    "token endpoints open": lambda patch: passes(patch, WriteScope, "has_permission"),
    "scenario form takes any baseline": unscoped("baseline", ScenarioForm, Baseline),
    "place form takes any team": unscoped("team", PlaceForm, Team),
    "place form takes any activity": unscoped("activity", PlaceForm, Activity),
}


@pytest.fixture
def world() -> World:
    return build_world()


def is_red(world: World) -> bool:
    """Stops at the first cell that is wrong."""
    return (
        any(cell.is_wrong for cell in page_cells(world, PAGES))
        or any(cell.is_wrong for cell in api_cells(world, API))
        or bool(wrong_references(world))
    )


def test_the_matrix_is_green_without_a_mutant(world: World) -> None:
    assert not is_red(world)


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[name](monkeypatch)
    assert is_red(world)
