"""A made-up ticket log of any size, written as a service tool exports its history: one row per step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

EVENTS_PER_FILE = 2_500_000
EVENTS_PER_TICKET = 8
GROUPS, PEOPLE, PRODUCTS = 600, 3_000, 400
MOVES_SHARE, BACK_SHARE = 0.2, 0.3
STATES = np.array(["Queued", "In Progress", "Pending", "Closed"])
START_US = 1_700_000_000_000_000


def write_log(folder: Path, events: int) -> list[Path]:
    """CSV files of at most 2.5 million steps each, in the order of time within a file; tickets do not span files."""
    sizes = [min(EVENTS_PER_FILE, events - start) for start in range(0, events, EVENTS_PER_FILE)]
    paths = []
    for number, size in enumerate(sizes):
        path = folder / f"log-{number + 1}.csv"
        made_up_steps(size, number).write_csv(path)
        paths.append(path)
    return paths


def typed_log(events: int) -> pl.DataFrame:
    """The same steps as the import machine hands them over."""
    names = {"Number": "ticket", "Assignment group": "group", "Assigned to": "person", "State": "status"}
    steps = made_up_steps(events, 0)
    time = steps["Updated at"].str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us").cast(pl.Int64)
    place = {"_file": pl.lit(1, pl.Int16), "_sheet": pl.lit(""), "_line": pl.int_range(2, pl.len() + 2)}
    return steps.select(*names).rename(names).with_columns(time=time, **place)


def made_up_steps(events: int, part: int) -> pl.DataFrame:
    """One in five steps hands the ticket over, three in ten of these back to where it came from; seeded."""
    draw = np.random.default_rng((2026, part))
    tickets = max(1, events // EVENTS_PER_TICKET)
    ticket = np.sort(draw.integers(0, tickets, events))
    first = np.append(True, ticket[1:] != ticket[:-1])
    opened = draw.integers(0, 31_536_000, tickets)[ticket]
    since = np.cumsum(draw.integers(60, 86_400, events))
    at = START_US + (opened + since - np.maximum.accumulate(np.where(first, since, 0))) * 1_000_000
    status = draw.integers(0, 3, events)
    status[np.append(first[1:], True)] = 3
    priority, product = draw.integers(1, 5, tickets)[ticket], draw.integers(0, PRODUCTS, tickets)[ticket]
    steps = pl.DataFrame(
        {
            "Number": ticket + part * 10_000_000,
            "Updated at": pl.Series(at).cast(pl.Datetime("us")),
            "Assignment group": groups_of(first, draw),
            "Assigned to": draw.integers(0, PEOPLE, events),
            "State": STATES[status],
            "Priority": priority,
            "Product": product,
        }
    )
    words = {"Number": "INC", "Assignment group": "Support group ", "Assigned to": "Person ", "Priority": "P"}
    words["Product"] = "Product "
    texts = [pl.format(f"{word}{{}}", pl.col(name)).alias(name) for name, word in words.items()]
    time = pl.col("Updated at").dt.to_string("%Y-%m-%d %H:%M:%S")
    return steps.sort("Updated at", maintain_order=True).with_columns(*texts, time)


def groups_of(first: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The group of each step: the one before, another, or the one where the ticket was before that."""
    events = len(first)
    fresh = np.minimum(draw.geometric(0.01, events), GROUPS)
    moves = first | (draw.random(events) < MOVES_SHARE)
    stay = np.flatnonzero(moves)
    group = fresh[stay]
    goes_back = (draw.random(len(stay)) < BACK_SHARE) & ~first[stay]
    goes_back[2:] &= ~first[stay][1:-1] & ~goes_back[1:-1]
    goes_back[:2] = False
    group[goes_back] = group[np.flatnonzero(goes_back) - 2]
    return np.asarray(group[np.cumsum(moves) - 1])
