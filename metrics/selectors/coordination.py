"""What coordination takes of each role: posts by title or by grade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.actor import Actor
from core.basis import Basis, basis_of
from metrics.computations.suppression import hidden_cells
from metrics.selectors.post_table import PostTable, post_table
from metrics.selectors.spans import added, known_money
from towers.models import FTE_UNIT, Baseline
from towers.names import folded, tidy

BY = ("title", "grade")
NO_GRADE = "no grade"


@dataclass(slots=True)
class RoleRow:
    """Filled posts of one title or grade: persons, FTE, FTE of coordination and its money a year (None: unknown).

    `is_hidden`: the number of persons is too small to be shown beside money.
    """

    key: str
    name: str
    heads: int = 0
    fte: float = 0.0
    coordination_fte: float = 0.0
    money: float | None = None
    is_hidden: bool = False

    @property
    def share(self) -> float:
        """Of the role's time."""
        return self.coordination_fte / self.fte if self.fte else 0.0


@dataclass(frozen=True, slots=True)
class CoordinationView:
    """Roles with coordination, most FTE of it first; `unplaced`: FTE of it in teams without a filled post."""

    table: PostTable
    roles: list[RoleRow]
    unplaced: float

    @property
    def fte(self) -> float:
        """FTE of coordination, that of teams without a post included."""
        return sum(row.coordination_fte for row in self.roles) + self.unplaced

    @property
    def money(self) -> float | None:
        """What is known of its yearly cost."""
        return added(row.money for row in self.roles)

    @property
    def share(self) -> float | None:
        """Of the FTE of all filled posts."""
        whole = int(self.table.units.sum()) / FTE_UNIT
        return self.fte / whole if whole else None

    @property
    def evidence(self) -> str:
        """On what most of it rests."""
        return self.table.work.coordination_evidence


def coordination_view(actor: Actor, baseline: Baseline, by: str = "title", basis: str = "") -> CoordinationView:
    """Coordination of a baseline by role, in the money of `basis` (the actor's own unless given)."""
    basis = basis or basis_of(actor)
    table = post_table(actor, baseline, basis)
    roles = _roles(table, by)
    if basis == Basis.CARD:
        _hide(roles)
    coordinating = [row for row in roles if row.coordination_fte]
    coordinating.sort(key=lambda row: (-row.coordination_fte, row.name))
    return CoordinationView(table, coordinating, table.work.time.unplaced)


def role_of(row: dict[str, str], by: str) -> tuple[str, str]:
    """Key and name of the role of a post.

    >>> role_of({"title": "Senior  Architect", "grade": ""}, "title"), role_of({"title": "", "grade": ""}, "grade")
    (('senior architect', 'Senior Architect'), ('', 'no grade'))
    """
    name = tidy(row[by])
    return folded(name), name or NO_GRADE


def _roles(table: PostTable, by: str) -> list[RoleRow]:
    found: dict[str, RoleRow] = {}
    coordination = table.work.time.coordination
    columns = (table.rows, table.units.tolist(), coordination.tolist(), known_money(table.money(coordination)))
    for row, units, spent, money in zip(*columns, strict=True):
        if units or spent:
            key, name = role_of(row, by)
            role = found.setdefault(key, RoleRow(key, name))
            role.heads += row["heads"] if units else 0
            role.fte += units / FTE_UNIT
            role.coordination_fte += spent
            role.money = added((role.money, money if spent else None))
    return list(found.values())


def _hide(roles: Iterable[RoleRow]) -> None:
    """Counts of few persons beside money are hidden, and as many others that their sum does not give them back."""
    shown = [row for row in roles if row.coordination_fte]
    hidden = hidden_cells([[row.heads] for row in shown])
    for at, row in enumerate(shown):
        row.is_hidden = (at, 0) in hidden
