"""The dashboard for executives: one scenario's saving, what it rests on, and the options beside it."""

import math
from typing import Any

from django.http import Http404
from django.urls import reverse

from core.figures import fte, integer, money, money_range, percent
from core.views.base import Table, TablePage
from metrics.charts import LEVERS, capture, waterfall
from metrics.models import Result
from metrics.selectors.summary import Option, summary
from metrics.views.how import organisation_of
from metrics.views.summary_parts import confidence, handoff_facts, headcount_rows, option_rows
from metrics.views.summary_tables import TABLES, capture_table, waterfall_table
from metrics.views.tour import TOUR

AXIS_STEP = 0.02
AMOUNT_ROOM = 0.12  # of the axis
BAND = {"from": 0.05, "to": 0.10, "text": "Benchmark 5–10%"}


class Summary(TablePage):
    """One page, thirty seconds."""

    template_name = "metrics/summary.html"
    section = "summary"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen scenario's figures, or what to do first."""
        found = summary(self.actor, self.request.GET.get("scenario"))
        context: dict[str, Any] = {"summary": found, "option": found.chosen}
        if found.chosen and found.chosen.saving_run:
            context |= self._figures(found.chosen, found.options)
        return super().get_context_data(**context, **kwargs)

    def table(self, wanted: str) -> Table:
        """One of the tables behind the pictures: waterfall, capture, headcount, options."""
        found = summary(self.actor, self.request.GET.get("scenario"))
        if wanted not in TABLES or found.chosen is None:
            raise Http404("There is no such table.")
        content = TABLES[wanted](found, organisation_of(self.request).currency)
        return Table(f"{found.chosen.scenario.name} {wanted}", content["columns"], content["rows"])

    def _figures(self, option: Option, options: list[Option]) -> dict[str, Any]:
        currency = organisation_of(self.request).currency
        saving = option.saving
        cash, share = saving.figure("saving_cash"), saving.figure("saving_band_share")
        return {
            "cash": cash,
            "cash_text": money(cash.value if cash else None, currency),
            "cash_range": money_range(cash.low, cash.high, currency) if cash else "",
            "cash_how": self._how(option, cash),
            "share": share,
            "range": _range(option, currency),
            "csv": self._downloads(option),
            "tour": TOUR,
            "hows": self._hows(option),
            "outcome": option.saving_run.outcome if option.saving_run else {},
            "tiles": self._tiles(option, currency),
            "waterfall": waterfall(saving, currency),
            "waterfall_table": waterfall_table(option, currency),
            "capture": capture(saving, currency),
            "capture_table": capture_table(option, currency),
            "headcount": headcount_rows(saving),
            "handoffs": handoff_facts(option.replay),
            "handoffs_how": self._how(option, option.replay.figure("replay_handoffs_expected")),
            "effects": saving.of("assumption_effect"),
            "options_table": option_rows(options, option, currency),
            "labour_cost": saving.value("labour_cost"),
            "fte_in_scope": saving.value("fte_in_scope"),
        }

    def _downloads(self, option: Option) -> dict[str, str]:
        address = reverse("summary", args=[self.actor.organisation_slug])
        return {name: f"{address}?format=csv&table={name}&scenario={option.scenario.uid}" for name in TABLES}

    def _hows(self, option: Option) -> dict[str, Any]:
        """Where the pictures' figures are explained: the range, the sum and each source of value, month 12."""
        saving = option.saving
        levers = [(label, self._how(option, saving.figure(f"saving_lever_{code}"))) for code, label in LEVERS]
        return {
            "range": self._how(option, saving.figure("saving_band_share")),
            "freed": self._how(option, saving.figure("saving_freed")),
            "levers": [{"label": label, "url": url} for label, url in levers if url],
            "capture": self._how(option, saving.figure("saving_curve", "12")),
        }

    def _how(self, option: Option, figure: Result | None) -> str:
        run = None if figure is None else option.saving_run
        if figure is not None and option.replay_run and figure.run_id == option.replay_run.pk:
            run = option.replay_run
        if figure is None or run is None:
            return ""
        return reverse("how", args=[self.actor.organisation_slug, run.uid, figure.pk])

    def _tiles(self, option: Option, currency: str) -> list[dict[str, Any]]:
        saving = option.saving
        freed, one_off = saving.figure("saving_freed_fte", d2="likely"), saving.figure("one_off")
        payback, npv = saving.figure("payback_month"), saving.value("npv")
        return [
            _freed_tile(option) | {"how_url": self._how(option, freed)},
            _handoff_tile(option) | {"how_url": self._how(option, option.replay.figure("replay_handoffs_expected"))},
            {
                "label": "One-off cost",
                "figure": money(one_off.value if one_off else None, currency),
                "note": f"8 in 10 draws: {money_range(one_off.low, one_off.high, currency)}" if one_off else "",
                "how_url": self._how(option, one_off),
            },
            {
                "label": "Break-even",
                "figure": f"Month {payback.value:.0f}" if payback and payback.value else "Not in 36 months",
                "note": f"Net present value over 36 months {money(npv, currency)}",
                "how_url": self._how(option, payback),
            },
            confidence(option.saving_run.outcome if option.saving_run else {})
            | {"how_url": self._how(option, next(iter(saving.of("effort_evidence")), None))},
        ]


def _freed_tile(option: Option) -> dict[str, Any]:
    columns = {name: option.saving.value(f"saving_{name}_fte", d2="likely") or 0.0 for name in _COLUMNS}
    freed = option.saving.value("saving_freed_fte", d2="likely") or 0.0
    are_drawn = freed > 0 and min(columns.values()) >= 0
    return {
        "label": "Freed, likely case",
        "figure": fte(freed),
        "unit": "FTE",
        "shares": [value / freed for value in columns.values()] if are_drawn else None,
        "note": ", ".join(f"{fte(value)} {name}" for name, value in columns.items()),
    }


_COLUMNS = ("cash", "capacity", "redeployed")


def _handoff_tile(option: Option) -> dict[str, Any]:
    today, expected = (option.replay.value(f"replay_handoffs_{name}") for name in ("today", "expected"))
    if not today or expected is None:
        return {"label": "Handoffs", "figure": "unknown", "note": "Replay a ticket log through this scenario."}
    chance = option.replay.value("replay_handoffs_chance") or 0.0
    return {
        "label": "Handoffs left",
        "figure": percent(expected / today, 0),
        "note": f"{integer(today)} to {integer(expected)}; chance alone would leave {percent(1 - chance / today, 0)}",
    }


def _range(option: Option, currency: str) -> dict[str, Any] | None:
    """The range bar: cash run-rate in month 12 as a share of labour cost, over the benchmark's band."""
    share, labour_cost = option.saving.figure("saving_band_share"), option.saving.value("labour_cost")
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
    details = {f"{name}_detail": money(value * labour_cost, currency) for name, value in shown.items()}
    between = "" if is_wide else f"8 in 10 draws: {percent(share.low)} to {percent(share.high)}"
    return {
        **placed,
        **texts,
        **details,
        "between": between,
        "axis_max": axis_max,
        "axis_max_text": percent(axis_max, 0),
        "band": BAND,
    }
