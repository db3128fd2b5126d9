"""Who leads how many, what leading costs, and how deep the tree is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.computations.branches import branches, chain_to
from metrics.computations.columns import Floats
from metrics.computations.span_bands import NARROW, bands_of_managers
from metrics.computations.spans import SPAN_CLASSES, heads_per_layer, managers_per_class, managers_per_staff
from metrics.computations.spans import spans as spans_of
from metrics.selectors.post_table import PostTable, post_table
from metrics.selectors.span_bands import Band, bands_of
from towers.models import FTE_UNIT, Baseline, BaselineTeam

PLACES = ("tower", "region")
BY = ("function", *PLACES)


@dataclass(frozen=True, slots=True)
class ManagerRow:
    """A position with direct reports: its facts, their heads and FTE, its class by their number, its layer, the band of
    their work, and the FTE and money a year spent leading (None: unknown)."""

    position: dict[str, Any]
    heads: int
    fte: float
    span_class: str
    layer: int
    band: Band
    leading_fte: float
    money: float | None
    team: BaselineTeam | None

    @property
    def band_class(self) -> str:
        """Narrow, fit or wide."""
        return self.band.word(self.heads)

    def place(self, kind: str) -> tuple[str, str]:
        """Key and name of its function, tower or region."""
        if kind == "function":
            return self.band.code, self.band.label
        return place_of(self.team, kind)


@dataclass(slots=True)
class PlaceRow:
    """Managers of a function, tower or region by class, the FTE and money they spend leading, and the FTE of all posts
    there (0 for a function, which has a band instead)."""

    key: str
    name: str
    band: str = ""
    managers: Counter[str] = field(default_factory=Counter)
    leading_fte: float = 0.0
    money: float | None = None
    fte: float = 0.0

    @property
    def count(self) -> int:
        """All its managers."""
        return self.managers.total()

    @property
    def narrow_share(self) -> float:
        """Of its managers."""
        return self.managers[NARROW] / self.count

    def add(self, row: ManagerRow) -> None:
        """Count a manager."""
        self.managers[row.band_class] += 1
        self.leading_fte += row.leading_fte
        if row.money is not None:
            self.money = (self.money or 0.0) + row.money


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch: who leads it, its managers, persons and deepest layer, and the titles of the longest chain to it."""

    position: dict[str, Any]
    managers: int
    heads: int
    layers: int
    chain: list[str]


@dataclass(frozen=True)
class SpansView:
    """The posts of a baseline, its managers (narrowest first) and the bands that hold."""

    table: PostTable
    bands: dict[int, Band]
    managers: list[ManagerRow]
    per_class: list[tuple[str, int]]

    @cached_property
    def per_layer(self) -> list[int]:
        """Heads in layer 1, 2, …"""
        return heads_per_layer(self.table.tree.layer, self.table.heads).tolist() if self.table.rows else []

    @property
    def managers_per_staff(self) -> float | None:
        """Heads that lead / heads that do not; None without staff."""
        return managers_per_staff(self.table.tree.manager, self.table.heads)

    @property
    def mean_span(self) -> float | None:
        """Direct reports (heads) per manager."""
        return sum(row.heads for row in self.managers) / len(self.managers) if self.managers else None

    @cached_property
    def per_band(self) -> Counter[str]:
        """Managers by class: narrow, fit, wide."""
        return Counter(row.band_class for row in self.managers)

    @cached_property
    def narrow(self) -> list[ManagerRow]:
        """Managers below their band, those that are furthest below first, of equals those that cost most time."""
        found = [row for row in self.managers if row.band_class == NARROW]
        return sorted(found, key=lambda row: (row.heads - row.band.low, -row.leading_fte, row.position["key"]))

    @property
    def circles(self) -> int:
        """Links that were left out because they closed a circle."""
        return int(self.table.tree.is_cut.sum())

    @property
    def leading_fte(self) -> float:
        """FTE that managers spend leading."""
        return sum(row.leading_fte for row in self.managers)

    @property
    def leading_share(self) -> float | None:
        """Of the FTE of all filled posts."""
        whole = int(self.table.units.sum()) / FTE_UNIT
        return self.leading_fte / whole if whole else None

    @property
    def evidence(self) -> str:
        """On what most of that time rests; assumed where nothing is stated of a manager."""
        return self.table.work.leading_evidence

    @property
    def money(self) -> float | None:
        """What that costs a year; None if nothing is known."""
        return added(row.money for row in self.managers)

    def by(self, kind: str) -> list[PlaceRow]:
        """Managers by function (in its order), tower or region (most FTE spent leading first, unknown last)."""
        found: dict[str, PlaceRow] = {}
        for row in self.managers:
            key, name = row.place(kind)
            found.setdefault(key, PlaceRow(key, name, row.band.range if kind == "function" else "")).add(row)
        if kind == "function":
            return [found[band.code] for band in self.bands.values() if band.code in found]
        for key, fte in self._fte_by(kind).items():
            if key in found:
                found[key].fte = fte
        return sorted(found.values(), key=lambda row: (not row.key, -row.leading_fte, row.name))

    @cached_property
    def branches(self) -> list[BranchRow]:
        """The branches below the top, or the tops, those with most persons first."""
        tree, rows = self.table.tree, self.table.rows
        found = branches(tree)
        return [
            BranchRow(
                position=rows[head],
                managers=managers,
                heads=int(tree.heads_below[head]),
                layers=layers,
                chain=[rows[at]["title"] for at in chain_to(tree.manager, deepest)],
            )
            for head, managers, layers, deepest in zip(
                found.head.tolist(), found.managers.tolist(), found.layers.tolist(), found.deepest.tolist(), strict=True
            )
        ]

    def _fte_by(self, kind: str) -> dict[str, float]:
        """FTE of the filled posts by key of the place."""
        units: Counter[str] = Counter()
        for at, own in enumerate(self.table.units.tolist()):
            units[place_of(self.table.team_of(at), kind)[0]] += own
        return {key: total / FTE_UNIT for key, total in units.items()}


def place_of(team: BaselineTeam | None, kind: str) -> tuple[str, str]:
    """Key (a uid, "" for none) and name of the tower or region of a team."""
    place = getattr(team, kind) if team else None
    return (str(place.uid), place.name) if place else ("", f"No {kind}")


def added(amounts: Iterable[float | None]) -> float | None:
    """The sum of what is known; None if nothing is.

    >>> added([1.0, None, 2.0]), added([None])
    (3.0, None)
    """
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def known_money(amounts: Floats) -> list[float | None]:
    """NaN means unknown."""
    return [None if np.isnan(amount) else amount for amount in amounts.tolist()]


def spans_view(actor: Actor, baseline: Baseline, basis: str = "") -> SpansView:
    """Spans, bands and layers of a baseline's posts that are not eliminated, in the money of `basis` (the actor's own
    unless given)."""
    table, bands = post_table(actor, baseline, basis), bands_of(actor)
    tree, leading = table.tree, table.work.time.leading
    found = spans_of(tree.manager, table.heads, np.array([row["fte"] for row in table.rows], np.float64) / FTE_UNIT)
    band = bands_of_managers(tree.manager, table.heads, table.work.time.functions)
    money = known_money(table.money(leading))
    managers = [
        ManagerRow(
            position=table.rows[row],
            heads=heads,
            fte=fte,
            span_class=SPAN_CLASSES[span_class],
            layer=int(tree.layer[row]),
            band=bands[int(band[row])],
            leading_fte=float(leading[row]),
            money=money[row],
            team=table.team_of(row),
        )
        for row, heads, fte, span_class in zip(
            found.manager.tolist(), found.heads.tolist(), found.fte.tolist(), found.span_class.tolist(), strict=True
        )
    ]
    managers.sort(key=lambda row: (row.heads, row.position["key"]))
    per_class = list(zip(SPAN_CLASSES, managers_per_class(found).tolist(), strict=True))
    return SpansView(table, bands, managers, per_class)
