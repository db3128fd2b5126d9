"""The tables of the owner's questions; `behind` of a row narrows a question to the tickets that the row counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.computations.columns import Flags, Ints
from metrics.computations.paths import class_counts, variation
from metrics.computations.pending import far_above_peers, pending_shares
from metrics.computations.ping_pong import ping_pong_pairs
from metrics.selectors.question_ground import CLASSES, MANY_TEAMS, MORE, Ground, path_key
from services.selectors import ticket_keys

LEAST_TICKETS = 100
MOST_TEAMS_SHOWN = 10

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pending:
    """Groups with open time, those far above their peers first; `threshold` is the peers' 90th percentile."""

    rows: list[Row]
    threshold: float | None
    share: float | None
    far: int
    peers: int


@dataclass(frozen=True, slots=True)
class Conformity:
    """The most frequent paths through levels, and per line the tickets on each; `share` of all tickets is on one."""

    paths: list[Row]
    rows: list[Row]
    share: float | None


def first_line_by_month(ground: Ground) -> list[Row]:
    """Closed tickets per month of their last event, and those that level 1 closed alone."""
    months = np.unique(ground.closing_month[ground.ended()["closed"]])
    place = np.searchsorted(months, ground.closing_month)
    labels = [(str(month), f"{month // 100}-{month % 100:02}") for month in months.tolist()]
    return _first_line_rows(ground, place, labels, "when")


def first_line_by_line(ground: Ground) -> list[Row]:
    """The same per line of the group that took the ticket in, most closed tickets first."""
    labels = list(zip(ground.lines.keys, ground.lines.labels, strict=True))
    rows = _first_line_rows(ground, ground.line_of_ticket, labels, "line")
    return sorted((row for row in rows if row["closed"]), key=lambda row: (-row["closed"], row["label"]))


def events_by_level(ground: Ground) -> list[Row]:
    """Events in view by the level of their group; “2nd 3rd”, which counts as 3, apart."""
    group = ground.columns.events.group[ground.view.event_mask]
    counts = np.bincount(group[group >= 0], minlength=len(ground.places))
    events: dict[str, int] = {}
    for label, count in zip(ground.level_labels, counts.tolist(), strict=True):
        events[label] = events.get(label, 0) + count
    return [
        {"label": label, "events": count, "behind": {"level": label}}
        for label, count in sorted(events.items())
        if count
    ]


def ping_pong_pair_rows(ground: Ground, most: int | None = None) -> list[Row]:
    """Pairs of groups with direct ping-pong in view, most occurrences first."""
    found, units = ping_pong_pairs(ground.view.occurrences), ground.groups
    columns = (found.low, found.high, found.occurrences, found.tickets)
    rows = list(zip(*(column[:most].tolist() for column in columns), strict=True))
    of = units.of_group
    return [
        {
            "one": units.labels[of[low]],
            "other": units.labels[of[high]],
            "keys": (units.keys[of[low]], units.keys[of[high]]),
            "occurrences": occurrences,
            "tickets": tickets,
        }
        for low, high, occurrences, tickets in rows
    ]


def ping_pong_products(ground: Ground) -> list[Row]:
    """Tickets in view per product and how many of them come back, most that go straight back first."""
    coded, returning = ground.columns.attributes["product"], ground.returning()
    counts = {name: _counts(coded.codes, flags, len(coded.labels)) for name, flags in returning.items()}
    tickets = _counts(coded.codes, ground.view.is_ticket_in, len(coded.labels))
    rows = [
        {
            "label": label,
            "tickets": int(tickets[code]),
            "share": _share(counts["direct"][code], tickets[code]),
            "behind": {"of_product": label},
            **{name: int(count[code]) for name, count in counts.items()},
        }
        for code, label in enumerate(coded.labels)
        if label and tickets[code]
    ]
    return sorted(rows, key=lambda row: (-row["direct"], -row["returns"], row["label"]))


def pending_of(ground: Ground, least_tickets: int) -> Pending:
    """Open and pending time per group; a group is far above its peers by the rule of the method."""
    found = pending_shares(ground.stretches, len(ground.places))
    is_far, threshold = far_above_peers(found, least_tickets)
    rows = []
    for group in np.flatnonzero(found.pending_us > 0).tolist():
        unit = ground.groups.of_group[group]
        rows.append(
            {
                "label": ground.groups.labels[unit],
                "tickets": int(found.tickets[group]),
                "pending_tickets": int(found.pending_tickets[group]),
                "open_us": float(found.open_us[group]),
                "pending_us": float(found.pending_us[group]),
                "share": float(found.share[group]),
                "is_far": bool(is_far[group]),
                "behind": {"group": ground.groups.keys[unit]},
            }
        )
    rows.sort(key=lambda row: (not row["is_far"], -row["share"] if row["is_far"] else -row["pending_us"], row["label"]))
    peers = (found.tickets >= least_tickets) & ~np.isnan(found.share)
    return Pending(
        rows=rows,
        threshold=threshold,
        share=_share(found.pending_us.sum(), found.open_us.sum()),
        far=int(is_far.sum()),
        peers=int(peers.sum()),
    )


def conformity_of(ground: Ground) -> Conformity:
    """Tickets on the most frequent paths through levels, per line that took them in; difference from all others."""
    found, asked = ground.level_paths, ground.is_asked
    line, lines = ground.line_of_ticket[asked], len(ground.lines.keys)
    classes, cells = class_counts(found.path[asked], line, lines, CLASSES)
    tickets = np.bincount(line, minlength=lines)
    on_path = cells.sum(axis=1)
    total, conforming = int(tickets.sum()), int(on_path.sum())
    paths: list[Row] = [
        {"label": path_label(found.steps(path)), "key": path_key(found.steps(path))} for path in classes.tolist()
    ]
    for path, count in zip(paths, cells.sum(axis=0).tolist(), strict=True):
        path |= {"tickets": count, "share": count / total, "behind": {"path": path["key"]}}
    rows = []
    for number in np.argsort(-tickets, kind="stable")[: np.count_nonzero(tickets)].tolist():
        own, behind = int(tickets[number]), {"line": ground.lines.keys[number]}
        share, others = _share(on_path[number], own), _share(conforming - on_path[number], total - own)
        cell = [
            {"tickets": count, "share": count / own, "behind": behind | path["behind"]}
            for path, count in zip(paths, cells[number].tolist(), strict=True)
        ]
        difference = None if share is None or others is None else share - others
        rows.append(
            {
                "label": ground.lines.labels[number],
                "tickets": own,
                "on_path": int(on_path[number]),
                "share": share,
                "difference": difference,
                "cells": cell,
                "behind": behind,
            }
        )
    return Conformity(paths, rows, _share(conforming, total))


def teams_histogram(ground: Ground) -> list[Row]:
    """Tickets in view by the number of distinct groups that had them; the tail above five once more as a whole."""
    groups = ground.columns.ping_pong.groups[ground.is_asked]
    tickets = np.bincount(groups)
    rows = [
        _teams_row(str(number), plural_groups(number), int(tickets[number]), len(groups))
        for number in range(1, len(tickets))
    ]
    tail = int(tickets[MANY_TEAMS + 1 :].sum())
    return [*rows, _teams_row(MORE, f"More than {MANY_TEAMS}", tail, len(groups))] if len(groups) else []


def all_hands(ground: Ground, most: int | None = MOST_TEAMS_SHOWN) -> list[Row]:
    """The tickets in view that more than five groups had, most groups first."""
    groups = ground.columns.ping_pong.groups
    tickets = np.flatnonzero(ground.is_asked & (groups > MANY_TEAMS))
    tickets = tickets[np.lexsort((tickets, -ground.columns.per_ticket.count[tickets], -groups[tickets]))][:most]
    keys = ticket_keys(ground.columns.ticket_ids[tickets].tolist())
    return [
        {
            "key": keys[int(ground.columns.ticket_ids[ticket])],
            "groups": int(groups[ticket]),
            "share": int(groups[ticket]) / len(ground.places),
            "handoffs": int(ground.columns.per_ticket.count[ticket]),
            "lasted_us": int(ground.spans_us[ticket]),
        }
        for ticket in tickets.tolist()
    ]


def variation_rows(ground: Ground, most: int | None = None) -> list[Row]:
    """Categories by the tickets that leave the commonest path through groups; tickets without a category are out."""
    coded = ground.columns.attributes[ground.category]
    is_known = np.array([bool(label) for label in coded.labels], np.bool_)[coded.codes] & ground.is_asked
    category, line = coded.codes[is_known], ground.line_of_ticket[is_known]
    found = variation(category, line, ground.columns.group_paths.path[is_known])
    by_level = variation(category, line, ground.level_paths.path[is_known])
    level_paths = dict(zip(by_level.category.tolist(), by_level.paths.tolist(), strict=True))
    rows = []
    for at in range(len(found))[:most]:
        label = coded.labels[int(found.category[at])]
        rows.append(
            {
                "label": label,
                "tickets": int(found.tickets[at]),
                "units": int(found.units[at]),
                "paths": int(found.paths[at]),
                "paths_per_unit": int(found.paths_by_unit[at]) / int(found.units[at]),
                "level_paths": level_paths[int(found.category[at])],
                "off": int(found.off_commonest[at]),
                "index": float(found.index[at]),
                "behind": {"category": label},
            }
        )
    return rows


def path_label(steps: Iterable[int]) -> str:
    """A path through levels in words.

    >>> path_label((1, 2, 0))
    '1 → 2 → unknown'
    """
    return " → ".join(str(level) if level else "unknown" for level in steps)


def plural_groups(number: int) -> str:
    """How many groups, as a row is called.

    >>> plural_groups(1), plural_groups(2)
    ('1 group', '2 groups')
    """
    return f"{number} group{'' if number == 1 else 's'}"


def _first_line_rows(ground: Ground, place: Ints, labels: list[tuple[str, str]], name: str) -> list[Row]:
    ended = ground.ended()
    is_placed = (place >= 0) & (place < len(labels))
    counts = {of: _counts(place, flags & is_placed, len(labels)) for of, flags in ended.items()}
    return [
        {
            "label": label,
            "closed": int(counts["closed"][at]),
            "entered": int(counts["entered"][at]),
            "kept": int(counts["first-line"][at]),
            "passed_on": int(counts["passed-on"][at]),
            "share": _share(counts["first-line"][at], counts["closed"][at]),
            "share_of_entered": _share(counts["first-line"][at], counts["entered"][at]),
            "behind": {name: key},
        }
        for at, (key, label) in enumerate(labels)
    ]


def _teams_row(key: str, label: str, tickets: int, total: int) -> Row:
    return {"label": label, "tickets": tickets, "share": tickets / total, "behind": {"teams": key}}


def _counts(place: Ints, flags: Flags, size: int) -> Ints:
    return np.bincount(place[flags], minlength=size)


def _share(part: Any, whole: Any) -> float | None:
    return float(part / whole) if whole else None
