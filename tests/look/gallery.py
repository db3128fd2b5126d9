"""Invented figures for the gallery: one page of every kind, with every component in it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django import forms
from django.core.paginator import Paginator

from core.scales import heat_step, matrix_step

REGIONS = ["Americas", "Europe", "Asia"]
TOWERS = {"Mainframe": (28, 41, 13), "Server": (58, 74, 46), "Storage": (24, 31, 19), "End user": (82, 101, 67)}
ACTIVITIES = {
    "Monitoring and events": (4.5, 14.0, 6.5, 8.0, 9.5, 15.5),
    "Engineering standards": (4.0, 12.0, 6.5, 7.0, 6.0, 10.5),
    "Provisioning": (1.5, 16.0, 7.5, 6.5, 7.0, 8.5),
    "Project office": (1.5, 4.5, 1.5, 3.0, 2.0, 5.0),
    "Capacity reporting": (0.4, 1.2, 0.9, 0.0, 0.8, 0.7),
}
UNITS = ["Mainframe", "Server", "Storage", "Middleware", "Database", "Network"]


class ExampleForm(forms.Form):
    name = forms.CharField(
        label="Name of the mapping", help_text="It is offered again.", widget=forms.TextInput({"class": "input"})
    )
    kind = forms.ChoiceField(choices=[("a", "Positions")], widget=forms.Select({"class": "select"}), required=False)
    sure = forms.BooleanField(label="Keep for later files", required=False)


def frame() -> dict[str, Any]:
    """What every page gets: organisation, actor, navigation."""
    groups = ["Summary", "Today", "Target", "Replay", "Savings", "Roadmap", "Data"]
    children = [{"label": "Organisation", "url": "#"}, {"label": "Handoffs", "url": "#", "is_current": True}]
    return {
        "organisation": {"name": "Halvorsen Industries", "slug": "halvorsen", "currency": "EUR"},
        "baseline_label": "Baseline 31 Mar 2026",
        "actor": {"email": "karin.berg@example.org", "role": "modeller"},
        "memberships": [
            {"name": "Halvorsen Industries", "url": "#", "is_current": True},
            {"name": "Other", "url": "#"},
        ],
        "nav": [
            {
                "label": label,
                "url": "#",
                "icon": label.lower(),
                "is_current": label == "Today",
                "children": children if label == "Today" else [],
            }
            for label in groups
        ],
        "request_id": "7f3a91c2",
    }


def dashboard() -> dict[str, Any]:
    evidence = {"measured": 0.46, "surveyed": 0.24, "benchmark": 0.19, "assumed": 0.11}
    return {
        "range": {
            "low": 0.041,
            "likely": 0.068,
            "high": 0.097,
            "axis_max": 0.12,
            "axis_max_text": "12%",
            "low_text": "4.1%",
            "low_detail": "EUR 3.2m",
            "likely_text": "6.8%",
            "likely_detail": "EUR 5.3m",
            "high_text": "9.7%",
            "high_detail": "EUR 7.6m",
            "band": {"from": 0.05, "to": 0.10, "text": "Benchmark 5–10%"},
        },
        "tiles": [
            {
                "label": "Capacity freed",
                "figure": "61",
                "unit": "FTE",
                "shares": [0.62, 0.23, 0.15],
                "note": "38 cash, 14 capacity, 9 redeployed",
            },
            {
                "label": "First-line resolution",
                "before": "58%",
                "figure": "81%",
                "note": "1.24 to 0.52 handoffs per ticket",
            },
            {"label": "One-off cost", "figure": "EUR 3.1m", "note": "EUR 2.6m to 3.9m; 58% severance"},
            {"label": "Break-even", "figure": "Month 10", "note": "April 2027; full effect in month 9"},
            {
                "label": "Confidence",
                "figure": "Medium",
                "evidence": evidence,
                "note": "46% measured, 24% surveyed, 19% benchmark, 11% assumed",
            },
        ],
        "charts": charts(),
        "tickets": tickets(),
        "options": [
            ("Saving a year", "EUR 1.3m", "EUR 2.4m", "EUR 5.3m"),
            ("One-off cost", "EUR 0.4m", "EUR 1.2m", "EUR 3.1m"),
            ("Break-even", "Month 6", "Month 9", "Month 10"),
            ("People with a new boss", "22", "96", "412"),
        ],
    }


def charts() -> dict[str, Any]:
    steps = [
        ("Demand that adds no value", 0.8, "9 FTE, 1.0%"),
        ("Duplication removed", 2.1, "25 FTE, 2.7%"),
        ("Scale in operations", 1.5, "17 FTE, 1.9%"),
        ("Managers and staff", 0.9, "10 FTE, 1.2%"),
    ]
    parts = [("cash", 3.3), ("capacity", 1.2), ("redeployed", 0.8)]
    moved = [
        ("Work that looks alike is alike", "55% to 85% of it", 4.2, 6.4),
        ("The first line closes more tickets", "72% to 86%", 4.5, 5.9),
        ("Freed posts stay empty", "78% to 97% of them", 4.6, 5.8),
        ("Managers lead larger teams", "6.5 to 9 reports", 4.9, 5.6),
        ("Few people leave in the change", "14% to 4% leave", 5.0, 5.5),
    ]
    unit = "EUR m a year"
    return {
        "waterfall": {
            "unit": unit,
            "steps": [{"label": a, "value": b, "text": str(b), "detail": c} for a, b, c in steps],
            "total": {
                "label": "Saving a year",
                "value": 5.3,
                "text": "5.3",
                "detail": "61 FTE, 6.8%",
                "low": 3.2,
                "low_text": "P10 3.2",
                "high": 7.6,
                "high_text": "P90 7.6",
                "parts": [{"label": a, "value": b, "text": str(b)} for a, b in parts],
            },
        },
        "capture": {
            "unit": unit,
            "x_label": "months since start, July 2026",
            "planned": [[0, 0], [2, 1.7], [4, 3.6], [6, 4.7], [8, 5.2], [10, 5.3], [14, 5.3]],
            "measured": [[0, 0], [1, 0.6], [2, 1.5], [3, 2.3], [4, 3.1]],
            "planned_text": "planned 3.6",
            "measured_text": "measured 3.1",
            "full_text": "full effect 5.3",
            "break_even": {"month": 10, "text": "break-even\nmonth 10"},
            "band": {"from": 6, "to": 12, "text": "benchmark: full effect\nin 6 to 12 months"},
        },
        "tornado": {
            "unit": unit,
            "centre": 5.3,
            "centre_text": "5.3 likely",
            "bars": [
                {"label": a, "detail": b, "low": c, "low_text": str(c), "high": d, "high_text": str(d)}
                for a, b, c, d in moved
            ],
        },
        "bars": {
            "unit": "FTE outside the largest team",
            "bars": [
                {"label": name, "value": sum(v) - max(v), "text": f"{sum(v) - max(v):.1f}", "is_chosen": False}
                for name, v in ACTIVITIES.items()
            ],
            "compare": {"value": 20, "text": "median 20.0"},
        },
        "table": {
            "columns": ["Source", "EUR m", "FTE"],
            "rows": [["Demand", "0.8", "9"], ["Duplication", "2.1", "25"]],
        },
    }


def tickets() -> list[dict[str, Any]]:
    path = [
        (0, 0, 1, 9),
        (1, 10, 1, 10),
        (2, 21, 1, 20),
        (3, 42, 1, 6),
        (2, 49, 1, 20),
        (4, 70, 3, 20),
        (5, 94, 1, 20),
        (4, 116, 5, 12),
        (0, 134, 3, 0),
    ]
    names = ["End user EU", "Network EU", "Server EU", "Storage EU", "Database EU", "Middleware EU"]
    short = [(0, 0, 1, 1), (1, 2, 1, 6), (2, 9, 12, 4), (0, 25, 1, 0)]
    return [
        lanes("Last year", "Resolved after 6 d 4 h with 9 handoffs", names, path, None),
        lanes(
            "Target",
            "Resolved after 1 d 2 h with 3 handoffs",
            ["Service desk", "Level 1 operations", "Level 2/3 operations"],
            short,
            "run",
        ),
    ]


def lanes(
    title: str, outcome: str, names: list[str], path: list[tuple[int, int, int, int]], tone: str | None
) -> dict[str, Any]:
    blocks = [{"row": row, "start": at, "length": work, "kind": "work", "tone": tone} for row, at, work, _wait in path]
    blocks += [{"row": row, "start": at + work, "length": wait, "kind": "wait"} for row, at, work, wait in path]
    pairs = pairwise(path)
    handoffs = [{"at": after[1], "from_row": before[0], "to_row": after[0]} for before, after in pairs]
    return {
        "title": title,
        "outcome": outcome,
        "summary": f"{title}: {outcome}",
        "span": 148,
        "names": [{"label": name} for name in names],
        "blocks": blocks,
        "handoffs": handoffs,
    }


def today() -> dict[str, Any]:
    phases = {"plan": 9, "build": 26, "run": 59, "support": 6}
    rows = [
        {
            "label": name,
            "cells": [
                {"positions": n, "cost": f"{n * 0.08:.1f}m", "step": heat_step(n, 400), "phases": phases}
                for n in counts
            ],
        }
        for name, counts in TOWERS.items()
    ]
    cells = {
        name: [{"text": f"{v:.1f}" if v else "", "step": heat_step(v, 16), "url": "#"} for v in values]
        for name, values in ACTIVITIES.items()
    }
    heat = {
        "caption": "FTE by activity and tower",
        "corner": "Activity",
        "columns": UNITS,
        "total_columns": ["Total"],
        "rows": [
            {
                "label": name,
                "cells": cells[name],
                "totals": [f"{sum(ACTIVITIES[name]):.1f}"],
                "is_chosen": name.startswith("Capacity"),
            }
            for name in ACTIVITIES
        ],
        "footer": {
            "label": "All activities",
            "cells": ["11.9", "47.7", "22.9", "24.5", "25.3", "40.2"],
            "totals": ["172.5"],
        },
    }
    return {
        "regions": REGIONS,
        "towers": rows,
        "phases": phases,
        "heat": heat,
        "charts": charts(),
        "phase_list": [(name, share / 100) for name, share in phases.items()],
    }


def handoffs(size: int = 18) -> dict[str, Any]:
    teams = [f"{unit} {region}" for region in ("EU", "AM", "AS") for unit in UNITS] + [
        f"Site {n}" for n in range(1, 41)
    ]
    teams = teams[:size]
    counts = [[(1 + (7 * i + 3 * j) % 11) * (90 if i // 6 == j // 6 else 3) for j in range(size)] for i in range(size)]
    rows = [
        {
            "label": teams[i],
            "total": f"{sum(counts[i]):,}",
            "is_chosen": i == 1,
            "cells": [
                {
                    "step": matrix_step(n, 990),
                    "text": f"{n:,}" if n > 400 else "",
                    "url": "#",
                    "is_self": i == j,
                    "is_chosen": (i, j) == (1, 2),
                    "title": f"{teams[i]} to {teams[j]}: {n:,} handoffs",
                }
                if i != j
                else {"is_self": True}
                for j, n in enumerate(counts[i])
            ],
        }
        for i in range(size)
    ]
    blocks = [
        {"from": 6 * at, "size": 6, "text": f"{name}: 13,301 handoffs, 42%", "is_last": at == 2}
        for at, name in enumerate(["Europe", "Americas", "Asia"])
    ]
    columns = [{"label": team, "total": "1.2k", "is_chosen": at == 2} for at, team in enumerate(teams)]
    return {
        "matrix": {"caption": "Handoffs from row to column", "columns": columns, "rows": rows, "blocks": blocks},
        "tickets": tickets(),
    }


def imports() -> dict[str, Any]:
    columns = [
        ("Pers.Nr", "004711, 004712", "Position key", "measured", 0.99, "1,012 distinct values", False),
        ("Org Unit", "INF-STO-EU", "Team", "measured", 0.94, "All 61 codes match your team list", False),
        (
            "Loc",
            "LYS, GDN, PUN",
            "Region",
            "surveyed",
            0.71,
            "Airport codes read as cities; 14 rows say only “EMEA”",
            True,
        ),
        ("Rolle 2", "plan, build", "Phase of work", "benchmark", 0.44, "Holds three words we know", True),
    ]
    keys = ("name", "values", "meaning", "level", "sure", "why", "doubt")
    return {
        "steps": [
            {"label": "File", "state": "done", "url": "#"},
            {"label": "Columns", "state": "current"},
            {"label": "Rows to fix", "detail": "46", "state": "ahead"},
            {"label": "Import", "state": "ahead"},
        ],
        "columns": [dict(zip(keys, column, strict=True)) for column in columns],
        "run": {
            "name": "Reading the tickets",
            "share": 0.62,
            "text": "62%, about 40 s left",
            "poll_url": "#",
            "is_ended": True,
        },
        "form": ExampleForm({"name": ""}),
        "page": Paginator(range(1019), 100).page(2),
        "query": "",
    }


PAGES: dict[str, Callable[[], dict[str, Any]]] = {
    "dashboard": dashboard,
    "today": today,
    "handoffs": handoffs,
    "import": imports,
    "drawer": lambda: {"evidence": {"measured": 0.31, "surveyed": 0.38, "benchmark": 0.22, "assumed": 0.09}},
}


def page_context(name: str) -> dict[str, Any]:
    return frame() | PAGES[name]()
