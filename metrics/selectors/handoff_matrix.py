"""The matrix of the busiest units, as its component draws it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.figures import integer, percent, plural
from core.scales import matrix_step
from metrics.computations.columns import Ints
from metrics.selectors.handoffs import HandoffAnalysis

BUSIEST = 25
# Cells below this part of the largest carry their colour only; the number stands in their title.
WRITTEN_FROM = 0.22
NEAR_END = 5  # units: a frame that ends this close to the right edge is named on its left
HEADING = 33  # characters that fit beside the matrix and over a column

Address = Callable[[str, str], str]


def busiest_units(found: HandoffAnalysis) -> list[int]:
    """The units with most handoffs sent and received, at most 25, in the order of the units."""
    volume = _sent(found) + _received(found)
    busiest = np.argsort(-volume, kind="stable")[:BUSIEST]
    return sorted(int(unit) for unit in busiest if volume[unit])


def matrix_of(found: HandoffAnalysis, address: Address, tickets: Callable[..., str]) -> dict[str, Any]:
    """Rows send, columns receive; inside a group there is no handoff, inside a larger unit the diagonal counts them.

    `address` leads to a pair, `tickets` to those behind a sum.
    """
    shown = busiest_units(found)
    counts = _counts(found, shown)
    largest = int(counts.max(initial=0))
    units = found.units
    rows = []
    for row, sender in enumerate(shown):
        cells = [
            _cell(found, sender, receiver, int(counts[row, column]), largest, address)
            for column, receiver in enumerate(shown)
        ]
        sent = int(_sent(found)[sender])
        label = units.labels[sender]
        named = {"label": heading(label), "title": label}
        told = {"total": integer(sent), "cells": cells}
        rows.append(
            named | told | _sum_link(sent, f"sent by {label}", tickets("handoffs", **{"from": units.keys[sender]}))
        )
    received = _received(found)
    return {
        "caption": "Handoffs between the busiest units: rows send, columns receive",
        "columns": [
            {
                "label": heading(units.labels[u]),
                "title": units.labels[u],
                "total": _short(int(received[u])),
            }
            | _sum_link(int(received[u]), f"received by {units.labels[u]}", tickets("handoffs", to=units.keys[u]))
            for u in shown
        ],
        "rows": rows,
        "longest": max((len(row["label"]) for row in rows), default=0),
        "blocks": _blocks(found, shown, counts),
    }


def written_from(found: HandoffAnalysis) -> int:
    """The count from which a cell of the matrix carries its number."""
    largest = int(_counts(found, busiest_units(found)).max(initial=0))
    return max(1, int(np.ceil(WRITTEN_FROM * largest)))


def heading(label: str) -> str:
    """A name short enough for its row and column: its beginning and its end, which tell alike names apart.

    >>> heading("Workplace and Field Services Americas L2"), heading("Network Support Asia L2")
    ('Workplace and Field … Americas L2', 'Network Support Asia L2')
    """
    words = label.split()
    if len(label) <= HEADING or len(words) < 4:
        return label
    kept = len(words) - 3
    while kept > 1 and len(f"{' '.join(words[:kept])} … {' '.join(words[-2:])}") > HEADING:
        kept -= 1
    return f"{' '.join(words[:kept])} … {' '.join(words[-2:])}"


def _cell(
    found: HandoffAnalysis, sender: int, receiver: int, count: int, largest: int, address: Address
) -> dict[str, Any]:
    units = found.units
    is_self = sender == receiver and units.kind == "group"
    one, other = units.labels[sender], units.labels[receiver]
    return {
        "step": matrix_step(count, largest),
        "text": _short(count) if count >= max(1.0, WRITTEN_FROM * largest) else "",
        "title": f"{one} to {other}: {plural(count, 'handoff')}",
        "url": address(units.keys[sender], units.keys[receiver]) if count else "",
        "is_self": is_self,
    }


def _sum_link(count: int, what: str, url: str) -> dict[str, str]:
    """Where a sum leads; one of nothing leads nowhere."""
    return {"total_url": url, "total_title": f"{plural(count, 'handoff')} {what}"} if count else {}


def _counts(found: HandoffAnalysis, shown: list[int]) -> Ints:
    """The cells between the shown units."""
    place = np.full(len(found.units.keys) + 1, -1)
    place[shown] = np.arange(len(shown))
    sender, receiver = place[found.pairs.sender], place[found.pairs.receiver]
    is_in = (sender >= 0) & (receiver >= 0)
    counts = np.zeros((len(shown), len(shown)), np.int64)
    counts[sender[is_in], receiver[is_in]] = found.pairs.count[is_in]
    return counts


def _blocks(found: HandoffAnalysis, shown: list[int], counts: Ints) -> list[dict[str, Any]]:
    """A frame per region with its handoffs inside, where the units stand in regions."""
    regions = [found.units.blocks[unit] for unit in shown]
    blocks = []
    for region in dict.fromkeys(filter(None, regions)):
        start, size = regions.index(region), regions.count(region)
        inside = int(counts[start : start + size, start : start + size].sum())
        share = percent(inside / found.handoffs, 0) if found.handoffs else ""
        text = f"{region}: {plural(inside, 'handoff')}, {share}"
        blocks.append(
            {"from": start, "size": size, "text": text, "is_last": start > 0 and start + size > len(shown) - NEAR_END}
        )
    return blocks


def _sent(found: HandoffAnalysis) -> Ints:
    return np.bincount(found.pairs.sender, found.pairs.count, len(found.units.keys)).astype(np.int64)


def _received(found: HandoffAnalysis) -> Ints:
    return np.bincount(found.pairs.receiver, found.pairs.count, len(found.units.keys)).astype(np.int64)


def _short(count: int) -> str:
    return integer(count) if count < 1_000 else f"{count / 1_000:.1f}k"
