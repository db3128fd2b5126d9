"""The chart of a target organisation: phases, functions, their pools, and whose work stands in each."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from core.actor import Actor
from core.figures import fte, integer, plural
from functions.models import Scenario
from functions.projection import HOME
from metrics.computations.span_bands import managers_in_band
from metrics.selectors.org_chart_nodes import TOP, Found, Key, Node, depth_first
from metrics.selectors.span_bands import Band
from metrics.selectors.target_chart_parts import LEVELS, STAY, Part, in_order, managers_words, parts_of
from metrics.selectors.target_effort import TargetEffort, fte_of, phase_of


class TargetChart:
    """Parts by their ids; managers needed are FTE divided by the spans that fit, rounded up."""

    def __init__(self, actor: Actor, scenario: Scenario, target: TargetEffort, bands: dict[int, Band]) -> None:
        self.actor, self.scenario, self.target, self.bands = actor, scenario, target, bands
        self.root: Key = TOP
        self.parts = parts_of(target)
        self._below: dict[str, list[str]] = {}
        for part in sorted(self.parts.values(), key=in_order):
            if part.parent:
                self._below.setdefault(part.parent, []).append(part.id)

    @property
    def is_empty(self) -> bool:
        """There is no effort."""
        return not self._below

    def key_of(self, node: str) -> Key:
        """The part with this id."""
        if node not in self.parts:
            raise Http404("There is no such part in this chart.")
        return node

    def children_of(self, key: Key) -> list[Key]:
        """The parts below: phases and functions in their order, the rest by FTE."""
        return list(self._below.get(str(key), []))

    def path_to(self, key: Key) -> list[Key]:
        """The parts from the leader down."""
        path, above = list[Key](), self.parts[str(key)].parent
        while above:
            path.append(above)
            above = self.parts[above].parent
        return path[::-1]

    def columns(self) -> list[tuple[str, str]]:
        """What stands in each column."""
        return [
            ("", ""),
            ("Phase", ""),
            ("Function", f"{self._count('function')} with work"),
            ("Pool", integer(self._count("pool"))),
            ("Technology", "by tower of today"),
            ("Teams of today", integer(len(self.parts[TOP].teams))),
        ]

    def _count(self, kind: str) -> int:
        return sum(part.kind == kind and part.code != HOME for part in self.parts.values())

    def nodes(self, keys: list[Key]) -> dict[Key, Node]:
        """From what was read already."""
        return {key: self._node(self.parts[str(key)]) for key in keys}

    def search(self, words: list[str], most: int) -> list[Found]:
        """Parts whose names hold all words, the highest and largest first."""
        folded = [word.casefold() for word in words]
        matches = [one for one in self.parts.values() if one.parent and all(w in one.name.casefold() for w in folded)]
        matches.sort(key=lambda one: (LEVELS.index(one.kind), -one.fte, one.name))
        return [Found(one.id, one.id, one.name, self._where(one)) for one in matches[:most]]

    def finding(self) -> tuple[str, str]:
        """How many functions and pools take how much, and what stays."""
        whole, stays = self.parts[TOP], self.parts[STAY].volume if STAY in self.parts else 0
        functions, pools = self._count("function"), self._count("pool")
        if not functions:
            return f"All {fte(whole.fte)} FTE stay in their teams", "No function has work yet."
        kept = f"; {fte(fte_of(stays))} FTE stay in their teams" if stays else ""
        return (
            f"{plural(functions, 'function')} in {plural(pools, 'pool')} take {fte(fte_of(whole.volume - stays))} FTE",
            f"Work of {plural(len(whole.teams), 'team')} of today{kept}.",
        )

    @property
    def headers(self) -> list[str]:
        """The columns of the table."""
        return ["Name", "Kind", "Within", "FTE", "Cards", "Teams", "Managers needed, least", "Managers needed, most"]

    def order(self) -> list[Key]:
        """All parts, each before what it holds."""
        return depth_first(self.root, self.children_of)[1:]

    def cells(self, keys: list[Key]) -> list[list[Any]]:
        """From what was read already."""
        return [self._cells(self.parts[str(key)]) for key in keys]

    def _cells(self, part: Part) -> list[Any]:
        needed = self._managers(part) or ("", "")
        return [part.name, part.kind, self._where(part), part.fte, len(part.cards), len(part.teams), *needed]

    def _managers(self, part: Part) -> tuple[int, int] | None:
        """The fewest and the most managers that fit the work of the function; of functions and pools alone."""
        if not part.code or part.kind not in ("function", "pool"):
            return None
        band, chosen = self.bands[part.code], self.target.spans.get(part.code)
        return managers_in_band(part.fte, chosen or band.low, chosen or band.high)

    def _reports(self, code: int) -> str:
        """How many reports per manager fit: what the scenario states, else the band."""
        chosen = self.target.spans.get(code)
        return f"{chosen}, as chosen" if chosen else self.bands[code].range

    def _where(self, part: Part) -> str:
        above = [self.parts[str(key)].name for key in self.path_to(part.id)[1:]]
        return " / ".join(above) or part.kind

    def _node(self, part: Part) -> Node:
        managers = self._managers(part)
        needs = f", {managers_words(managers)}" if managers else ""
        return Node(
            id=part.id,
            title=part.name,
            note=f"{fte(part.fte)} FTE{needs}",
            below=len(self._below.get(part.id, [])),
            layer=len(self.path_to(part.id)),
            is_place=part.kind != "team",
            phase=phase_of(part.code) if part.code else part.id.removeprefix("phase-") if part.kind == "phase" else "",
            url=self._address(part),
            facts=self._facts(part, managers),
        )

    def _facts(self, part: Part, managers: tuple[int, int] | None) -> list[tuple[str, str]]:
        facts = [
            ("Within", self._where(part) if part.parent else ""),
            ("Cards", plural(len(part.cards), "card")),
            ("Teams of today", integer(len(part.teams)) if part.kind != "team" else ""),
            ("Needs", managers_words(managers) if managers else ""),
            ("Reports per manager that fit", self._reports(part.code) if managers and part.code else ""),
        ]
        return [fact for fact in facts if fact[1]]

    def _address(self, part: Part) -> str:
        if not part.asked:
            return ""
        address = reverse("scenario-effort", args=[self.actor.organisation_slug, self.scenario.uid])
        return f"{address}?{urlencode(part.asked)}"
