"""The rows of scenarios beside one another, in words."""

from collections.abc import Sequence
from typing import Any

from core.figures import fte, money, percent, plural, signed
from functions.projection import HOME
from functions.side_by_side import PLACES, DesignSums, Difference, Split
from metrics.views.explained import OptionFigures
from services.front_doors import GroupDoors, doors_in_all
from towers.functions_reference import BY_CODE

AT_HOME = "stays in its team"


def finding(figures: Sequence[OptionFigures], found: Sequence[Difference]) -> str:
    """The heading: who saves most and by how much, else how much the scenarios place differently."""
    if len(figures) < 2:
        return "A comparison needs two scenarios"
    known = sorted(((cash, one) for one in figures if (cash := one.value("saving_cash")) is not None), key=_most_first)
    if len(known) > 1 and known[0][0] > known[1][0]:
        (most, best), (next_most, second) = known[:2]
        names = best.option.scenario.name, second.option.scenario.name
        return f"{names[0]} saves {money(most - next_most, best.currency)} a year more in cash than {names[1]}"
    if not found:
        return f"{plural(len(figures), 'scenario')} place all effort alike"
    moved, activities = sum(one.moved for one in found), plural(len(found), "activity", "activities")
    return f"{plural(len(figures), 'scenario')}, {fte(moved)} FTE of {activities} in other places"


def _most_first(pair: tuple[float, OptionFigures]) -> float:
    return -pair[0]


def function_rows(designs: Sequence[DesignSums]) -> list[dict[str, Any]]:
    """FTE by function and scenario, with the change against the first, and the reach."""
    sums = [design.by_function for design in designs]
    rows = []
    for code in PLACES:
        function = BY_CODE.get(code)
        cells = [
            {
                "fte": fte(own[code]),
                "change": signed(own[code] - sums[0][code], 1) if place else "",
                "reach": design.reach(code) if function else "",
            }
            for place, (own, design) in enumerate(zip(sums, designs, strict=True))
        ]
        differs = len({(cell["fte"], cell["reach"]) for cell in cells}) > 1
        name = function.name if function else AT_HOME.capitalize()
        rows.append(
            {
                "code": code or "",
                "name": name,
                "phase": function.phase if function else "",
                "cells": cells,
                "differs": differs,
            }
        )
    return rows


def door_rows(groups: Sequence[GroupDoors]) -> list[dict[str, Any]]:
    """Front doors by group of customers: how many today and in each scenario, None where that is not known."""
    return [
        {
            "name": one.name,
            "today": len(one.today) if one.today else None,
            "today_names": ", ".join(one.today or ()),
            "known": ("by tickets" if one.is_counted else "as stated") if one.today else "",
            "cells": [len(doors) or None for doors in one.target],
            "names": [", ".join(doors) for doors in one.target],
        }
        for one in groups
    ]


def doors_finding(groups: Sequence[GroupDoors], scenarios: Sequence[str]) -> str:
    """What each scenario makes of today's front doors, for the groups of which both are known."""
    counted = [(name, *doors_in_all(groups, number)) for number, name in enumerate(scenarios)]
    said = [
        f"{name}: {plural(before, 'front door')} of {plural(known, 'group')} become {after:,}"
        for name, known, before, after in counted
        if known
    ]
    return "; ".join(said)


def split_words(split: Split, whole: float) -> str:
    """Where an activity goes: functions with their shares, the largest first; "no effort" where there is none."""
    parts = sorted(
        ((share, code) for code, share in split.items() if share > 1e-9),
        key=lambda part: (-part[0], PLACES.index(part[1])),
    )
    names = [(BY_CODE[code].name if code != HOME else AT_HOME, share) for share, code in parts]
    if len(names) == 1:
        return names[0][0]
    return ", ".join(f"{name} {percent(share / whole, 0)}" for name, share in names) or "no effort"
