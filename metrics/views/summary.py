"""The dashboard for executives: one scenario's saving, what it rests on, and the options beside it."""

import math
from typing import Any

from django.http import Http404
from django.urls import reverse

from core.basis import basis_of, seen_outcome
from core.figures import money, percent
from core.views.base import Table, TablePage
from metrics.charts import COLUMNS, LEVERS, capture, waterfall
from metrics.computations.saving_summary import BAND
from metrics.selectors.summary import Option, Summary, summary
from metrics.views.explained import OptionFigures
from metrics.views.how import organisation_of
from metrics.views.summary_parts import effect_rows, handoff_facts, headcount_rows, option_rows, queue_factors
from metrics.views.summary_tables import OF_CHOSEN, OPTIONS, TABLES, capture_table, options_table, waterfall_table
from metrics.views.summary_tiles import tiles
from metrics.views.tour import TOUR

AXIS_STEP = 0.02
AMOUNT_ROOM = 0.12  # of the axis
Link = dict[str, str]  # {label, url}


class Dashboard(TablePage):
    """One page, thirty seconds."""

    template_name = "metrics/summary.html"
    section = "summary"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen scenario's figures, or what to do first."""
        found = summary(self.actor, self.request.GET.get("scenario"))
        context: dict[str, Any] = {"summary": found, "option": found.chosen}
        if found.chosen and found.chosen.saving_run and not found.chosen.saving.rows:
            context["is_unpriced"] = True
        elif found.chosen and found.chosen.saving_run:
            context |= self._figures(self._figures_of(found.chosen), self._shown(found))
        return super().get_context_data(**context, **kwargs)

    def table(self, wanted: str) -> Table:
        """One of the tables behind the pictures: waterfall, capture, headcount, options."""
        found = summary(self.actor, self.request.GET.get("scenario"))
        if wanted not in TABLES or found.chosen is None:
            raise Http404("There is no such table.")
        shown = self._shown(found)
        content = options_table(shown) if wanted == OPTIONS else OF_CHOSEN[wanted](self._figures_of(found.chosen))
        return Table(f"{found.chosen.scenario.name} {wanted}", content["columns"], content["rows"])

    def _figures_of(self, option: Option) -> OptionFigures:
        return OptionFigures(option, self.actor.organisation_slug, organisation_of(self.request).currency)

    def _shown(self, found: Summary) -> list[OptionFigures]:
        return [self._figures_of(option) for option in found.options if option.saving.rows]

    def _figures(self, figures: OptionFigures, shown: list[OptionFigures]) -> dict[str, Any]:
        option, saving, currency = figures.option, figures.option.saving, figures.currency
        return {
            "cash": figures.money("saving_cash"),
            "cash_range": figures.money_range("saving_cash"),
            "labour_cost": figures.money("labour_cost"),
            "fte_in_scope": figures.fte("fte_in_scope"),
            "range": _range(figures),
            "csv": self._downloads(option),
            "tour": TOUR,
            "hows": _hows(figures),
            "outcome": seen_outcome(self.actor, option.saving_run.outcome) if option.saving_run else {},
            "basis": basis_of(self.actor),
            "queue_factors": queue_factors(figures),
            "tiles": tiles(figures),
            "waterfall": waterfall(saving, currency),
            "waterfall_table": waterfall_table(figures),
            "capture": capture(saving, currency),
            "capture_table": capture_table(figures),
            "headcount": headcount_rows(figures),
            "handoffs": handoff_facts(figures),
            "effects": effect_rows(figures),
            "options": shown,
            "options_table": option_rows(shown),
        }

    def _downloads(self, option: Option) -> dict[str, str]:
        address = reverse("summary", args=[self.actor.organisation_slug])
        return {name: f"{address}?format=csv&table={name}&scenario={option.scenario.uid}" for name in TABLES}


def _hows(figures: OptionFigures) -> dict[str, Any]:
    """Where the pictures' figures are explained: the band, each step and column of the sum, the curve's marks."""
    steps = [
        ("Freed a year", figures.how("saving_freed", d2="mean")),
        ("its range", figures.how("saving_freed")),
        *((label, figures.how(f"saving_lever_{code}")) for code, label in LEVERS),
        *((label.capitalize(), figures.how(f"saving_{code}", d2="mean")) for code, label in COLUMNS),
    ]
    marks = [
        ("Month 12", figures.how("saving_curve", "12")),
        ("Month 36", figures.how("saving_curve", "36")),
        ("Break-even", figures.how("payback_month")),
    ]
    return {
        "range": figures.how("saving_band_share"),
        "benchmark": figures.how("benchmark", "low"),
        "inside": figures.how("probability_inside"),
        "freed": figures.how("saving_freed"),
        "steps": _links(steps),
        "capture": figures.how("saving_curve", "12"),
        "marks": _links(marks),
    }


def _links(labelled: list[tuple[str, str]]) -> list[Link]:
    return [{"label": label, "url": url} for label, url in labelled if url]


def _range(figures: OptionFigures) -> dict[str, Any] | None:
    """The range bar: cash run-rate in month 12 as a share of labour cost, over the benchmark's band."""
    share, labour_cost = figures.figure("saving_band_share"), figures.value("labour_cost")
    if share is None or share.value is None or share.low is None or share.high is None or not labour_cost:
        return None
    reach = max(0.12, share.high)
    axis_max = AXIS_STEP * math.ceil(reach / AXIS_STEP - 1e-9)
    ends = {"low": share.low, "likely": share.value, "high": share.high}
    placed = {name: max(0.0, value) for name, value in ends.items()}
    # Words beside one another need room; a narrow range keeps those in the middle.
    is_wide = min(share.value - share.low, share.high - share.value) > AMOUNT_ROOM * axis_max
    shown = ends if is_wide else {"likely": share.value}
    texts = {f"{name}_text": percent(value) for name, value in shown.items()}
    details = {f"{name}_detail": money(value * labour_cost, figures.currency) for name, value in shown.items()}
    between = "" if is_wide else f"8 in 10 draws: {percent(share.low)} to {percent(share.high)}"
    return {
        **placed,
        **texts,
        **details,
        "between": between,
        "axis_max": axis_max,
        "axis_max_text": percent(axis_max, 0),
        "band": _band(),
    }


def _band() -> dict[str, Any]:
    low, high = BAND
    return {"from": low, "to": high, "text": f"Benchmark {low * 100:.0f}–{percent(high, 0)}"}
