"""Ways to plant a hole: one look-up forgets whose rows it looks among."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.db import models
from django.shortcuts import get_object_or_404

from core.api import lists

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Hole:
    """A look-up that forgets whose rows it looks among; `seen_at` are addresses of the table and cases."""

    what: str
    plant: Plant
    seen_at: tuple[str, ...]


def hole(what: str, plant: Plant, *seen_at: str) -> Hole:
    """One hole."""
    return Hole(what, plant, seen_at)


def together(*plants: Plant) -> Plant:
    """Where one look-up stands behind another, both forget."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for one in plants:
            one(patch)

    return plant


def replaced(owner: Any, name: str, value: Any) -> Plant:
    """Another function in place of an honest one."""
    return lambda patch: patch.setattr(owner, name, value)


def unscoped(field: str, form: type[forms.Form], model: Any) -> Plant:
    """A related field of a form takes rows of every organisation."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = form.__init__

        def init(self: Any, *args: Any, **kwargs: Any) -> None:
            honest(self, *args, **kwargs)
            self.fields[field].queryset = model.objects.all()

        patch.setattr(form, "__init__", init)

    return plant


def any_row(module: ModuleType, model: type[models.Model]) -> Plant:
    """`visible_or_404` of one module finds every row of one model."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = vars(module)["visible_or_404"]

        def found(wanted: Any, actor: Any, uid: Any, *along: str) -> Any:
            return get_object_or_404(model, uid=uid) if wanted is model else honest(wanted, actor, uid, *along)

        patch.setattr(module, "visible_or_404", found)

    return plant


def all_rows(module: ModuleType, model: type[models.Model]) -> Plant:
    """`visible` of one module means every row of one model."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = vars(module)["visible"]

        def found(wanted: Any, actor: Any) -> Any:
            return model._default_manager.all() if wanted is model else honest(wanted, actor)

        patch.setattr(module, "visible", found)

    return plant


class Forgetful:
    """Stands for a model and its manager in one module: look-ups drop some conditions, and do not care who asks."""

    def __init__(self, model: type[models.Model], *forgotten: str) -> None:
        self.model, self.forgotten = model, forgotten

    def __call__(self, **values: Any) -> Any:
        """A new row."""
        return self.model(**values)

    def __getattr__(self, name: str) -> Any:
        manager = self.model._default_manager
        return getattr(manager if hasattr(manager, name) else self.model, name)

    @property
    def objects(self) -> "Forgetful":
        """The manager."""
        return self

    def visible_to(self, actor: Any) -> "Forgetful":
        """Every row."""
        return self

    def filter(self, *args: Any, **wanted: Any) -> Any:
        """The rows that the other conditions leave."""
        kept = {name: value for name, value in wanted.items() if name not in self.forgotten}
        return self.model._default_manager.filter(*args, **kept)

    def get_or_create(self, defaults: Any = None, **wanted: Any) -> tuple[Any, bool]:
        """The newest row that the other conditions leave."""
        found = self.filter(**wanted).order_by("pk").last()
        manager = self.model._default_manager
        return (found, False) if found else manager.get_or_create(defaults=defaults, **wanted)


def forgetting(module: ModuleType, model: type[models.Model], *forgotten: str) -> Plant:
    """Look-ups of one model in one module forget these conditions."""
    return replaced(module, model.__name__, Forgetful(model, *forgotten))


def known_to_all(module: ModuleType, model: type[models.Model]) -> Plant:
    """`known_names` of one module knows one model's rows of every organisation; of two of a name the later one."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = vars(module)["known_names"]

        def known(wanted: Any, organisation_id: int) -> dict[str, Any]:
            rows: Any = model._default_manager.order_by("pk")
            return {row.key: row for row in rows} if wanted is model else honest(wanted, organisation_id)

        patch.setattr(module, "known_names", known)

    return plant


def widened(model: type[models.Model], wanted: str) -> Plant:
    """A filter of an API list starts from every row."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        honest = lists._filtered

        def filtered(rows: Any, parameter: str, lookup: str, value: str) -> Any:
            every = rows.all()
            if rows.model is model and lookup == wanted:
                every.query.where = type(every.query.where)()
            return honest(every, parameter, lookup, value)

        patch.setattr(lists, "_filtered", filtered)

    return plant
