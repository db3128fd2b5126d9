"""The flow of effort from towers to functions."""

from typing import Any

from core.figures import fte, percent
from core.views.base import Table
from metrics.selectors.target_effort import function_name, phase_of
from metrics.selectors.target_flow import Flow, flow_of
from metrics.views.target_flow_parts import FlowParts
from metrics.views.target_pages import TargetPage, function_word
from towers.functions_reference import BY_CODE

MEASURES = {"fte": "FTE", "cost": "Cost"}


class ScenarioFlow(TargetPage):
    """Towers on the left, functions on the right, between them the effort; beneath it the same as a table."""

    template_name = "metrics/target_flow.html"
    address = "scenario-flow"
    kept = ("measure", "region")

    @property
    def measure(self) -> str:
        """FTE unless the address asks for cost."""
        return self.chosen("measure", tuple(MEASURES))

    def flow(self) -> Flow:
        """Of the region in view, with money where it is shown."""
        is_priced = self.measure == "cost" or self.request.GET.get("format") == "csv"
        return flow_of(self.target, self.staff if is_priced else None, self.place("region"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Picture and table."""
        flow, region = self.flow(), self.place("region")
        where = dict(self.target.regions).get(region, "")
        is_unknown = self.measure == "cost" and not flow.has_cost
        measure = "fte" if is_unknown else self.measure
        parts = FlowParts(
            flow,
            measure == "cost",
            lambda value: self.written(measure, value, value),
            lambda value: self.bare(measure, value, value),
            self._behind,
        )
        title = f"Flow of effort from towers to functions, {', '.join(filter(None, (self.scenario.name, where)))}"
        is_drawn = bool(flow.spots) and not is_unknown
        return super().get_context_data(
            heading=_heading(parts, where),
            measure=self.measure,
            measures=[(name, label, self.query(measure=name)) for name, label in MEASURES.items()],
            region=region,
            region_choices=[("", "All regions"), *self.target.regions],
            is_unknown=is_unknown,
            picture=parts.picture(title) if is_drawn else None,
            heat=parts.heat(f"Towers by functions{f', {where}' if where else ''}") if is_drawn else None,
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """A row per tower and function."""
        flow = self.flow()
        headers = ["Tower", "Function", "Phase", "FTE", self.money_header, "Cards"]
        rows = (
            [
                *(name, function_name(code), phase_of(code), round(one.fte, 4)),
                round(one.cost) if flow.has_cost else "",
                len(one.cards),
            ]
            for tower, name in flow.towers
            for code in flow.codes
            if (one := flow.spots.get((tower, code)))
        )
        return Table(f"{self.scenario.name} flow from towers to functions", headers, rows)

    def _behind(self, tower: str, code: int | None) -> str:
        function = "" if code is None else function_word(code)
        return self.effort_address(tower=tower, function=function, region=self.place("region"))


def _heading(parts: FlowParts, region: str) -> str:
    """The finding in words."""
    flow, where = parts.flow, f" of {region}" if region else ""
    whole = flow.total()
    if not whole.fte:
        return f"There is no effort{where} to place"
    if flow.largest is None:
        return f"All {fte(whole.fte)} FTE{where} stay in their teams"
    largest = flow.total(code=flow.largest)
    share = percent(parts.size(largest) / (parts.size(whole) or 1.0), 0)
    return f"{share} of the effort{where}, {parts.words(largest)}, goes to {BY_CODE[flow.largest].name}"
