"""The org chart by reporting lines: posts that are not eliminated, under whoever leads them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from core.access import visible_or_404
from core.actor import Actor
from core.figures import fte, integer, plural
from metrics.computations.columns import Flags, Ints
from metrics.computations.org_chart import children_by_row, reporting_tree, with_leaders
from metrics.computations.span_bands import NARROW, bands_of_managers
from metrics.computations.spans import heads_per_layer
from metrics.selectors.org_chart_nodes import TOP, Found, Key, Node, depth_first
from metrics.selectors.span_bands import Band, bands_of
from metrics.selectors.work_time import work_time
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Position

NONE = -1
NUMBERS = ("id", "above", "heads", "fte", "unit", "guessed", "held")
FOUND = ("id", "uid", "key", "title", "team__name")
CARD = ("id", "uid", "key", "title", "grade", "heads", "fte", "status", "team__name", "manager_rule")
POST = {
    "Position": "title",
    "Reference": "key",
    "Team": "team__name",
    "Grade": "grade",
    "Manager": "manager__key",
    "Manager inferred by": "manager_rule",
}
TREE = ("Persons", "Layer", "Direct reports", "Span", "Persons below", "FTE with all below")


class ReportingLines:
    """The numbers of the posts that are not eliminated, in rows by id, and the tree that their links make."""

    def __init__(self, actor: Actor, baseline: Baseline) -> None:
        self.actor, self.baseline = actor, baseline
        numbered = self.posts.annotate(
            above=Coalesce("manager_id", NONE),
            unit=Coalesce("team_id", NONE),
            guessed=Case(When(manager_rule="", then=0), default=1),
            held=Case(When(status=Position.Status.FILLED, then="fte"), default=0),
        )
        rows = list(numbered.order_by("id").values_list(*NUMBERS))
        columns = np.array(rows, np.int64).reshape(-1, len(NUMBERS)).T
        self.ids, above, self.heads, self.fte_units, self.team, self.guessed, self.held_units = columns
        self.tree = reporting_tree(self._rows_of(above), self.heads, self.fte_units)

    @property
    def posts(self) -> QuerySet[Position]:
        """The posts of the chart."""
        own = Position.objects.visible_to(self.actor).filter(baseline=self.baseline)
        return own.exclude(status=Position.Status.ELIMINATED)

    @property
    def managers(self) -> int:
        """Posts with direct reports."""
        return int((self.tree.reports > 0).sum())

    @cached_property
    def bands(self) -> dict[int, Band]:
        """The band of each post that leads, by row; two queries."""
        tree = self.tree
        work = work_time(self.actor, self.baseline, self.ids, self.team, self.held_units, tree.reports > 0)
        numbers, known = bands_of_managers(tree.manager, self.heads, work.time.functions), bands_of(self.actor)
        return {row: known[number] for row, number in enumerate(numbers.tolist()) if number in known}

    def span_word(self, row: int) -> str:
        """Narrow, fit or wide; "" for who leads nobody."""
        return self.bands[row].word(int(self.tree.reports[row])) if row in self.bands else ""

    @property
    def narrow(self) -> int:
        """Managers below the band of their reports' work."""
        return sum(self.span_word(row) == NARROW for row in self.bands)

    @property
    def mean_span(self) -> float | None:
        """Direct reports (heads) per manager."""
        return int(self.tree.reports.sum()) / self.managers if self.managers else None

    @property
    def layers(self) -> int:
        """Layers from top to bottom."""
        return int(self.tree.layer.max(initial=0))

    @property
    def roots(self) -> int:
        """Posts without a manager."""
        return int((self.tree.manager < 0).sum())

    def _rows_of(self, ids: Ints) -> Ints:
        """The row of each id; an id that is no post of the chart is none."""
        if not len(self.ids):
            return ids
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[rows] == ids, rows, NONE)


class LineChart(ReportingLines):
    """A post stands under its manager; several tops stand side by side under “no manager”. Keys are rows."""

    def __init__(self, actor: Actor, baseline: Baseline, root: str = "", orientation: str = "") -> None:
        super().__init__(actor, baseline)
        self.orientation = orientation
        self.is_wanted = self._wanted()
        self.is_shown = with_leaders(self.tree, self.is_wanted)
        tops = self._below.get(NONE, [])
        self.root: Key = self.key_of(root) if root else tops[0] if len(tops) == 1 else NONE

    @property
    def is_empty(self) -> bool:
        """No post is in view."""
        return not self._below

    def key_of(self, node: str) -> Key:
        """The row of a post by its uid."""
        if node == TOP:
            return NONE
        try:
            post = visible_or_404(Position, self.actor, node)
        except ValidationError as error:
            raise Http404(f"“{node}” names no position.") from error
        row = int(np.searchsorted(self.ids, post.pk))
        if row == len(self.ids) or self.ids[row] != post.pk or not self.is_shown[row]:
            raise Http404("This position is not in the chart.")
        return row

    def children_of(self, key: Key) -> list[Key]:
        """The posts that a post leads."""
        return list(self._below.get(int(key), []))

    def path_to(self, key: Key) -> list[Key]:
        """The managers from the root down."""
        row, path = int(key), list[Key]()
        while row not in (self.root, NONE):
            row = int(self.tree.manager[row])
            path.append(row)
        return path[::-1]

    def columns(self) -> list[tuple[str, str]]:
        """A layer per column; before the first stands “no manager”."""
        per_layer = heads_per_layer(self.tree.layer, self.heads).tolist() if len(self.ids) else []
        names = [(f"Layer {n}", plural(heads, "person")) for n, heads in enumerate(per_layer, 1)]
        return [("", ""), *names] if self.root == NONE else names[int(self.tree.layer[int(self.root)]) - 1 :]

    def nodes(self, keys: list[Key]) -> dict[Key, Node]:
        """One query for all cards."""
        cards: dict[Key, Node] = {NONE: self._no_manager()} if NONE in keys else {}
        wanted = [int(self.ids[int(key)]) for key in keys if key != NONE]
        for card in self.posts.filter(pk__in=wanted).values(*CARD):
            row = int(np.searchsorted(self.ids, card["id"]))
            cards[row] = self._node(row, card)
        return cards

    def search(self, words: list[str], most: int) -> list[Found]:
        """Posts whose title, reference, grade or team hold all words; who leads most comes first."""
        rows = self.posts
        for word in words:
            fields = ("title", "key", "grade", "team__name")
            rows = rows.filter(Q(*((f"{name}__icontains", word) for name in fields), _connector=Q.OR))
        said = {int(np.searchsorted(self.ids, pk)): words for pk, *words in rows.values_list(*FOUND)}
        best = sorted((row for row in said if self.is_shown[row]), key=lambda row: (-self.tree.heads_below[row], row))
        return [
            Found(row, str(uid), title, f"{key}, {team or 'no team'}")
            for row in best[:most]
            for uid, key, title, team in [said[row]]
        ]

    def finding(self) -> tuple[str, str]:
        """Layers and narrow spans; posts, tops and managers that were inferred."""
        depth, managers = plural(self.layers, "layer"), plural(self.managers, "manager")
        scope = f"{plural(len(self.ids), 'post')} that are not eliminated, {integer(self.roots)} without a manager"
        guessed = int(self.guessed.sum())
        return (
            f"{depth}; {integer(self.narrow)} of {managers} {'lead' if self.narrow != 1 else 'leads'} too few persons",
            f"{scope}, {integer(guessed)} with an inferred one." if guessed else f"{scope}.",
        )

    @property
    def headers(self) -> list[str]:
        """The columns of the table."""
        return [*POST, *TREE]

    def order(self) -> list[Key]:
        """The posts in view, from the root down, each before those it leads."""
        return depth_first(self.root, self.children_of)[self.root == NONE :]

    def cells(self, keys: list[Key]) -> list[list[Any]]:
        """One query for the rows of the table."""
        rows = [int(key) for key in keys]
        posts = self.posts.filter(pk__in=self.ids[rows].tolist()).values_list("id", *POST.values())
        said = {pk: [cell or "" for cell in cells] for pk, *cells in posts}
        return [[*said[int(self.ids[row])], *self._in_tree(row)] for row in rows]

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        below = children_by_row(self.tree)
        return {manager: kept for manager, rows in below.items() if (kept := [r for r in rows if self.is_shown[r]])}

    def _wanted(self) -> Flags:
        if not self.orientation:
            return np.ones(len(self.ids), np.bool_)
        own = BaselineTeam.objects.visible_to(self.actor).filter(baseline=self.baseline, orientation=self.orientation)
        return np.isin(self.team, list(own.values_list("team_id", flat=True)))

    def _in_tree(self, row: int) -> list[Any]:
        heads, tree, reports = int(self.heads[row]), self.tree, int(self.tree.reports[row])
        below = int(tree.heads_below[row]) - heads
        return [heads, int(tree.layer[row]), reports, self.span_word(row), below, tree.fte_below[row] / FTE_UNIT]

    def _no_manager(self) -> Node:
        tops = self._below.get(NONE, [])
        lone = sum(not self.tree.reports[row] for row in tops)
        note = f"{plural(len(tops) - lone, 'top')}, {plural(lone, 'post')} that lead nobody" if lone else ""
        return Node(TOP, "No manager", note or plural(len(tops), "top"), len(tops), is_place=True)

    def _node(self, row: int, card: dict[str, Any]) -> Node:
        tree, layer = self.tree, int(self.tree.layer[row])
        reports = int(tree.reports[row])
        return Node(
            id=str(card["uid"]),
            title=card["title"],
            note=card["team__name"] or card["key"],
            below=len(self._below.get(row, [])),
            layer=layer,
            posts=card["heads"],
            span=self.span_word(row),
            reports=plural(reports, "direct report") if reports else "",
            inferred=card["manager_rule"],
            is_pale=not self.is_wanted[row],
            url=reverse("position", args=[self.actor.organisation_slug, card["uid"]]),
            facts=self._facts(row, card),
        )

    def _band_words(self, row: int) -> str:
        """Its class, and the band that it is held against."""
        if row not in self.bands:
            return ""
        band = self.bands[row]
        return f"{self.span_word(row)}: {band.range} fit ({band.label})"

    def _facts(self, row: int, card: dict[str, Any]) -> list[tuple[str, str]]:
        tree = self.tree
        below, fte_below = int(tree.heads_below[row] - self.heads[row]), int(tree.fte_below[row]) - card["fte"]
        facts = [
            ("Reference", card["key"]),
            ("Team", card["team__name"] or "none"),
            ("Grade", card["grade"]),
            ("Status", "" if card["status"] == Position.Status.FILLED else card["status"]),
            ("Layer", integer(tree.layer[row])),
            ("Span", self._band_words(row)),
            ("FTE", fte(card["fte"])),
            ("Persons in this row", integer(card["heads"]) if card["heads"] > 1 else ""),
            ("Everybody below", f"{plural(below, 'person')}, {fte(fte_below)} FTE" if below else ""),
            ("Manager inferred", card["manager_rule"]),
            ("Left out", "its manager, whose link closes a circle" if tree.is_cut[row] else ""),
        ]
        return [fact for fact in facts if fact[1]]
