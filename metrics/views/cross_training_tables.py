"""The tables of cross-training: with the ways to the tickets on the page, and in full for download."""

from collections.abc import Callable
from typing import Any

from metrics.computations.segments import ASPECTS
from metrics.selectors.cross_training import ALONE, FEW, ONE_PERSON, OTHERS, SEVERAL, CrossTraining, Row
from metrics.selectors.cross_training_tickets import SIMPLE
from metrics.selectors.handoffs import HandoffFilters
from metrics.views.cross_training_words import persons_words
from metrics.views.first_rows import ROWS_SHOWN

OF_SIMPLE = {"class": SIMPLE}
OF_EASY = OF_SIMPLE | {"touch": ASPECTS["touch"][0]}
Sheet = tuple[tuple[str, ...], list[list[Any]]]
CELL_HEADERS = ("Unit", "Tickets", "Share", "People")
ROW_HEADERS = (
    *("Tickets", "Tickets a year", "Units that closed any", "Closes most", "Its tickets", "Its share", "People"),
    *("Variation index", "Finding", "Candidate"),
)
CANDIDATE_HEADERS = ("Closed by", "Simple tickets", "Simple tickets a year", "Touch", "Others that close the like")
REACH_HEADERS = ("Own simple tickets without touch", "Those of others", "Share of all simple tickets")
Address = Callable[..., str]


def matrix(found: CrossTraining, rows: list[Row], shown: list[int], behind: Address) -> dict[str, Any]:
    """The categories with most tickets by the units that close most, and by all others together."""
    lines, top = found.ground.lines, rows[:ROWS_SHOWN]
    lists = found.cell_rows(top, shown)
    has_others = any(cells[-1] for cells in lists)
    keys = [lines.keys[unit] for unit in shown]
    narrowed: list[dict[str, Any]] = [*({"closer": key} for key in keys), {"others": keys}]
    return {
        "units": [*(lines.labels[unit] for unit in shown), *([OTHERS] if has_others else [])],
        "more": max(len(rows) - len(top), 0),
        "rows": [
            row
            | {
                "url": behind(category=row["label"]),
                "cells": [
                    cell
                    and cell
                    | {
                        "people": persons_words(cell["persons"]),
                        "url": behind(category=row["label"], **own),
                    }
                    for cell, own in zip(cells, narrowed, strict=True)
                ][: None if has_others else -1],
            }
            for row, cells in zip(top, lists, strict=True)
        ],
    }


def by_risk(rows: list[Row]) -> list[Row]:
    """What hangs on one comes first; most tickets first within each."""
    order = (ONE_PERSON, ALONE, SEVERAL, FEW)
    return sorted(rows, key=lambda row: order.index(row["standing"]))


def opening(row: Row, behind: Address) -> Row:
    return row | {
        "url": behind(category=row["label"]),
        "led_url": behind(category=row["label"], closer=row["leader_key"]),
        "people": persons_words(row["persons"]),
    }


def learning(row: Row, behind: Address) -> Row:
    like = OF_SIMPLE | {"touch": row["touch"]}
    return row | {
        "url": behind(category=row["label"], **OF_SIMPLE),
        "others_url": behind(others=row["leader_key"], **like),
    }


def reaching(row: Row, behind: Address) -> Row:
    return row | {
        "own_url": behind(closer=row["key"], **OF_EASY),
        "elsewhere_url": behind(others=row["key"], **OF_EASY),
    }


def _rows(found: CrossTraining, filters: HandoffFilters) -> Sheet:
    names = ("label", "tickets", "yearly", "units", "leader", "led", "led_share")
    return ROW_HEADERS, [
        [
            *(row[name] for name in names),
            *(persons_words(row["persons"]), row["index"], row["standing"], "yes" if row["is_candidate"] else "no"),
        ]
        for row in found.rows(filters)
    ]


def _cells(found: CrossTraining, filters: HandoffFilters) -> Sheet:
    rows, units = found.rows(filters), list(range(len(found.ground.lines.keys)))
    return CELL_HEADERS, [
        [row["label"], found.ground.lines.labels[unit], cell["tickets"], cell["share"], persons_words(cell["persons"])]
        for row, cells in zip(rows, found.cell_rows(rows, units), strict=True)
        for unit, cell in zip(units, cells[:-1], strict=True)
        if cell
    ]


def _candidates(found: CrossTraining, filters: HandoffFilters) -> Sheet:
    names = ("label", "leader", "simple", "yearly", "touch", "others")
    return CANDIDATE_HEADERS, [[row[name] for name in names] for row in found.candidate_rows(filters)]


def _reach(found: CrossTraining, filters: HandoffFilters) -> Sheet:
    names = ("label", "own", "elsewhere", "share")
    return REACH_HEADERS, [[row[name] for name in names] for row in found.reach_rows()]


SHEETS: dict[str, Callable[[CrossTraining, HandoffFilters], Sheet]] = {
    "categories": _rows,
    "cells": _cells,
    "candidates": _candidates,
    "reach": _reach,
}
