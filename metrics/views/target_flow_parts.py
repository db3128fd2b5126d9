"""The picture of a flow from towers to functions, and the same as a table and as a list, with all their words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.figures import percent, plural
from core.scales import heat_step
from metrics.computations.flow_picture import BAR, LEFT, RIGHT, WIDTH, Bar, Picture, flow_picture
from metrics.selectors.target_effort import function_name, phase_of
from metrics.selectors.target_flow import OTHERS, Amount, Flow, drawn_towers

MARGIN = 12
MOST_NAMED = 3

Write = Callable[[float], str]  # a figure with its unit, or without
Behind = Callable[[str, int | None], str]  # the address of what is behind a tower and a function


@dataclass(frozen=True)
class FlowParts:
    """A flow by FTE or by cost: `is_cost`, how figures are written in words and in the table, where bands lead."""

    flow: Flow
    is_cost: bool
    write: Write
    bare: Write
    behind: Behind

    def size(self, amount: Amount) -> float:
        """What is drawn of an amount."""
        return amount.cost if self.is_cost else amount.fte

    def words(self, amount: Amount) -> str:
        """An amount with its unit."""
        return self.write(self.size(amount))

    @cached_property
    def _drawn(self) -> tuple[Picture, dict[str, str]]:
        """The picture, and the names of its towers; the smallest of many are one bar."""
        drawn, names = drawn_towers(self.flow), dict(self.flow.towers)
        names[OTHERS] = plural(sum(bar == OTHERS for bar in drawn.values()), "smaller tower")
        sizes: dict[tuple[str, int], float] = {}
        for (tower, code), amount in self.flow.spots.items():
            sizes[drawn[tower], code] = sizes.get((drawn[tower], code), 0.0) + self.size(amount)
        return flow_picture(sizes, list(dict.fromkeys(drawn.values())), self.flow.codes), names

    def picture(self, title: str) -> dict[str, Any]:
        """Bars and bands for `components/flow.html`."""
        laid, names = self._drawn
        return {
            "title": title,
            "width": WIDTH,
            "height": laid.height + 2 * MARGIN,
            "top": -MARGIN,
            "bar": BAR,
            "left": LEFT,
            "left_text": LEFT - 10,
            "right": RIGHT,
            "right_text": RIGHT + BAR + 10,
            "towers": [self._bar(bar, names[str(bar.key)], "") for bar in laid.towers],
            "functions": [
                self._bar(bar, function_name(int(bar.key)), phase_of(int(bar.key)) or "home") for bar in laid.functions
            ],
            "bands": self._bands(laid, names),
            "list": self._list(laid, names),
        }

    def _bar(self, bar: Bar, name: str, phase: str) -> dict[str, Any]:
        place = {"y": bar.y, "height": max(bar.height, 1), "name_y": bar.middle - 2, "text_y": bar.middle + 13}
        return {**place, "name": name, "text": self.write(bar.value), "phase": phase}

    def _bands(self, laid: Picture, names: dict[str, str]) -> list[dict[str, Any]]:
        leaving = {bar.key: bar.value for bar in laid.towers}
        return [
            {
                "path": band.path,
                "phase": phase_of(band.code) or "home",
                "words": f"{names[band.tower]} to {function_name(band.code)}: {self.write(band.value)}, "
                f"{percent(band.value / leaving[band.tower], 0)} of {names[band.tower]}",
                "url": "" if band.tower == OTHERS else self.behind(band.tower, band.code),
            }
            for band in laid.bands
        ]

    def _list(self, laid: Picture, names: dict[str, str]) -> list[dict[str, Any]]:
        """Function by function where it comes from, for screens too narrow for the picture."""
        largest = max((bar.value for bar in laid.functions), default=1.0)
        found = []
        for bar in laid.functions:
            arriving = sorted((band for band in laid.bands if band.code == bar.key), key=lambda band: -band.value)
            told = [f"{names[band.tower]} {self.write(band.value)}" for band in arriving[:MOST_NAMED]]
            more = len(arriving) - MOST_NAMED
            told += [f"{more} more"] if more > 0 else []
            own = {"name": function_name(int(bar.key)), "text": self.write(bar.value), "from": ", ".join(told)}
            place = {"phase": phase_of(int(bar.key)) or "home", "value": bar.value, "largest": largest}
            found.append({**own, **place, "url": self.behind("", int(bar.key))})
        return found

    def heat(self, caption: str) -> dict[str, Any]:
        """Towers by functions for `components/heat_table.html`, each cell with the way to what is behind it."""
        flow = self.flow
        largest = max(map(self.size, flow.spots.values()))
        return {
            "caption": caption,
            "corner": "Tower",
            "columns": [function_name(code) for code in flow.codes],
            "total_columns": ["All"],
            "rows": [
                {
                    "label": name,
                    "cells": [self._cell(tower, code, largest) for code in flow.codes],
                    "totals": [self._bare(flow.total(tower))],
                }
                for tower, name in flow.towers
            ],
            "footer": {
                "label": "All",
                "cells": [self._bare(flow.total(code=code)) for code in flow.codes],
                "totals": [self._bare(flow.total())],
            },
        }

    def _bare(self, amount: Amount) -> str:
        """Without the unit, which stands above the table."""
        return self.bare(self.size(amount))

    def _cell(self, tower: str, code: int, largest: float) -> dict[str, Any]:
        amount = self.flow.spots.get((tower, code))
        if amount is None:
            return {"text": "", "step": 0}
        step = heat_step(self.size(amount), largest)
        return {"text": self._bare(amount), "step": step, "url": self.behind(tower, code), "is_drawer": True}
